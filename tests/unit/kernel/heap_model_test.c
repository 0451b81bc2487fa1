/* SPDX-License-Identifier: MIT */
/* heap_4 and heap_5 beside a model of them: after every step of long random histories they agree.
 */
#include "heap_model.h"
#include "test.h"

#define STEPS 60000u

static void heap_agrees_with_the_model_through_any_history(void)
{
    heap_model_start();
    for (unsigned step = 0; step < STEPS; step++) {
        /* In waves, so that the heap is nearly empty and quite full again and again. */
        unsigned level = 20u + (step / 500u % 8u) * 30u;
        if (heap_model_count() < HEAP_MODEL_BLOCKS && random_below(HEAP_MODEL_BLOCKS) < level) {
            heap_model_take(1u + random_below(random_below(4) == 0 ? 3000 : 100),
                            (uint8_t)random_below(256));
        } else if (heap_model_count() > 0) {
            heap_model_give(random_below((uint32_t)heap_model_count()));
        }
        heap_model_check();
    }
    while (heap_model_count() > 0) {
        heap_model_give(random_below((uint32_t)heap_model_count()));
    }
    heap_model_end();
}

/* The first hole of the class may be too small and a later one not. */
static void heap_looks_at_more_than_the_first_hole_before_it_fails(void)
{
    heap_model_start();
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
