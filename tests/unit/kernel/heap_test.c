/* SPDX-License-Identifier: MIT */
/* What is documented of every heap, tried on each: TEST_HEAP says which one. */
#include "heap_kit.h"
#include "test.h"

#define FREES        (TEST_HEAP != 1)
#define HAS_ARRAY    (TEST_HEAP == 1 || TEST_HEAP == 2 || TEST_HEAP == 4)
#define HAS_FIGURES  (TEST_HEAP != 3)
#define CHECKS_FREES (TEST_HEAP == 2 || TEST_HEAP >= 4)

static void heap_refuses_sizes_that_wrap_or_do_not_fit(void)
{
    static const size_t sizes[] = {
        0, SIZE_MAX, SIZE_MAX - 7u, SIZE_MAX - 8u, SIZE_MAX - 200u, SIZE_MAX / 2u + 1u,
    };
    heap_renew();
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        failed_hooks = 0;
        CHECK_EQ(pvPortMalloc(sizes[i]) == NULL, 1);
        CHECK_EQ(failed_hooks, 1);
    }
#if HAS_ARRAY
    for (size_t less = 0; less < 300u; less++) {
        heap_renew();
        void *memory = pvPortMalloc(configTOTAL_HEAP_SIZE - less);
        CHECK_EQ(memory == NULL || less > 0 || TEST_HEAP == 1, 1);
        CHECK_EQ(less < 128u || memory != NULL, 1);
    }
#endif
    heap_renew();
    void *memory = pvPortMalloc(100);
    CHECK_EQ(memory != NULL, 1);
}

static void heap_calloc_refuses_products_that_wrap(void)
{
    heap_renew();
    failed_hooks = 0;
    CHECK_EQ(pvPortCalloc(SIZE_MAX / 2u, 3) == NULL, 1);
    CHECK_EQ(pvPortCalloc(SIZE_MAX / 16u + 2u, 16) == NULL, 1);
    CHECK_EQ(pvPortCalloc(SIZE_MAX, SIZE_MAX) == NULL, 1);
    CHECK_EQ(pvPortCalloc(0, 8) == NULL, 1);
    CHECK_EQ(failed_hooks, 4);
}

static void heap_calloc_gives_zero_bytes(void)
{
    heap_renew();
    uint8_t *dirty = pvPortMalloc(64);
    memset(dirty, 0xff, 64);
#if FREES
    vPortFree(dirty);
#endif
    uint8_t *clean = pvPortCalloc(16, 4);
    for (size_t i = 0; i < 64; i++) {
        CHECK_EQ(clean[i], 0);
    }
}

static void heap_gives_aligned_memory_that_does_not_overlap(void)
{
    uint8_t *memory[40];

    heap_renew();
    for (size_t i = 0; i < COUNT_OF(memory); i++) {
        memory[i] = pvPortMalloc(1 + i * 3);
        CHECK_EQ((uintptr_t)memory[i] % portBYTE_ALIGNMENT, 0);
        memset(memory[i], (int)i, 1 + i * 3);
    }
    for (size_t i = 0; i < COUNT_OF(memory); i++) {
        for (size_t b = 0; b < 1 + i * 3; b++) {
            CHECK_EQ(memory[i][b], i);
        }
#if FREES
        vPortFree(memory[i]);
#endif
    }
}

static void heap_ignores_a_free_of_null(void)
{
    heap_renew();
    vPortFree(NULL);
}

#if HAS_FIGURES
static void heap_counts_what_is_free_and_the_least_ever(void)
{
    heap_renew();
    size_t at_first = xPortGetFreeHeapSize();
    void *memory = pvPortMalloc(1000);
    size_t least = xPortGetFreeHeapSize();
    CHECK_EQ(least <= at_first - 1000, 1);
    CHECK_EQ(xPortGetMinimumEverFreeHeapSize(), least);
#if FREES
    vPortFree(memory);
    CHECK_EQ(xPortGetFreeHeapSize() > least, 1);
    CHECK_EQ(xPortGetMinimumEverFreeHeapSize(), least);
    xPortResetHeapMinimumEverFreeHeapSize();
    CHECK_EQ(xPortGetMinimumEverFreeHeapSize(), xPortGetFreeHeapSize());
#endif
    (void)memory;
}

