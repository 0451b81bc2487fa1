/* SPDX-License-Identifier: MIT */
#include "ota_layout.h"

#include <string.h>

#include "test.h"

#define KB 1024u

static const struct flash_geometry geometry = {4096 * KB, 4 * KB, 4};

/* The example of docs/design/ota.md. */
static const struct ota_layout example = {
    .journal = {0, 8 * KB},
    .progress = {8 * KB, 8 * KB},
    .slot = {{16 * KB, 1024 * KB}, {1040 * KB, 1024 * KB}},
    .run = OTA_RUN_COPY,
    .address = 0x00010000,
    .bytes = 1024 * KB,
    .hardware_id = 1,
};

static ota_layout_status_t check(const struct ota_layout *layout)
{
    return ota_layout_check(layout, &geometry);
}

static void the_example_of_the_page_is_good(void)
{
    CHECK_EQ(check(&example), OTA_LAYOUT_OK);
}

static void a_geometry_that_cannot_be_is_refused(void)
{
    static const struct flash_geometry cases[] = {
        {4096 * KB, 4 * KB, 0},      {4096 * KB, 0, 4},          {0, 4 * KB, 4},
        {4096 * KB, 4 * KB, 3},      {4096 * KB, 4 * KB, 64},    {4096 * KB, 4 * KB, 5},
        {4096 * KB, 4 * KB + 2, 4},  {4096 * KB + 1, 4 * KB, 4}, {4096 * KB, 4 * KB, UINT32_MAX},
        {UINT32_MAX, UINT32_MAX, 1}, {4096 * KB, 8192 * KB, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const ota_layout_status_t status = ota_layout_check(&example, &cases[i]);
        CHECK_EQ(status == OTA_LAYOUT_GEOMETRY || (i == 9 && status == OTA_LAYOUT_SECTOR), true);
    }
}

struct mistake {
    size_t field; /* of the layout, a uint32_t */
    uint32_t value;
    ota_layout_status_t status;
};

#define FIELD(name) offsetof(struct ota_layout, name)

static const struct mistake mistakes[] = {
    {FIELD(journal.offset), 100, OTA_LAYOUT_SECTOR},
    {FIELD(journal.bytes), 8 * KB - 1, OTA_LAYOUT_SECTOR},
    {FIELD(slot[1].offset), 1041 * KB, OTA_LAYOUT_SECTOR},
    {FIELD(slot[1].bytes), 1023 * KB, OTA_LAYOUT_SECTOR},
    {FIELD(journal.offset), 4096 * KB, OTA_LAYOUT_OUTSIDE},
    {FIELD(progress.offset), UINT32_MAX - 4 * KB + 1, OTA_LAYOUT_OUTSIDE},
    {FIELD(slot[0].bytes), 4096 * KB, OTA_LAYOUT_OUTSIDE},
    {FIELD(slot[0].bytes), UINT32_MAX - 4 * KB + 1, OTA_LAYOUT_OUTSIDE},
    {FIELD(slot[1].offset), 4096 * KB - 1020 * KB, OTA_LAYOUT_OUTSIDE},
    {FIELD(journal.bytes), 12 * KB, OTA_LAYOUT_OVERLAP},
    {FIELD(progress.offset), 4 * KB, OTA_LAYOUT_OVERLAP},
    {FIELD(progress.offset), 16 * KB, OTA_LAYOUT_OVERLAP},
    {FIELD(slot[0].offset), 12 * KB, OTA_LAYOUT_OVERLAP},
    {FIELD(slot[1].offset), 1036 * KB, OTA_LAYOUT_OVERLAP},
    {FIELD(slot[1].offset), 16 * KB, OTA_LAYOUT_OVERLAP},
    {FIELD(slot[1].offset), 20 * KB, OTA_LAYOUT_OVERLAP},
    {FIELD(journal.bytes), 4 * KB, OTA_LAYOUT_JOURNAL_SIZE},
    {FIELD(journal.bytes), 0, OTA_LAYOUT_JOURNAL_SIZE},
    {FIELD(progress.bytes), 4 * KB, OTA_LAYOUT_PROGRESS_SIZE},
    {FIELD(progress.bytes), 0, OTA_LAYOUT_PROGRESS_SIZE},
    {FIELD(slot[0].bytes), 1020 * KB, OTA_LAYOUT_SLOTS_UNEQUAL},
    {FIELD(slot[1].bytes), 1028 * KB, OTA_LAYOUT_SLOTS_UNEQUAL},
    {FIELD(run), 0, OTA_LAYOUT_RUN},
    {FIELD(run), 3, OTA_LAYOUT_RUN},
    {FIELD(address), 0x00010002, OTA_LAYOUT_ADDRESS},
    {FIELD(address), 0xFFFFFFFC, OTA_LAYOUT_ADDRESS},
    {FIELD(address), 0, OTA_LAYOUT_ADDRESS},
    {FIELD(bytes), UINT32_MAX, OTA_LAYOUT_ADDRESS},
    {FIELD(bytes), 1024 * KB - 325, OTA_LAYOUT_WINDOW_SIZE},
    {FIELD(bytes), 0, OTA_LAYOUT_WINDOW_SIZE},
    {FIELD(bytes), 1024 * KB - 324, OTA_LAYOUT_OK},
    {FIELD(slot[1].offset), 3072 * KB, OTA_LAYOUT_OK}, /* up to the last byte of the flash */
    {FIELD(journal.offset), 4088 * KB, OTA_LAYOUT_OK},
};

static void every_mistake_has_a_status_of_its_own(void)
{
    _Static_assert(sizeof(enum ota_run) == 4, "run is a number like the others here");
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        struct ota_layout layout = example;
        static char text[8];
        snprintf(text, sizeof text, "%zu", i);
        test_case = text;
        memcpy((char *)&layout + mistakes[i].field, &mistakes[i].value, 4);
        CHECK_EQ(check(&layout), mistakes[i].status);
    }
}

