/* SPDX-License-Identifier: MIT */
/* One fact of an image. */
#ifndef CONSOLE_ELF_SYMBOL_H
#define CONSOLE_ELF_SYMBOL_H

/* The size of a symbol; 0: the file has none of that name, or is no ELF file of this byte order.
 * `*word_bytes`: 4 or 8, when it is one. */
unsigned long elf_symbol_size(const char *path, const char *name, int *word_bytes);

#endif