static void heap_reset_forgets_every_allocation(void)
{
    heap_renew();
    size_t at_first = xPortGetFreeHeapSize();
    void *first = pvPortMalloc(100);
    CHECK_EQ(first != NULL, 1);
    heap_renew();
    CHECK_EQ(xPortGetFreeHeapSize(), at_first);
    CHECK_EQ(pvPortMalloc(100) == first, 1);
#if CHECKS_FREES
    HeapStats_t stats;
    vPortGetHeapStats(&stats);
    CHECK_EQ(stats.xNumberOfSuccessfulAllocations, 1);
    CHECK_EQ(stats.xAvailableHeapSpaceInBytes, xPortGetFreeHeapSize());
#endif
}
#endif

static void heap_asserts_when_an_interrupt_calls_it(void)
{
    void *memory = NULL;

    heap_renew();
    in_isr = true;
    EXPECT_ASSERT(memory = pvPortMalloc(8));
    in_isr = false;
    (void)memory;
}

#if TEST_HEAP == 1
static void heap_1_asserts_when_memory_is_given_back(void)
{
    heap_renew();
    void *memory = pvPortMalloc(8);
    EXPECT_ASSERT(vPortFree(memory));
    CHECK_EQ(pvPortMalloc(8) != memory, 1);
}

static void heap_1_starts_again_by_vPortInitialiseBlocks(void)
{
    heap_renew();
    void *memory = pvPortMalloc(8);
    vPortInitialiseBlocks();
    CHECK_EQ(pvPortMalloc(8) == memory, 1);
}
#endif

#if TEST_HEAP == 2
static void heap_2_takes_the_block_that_fits_best(void)
{
    void *block[7];
    static const size_t bytes[] = {500, 8, 120, 8, 300, 8, 110};

    heap_renew();
    for (size_t i = 0; i < 7; i++) {
        block[i] = pvPortMalloc(bytes[i]);
    }
    for (size_t i = 0; i < 7; i += 2) {
        vPortFree(block[i]);
    }
    CHECK_EQ(pvPortMalloc(105) == block[6], 1);
    CHECK_EQ(pvPortMalloc(115) == block[2], 1);
    CHECK_EQ(pvPortMalloc(200) == block[4], 1);
    CHECK_EQ(pvPortMalloc(400) == block[0], 1);
}

static void heap_2_never_joins_neighbours(void)
{
    HeapStats_t before, after;

    heap_renew();
    vPortFree(pvPortMalloc(40));
    void *a = pvPortMalloc(40);
    void *b = pvPortMalloc(40);
    vPortGetHeapStats(&before);
    vPortFree(a);
    vPortFree(b);
    vPortGetHeapStats(&after);
    CHECK_EQ(after.xNumberOfFreeBlocks, before.xNumberOfFreeBlocks + 2);
    CHECK_EQ(pvPortMalloc(96) != a, 1);
}
#endif

#if CHECKS_FREES
static void heap_refuses_a_second_free_and_stays_whole(void)
{
    heap_renew();
    void *first = pvPortMalloc(40);
    void *guard = pvPortMalloc(40);
    vPortFree(first);
    size_t free_bytes = xPortGetFreeHeapSize();
    damage[0] = '\0';
    expected_asserts = configHEAP_GUARDS ? 0 : 1;
    vPortFree(first);
    CHECK_EQ(expected_asserts, 0);
    CHECK_EQ(xPortGetFreeHeapSize(), free_bytes);
    CHECK_EQ(configHEAP_GUARDS && strcmp(damage, "vPortFree: 40 bytes of task greedy "
                                                 "are free already") != 0,
             0);
    vPortFree(guard);
    CHECK_EQ(pvPortMalloc(40) != pvPortMalloc(40), 1);
}

static void heap_refuses_memory_of_others_and_stays_whole(void)
{
    static uint64_t other[64];

    heap_renew();
    uint8_t *memory = pvPortMalloc(40);
    size_t free_bytes = xPortGetFreeHeapSize();
    EXPECT_ASSERT(vPortFree(&other[32]));
    EXPECT_ASSERT(vPortFree(memory + 1));
    CHECK_EQ(xPortGetFreeHeapSize(), free_bytes);
    for (size_t i = 0; i < 64; i++) {
        CHECK_EQ(other[i], 0);
    }
    vPortFree(memory);
}
#endif

