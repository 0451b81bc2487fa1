/* SPDX-License-Identifier: MIT */
#include "ota_progress.h"

#include <string.h>

#include "flash_model.h"
#include "test.h"

#define SECTOR     512u
#define SIZE       (8u * SECTOR)
#define SLOT       (4u * SECTOR) /* where it begins, and its size */
#define FILE_BYTES 1300u         /* two windows and a part of a third */
#define BLOCK      64u

static uint8_t memory[SIZE], weak[SIZE];
static struct flash_model model;
static struct flash_device device;
static struct ota_progress progress;
static const struct ota_region region = {SECTOR, 2 * SECTOR};
static unsigned long long runs;

static struct ota_download wanted(const char *job)
{
    struct ota_download download = {.file_id = 1,
                                    .file_bytes = FILE_BYTES,
                                    .block_bytes = BLOCK,
                                    .slot = 1,
                                    .digest = {1, 2, 3}};

    strncpy(download.job, job, sizeof download.job);
    return download;
}

static void begin(uint32_t unit)
{
    flash_model_init(&model, &device, (struct flash_geometry){SIZE, SECTOR, unit}, memory, weak);
}

static ota_log_status_t mount(void)
{
    return ota_progress_mount(&progress, &device, &region);
}

static void a_window_is_whole_sectors_and_at_least_eight_blocks(void)
{
    static const struct {
        uint32_t erase, block, window;
    } cases[] = {
        {4096, 1024, 8192},        {4096, 4096, 32768}, {4096, 512, 4096},
        {4096, 256, 4096},         {65536, 256, 65536}, {512, 1000, 64000},
        {4096, 65536, 524288},     {4096, 1 << 30, 0},  {4096, 1 << 29, 0},
        {4096, 1 << 28, 1u << 31}, {1, 1, 8},           {4096, UINT32_MAX, 0},
        {1u << 31, 3, 0},          {3000, 4000, 36000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK_EQ(ota_window_bytes(cases[i].erase, cases[i].block), cases[i].window);
    }
}

/* A second opinion, by trying. */
static void no_smaller_window_would_do(void)
{
    for (uint32_t erase = 1; erase < 40; erase++) {
        for (uint32_t block = 1; block < 40; block++) {
            uint32_t bytes = erase;
            while (bytes < 8 * block || bytes % block != 0) {
                bytes += erase;
            }
            CHECK_EQ(ota_window_bytes(erase, block), bytes);
        }
    }
}

static void windows_cover_the_file_and_end_with_the_slot(void)
{
    for (uint32_t sectors = 1; sectors <= 7; sectors++) {
        for (uint32_t file = 1; file <= sectors * 16; file++) {
            struct ota_region window = {0, 0};
            uint32_t index = 0, end = 0;
            while (ota_window(sectors * 16, file, 32, index, &window)) {
                CHECK_EQ(window.offset, end);
                CHECK_EQ(window.bytes == 32 || window.bytes == 16, true);
                CHECK_EQ(window.offset < file, true);
                end += window.bytes;
                index++;
            }
            CHECK_EQ(end >= file && end <= sectors * 16, true);
            CHECK_EQ(ota_window(sectors * 16, file, 32, UINT32_MAX, &window), false);
        }
    }
    struct ota_region window;
    CHECK_EQ(ota_window(1024, 0, 32, 0, &window), false);
    CHECK_EQ(ota_window(UINT32_MAX & ~0xFFu, UINT32_MAX & ~0xFFu, 256, 0xFFFFFE, &window), true);
    CHECK_EQ(window.offset, 0xFFFFFE00u);
}

static void a_download_goes_on_where_it_was(void)
{
    struct ota_download download = wanted("job 1");

    download.windows_done = 77; /* says nothing */
    begin(4);
    CHECK_EQ(mount(), OTA_LOG_BLANK);
    CHECK_EQ(ota_progress_resumes(&progress, &download), false);
    CHECK_EQ(ota_progress_begin(&progress, &download), OTA_LOG_OK);
    CHECK_EQ(ota_progress_mark(&progress), OTA_LOG_OK);
    CHECK_EQ(ota_progress_mark(&progress), OTA_LOG_OK);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(ota_progress_resumes(&progress, &download), true);
    CHECK_EQ(progress.download.windows_done, 2);
    CHECK_EQ(ota_progress_begin(&progress, &download), OTA_LOG_OK);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(progress.download.windows_done, 0);
}

static void only_the_same_download_goes_on(void)
{
    struct ota_download other;

    begin(4);
    mount();
    other = wanted("job 1");
    ota_progress_begin(&progress, &other);
    other = wanted("job 2");
    CHECK_EQ(ota_progress_resumes(&progress, &other), false);
    other = wanted("job 1");
    other.file_id++;
    CHECK_EQ(ota_progress_resumes(&progress, &other), false);
    other = wanted("job 1");
    other.file_bytes++;
    CHECK_EQ(ota_progress_resumes(&progress, &other), false);
    other = wanted("job 1");
    other.block_bytes *= 2;
    CHECK_EQ(ota_progress_resumes(&progress, &other), false);
    other = wanted("job 1");
    other.slot = 0;
    CHECK_EQ(ota_progress_resumes(&progress, &other), false);
    other = wanted("job 1");
    other.digest[31] = 1;
    CHECK_EQ(ota_progress_resumes(&progress, &other), false);
    other = wanted("job 1");
    other.windows_done = 77; /* says nothing */
    CHECK_EQ(ota_progress_resumes(&progress, &other), true);
}

static void a_download_that_is_forgotten_stays_forgotten(void)
{
    const struct ota_download download = wanted("job 1");

    begin(4);
    mount();
    CHECK_EQ(ota_progress_clear(&progress), OTA_LOG_OK);
    CHECK_EQ(model.operations, 0);
    ota_progress_begin(&progress, &download);
    ota_progress_mark(&progress);
    CHECK_EQ(ota_progress_clear(&progress), OTA_LOG_OK);
    CHECK_EQ(mount(), OTA_LOG_OK);
    CHECK_EQ(ota_progress_resumes(&progress, &download), false);
    CHECK_EQ(progress.download.job[0], '\0');
    const uint64_t before = model.operations;
    CHECK_EQ(ota_progress_clear(&progress), OTA_LOG_OK);
    CHECK_EQ(model.operations, before);
}

/* From here on: a whole download, and the power goes. */

static uint8_t byte_of_file(uint32_t at)
{
    return at < FILE_BYTES ? (uint8_t)(at * 3u + at / 256u) : FLASH_ERASED_BYTE;
}

/* Every window that is said to be whole is: nothing in it may read otherwise. */
static void check_windows(void)
{
    struct ota_region window;

    for (uint32_t i = 0; i < progress.download.windows_done; i++) {
        CHECK_EQ(ota_window(SLOT, FILE_BYTES, ota_window_bytes(SECTOR, BLOCK), i, &window), true);
        CHECK_EQ(flash_model_is_weak(&model, SLOT + window.offset, window.bytes), false);
        for (uint32_t at = window.offset; at < window.offset + window.bytes; at++) {
            CHECK_EQ(memory[SLOT + at], byte_of_file(at));
        }
    }
}

static bool fetch_window(const struct ota_region *window)
{
    const uint32_t unit = device.geometry.program_bytes;
    uint8_t block[BLOCK];

    if (device.driver->erase(&device, SLOT + window->offset, window->bytes) != FLASH_OK) {
        return false;
    }
    /* The last block first: the order is the network's. */
    for (uint32_t end = window->offset + window->bytes; end > window->offset; end -= BLOCK) {
        const uint32_t at = end - BLOCK;
        for (uint32_t i = 0; i < BLOCK; i++) {
            block[i] = byte_of_file(at + i);
        }
        const uint32_t used = at >= FILE_BYTES ? 0 : FILE_BYTES - at;
        const uint32_t bytes = used < BLOCK ? (used + unit - 1) / unit * unit : BLOCK;
        if (device.driver->program(&device, SLOT + at, block, bytes) != FLASH_OK) {
            return false;
        }
    }
    return true;
}

/* One start of the device. True: the file is there. */
static bool start(const struct ota_download *download)
{
    struct ota_region window;

    flash_model_power_on(&model);
    if (mount() > OTA_LOG_BLANK) {
        return false;
    }
    if (!ota_progress_resumes(&progress, download) &&
        ota_progress_begin(&progress, download) != OTA_LOG_OK) {
        return false;
    }
    check_windows();
    while (ota_window(SLOT, FILE_BYTES, ota_window_bytes(SECTOR, BLOCK),
                      progress.download.windows_done, &window)) {
        if (!fetch_window(&window) || ota_progress_mark(&progress) != OTA_LOG_OK) {
            return false;
        }
    }
    check_windows();
    CHECK_EQ(progress.download.windows_done, 3);
    return true;
}

/* An old download is there, and another image in the slot. */
static void prepare(uint32_t unit)
{
    const struct ota_download old = wanted("old job");

    begin(unit);
    memset(memory + SLOT, 0x5A, SLOT);
    mount();
    ota_progress_begin(&progress, &old);
    ota_progress_mark(&progress);
    ota_progress_mark(&progress);
    model.by_chance = true;
    model.chance = runs++;
}

static uint64_t operations_of_a_download(uint32_t unit)
{
    const struct ota_download download = wanted("job");

    prepare(unit);
    const uint64_t before = model.operations;
    CHECK_EQ(start(&download), true);
    return model.operations - before;
}

static void a_download_cut_once_is_whole_in_the_end(void)
{
    static const uint32_t units[] = {8, 32};
    const struct ota_download download = wanted("job");

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const uint64_t operations = operations_of_a_download(units[i]);
        for (uint64_t at = 1; at <= operations; at++) {
            for (int tear = 0; tear < FLASH_TEARS; tear++) {
                prepare(units[i]);
                flash_model_cut_after(&model, at, (enum flash_tear)tear, (uint32_t)runs);
                CHECK_EQ(start(&download), false);
                CHECK_EQ(start(&download), true);
                CHECK_EQ(model.violations, 0);
            }
        }
    }
}

