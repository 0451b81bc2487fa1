/* SPDX-License-Identifier: MIT */
/* Parallel NOR flash, Intel command set.
 *
 *     array ──command──► status ... busy ... ready ──read array──► array
 *            └─────── every read gives the status: no code here ──┘
 *
 * From command to read array the bank gives no instructions and no constants. So the functions
 * marked RAM_CODE lie in RAM and call nothing outside it, and where the program runs from the bank
 * interrupts are masked as long: their handlers are in there, too.
 *
 * Two devices share each word, and each gets its own copy of a command in its half. Intel 28F128J3
 * data sheet, sections 4 (commands) and 9 (buffer); JEDEC JESD68 and JESD137 (CFI query). */
#include "flash_cfi.h"

#include <string.h>

#include "FreeRTOS.h"

#include "virt_riscv.h"

#define RAM_CODE       __attribute__((section(".ramcode"), noinline))
#define BOTH(command)  ((uint32_t)(command) << 16 | (command))
#define WORD_BYTES     4u
#define DEVICES        2u
#define READ_ARRAY     0xFFu
#define READ_QUERY     0x98u
#define CLEAR_STATUS   0x50u
#define ERASE          0x20u
#define PROGRAM_BUFFER 0xE8u
#define CONFIRM        0xD0u
#define STATUS_READY   0x80u
#define STATUS_FAILED  0x3Eu /* erase, program, voltage, suspended, locked */
#define TRIES          100000000u
#define BANK_BYTES     VIRT_FLASH_BANK_BYTES
#define NOT_MASKED     ((arch_mask_t)0) /* mstatus.MIE was not set, or was left alone */

/* Of the query, in words. */
#define QUERY_COMMAND 0x55u
#define QUERY_TEXT    0x10u
#define QUERY_SET     0x13u
#define QUERY_SIZE    0x27u /* log2 of bytes, of one device */
#define QUERY_BUFFER  0x2Au /* log2 of bytes, of one device */
#define QUERY_REGIONS 0x2Cu
#define QUERY_SECTOR  0x2Fu /* in units of 256 bytes, of one device: low byte, high byte */
#define QUERY_WORDS   0x31u
#define SET_INTEL     1u

/* Ends in array mode. Inlined: a call from RAM_CODE must not leave it. */
__attribute__((always_inline)) static inline bool finish(volatile uint32_t *at)
{
    uint32_t status = 0;

    for (uint32_t i = 0; i < TRIES && (status & BOTH(STATUS_READY)) != BOTH(STATUS_READY); i++) {
        status = *at;
    }
    *at = BOTH(CLEAR_STATUS);
    *at = BOTH(READ_ARRAY);
    return (status & BOTH(STATUS_READY | STATUS_FAILED)) == BOTH(STATUS_READY);
}

RAM_CODE static bool erase_sector(volatile uint32_t *at)
{
    *at = BOTH(ERASE);
    *at = BOTH(CONFIRM);
    return finish(at);
}

RAM_CODE static bool program_buffer(volatile uint32_t *at, const uint32_t *words, uint32_t count)
{
    uint32_t status = 0;

    for (uint32_t i = 0; i < TRIES && (status & BOTH(STATUS_READY)) != BOTH(STATUS_READY); i++) {
        *at = BOTH(PROGRAM_BUFFER);
        status = *at;
    }
    *at = BOTH(count - 1u);
    for (uint32_t i = 0; i < count; i++) {
        at[i] = words[i];
    }
    *at = BOTH(CONFIRM);
    return finish(at);
}

RAM_CODE static void read_query(volatile uint32_t *base, uint8_t *query)
{
    base[QUERY_COMMAND] = BOTH(READ_QUERY);
    for (uint32_t i = 0; i < QUERY_WORDS; i++) {
        query[i] = (uint8_t)base[i];
    }
    *base = BOTH(READ_ARRAY);
}