#if configHEAP_CLEAR_MEMORY_ON_FREE
static void heap_clears_what_is_freed(void)
{
    heap_renew();
    uint8_t *memory = pvPortMalloc(200);
    void *behind = pvPortMalloc(8);
    memset(memory, 0xaa, 200);
    vPortFree(memory);
    size_t kept = 0;
    for (size_t i = 0; i < 200; i++) {
        kept += memory[i] == 0xaau;
    }
    CHECK_EQ(kept, 0);
    vPortFree(behind);
}
#endif

#if configHEAP_GUARDS
static void check_damage(const char *want)
{
    if (strcmp(damage, want) != 0) {
        printf("reported \"%s\", want \"%s\"\n", damage, want);
    }
    CHECK_EQ(strcmp(damage, want), 0);
    damage[0] = '\0';
}

/* Each byte behind a block, up to four, for sizes of every remainder. */
static void heap_guard_reports_each_byte_of_an_overrun(void)
{
    for (size_t bytes = 24; bytes < 48; bytes++) {
        for (size_t over = 0; over < 4; over++) {
            char want[64];
            heap_renew();
            uint8_t *memory = pvPortMalloc(bytes);
            size_t free_bytes = xPortGetFreeHeapSize();
            memory[bytes + over] ^= 1u;
            vPortFree(memory);
            (void)snprintf(want, sizeof want, "vPortFree: %zu bytes of task greedy were overrun",
                           bytes);
            check_damage(want);
            CHECK_EQ(xPortGetFreeHeapSize(), free_bytes);
        }
    }
}

static void heap_guard_reports_a_write_in_front(void)
{
    for (size_t under = 1; under <= 4; under++) {
        heap_renew();
        uint8_t *memory = pvPortMalloc(33);
        memory[-(ptrdiff_t)under] ^= 1u;
        vPortFree(memory);
        check_damage("vPortFree: 33 bytes of task greedy: something wrote in front of them");
    }
}

static void heap_guard_passes_a_block_used_to_its_last_byte(void)
{
    for (size_t bytes = 1; bytes < 100; bytes++) {
        heap_renew();
        uint8_t *memory = pvPortMalloc(bytes);
        memset(memory, 0xb9, bytes);
        memset(memory, 0, bytes);
        vPortFree(memory);
        check_damage("");
    }
}
#endif

#if configENABLE_HEAP_PROTECTOR && !configHEAP_GUARDS /* links are first in the payload */
/* Whatever a stray write does to a free block, no other block is handed out twice or written. */
static void heap_protector_refuses_a_hole_that_was_written_to(void)
{
    for (size_t word = 0; word < 2; word++) {
        heap_renew();
        uintptr_t *hole = pvPortMalloc(64);
        uint8_t *guard = pvPortMalloc(64);
        memset(guard, 0x77, 64);
        vPortFree(hole);
        hole[word] = (uintptr_t)guard; /* next, then at */
        EXPECT_ASSERT(CHECK_EQ(pvPortMalloc(64) == NULL, 1));
        for (size_t i = 0; i < 64; i++) {
            CHECK_EQ(guard[i], 0x77);
        }
        expected_asserts = 1;
        vPortFree(guard); /* its neighbour is the damaged hole: not joined */
        expected_asserts = 0;
        CHECK_EQ(pvPortMalloc(2000) != NULL, 1);
    }
}

static void heap_protector_shows_no_pointer_in_free_memory(void)
{
    heap_renew();
    uintptr_t *first = pvPortMalloc(64);
    void *between = pvPortMalloc(64);
    uintptr_t *second = pvPortMalloc(64);
    void *behind = pvPortMalloc(64);
    vPortFree(first);
    vPortFree(second);
    CHECK_EQ(second[0] != (uintptr_t)first - sizeof(size_t), 1);
    CHECK_EQ((second[0] ^ (uintptr_t)0x5bd1e995a5c3f017ULL), (uintptr_t)first - sizeof(size_t));
    vPortFree(between);
    vPortFree(behind);
}
#endif

#if TEST_HEAP == 5
static uint8_t arena[4096] __attribute__((aligned(16)));

static void define(const HeapRegion_t *regions)
{
    vPortHeapResetState();
    vPortDefineHeapRegions(regions);
}

static void heap_5_asserts_before_it_has_regions(void)
{
    void *memory = &memory;
    vPortHeapResetState();
    EXPECT_ASSERT(memory = pvPortMalloc(8));
    CHECK_EQ(memory == NULL, 1);
    CHECK_EQ(xPortGetFreeHeapSize(), 0);
}

