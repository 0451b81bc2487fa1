/* SPDX-License-Identifier: MIT */
/* What journal and log promise as long as the power stays; ota_cuts_test.c has the rest. */
#include "ota_journal.h"

#include <string.h>

#include "flash_model.h"
#include "lib_crc32.h"
#include "test.h"

#define SECTOR 4096u
#define SIZE   (4u * SECTOR)

static uint8_t memory[SIZE], weak[SIZE];
static uint32_t erases[4];
static struct flash_model model;
static struct flash_device device;
static struct ota_journal journal;
static const struct ota_region region = {SECTOR, 2 * SECTOR};

/* The flash, but for what it refuses. */
static bool no_read, no_program, no_erase;

static flash_status_t read_bytes(struct flash_device *from, uint32_t offset, void *bytes,
                                 uint32_t length)
{
    return no_read ? FLASH_FAILED : flash_model_driver.read(from, offset, bytes, length);
}

static flash_status_t program(struct flash_device *to, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    return no_program ? FLASH_FAILED : flash_model_driver.program(to, offset, bytes, length);
}

static flash_status_t erase(struct flash_device *to, uint32_t offset, uint32_t length)
{
    return no_erase ? FLASH_FAILED : flash_model_driver.erase(to, offset, length);
}

static const struct flash_driver driver = {.read = read_bytes, .program = program, .erase = erase};

static ota_log_status_t mount(void)
{
    return ota_journal_mount(&journal, &device, &region);
}

static void begin(uint32_t unit)
{
    no_read = no_program = no_erase = false;
    memset(erases, 0, sizeof erases);
    flash_model_init(&model, &device, (struct flash_geometry){SIZE, SECTOR, unit}, memory, weak);
    model.erases = erases;
    device.driver = &driver;
    CHECK_EQ(mount(), OTA_LOG_BLANK);
}

static ota_log_status_t write_counter(uint32_t counter)
{
    journal.record.counter = counter;
    return ota_journal_write(&journal);
}

static void a_new_device_is_blank_and_stays_so(void)
{
    static const struct ota_record zeros;

    begin(4);
    CHECK_EQ(mount(), OTA_LOG_BLANK);
    CHECK_EQ(memcmp(&journal.record, &zeros, sizeof zeros), 0);
    CHECK_EQ(model.operations, 0);
}

static void a_record_is_there_after_the_next_start(void)
{
    begin(4);
    journal.record = (struct ota_record){.counter = 9,
                                         .flag = {OTA_FLAG_VALID, OTA_FLAG_NEW},
                                         .trials = 2,
                                         .reason = OTA_REFUSED_SELF_TEST,
                                         .job = "AFR_OTA-1"};
    CHECK_EQ(ota_journal_write(&journal), OTA_LOG_OK);
    memset(&journal, 0xAA, sizeof journal);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 9);
    CHECK_EQ(journal.record.flag[0], OTA_FLAG_VALID);
    CHECK_EQ(journal.record.flag[1], OTA_FLAG_NEW);
    CHECK_EQ(journal.record.trials, 2);
    CHECK_EQ(journal.record.reason, OTA_REFUSED_SELF_TEST);
    CHECK_EQ(strcmp(journal.record.job, "AFR_OTA-1"), 0);
}

static void a_record_in_flash_is_what_the_page_says(void)
{
    uint8_t want[92];

    begin(4);
    journal.record = (struct ota_record){.counter = 0x04030201,
                                         .flag = {OTA_FLAG_VALID, OTA_FLAG_NEW},
                                         .trials = 3,
                                         .reason = 13,
                                         .job = "job"};
    CHECK_EQ(ota_journal_write(&journal), OTA_LOG_OK);
    memset(want, 0, sizeof want);
    memcpy(want, "DLJ1\1\0\0\0\1\2\3\4\xFC\xFF\3\15job", 19);
    const uint32_t sum = lib_crc32(0, want, 80);
    for (unsigned i = 0; i < 4; i++) {
        want[80 + i] = (uint8_t)(sum >> 8 * i);
    }
    CHECK_EQ(memcmp(memory + SECTOR, want, sizeof want), 0); /* and two seals of zeros */
    CHECK_EQ(memory[SECTOR + sizeof want], FLASH_ERASED_BYTE);
}

static void starting_writes_nothing_when_there_is_nothing_to_settle(void)
{
    begin(4);
    write_counter(1);
    const uint64_t before = model.operations;
    for (int start = 0; start < 5; start++) {
        CHECK_EQ(mount(), OTA_LOG_OK);
    }
    CHECK_EQ(model.operations, before);
}

static void the_counter_never_goes_down(void)
{
    begin(8);
    CHECK_EQ(write_counter(7), OTA_LOG_OK);
    CHECK_EQ(write_counter(3), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 7);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 7);
    CHECK_EQ(write_counter(0), OTA_LOG_OK);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 7);
    CHECK_EQ(write_counter(UINT32_MAX), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, UINT32_MAX);
}

/* The page: an update takes 4 records and 3 places of zeros, a half has 44 places. */
static void twelve_updates_erase_each_half_once(void)
{
    begin(4);
    CHECK_EQ(ota_log_places(&region, &device.geometry, sizeof(struct ota_record)), 44);
    write_counter(1);
    erases[1] = 0; /* of the first record */
    for (int update = 0; update < 12 * 10; update++) {
        for (int start = 0; start < 3; start++) {
            CHECK_EQ(mount(), OTA_LOG_OK);
            CHECK_EQ(write_counter(1), OTA_LOG_OK);
        }
        CHECK_EQ(write_counter(1), OTA_LOG_OK);
    }
    CHECK_EQ(erases[1] >= 9 && erases[1] <= 10 && erases[2] >= 9 && erases[2] <= 10, true);
    CHECK_EQ(erases[0] + erases[3], 0);
    CHECK_EQ(model.violations, 0);
}

