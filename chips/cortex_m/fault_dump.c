/* SPDX-License-Identifier: MIT */
#include "fault_dump.h"

#include <string.h>

#include "startup.h"

extern char __ram_start[], __ram_end[], __text_start[], __text_end[];
extern char __build_id_start[], __build_id_end[];

_Static_assert(sizeof(struct fault_dump) == 856, "the layout is documented: docs/design/");

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

bool fault_is_ram(uint32_t address, uint32_t bytes)
{
    uint32_t start = (uint32_t)(uintptr_t)__ram_start;
    uint32_t size = (uint32_t)(__ram_end - __ram_start);

    return address >= start && address - start <= size && bytes <= size - (address - start);
}

bool fault_is_return_address(uint32_t word)
{
    uint32_t start = (uint32_t)(uintptr_t)__text_start;
    uint32_t end = (uint32_t)(uintptr_t)__text_end;
    uint32_t next = word & ~1u; /* the instruction that would run after the return */

    if ((word & 1u) == 0 || next < start + 4u || next > end) {
        return false;
    }
    const uint16_t *code = (const uint16_t *)(uintptr_t)next;
    bool bl = (code[-2] & 0xF800u) == 0xF000u && (code[-1] & 0xD000u) == 0xD000u;
    bool blx = (code[-1] & 0xFF87u) == 0x4780u;
    return bl || blx;
}

void fault_dump_set_text(char *to, size_t capacity, const char *from, bool keep_end)
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
    uint32_t address = dump->sp;
    uint32_t main_top = (uint32_t)(uintptr_t)__stack_top;
    uint32_t end = address < main_top ? main_top : (uint32_t)(uintptr_t)__ram_end;
    uint32_t count = 0;

    if (address % 4u != 0) {
        return;
    }
    while (count < FAULT_STACK_WORDS && address < end && fault_is_ram(address, 4)) {
        dump->stack[count++] = *(const volatile uint32_t *)(uintptr_t)address;
        address += 4;
    }
    dump->stack_words = (uint16_t)count;
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
