/* SPDX-License-Identifier: MIT */
#include "backoff_algorithm.h"

#include <stdbool.h>
#include <stddef.h>

#include "lib_assert.h"

void BackoffAlgorithm_InitializeParams(BackoffAlgorithmContext_t *context, uint16_t base,
                                       uint16_t max, uint32_t max_attempts)
{
    LIB_ASSERT(context != NULL);

    context->nextJitterMax = base;
    context->maxBackoffDelay = max;
    context->maxRetryAttempts = max_attempts;
    context->attemptsDone = 0;
}

BackoffAlgorithmStatus_t BackoffAlgorithm_GetNextBackoff(BackoffAlgorithmContext_t *context,
                                                         uint32_t random, uint16_t *wait)
{
    LIB_ASSERT(context != NULL && wait != NULL);

    const bool forever = context->maxRetryAttempts == BACKOFF_ALGORITHM_RETRY_FOREVER;
    if (!forever && context->attemptsDone >= context->maxRetryAttempts) {
        return BackoffAlgorithmRetriesExhausted;
    }
    const uint32_t top = context->nextJitterMax;
    const uint32_t max = context->maxBackoffDelay;
    *wait = (uint16_t)(random % ((top < max ? top : max) + 1u));
    context->nextJitterMax = (uint16_t)(top < max / 2u ? top * 2u : max);
    context->attemptsDone++;
    return BackoffAlgorithmSuccess;
}