static void a_download_cut_twice_is_whole_in_the_end(void)
{
    const struct ota_download download = wanted("job");
    const uint64_t operations = operations_of_a_download(32);

    for (uint64_t first = 1; first <= operations; first++) {
        for (uint64_t second = 1; second <= operations + 6; second++) {
            for (int is_weak = 0; is_weak < 2; is_weak++) {
                prepare(32);
                flash_model_cut_after(&model, first, is_weak ? FLASH_TEAR_WEAK : FLASH_TEAR_AFTER,
                                      0);
                CHECK_EQ(start(&download), false);
                flash_model_cut_after(&model, second, FLASH_TEAR_WEAK, 0);
                start(&download);
                model.cut.at = 0;
                CHECK_EQ(start(&download), true);
            }
        }
    }
}

int main(void)
{
    RUN(a_window_is_whole_sectors_and_at_least_eight_blocks);
    RUN(no_smaller_window_would_do);
    RUN(windows_cover_the_file_and_end_with_the_slot);
    RUN(a_download_goes_on_where_it_was);
    RUN(only_the_same_download_goes_on);
    RUN(a_download_that_is_forgotten_stays_forgotten);
    RUN(a_download_cut_once_is_whole_in_the_end);
    RUN(a_download_cut_twice_is_whole_in_the_end);
    return 0;
}
