/* SPDX-License-Identifier: MIT */
/* Three tasks allocate and free all sizes; each block keeps what its owner wrote. */
#include <string.h>

#include "soak.h"

#define BLOCKS 8U

static volatile unsigned long rounds;

static void churn(void *arg)
{
    uint32_t state = (uint32_t)(uintptr_t)arg;
    uint8_t *blocks[BLOCKS] = {NULL};
    size_t sizes[BLOCKS] = {0};
    for (;;) {
        unsigned i = soak_random(&state) % BLOCKS;
        if (blocks[i] == NULL) {
            sizes[i] = 1 + soak_random(&state) % 500U;
            blocks[i] = pvPortMalloc(sizes[i]);
            SOAK_CHECK_THAT(blocks[i] != NULL);
            memset(blocks[i], (int)(i + (uintptr_t)arg), sizes[i]);
        } else {
            for (size_t b = 0; b < sizes[i]; b += 13) {
                SOAK_CHECK_THAT(blocks[i][b] == (uint8_t)(i + (uintptr_t)arg));
            }
            vPortFree(blocks[i]);
            blocks[i] = NULL;
        }
        rounds = rounds + 1;
        if (soak_random(&state) % 2U == 0) {
            vTaskDelay(1);
        }
    }
}

static void start(void)
{
    for (uintptr_t i = 0; i < 3; i++) {
        (void)soak_task(churn, "churn", (void *)(i + 1), SOAK_IDLE + (UBaseType_t)i);
    }
}

const struct soak_group heap_group = {"heap", start, NULL, NULL, &rounds};
