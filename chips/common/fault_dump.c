/* SPDX-License-Identifier: MIT */
#include "fault_dump.h"

#include <string.h>

extern char __ram_start[], __ram_end[], __text_start[], __text_end[], __stack_top[];
extern char __build_id_start[], __build_id_end[];

_Static_assert(sizeof(struct fault_dump) == FAULT_DUMP_BYTES,
               "documented: docs/design/fault-dump.md");

/* The build id is the description of an ELF note: name size, size, type, "GNU\0", bytes. */
#define NOTE_HEADER_BYTES 16u

static uint32_t crc32(const void *data, size_t length)
{
    const uint8_t *bytes = data;
    uint32_t crc = 0xFFFFFFFFu;

    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1u)));
        }
    }
    return ~crc;
}

bool fault_is_ram(uintptr_t address, size_t bytes)
{
    uintptr_t start = (uintptr_t)__ram_start;
    size_t size = (size_t)(__ram_end - __ram_start);

    return address >= start && address - start <= size && bytes <= size - (address - start);
}

bool fault_is_return_address(uintptr_t word)
{
    uintptr_t next = fault_machine_return(word);

    return next >= (uintptr_t)__text_start + 4u && next <= (uintptr_t)__text_end &&
           fault_machine_is_behind_call((const uint16_t *)next);
}

void fault_set_text(char *to, size_t capacity, const char *from, bool keep_end)
{
    size_t length = strlen(from);
    size_t cut = length < capacity ? length : capacity - 1;

    memcpy(to, keep_end ? from + (length - cut) : from, cut);
    to[cut] = '\0';
}

void fault_dump_begin(struct fault_dump *dump, fault_kind_t kind)
{
    memset(dump, 0, sizeof *dump);
    dump->magic = FAULT_MAGIC;
    dump->version = FAULT_VERSION;
    dump->bytes = sizeof *dump;
    dump->kind = (uint8_t)kind;
    if (__build_id_end - __build_id_start >= (long)(NOTE_HEADER_BYTES + FAULT_BUILD_BYTES)) {
        memcpy(dump->build, __build_id_start + NOTE_HEADER_BYTES, FAULT_BUILD_BYTES);
    }
}

void fault_dump_take_stack(struct fault_dump *dump)
{
    uintptr_t address = dump->machine.sp;
    uintptr_t main_top = (uintptr_t)__stack_top;
    uintptr_t end = address < main_top ? main_top : (uintptr_t)__ram_end;
    uint16_t count = 0;

    if (address % sizeof address != 0) {
        return;
    }
    while (count < FAULT_STACK_WORDS && address < end && fault_is_ram(address, sizeof address)) {
        dump->stack[count++] = *(const volatile uintptr_t *)address;
        address += sizeof address;
    }
    dump->stack_words = count;
}

void fault_dump_seal(struct fault_dump *dump)
{
    dump->crc = crc32(dump, offsetof(struct fault_dump, crc));
}

bool fault_dump_is_valid(const struct fault_dump *dump)
{
    return dump->magic == FAULT_MAGIC && dump->version == FAULT_VERSION &&
           dump->bytes == sizeof *dump && dump->stack_words <= FAULT_STACK_WORDS &&
           dump->crc == crc32(dump, offsetof(struct fault_dump, crc));
}
