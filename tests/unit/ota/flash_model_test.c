/* SPDX-License-Identifier: MIT */
#include "flash_model.h"

#include <string.h>

#include "test.h"

#define SECTOR 512u
#define SIZE   (4u * SECTOR)

static uint8_t memory[SIZE], weak[SIZE];
static struct flash_model model;
static struct flash_device device;
static int cuts;

static void begin(uint32_t unit)
{
    flash_model_init(&model, &device, (struct flash_geometry){SIZE, SECTOR, unit}, memory, weak);
}

static flash_status_t program(uint32_t at, const void *bytes, uint32_t length)
{
    return device.driver->program(&device, at, bytes, length);
}

static flash_status_t erase(uint32_t at, uint32_t length)
{
    return device.driver->erase(&device, at, length);
}

static uint8_t byte_at(uint32_t at)
{
    uint8_t byte = 0;

    CHECK_EQ(device.driver->read(&device, at, &byte, 1), FLASH_OK);
    return byte;
}

static void a_unit_is_programmed_once_and_then_to_zeros_at_most(void)
{
    begin(4);
    CHECK_EQ(program(0, "\x0F\xF0\x12\x34", 4), FLASH_OK);
    CHECK_EQ(program(0, "\x0F\x00\x12\x34", 4), FLASH_NOT_ERASED);
    CHECK_EQ(program(0, "\xFF\xFF\xFF\xFF", 4), FLASH_NOT_ERASED);
    CHECK_EQ(model.violations, 2);
    CHECK_EQ(byte_at(1), 0xF0);
    CHECK_EQ(program(0, "\0\0\0\0", 4), FLASH_OK);
    CHECK_EQ(byte_at(1), 0);
    CHECK_EQ(erase(0, SECTOR), FLASH_OK);
    CHECK_EQ(program(0, "\xFF\xFF\xFF\xFE", 4), FLASH_OK);
    CHECK_EQ(byte_at(3), 0xFE);
    CHECK_EQ(model.violations, 2);
}

static void a_request_outside_or_between_units_does_nothing(void)
{
    begin(8);
    CHECK_EQ(program(4, "12345678", 8), FLASH_UNALIGNED);
    CHECK_EQ(program(0, "12345678", 4), FLASH_UNALIGNED);
    CHECK_EQ(program(SIZE, "12345678", 8), FLASH_OUT_OF_RANGE);
    CHECK_EQ(erase(SECTOR, 0xFFFFFE00u), FLASH_OUT_OF_RANGE);
    CHECK_EQ(erase(8, SECTOR), FLASH_UNALIGNED);
    CHECK_EQ(model.operations, 0);
}

static void units_and_sectors_are_counted(void)
{
    uint32_t erases[4] = {0};

    begin(2);
    model.erases = erases;
    CHECK_EQ(program(0, "abcdef", 6), FLASH_OK);
    CHECK_EQ(erase(0, 3 * SECTOR), FLASH_OK);
    CHECK_EQ(erase(SECTOR, SECTOR), FLASH_OK);
    CHECK_EQ(model.operations, 3 + 3 + 1);
    CHECK_EQ(model.programmed, 6);
    CHECK_EQ(erases[0] == 1 && erases[1] == 2 && erases[2] == 1 && erases[3] == 0, true);
}

static void count_cut(void *context)
{
    cuts++;
    CHECK_EQ(context == &cuts, true);
}

static void nothing_works_between_the_cut_and_the_next_start(void)
{
    begin(1);
    model.power_cut = count_cut;
    model.context = &cuts;
    cuts = 0;
    flash_model_cut_after(&model, 3, FLASH_TEAR_BEFORE, 0);
    CHECK_EQ(program(0, "\1\2\3\4", 4), FLASH_FAILED);
    CHECK_EQ(cuts, 1);
    uint8_t byte;
    CHECK_EQ(device.driver->read(&device, 0, &byte, 1), FLASH_FAILED);
    CHECK_EQ(program(8, "\1", 1), FLASH_FAILED);
    CHECK_EQ(erase(0, SECTOR), FLASH_FAILED);
    flash_model_power_on(&model);
    CHECK_EQ(byte_at(1), 2);
    CHECK_EQ(byte_at(2), 0xFF);
    CHECK_EQ(byte_at(8), 0xFF);
    CHECK_EQ(program(2, "\3\4", 2), FLASH_OK);
    CHECK_EQ(cuts, 1);
}

/* 4 bytes of 0x0F are programmed, or erased. */
static void cut(bool is_erase, enum flash_tear tear, uint32_t seed)
{
    begin(4);
    if (is_erase) {
        program(0, "\x0F\x0F\x0F\x0F", 4);
        program(SECTOR - 4, "\x0F\x0F\x0F\x0F", 4);
    }
    flash_model_cut_after(&model, 1, tear, seed);
    CHECK_EQ(is_erase ? erase(0, SECTOR) : program(0, "\x0F\x0F\x0F\x0F", 4), FLASH_FAILED);
    flash_model_power_on(&model);
}