static void a_thousand_records_are_read_back_with_every_unit(void)
{
    static const uint32_t units[] = {1, 2, 4, 8, 16, 32};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        begin(units[i]);
        for (uint32_t value = 1; value <= 1000; value++) {
            CHECK_EQ(write_counter(value), OTA_LOG_OK);
            if (value % 7 == 0) {
                CHECK_EQ(mount(), OTA_LOG_OK);
                CHECK_EQ(journal.record.counter, value);
            }
        }
        CHECK_EQ(model.violations, 0);
    }
}

static void a_flash_that_cannot_be_read_is_not_written(void)
{
    begin(4);
    write_counter(5);
    const uint64_t before = model.operations;
    no_read = true;
    CHECK_EQ(mount(), OTA_LOG_FLASH);
    CHECK_EQ(write_counter(6), OTA_LOG_FLASH);
    CHECK_EQ(model.operations, before);
    no_read = false;
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 5);
}

static void after_a_flash_that_fails_nothing_is_written_before_the_next_mount(void)
{
    begin(4);
    write_counter(5);
    no_program = true;
    CHECK_EQ(write_counter(6), OTA_LOG_FLASH);
    no_program = false;
    const uint64_t before = model.operations;
    CHECK_EQ(write_counter(7), OTA_LOG_FLASH);
    CHECK_EQ(model.operations, before);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 5);
    CHECK_EQ(write_counter(8), OTA_LOG_OK);
    begin(4);
    no_erase = true;
    CHECK_EQ(write_counter(1), OTA_LOG_FLASH);
    no_erase = false;
    CHECK_EQ(mount(), OTA_LOG_BLANK);
}

static void a_region_that_does_not_fit_is_refused(void)
{
    static const struct ota_region cases[] = {
        {SECTOR, SECTOR},         {SECTOR, 0},          {100, 2 * SECTOR},
        {SECTOR, 3 * SECTOR},     {SIZE, 2 * SECTOR},   {2 * SECTOR + 4, 8},
        {3 * SECTOR, 2 * SECTOR}, {SECTOR, UINT32_MAX}, {UINT32_MAX, SECTOR},
    };
    begin(4);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK_EQ(ota_journal_mount(&journal, &device, &cases[i]), OTA_LOG_REGION);
    }
    device.geometry.program_bytes = 64;
    CHECK_EQ(mount(), OTA_LOG_REGION);
    CHECK_EQ(model.operations, 0);
}

/* Put a record there by hand: as the page says, or almost. */
static void plant(uint32_t at, uint32_t number, uint32_t counter, unsigned seals, bool good)
{
    struct ota_record record = {
        .head = {OTA_JOURNAL_MAGIC, number}, .counter = counter, .flag = {OTA_FLAG_VALID, 0}};

    record.crc = lib_crc32(0, &record, 80) ^ !good;
    memcpy(memory + at, &record, sizeof record);
    memset(memory + at + sizeof record, 0, 4 * seals);
}

static void only_a_good_and_sealed_record_is_believed(void)
{
    begin(4);
    plant(SECTOR, 1, 10, 2, true);
    plant(SECTOR + 92, 2, 20, 0, true);   /* no seal */
    plant(SECTOR + 184, 3, 30, 2, false); /* a sum that is wrong */
    plant(2 * SECTOR, 0, 40, 2, true);    /* a number that is none */
    plant(2 * SECTOR + 92, UINT32_MAX, 50, 2, true);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 10);
    for (uint32_t i = SECTOR + 92; i < SECTOR + 3 * 92; i++) {
        CHECK_EQ(memory[i], 0); /* none of them comes back */
    }
    CHECK_EQ(memory[2 * SECTOR] | memory[2 * SECTOR + 183], 0);
    CHECK_EQ(write_counter(60), OTA_LOG_OK);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 60);
    CHECK_EQ(journal.record.head.number, 2);
}

static void the_second_seal_of_the_true_record_is_put_on(void)
{
    begin(4);
    plant(2 * SECTOR, 8, 10, 1, true);
    plant(SECTOR, 7, 5, 2, true);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 10);
    CHECK_EQ(model.operations, 2);
    CHECK_EQ(memory[2 * SECTOR + 88] | memory[2 * SECTOR + 91], 0);
}

static void when_no_number_is_left_it_says_so(void)
{
    begin(4);
    plant(SECTOR, UINT32_MAX - 2, 10, 2, true);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(write_counter(11), OTA_LOG_OK);
    CHECK_EQ(write_counter(12), OTA_LOG_FULL);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(journal.record.counter, 11);
    CHECK_EQ(write_counter(12), OTA_LOG_FULL);
}

int main(void)
{
    RUN(a_new_device_is_blank_and_stays_so);
    RUN(a_record_is_there_after_the_next_start);
    RUN(a_record_in_flash_is_what_the_page_says);
    RUN(starting_writes_nothing_when_there_is_nothing_to_settle);
    RUN(the_counter_never_goes_down);
    RUN(twelve_updates_erase_each_half_once);
    RUN(a_thousand_records_are_read_back_with_every_unit);
    RUN(a_flash_that_cannot_be_read_is_not_written);
    RUN(after_a_flash_that_fails_nothing_is_written_before_the_next_mount);
    RUN(a_region_that_does_not_fit_is_refused);
    RUN(only_a_good_and_sealed_record_is_believed);
    RUN(the_second_seal_of_the_true_record_is_put_on);
    RUN(when_no_number_is_left_it_says_so);
    return 0;
}
