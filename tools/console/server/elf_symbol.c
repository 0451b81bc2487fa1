/* SPDX-License-Identifier: MIT */
/* Everything that the file says of itself is checked against its length before it is used. */
#include "elf_symbol.h"

#include <elf.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct file {
    const unsigned char *bytes;
    size_t count;
    bool is_64;
};

struct section {
    uint32_t type, link;
    uint64_t offset, size;
};

static bool has(const struct file *file, uint64_t offset, uint64_t count)
{
    return offset <= file->count && count <= file->count - offset;
}

static bool section_at(const struct file *file, unsigned index, struct section *section)
{
    if (file->is_64) {
        Elf64_Ehdr head;
        Elf64_Shdr one;
        memcpy(&head, file->bytes, sizeof(head));
        if (index >= head.e_shnum || head.e_shentsize != sizeof(one) ||
            !has(file, head.e_shoff, ((uint64_t)index + 1) * sizeof(one))) {
            return false;
        }
        memcpy(&one, file->bytes + head.e_shoff + index * sizeof(one), sizeof(one));
        *section = (struct section){one.sh_type, one.sh_link, one.sh_offset, one.sh_size};
    } else {
        Elf32_Ehdr head;
        Elf32_Shdr one;
        memcpy(&head, file->bytes, sizeof(head));
        if (index >= head.e_shnum || head.e_shentsize != sizeof(one) ||
            !has(file, head.e_shoff, ((uint64_t)index + 1) * sizeof(one))) {
            return false;
        }
        memcpy(&one, file->bytes + head.e_shoff + index * sizeof(one), sizeof(one));
        *section = (struct section){one.sh_type, one.sh_link, one.sh_offset, one.sh_size};
    }
    return section->type == SHT_NOBITS || has(file, section->offset, section->size);
}

static void symbol_at(const struct file *file, uint64_t offset, uint64_t *name, uint64_t *size)
{
    if (file->is_64) {
        Elf64_Sym symbol;
        memcpy(&symbol, file->bytes + offset, sizeof(symbol));
        *name = symbol.st_name;
        *size = symbol.st_size;
    } else {
        Elf32_Sym symbol;
        memcpy(&symbol, file->bytes + offset, sizeof(symbol));
        *name = symbol.st_name;
        *size = symbol.st_size;
    }
}

static unsigned long find(const struct file *file, const char *wanted)
{
    const size_t wanted_bytes = strlen(wanted) + 1;
    const uint64_t step = file->is_64 ? sizeof(Elf64_Sym) : sizeof(Elf32_Sym);
    struct section symbols, names;

    for (unsigned i = 0; section_at(file, i, &symbols); i++) {
        if (symbols.type != SHT_SYMTAB || !section_at(file, symbols.link, &names) ||
            names.type != SHT_STRTAB) {
            continue;
        }
        for (uint64_t at = 0; at + step <= symbols.size; at += step) {
            uint64_t name, size;
            symbol_at(file, symbols.offset + at, &name, &size);
            if (name <= names.size && wanted_bytes <= names.size - name &&
                memcmp(file->bytes + names.offset + name, wanted, wanted_bytes) == 0) {
                return (unsigned long)size;
            }
        }
    }
    return 0;
}

static unsigned long size_in(const struct file *file, const char *name, int *word_bytes)
{
    if (file->count < sizeof(Elf64_Ehdr) || memcmp(file->bytes, ELFMAG, SELFMAG) != 0 ||
        file->bytes[EI_DATA] != ELFDATA2LSB) {
        return 0;
    }
    *word_bytes = file->is_64 ? 8 : 4;
    return find(file, name);
}

unsigned long elf_symbol_size(const char *path, const char *name, int *word_bytes)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    unsigned long size = 0;
    struct stat status;

    if (fd < 0) {
        return 0;
    }
    if (fstat(fd, &status) == 0 && status.st_size > 0) {
        const size_t count = (size_t)status.st_size;
        void *bytes = mmap(NULL, count, PROT_READ, MAP_PRIVATE, fd, 0);
        if (bytes != MAP_FAILED) {
            struct file file = {bytes, count, false};
            file.is_64 = count > EI_CLASS && file.bytes[EI_CLASS] == ELFCLASS64;
            size = size_in(&file, name, word_bytes);
            (void)munmap(bytes, count);
        }
    }
    (void)close(fd);
    return size;
}