static void heap_5_refuses_regions_out_of_order_or_overlapping(void)
{
    const HeapRegion_t descending[] = {{arena + 2048, 1024}, {arena, 1024}, {NULL, 0}};
    const HeapRegion_t overlapping[] = {{arena, 2048}, {arena + 2040, 1024}, {NULL, 0}};
    const HeapRegion_t wrapping[] = {{arena, 1024}, {arena + 2048, SIZE_MAX - 8u}, {NULL, 0}};
    const HeapRegion_t *wrong[] = {descending, overlapping, wrapping};

    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        EXPECT_ASSERT(define(wrong[i]));
        CHECK_EQ(xPortGetFreeHeapSize() < wrong[i][0].xSizeInBytes, 1);
        CHECK_EQ(xPortGetFreeHeapSize() > wrong[i][0].xSizeInBytes - 64u, 1);
        CHECK_EQ(pvPortMalloc(512) != NULL, 1);
    }
}

static void heap_5_refuses_a_second_table(void)
{
    const HeapRegion_t regions[] = {{arena, 2048}, {NULL, 0}};
    define(regions);
    size_t free_bytes = xPortGetFreeHeapSize();
    EXPECT_ASSERT(vPortDefineHeapRegions(regions));
    CHECK_EQ(xPortGetFreeHeapSize(), free_bytes);
}

static void heap_5_gives_from_every_region_and_from_nowhere_else(void)
{
    const HeapRegion_t regions[] = {
        {arena, 1000}, {arena + 1024, 1000}, {arena + 3000, 1000}, {NULL, 0}};
    unsigned seen[3] = {0};
    uint8_t *memory;

    memset(arena, 0xee, sizeof arena);
    define(regions);
    while ((memory = pvPortMalloc(100)) != NULL) {
        size_t in = 0;
        while (in < 3 && !(memory >= regions[in].pucStartAddress &&
                           memory + 100 <= regions[in].pucStartAddress + 1000)) {
            in++;
        }
        CHECK_EQ(in < 3, 1);
        seen[in]++;
    }
    for (size_t i = 0; i < 3; i++) {
        CHECK_EQ(seen[i] >= 6, 1);
    }
    for (size_t i = 2024; i < 3000; i++) { /* between the regions */
        CHECK_EQ(arena[i], 0xee);
    }
}
#endif

int main(void)
{
    RUN(heap_refuses_sizes_that_wrap_or_do_not_fit);
    RUN(heap_calloc_refuses_products_that_wrap);
    RUN(heap_calloc_gives_zero_bytes);
    RUN(heap_gives_aligned_memory_that_does_not_overlap);
    RUN(heap_ignores_a_free_of_null);
    RUN(heap_asserts_when_an_interrupt_calls_it);
#if HAS_FIGURES
    RUN(heap_counts_what_is_free_and_the_least_ever);
    RUN(heap_reset_forgets_every_allocation);
#endif
#if TEST_HEAP == 1
    RUN(heap_1_asserts_when_memory_is_given_back);
    RUN(heap_1_starts_again_by_vPortInitialiseBlocks);
#endif
#if TEST_HEAP == 2
    RUN(heap_2_takes_the_block_that_fits_best);
    RUN(heap_2_never_joins_neighbours);
#endif
#if CHECKS_FREES
    RUN(heap_refuses_a_second_free_and_stays_whole);
    RUN(heap_refuses_memory_of_others_and_stays_whole);
#endif
#if configHEAP_CLEAR_MEMORY_ON_FREE
    RUN(heap_clears_what_is_freed);
#endif
#if configHEAP_GUARDS
    RUN(heap_guard_reports_each_byte_of_an_overrun);
    RUN(heap_guard_reports_a_write_in_front);
    RUN(heap_guard_passes_a_block_used_to_its_last_byte);
#endif
#if configENABLE_HEAP_PROTECTOR && !configHEAP_GUARDS
    RUN(heap_protector_refuses_a_hole_that_was_written_to);
    RUN(heap_protector_shows_no_pointer_in_free_memory);
#endif
#if TEST_HEAP == 5
    RUN(heap_5_asserts_before_it_has_regions);
    RUN(heap_5_refuses_regions_out_of_order_or_overlapping);
    RUN(heap_5_refuses_a_second_table);
    RUN(heap_5_gives_from_every_region_and_from_nowhere_else);
#endif
    return 0;
}
