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

/* What is needed of a file, of either class. */
struct program {
    uint16_t machine, type, segments, segment_bytes;
    uint64_t entry, segments_at;
    bool is_64;
};

struct segment {
    uint64_t at, bytes, address; /* in the file; where it is loaded */
};

static void read_32(const struct bytes *file, struct program *program)
{
    Elf32_Ehdr header;

    memcpy(&header, file->at, sizeof(header));
    *program =
        (struct program){header.e_machine, header.e_type,  header.e_phnum, header.e_phentsize,
                         header.e_entry,   header.e_phoff, false};
}

static void read_64(const struct bytes *file, struct program *program)
{
    Elf64_Ehdr header;

    memcpy(&header, file->at, sizeof(header));
    *program = (struct program){
        header.e_machine, header.e_type, header.e_phnum, header.e_phentsize, header.e_entry,
        header.e_phoff,   true};
}

static bool read_class(const struct bytes *file, struct program *program)
{
    if (file->count < sizeof(Elf32_Ehdr) || file->at[EI_DATA] != ELFDATA2LSB) {
        return false;
    }
    if (file->at[EI_CLASS] == ELFCLASS32) {
        read_32(file, program);
        return true;
    }
    if (file->at[EI_CLASS] == ELFCLASS64 && file->count >= sizeof(Elf64_Ehdr)) {
        read_64(file, program);
        return true;
    }
    return false;
}

static enum fault read_header(const char *path, const struct bytes *file, struct program *program)
{
    if (!read_class(file, program)) {
        return fail(FAULT_ELF, "%s is no ELF file of 32 or 64 bits, little-endian", path);
    }
    const size_t wanted = program->is_64 ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr);
    if (program->machine != EM_ARM && program->machine != EM_RISCV) {
        return fail(FAULT_ELF, "%s is for machine %u, neither Arm nor RISC-V", path,
                    program->machine);
    }
    if (program->type != ET_EXEC) {
        return fail(FAULT_ELF, "%s is not linked to run", path);
    }
    if (program->segment_bytes != wanted || program->segments_at > file->count ||
        program->segments > (file->count - program->segments_at) / wanted) {
        return fail(FAULT_ELF, "%s: its program headers are not in the file", path);
    }
    return FAULT_NONE;
}

/* False: it brings no bytes. */
static bool read_segment(const struct bytes *file, const struct program *program, unsigned index,
                         struct segment *segment)
{
    const uint8_t *at = file->at + program->segments_at + (size_t)index * program->segment_bytes;
    Elf32_Phdr small;
    Elf64_Phdr large;

    if (program->is_64) {
        memcpy(&large, at, sizeof(large));
        *segment = (struct segment){large.p_offset, large.p_filesz, large.p_paddr};
        return large.p_type == PT_LOAD && large.p_filesz > 0;
    }
    memcpy(&small, at, sizeof(small));
    *segment = (struct segment){small.p_offset, small.p_filesz, small.p_paddr};
    return small.p_type == PT_LOAD && small.p_filesz > 0;
}

static enum fault measure(const char *path, const struct bytes *file, const struct program *program,
                          uint64_t *low, uint64_t *high)
{
    struct segment segment;

    *low = UINT64_MAX;
    *high = 0;
    for (unsigned i = 0; i < program->segments; i++) {
        if (!read_segment(file, program, i, &segment)) {
            continue;
        }
        if (segment.at > file->count || segment.bytes > file->count - segment.at) {
            return fail(FAULT_ELF, "%s is cut: segment %u is not in the file", path, i);
        }
        if (segment.address > UINT32_MAX || segment.bytes > UINT32_MAX - segment.address) {
            return fail(FAULT_ADDRESS, "%s: segment %u goes past 2^32", path, i);
        }
        const uint64_t end = segment.address + segment.bytes;
        *low = segment.address < *low ? segment.address : *low;
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
    struct program program = {0};
    struct segment segment;
    uint64_t low, high;
    enum fault fault = read_header(path, file, &program);

    if (fault == FAULT_NONE) {
        fault = measure(path, file, &program, &low, &high);
    }
    if (fault == FAULT_NONE && program.entry > UINT32_MAX) {
        fault = fail(FAULT_ADDRESS, "%s: its entry is past 2^32", path);
    }
    if (fault != FAULT_NONE) {
        return fault;
    }
    *loaded = (struct loaded){{malloc((size_t)(high - low)), (size_t)(high - low)},
                              (uint32_t)low,
                              (uint32_t)(program.machine == EM_ARM ? low : program.entry)};
    if (loaded->binary.at == NULL) {
        return fail(FAULT_INTERNAL, "out of memory");
    }
    memset(loaded->binary.at, 0xFF, loaded->binary.count);
    for (unsigned i = 0; i < program.segments; i++) {
        if (read_segment(file, &program, i, &segment)) {
            memcpy(loaded->binary.at + (segment.address - low), file->at + segment.at,
                   segment.bytes);
        }
    }
    return FAULT_NONE;
}
