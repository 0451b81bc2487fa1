/* SPDX-License-Identifier: MIT */
/* Any history of a heap beside the model of the unit tests: two bytes are a step. Blocks are taken,
 * given back and replaced by others of another size, as realloc would; sizes reach from 1 byte to
 * what no heap has. */
#include "heap_model.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* More than there is: refused, and nothing has changed. */
static void take_too_much(uint8_t low)
{
    size_t before = xPortGetFreeHeapSize();
    if (pvPortMalloc(SIZE_MAX - low) != NULL || pvPortMalloc((size_t)1 << 30) != NULL ||
        pvPortCalloc(SIZE_MAX / 2u, low + 3u) != NULL || xPortGetFreeHeapSize() != before) {
        abort();
    }
}

static void take(size_t bytes, uint8_t fill)
{
    if (heap_model_count() < HEAP_MODEL_BLOCKS) {
        heap_model_take(bytes, fill);
    }
}

static void step(uint8_t what, uint8_t number)
{
    size_t count = heap_model_count();
    size_t at = count != 0 ? number % count : 0;

    switch (what % 8u) {
    case 0:
    case 1:
        take(1u + number, what);
        break;
    case 2:
        take(1u + number * (size_t)(what + 1u), what);
        break;
    case 3:
    case 4:
        if (count != 0) {
            heap_model_give(at);
        }
        break;
    case 5: /* the larger one first, then the old one goes */
        if (count != 0) {
            take(heap_model_bytes(at) + what, number);
            heap_model_give(at);
        }
        break;
    case 6: /* the other way round */
        if (count != 0) {
            size_t half = heap_model_bytes(at) / 2u;
            heap_model_give(at);
            take(half + 1u, number);
        }
        break;
    default:
        take_too_much(number);
        break;
    }
    heap_model_check();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    heap_model_start();
    for (size_t i = 0; i + 1u < size && i < 1024u; i += 2) {
        step(bytes[i], bytes[i + 1u]);
    }
    heap_model_end();
    if (damage[0] != '\0') {
        abort();
    }
    return 0;
}
