/* SPDX-License-Identifier: MIT */
/* heap_4 and heap_5 beside a model of them: a sorted array of the blocks in use. After every step
 * of long random histories the heap and the model agree on every byte, every gap and every figure.
 */
#include "heap_kit.h"
#include "test.h"

#define BLOCKS 240u
#define STEPS  60000u

struct used {
    uint8_t *memory;
    size_t bytes; /* asked for */
    size_t size;  /* paid for */
    uint8_t fill;
};

static struct {
    struct used used[BLOCKS]; /* by address */
    size_t count;
    struct piece pieces[4];
    size_t piece_count;
    size_t total;
    size_t least_free;
    size_t allocations;
    size_t frees;
} model;

struct gaps {
    size_t count, largest, smallest;
};

static void model_start(void)
{
    memset(&model, 0, sizeof model);
    model.piece_count = heap_pieces(model.pieces, COUNT_OF(model.pieces));
    for (size_t i = 0; i < model.piece_count; i++) {
        model.total += model.pieces[i].bytes;
    }
    vPortFree(pvPortMalloc(1)); /* from here on the figures are exact */
    model.allocations = 1;
    model.frees = 1;
    model.least_free = xPortGetMinimumEverFreeHeapSize();
}

static void gaps_add(struct gaps *gaps, size_t bytes)
{
    if (bytes != 0) {
        gaps->count++;
        gaps->largest = bytes > gaps->largest ? bytes : gaps->largest;
        gaps->smallest = bytes < gaps->smallest ? bytes : gaps->smallest;
    }
}

/* The gaps between the blocks; on the way, that blocks neither overlap nor leave the heap. */
static struct gaps model_gaps(void)
{
    struct gaps gaps = {0, 0, SIZE_MAX};
    size_t i = 0;
    for (size_t p = 0; p < model.piece_count; p++) {
        uintptr_t at = model.pieces[p].base;
        uintptr_t end = at + model.pieces[p].bytes;
        for (; i < model.count && (uintptr_t)model.used[i].memory < end; i++) {
            uintptr_t start = (uintptr_t)model.used[i].memory;
            CHECK_EQ(start >= at, 1);
            gaps_add(&gaps, start - at);
            at = start + model.used[i].size;
        }
        CHECK_EQ(at <= end, 1);
        gaps_add(&gaps, end - at);
    }
    CHECK_EQ(i, model.count);
    return gaps;
}

static void check_stats(void)
{
    HeapStats_t stats;
    struct gaps gaps = model_gaps();
    size_t in_use = 0;

    for (size_t i = 0; i < model.count; i++) {
        in_use += model.used[i].size;
    }
    vPortGetHeapStats(&stats);
    CHECK_EQ(stats.xAvailableHeapSpaceInBytes, model.total - in_use);
    CHECK_EQ(stats.xNumberOfFreeBlocks, gaps.count);
    CHECK_EQ(stats.xSizeOfLargestFreeBlockInBytes, gaps.largest);
    CHECK_EQ(stats.xSizeOfSmallestFreeBlockInBytes, gaps.count == 0 ? 0 : gaps.smallest);
    CHECK_EQ(stats.xMinimumEverFreeBytesRemaining, model.least_free);
    CHECK_EQ(stats.xNumberOfSuccessfulAllocations, model.allocations);
    CHECK_EQ(stats.xNumberOfSuccessfulFrees, model.frees);
}

static void take(size_t bytes)
{
    size_t before = xPortGetFreeHeapSize();
    uint8_t *memory = pvPortMalloc(bytes);
    size_t at = model.count;

    if (memory == NULL) {
        /* Refused only where no gap is a class above, plus what a block costs. */
        CHECK_EQ(model_gaps().largest < bytes + bytes / 4u + 96u, 1);
        CHECK_EQ(xPortGetFreeHeapSize(), before);
        return;
    }
    CHECK_EQ((uintptr_t)memory % portBYTE_ALIGNMENT, 0);
    while (at > 0 && model.used[at - 1].memory > memory) {
        model.used[at] = model.used[at - 1];
        at--;
    }
    model.used[at] =
        (struct used){memory, bytes, before - xPortGetFreeHeapSize(), (uint8_t)random_below(256)};
    CHECK_EQ(model.used[at].size >= bytes, 1);
    CHECK_EQ(model.used[at].size <= bytes + 96u, 1);
    memset(memory, model.used[at].fill, bytes);
    model.count++;
    model.allocations++;
    if (xPortGetFreeHeapSize() < model.least_free) {
        model.least_free = xPortGetFreeHeapSize();
    }
}

static void give(size_t at)
{
    struct used used = model.used[at];
    size_t before = xPortGetFreeHeapSize();

    for (size_t b = 0; b < used.bytes; b++) {
        CHECK_EQ(used.memory[b], used.fill);
    }
    vPortFree(used.memory);
    CHECK_EQ(xPortGetFreeHeapSize(), before + used.size);
    model.count--;
    model.frees++;
    memmove(&model.used[at], &model.used[at + 1], (model.count - at) * sizeof model.used[0]);
}

static void heap_agrees_with_the_model_through_any_history(void)
{
    model_start();
    for (unsigned step = 0; step < STEPS; step++) {
        /* In waves, so that the heap is nearly empty and quite full again and again. */
        unsigned level = 20u + (step / 500u % 8u) * 30u;
        if (model.count < BLOCKS && random_below(BLOCKS) < level) {
            take(1u + random_below(random_below(4) == 0 ? 3000 : 100));
        } else if (model.count > 0) {
            give(random_below((uint32_t)model.count));
        }
        check_stats();
    }
    while (model.count > 0) {
        give(random_below((uint32_t)model.count));
    }
    check_stats();
    CHECK_EQ(model_gaps().count, model.piece_count);
    CHECK_EQ(xPortGetFreeHeapSize(), model.total);
}

/* The first hole of the class may be too small and a later one not. */
static void heap_looks_at_more_than_the_first_hole_before_it_fails(void)
{
    model_start();
    void *small = pvPortMalloc(1032);
    void *between = pvPortMalloc(8);
    void *large = pvPortMalloc(1232);
    void *behind = pvPortMalloc(8);
    while (pvPortMalloc(2000) != NULL) {
    }
    for (size_t bytes = 1600; bytes > 0; bytes -= 8) {
        while (pvPortMalloc(bytes) != NULL) {
        }
    }
    vPortFree(large);
    vPortFree(small); /* the newest is looked at first */
    CHECK_EQ(pvPortMalloc(1200) == large, 1);
    (void)between;
    (void)behind;
}

int main(void)
{
    RUN(heap_agrees_with_the_model_through_any_history);
    RUN(heap_looks_at_more_than_the_first_hole_before_it_fails);
    return 0;
}
