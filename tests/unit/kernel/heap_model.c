/* SPDX-License-Identifier: MIT */
#include "heap_model.h"

#include "test.h"

struct used {
    uint8_t *memory;
    size_t bytes; /* asked for */
    size_t size;  /* paid for */
    uint8_t fill;
};

static struct {
    struct used used[HEAP_MODEL_BLOCKS]; /* by address */
    size_t count;
    struct piece pieces[4];
    size_t piece_count;
    size_t total;
    size_t least_free;
    size_t allocations;
    size_t frees;
} model;

void heap_model_start(void)
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

static void gaps_add(struct heap_gaps *gaps, size_t bytes)
{
    if (bytes != 0) {
        gaps->count++;
        gaps->largest = bytes > gaps->largest ? bytes : gaps->largest;
        gaps->smallest = bytes < gaps->smallest ? bytes : gaps->smallest;
    }
}

/* On the way, that blocks neither overlap nor leave the heap. */
struct heap_gaps heap_model_gaps(void)
{
    struct heap_gaps gaps = {0, 0, SIZE_MAX};
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

void heap_model_check(void)
{
    HeapStats_t stats;
    struct heap_gaps gaps = heap_model_gaps();
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

void heap_model_take(size_t bytes, uint8_t fill)
{
    size_t before = xPortGetFreeHeapSize();
    uint8_t *memory = pvPortMalloc(bytes);
    size_t at = model.count;

    if (memory == NULL) {
        /* Refused only where no gap is a class above, plus what a block costs. */
        CHECK_EQ(heap_model_gaps().largest < bytes + bytes / 4u + 96u, 1);
        CHECK_EQ(xPortGetFreeHeapSize(), before);
        return;
    }
    CHECK_EQ((uintptr_t)memory % portBYTE_ALIGNMENT, 0);
    while (at > 0 && model.used[at - 1].memory > memory) {
        model.used[at] = model.used[at - 1];
        at--;
    }
    model.used[at] = (struct used){memory, bytes, before - xPortGetFreeHeapSize(), fill};
    CHECK_EQ(model.used[at].size >= bytes, 1);
    CHECK_EQ(model.used[at].size <= bytes + 96u, 1);
    memset(memory, model.used[at].fill, bytes);
    model.count++;
    model.allocations++;
    if (xPortGetFreeHeapSize() < model.least_free) {
        model.least_free = xPortGetFreeHeapSize();
    }
}

void heap_model_give(size_t at)
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

size_t heap_model_count(void)
{
    return model.count;
}

size_t heap_model_bytes(size_t at)
{
    return model.used[at].bytes;
}

void heap_model_end(void)
{
    while (model.count > 0) {
        heap_model_give(model.count - 1u);
    }
    heap_model_check();
    CHECK_EQ(heap_model_gaps().count, model.piece_count);
    CHECK_EQ(xPortGetFreeHeapSize(), model.total);
}