static void slots_that_hold_no_image_are_refused(void)
{
    const struct flash_geometry small = {4096, 64, 4};
    struct ota_layout layout = example;

    layout.journal = (struct ota_region){0, 256};
    layout.progress = (struct ota_region){256, 512};
    layout.slot[0] = (struct ota_region){1024, 320};
    layout.slot[1] = (struct ota_region){2048, 320};
    CHECK_EQ(ota_layout_check(&layout, &small), OTA_LAYOUT_SLOT_SIZE);
    layout.slot[0].bytes = layout.slot[1].bytes = 384;
    CHECK_EQ(ota_layout_check(&layout, &small), OTA_LAYOUT_OK);
    layout.journal.bytes = 128; /* 64 bytes are a half and hold no record */
    CHECK_EQ(ota_layout_check(&layout, &small), OTA_LAYOUT_JOURNAL_SIZE);
}

static void in_place_needs_both_slots_in_sight(void)
{
    struct ota_layout layout = example;

    layout.run = OTA_RUN_IN_PLACE;
    layout.bytes = 2064 * KB;
    CHECK_EQ(check(&layout), OTA_LAYOUT_OK);
    layout.bytes--;
    CHECK_EQ(check(&layout), OTA_LAYOUT_SLOT_INVISIBLE);
    layout.bytes = 1040 * KB;
    CHECK_EQ(check(&layout), OTA_LAYOUT_SLOT_INVISIBLE);
}

/* Small enough to own each sector by name: a second opinion on overlap and bounds. */
static bool sectors_are_free(const struct ota_layout *layout)
{
    const struct ota_region *regions[] = {&layout->journal, &layout->progress, &layout->slot[0],
                                          &layout->slot[1]};
    bool taken[8] = {false};

    for (size_t i = 0; i < 4; i++) {
        for (uint32_t at = 0; at < regions[i]->bytes / 512; at++) {
            const uint32_t sector = regions[i]->offset / 512 + at;
            if (sector >= 8 || taken[sector]) {
                return false;
            }
            taken[sector] = true;
        }
    }
    return true;
}

static void regions_are_judged_as_their_sectors_are(void)
{
    const struct flash_geometry small = {4096, 512, 8};
    unsigned good = 0;

    for (uint32_t places = 0; places < 10 * 10 * 10 * 10; places++) {
        struct ota_layout layout = {.run = OTA_RUN_COPY, .address = 4, .bytes = 4096};
        layout.journal = (struct ota_region){places % 10 * 512, 1024};
        layout.progress = (struct ota_region){places / 10 % 10 * 512, 1024};
        layout.slot[0] = (struct ota_region){places / 100 % 10 * 512, 512};
        layout.slot[1] = (struct ota_region){places / 1000 * 512, 512};
        const bool is_good = ota_layout_check(&layout, &small) == OTA_LAYOUT_OK;
        CHECK_EQ(is_good, sectors_are_free(&layout));
        good += is_good;
    }
    CHECK_EQ(good, 6 * 5 * (4 * 3)); /* so many ways to put two pairs and two singles into 8 */
}

static void an_image_is_to_start_where_its_slot_runs(void)
{
    struct ota_target target;
    struct ota_layout layout = example;

    ota_layout_target(&layout, 1, 42, &target);
    CHECK_EQ(target.start, 0x00010000);
    CHECK_EQ(target.image_bytes_max, 1024 * KB);
    CHECK_EQ(target.hardware_id, 1);
    CHECK_EQ(target.counter, 42);
    layout.run = OTA_RUN_IN_PLACE;
    layout.address = 0x20000000;
    ota_layout_target(&layout, 0, 0, &target);
    CHECK_EQ(target.start, 0x20000000 + 16 * KB + 32);
    ota_layout_target(&layout, 1, 0, &target);
    CHECK_EQ(target.start, 0x20000000 + 1040 * KB + 32);
}

static void every_status_has_words_of_its_own(void)
{
    for (unsigned i = 0; i <= OTA_LAYOUT_COUNT; i++) {
        for (unsigned other = 0; other < i; other++) {
            CHECK_EQ(strcmp(ota_layout_text((ota_layout_status_t)i),
                            ota_layout_text((ota_layout_status_t)other)) != 0,
                     true);
        }
    }
}

int main(void)
{
    RUN(the_example_of_the_page_is_good);
    RUN(a_geometry_that_cannot_be_is_refused);
    RUN(every_mistake_has_a_status_of_its_own);
    RUN(slots_that_hold_no_image_are_refused);
    RUN(in_place_needs_both_slots_in_sight);
    RUN(regions_are_judged_as_their_sectors_are);
    RUN(an_image_is_to_start_where_its_slot_runs);
    RUN(every_status_has_words_of_its_own);
    return 0;
}