static void before_after_and_half_are_what_they_say(void)
{
    cut(false, FLASH_TEAR_BEFORE, 1);
    CHECK_EQ(byte_at(0), 0xFF);
    cut(false, FLASH_TEAR_AFTER, 1);
    CHECK_EQ(byte_at(0) == 0x0F && byte_at(3) == 0x0F && byte_at(4) == 0xFF, true);
    cut(false, FLASH_TEAR_HALF, 1);
    CHECK_EQ(byte_at(0) == 0x0F && byte_at(1) == 0x0F && byte_at(2) == 0xFF, true);
    cut(true, FLASH_TEAR_BEFORE, 1);
    CHECK_EQ(byte_at(0), 0x0F);
    cut(true, FLASH_TEAR_AFTER, 1);
    CHECK_EQ(byte_at(0) == 0xFF && byte_at(SECTOR - 1) == 0xFF, true);
    cut(true, FLASH_TEAR_HALF, 1);
    CHECK_EQ(byte_at(0) == 0xFF && byte_at(SECTOR - 1) == 0x0F, true);
    CHECK_EQ(flash_model_is_weak(&model, 0, SIZE), false);
}

static void some_bits_are_a_subset_that_every_seed_draws_anew(void)
{
    uint8_t first = 0;
    unsigned different = 0;

    for (uint32_t seed = 0; seed < 32; seed++) {
        cut(false, FLASH_TEAR_SOME, seed);
        const uint8_t byte = byte_at(0);
        CHECK_EQ(byte & 0x0F, 0x0F);
        different += byte != first;
        first = byte;
        cut(true, FLASH_TEAR_SOME, seed);
        CHECK_EQ(byte_at(0) & 0x0F, 0x0F);
    }
    CHECK_EQ(different > 16, true);
    CHECK_EQ(flash_model_is_weak(&model, 0, SIZE), false);
}

static void weak_bits_read_as_the_schedule_says_for_each_start(void)
{
    for (int is_erase = 0; is_erase < 2; is_erase++) {
        cut(is_erase, FLASH_TEAR_WEAK, 1);
        CHECK_EQ(flash_model_is_weak(&model, 0, 1), true);
        CHECK_EQ(flash_model_is_weak(&model, 4, 4), false);
        model.schedule = 1u << 2;
        CHECK_EQ(byte_at(0), 0x0F); /* start 1: all read 0 */
        flash_model_power_on(&model);
        CHECK_EQ(byte_at(0), 0xFF); /* start 2: all read 1 */
    }
}

static void by_chance_weak_bits_differ_from_read_to_read(void)
{
    unsigned erased = 0, programmed = 0, between = 0;

    cut(false, FLASH_TEAR_WEAK, 1);
    model.by_chance = true;
    for (unsigned i = 0; i < 100; i++) {
        const uint8_t byte = byte_at(0);
        CHECK_EQ(byte & 0x0F, 0x0F);
        erased += byte == 0xFF;
        programmed += byte == 0x0F;
        between += byte != 0xFF && byte != 0x0F;
    }
    CHECK_EQ(erased > 9 && programmed > 9 && between > 9, true);
}

static void zeros_and_erasing_make_weak_bits_strong(void)
{
    cut(false, FLASH_TEAR_WEAK, 1);
    CHECK_EQ(program(0, "\x3F\x3F\x3F\x3F", 4), FLASH_OK); /* 0x40, 0x80 are strong now */
    CHECK_EQ(byte_at(0), 0x0F);
    CHECK_EQ(flash_model_is_weak(&model, 0, 4), true);
    CHECK_EQ(program(0, "\0\0\0\0", 4), FLASH_OK);
    CHECK_EQ(flash_model_is_weak(&model, 0, 4), false);
    cut(true, FLASH_TEAR_WEAK, 1);
    CHECK_EQ(erase(0, SECTOR), FLASH_OK);
    CHECK_EQ(flash_model_is_weak(&model, 0, SECTOR), false);
    CHECK_EQ(byte_at(0), 0xFF);
}

static void mixed_bits_have_changed_have_not_or_are_weak(void)
{
    unsigned done = 0, undone = 0, weak_bits = 0;

    for (uint32_t seed = 0; seed < 16; seed++) {
        cut(false, FLASH_TEAR_MIXED, seed);
        for (unsigned bit = 4; bit < 8; bit++) {
            const uint8_t mask = (uint8_t)(1u << bit);
            const bool is_weak = (weak[0] & mask) != 0;
            weak_bits += is_weak;
            undone += !is_weak && (memory[0] & mask) != 0;
            done += (memory[0] & mask) == 0;
        }
        CHECK_EQ(weak[0] & 0x0F, 0);
    }
    CHECK_EQ(done > 4 && undone > 4 && weak_bits > 4, true);
}

int main(void)
{
    RUN(a_unit_is_programmed_once_and_then_to_zeros_at_most);
    RUN(a_request_outside_or_between_units_does_nothing);
    RUN(units_and_sectors_are_counted);
    RUN(nothing_works_between_the_cut_and_the_next_start);
    RUN(before_after_and_half_are_what_they_say);
    RUN(some_bits_are_a_subset_that_every_seed_draws_anew);
    RUN(weak_bits_read_as_the_schedule_says_for_each_start);
    RUN(by_chance_weak_bits_differ_from_read_to_read);
    RUN(zeros_and_erasing_make_weak_bits_strong);
    RUN(mixed_bits_have_changed_have_not_or_are_weak);
    return 0;
}
