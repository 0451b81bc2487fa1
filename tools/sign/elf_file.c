/* SPDX-License-Identifier: MIT */
/* An ELF file comes from a linker, but lengths and places in it are believed no more than those of
 * an image. */
#include "elf_file.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

#define SPAN_BYTES_MAX (64u << 20)

bool elf_is_one(const struct bytes *file)
{
    return file->count >= SELFMAG && memcmp(file->at, ELFMAG, SELFMAG) == 0;
}

static enum fault read_header(const char *path, const struct bytes *file, Elf32_Ehdr *header)
{
    if (file->count < sizeof(*header) || file->at[EI_CLASS] != ELFCLASS32 ||
        file->at[EI_DATA] != ELFDATA2LSB) {
        return fail(FAULT_ELF, "%s is no ELF file of 32 bits, little-endian", path);
    }
    memcpy(header, file->at, sizeof(*header));
    if (header->e_machine != EM_ARM && header->e_machine != EM_RISCV) {
        return fail(FAULT_ELF, "%s is for machine %u, neither Arm nor RISC-V", path,
                    header->e_machine);
    }
    if (header->e_type != ET_EXEC) {
        return fail(FAULT_ELF, "%s is not linked to run", path);
    }
    if (header->e_phentsize != sizeof(Elf32_Phdr) || header->e_phoff > file->count ||
        header->e_phnum > (file->count - header->e_phoff) / sizeof(Elf32_Phdr)) {
        return fail(FAULT_ELF, "%s: its program headers are not in the file", path);
    }
    return FAULT_NONE;
}

/* False: it brings no bytes. */
static bool read_segment(const struct bytes *file, const Elf32_Ehdr *header, unsigned index,
                         Elf32_Phdr *segment)
{
    memcpy(segment, file->at + header->e_phoff + index * sizeof(*segment), sizeof(*segment));
    return segment->p_type == PT_LOAD && segment->p_filesz > 0;
}

static enum fault measure(const char *path, const struct bytes *file, const Elf32_Ehdr *header,
                          uint64_t *low, uint64_t *high)
{
    Elf32_Phdr segment;

    *low = UINT64_MAX;
    *high = 0;
    for (unsigned i = 0; i < header->e_phnum; i++) {
        if (!read_segment(file, header, i, &segment)) {
            continue;
        }
        const uint64_t end = (uint64_t)segment.p_paddr + segment.p_filesz;
        if (segment.p_offset > file->count || segment.p_filesz > file->count - segment.p_offset) {
            return fail(FAULT_ELF, "%s is cut: segment %u is not in the file", path, i);
        }
        if (end > UINT32_MAX) {
            return fail(FAULT_ADDRESS, "%s: segment %u goes past 2^32", path, i);
        }
        *low = segment.p_paddr < *low ? segment.p_paddr : *low;
        *high = end > *high ? end : *high;
    }
    if (*high <= *low) {
        return fail(FAULT_BINARY, "%s loads nothing", path);
    }
    if (*high - *low > SPAN_BYTES_MAX) {
        return fail(FAULT_BINARY,
                    "%s: what it loads lies from 0x%08llx to 0x%08llx, more than 64 MB apart", path,
                    (unsigned long long)*low, (unsigned long long)*high);
    }
    return FAULT_NONE;
}

enum fault elf_load(const char *path, const struct bytes *file, struct loaded *loaded)
{
    Elf32_Ehdr header;
    Elf32_Phdr segment;
    uint64_t low, high;
    enum fault fault = read_header(path, file, &header);

    if (fault == FAULT_NONE) {
        fault = measure(path, file, &header, &low, &high);
    }
    if (fault != FAULT_NONE) {
        return fault;
    }
    *loaded = (struct loaded){{malloc((size_t)(high - low)), (size_t)(high - low)},
                              (uint32_t)low,
                              header.e_machine == EM_ARM ? (uint32_t)low : header.e_entry};
    if (loaded->binary.at == NULL) {
        return fail(FAULT_INTERNAL, "out of memory");
    }
    memset(loaded->binary.at, 0xFF, loaded->binary.count);
    for (unsigned i = 0; i < header.e_phnum; i++) {
        if (read_segment(file, &header, i, &segment)) {
            memcpy(loaded->binary.at + (segment.p_paddr - low), file->at + segment.p_offset,
                   segment.p_filesz);
        }
    }
    return FAULT_NONE;
}
