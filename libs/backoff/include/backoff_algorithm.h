/* SPDX-License-Identifier: MIT */
/** Exponential back-off with full jitter: how long to wait before trying again.
 *
 *   attempt       0        1         2         3   ...
 *   wait is in    [0,base] [0,2base] [0,4base] [0,8base] ... never above the maximum
 *
 * Each wait is drawn evenly from its whole range, so that a fleet that lost its server at one
 * moment does not come back at one moment. Pure: the random number is handed in.
 */
#ifndef BACKOFF_ALGORITHM_H
#define BACKOFF_ALGORITHM_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Value of `maxAttempts` for which attempts never run out. */
#define BACKOFF_ALGORITHM_RETRY_FOREVER (UINT32_MAX)

typedef enum BackoffAlgorithmStatus {
    BackoffAlgorithmSuccess = 0,     /**< There is a next wait. */
    BackoffAlgorithmRetriesExhausted /**< All attempts are used up. */
} BackoffAlgorithmStatus_t;

/** State of one series of attempts; the caller's memory, no pointers in it. */
typedef struct BackoffAlgorithmContext {
    uint16_t maxBackoffDelay;  /**< No wait is longer than this. */
    uint32_t attemptsDone;     /**< Waits handed out so far. */
    uint16_t nextJitterMax;    /**< Upper end of the next range. */
    uint32_t maxRetryAttempts; /**< BACKOFF_ALGORITHM_RETRY_FOREVER or a limit. */
} BackoffAlgorithmContext_t;

/**
 * Begin a series of attempts.
 *
 * @param[out] context  Not NULL.
 * @param base          Longest first wait, in the caller's unit (usually ms).
 * @param max           Longest wait of all, same unit.
 * @param max_attempts  Waits before the series is exhausted, or BACKOFF_ALGORITHM_RETRY_FOREVER.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  backoffAlgorithm API reference, BackoffAlgorithm_InitializeParams.
 */
void BackoffAlgorithm_InitializeParams(BackoffAlgorithmContext_t *context, uint16_t base,
                                       uint16_t max, uint32_t max_attempts);

/**
 * Draw the next wait and widen the range for the one after it.
 *
 * @param[in,out] context  A series begun with BackoffAlgorithm_InitializeParams.
 * @param random           A fresh random number, all 32 bits used.
 * @param[out] wait        0 .. min(base * 2^attempt, max); set only on success. Not NULL.
 * @retval BackoffAlgorithmSuccess           `*wait` is the time to wait.
 * @retval BackoffAlgorithmRetriesExhausted  The limit is reached; the context is unchanged.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  backoffAlgorithm API reference, BackoffAlgorithm_GetNextBackoff.
 */
BackoffAlgorithmStatus_t BackoffAlgorithm_GetNextBackoff(BackoffAlgorithmContext_t *context,
                                                         uint32_t random, uint16_t *wait);

#ifdef __cplusplus
}
#endif

#endif