/* Masks interrupts if this very function lies in the bank. end(NOT_MASKED) changes nothing. */
static arch_mask_t begin(const struct flash_device *device)
{
    const struct flash_cfi *cfi = device->state;
    uintptr_t code = (uintptr_t)begin;

    /* Before the probe the size is not known: the bank's is the most there can be. */
    uintptr_t size = device->geometry.size_bytes != 0 ? device->geometry.size_bytes : BANK_BYTES;
    return code - cfi->base < size ? arch_mask() : NOT_MASKED;
}

static void end(arch_mask_t mask)
{
    arch_unmask(mask);
}

static volatile uint32_t *word_at(const struct flash_cfi *cfi, uint32_t offset)
{
    return (volatile uint32_t *)(cfi->base + offset);
}

bool flash_cfi_probe(struct flash_device *device)
{
    struct flash_cfi *cfi = device->state;
    uint8_t query[QUERY_WORDS];

    arch_mask_t mask = begin(device);
    read_query(word_at(cfi, 0), query);
    end(mask);
    if (query[QUERY_TEXT] != 'Q' || query[QUERY_TEXT + 1] != 'R' || query[QUERY_TEXT + 2] != 'Y' ||
        query[QUERY_SET] != SET_INTEL || query[QUERY_REGIONS] != 1) {
        return false;
    }
    uint32_t sector = ((uint32_t)query[QUERY_SECTOR + 1] << 8 | query[QUERY_SECTOR]) * 256u;
    uint32_t buffer = (1u << query[QUERY_BUFFER]) * DEVICES / WORD_BYTES;
    cfi->buffer_words = buffer < FLASH_CFI_BUFFER_WORDS ? buffer : FLASH_CFI_BUFFER_WORDS;
    device->geometry.size_bytes = (1u << query[QUERY_SIZE]) * DEVICES;
    device->geometry.erase_bytes = sector * DEVICES;
    device->geometry.program_bytes = WORD_BYTES;
    return true;
}

static flash_status_t read(struct flash_device *device, uint32_t offset, void *bytes,
                           uint32_t length)
{
    const struct flash_cfi *cfi = device->state;
    flash_status_t status = flash_check(&device->geometry, offset, length, 1);

    if (status == FLASH_OK && length > 0) {
        memcpy(bytes, (const uint8_t *)cfi->base + offset, length);
    }
    return status;
}

static bool is_programmable(const struct flash_cfi *cfi, uint32_t offset, const uint8_t *bytes,
                            uint32_t length)
{
    const uint8_t *there = (const uint8_t *)cfi->base + offset;

    for (uint32_t i = 0; i < length; i++) {
        if ((bytes[i] & ~there[i]) != 0) {
            return false;
        }
    }
    return true;
}

static flash_status_t program(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    flash_status_t status = flash_check(&device->geometry, offset, length, WORD_BYTES);
    struct flash_cfi *cfi = device->state;
    const uint8_t *from = bytes;

    if (status == FLASH_OK && !is_programmable(cfi, offset, from, length)) {
        status = FLASH_NOT_ERASED;
    }
    while (status == FLASH_OK && length > 0) {
        uint32_t buffer = cfi->buffer_words * WORD_BYTES;
        uint32_t room = buffer - offset % buffer;
        uint32_t part = length < room ? length : room;
        memcpy(cfi->words, from, part);
        arch_mask_t mask = begin(device);
        bool good = program_buffer(word_at(cfi, offset), cfi->words, part / WORD_BYTES);
        end(mask);
        status = good ? FLASH_OK : FLASH_FAILED;
        offset += part;
        from += part;
        length -= part;
    }
    return status;
}

static flash_status_t erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    uint32_t sector = device->geometry.erase_bytes;
    flash_status_t status = flash_check(&device->geometry, offset, length, sector);

    for (; status == FLASH_OK && length > 0; offset += sector, length -= sector) {
        arch_mask_t mask = begin(device);
        bool good = erase_sector(word_at(device->state, offset));
        end(mask);
        status = good ? FLASH_OK : FLASH_FAILED;
    }
    return status;
}

const struct flash_driver flash_cfi_driver = {
    .read = read,
    .program = program,
    .erase = erase,
};
