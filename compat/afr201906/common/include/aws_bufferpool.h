/* SPDX-License-Identifier: MIT */
/** Buffers of one size in static memory, which MQTT's applications of 201906.00 take messages in.
 */
#ifndef AWS_BUFFERPOOL_H
#define AWS_BUFFERPOOL_H

#include <stdint.h>

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

/** FreeRTOSConfig.h may say otherwise. */
#ifndef bufferpoolconfigNUM_BUFFERS
#define bufferpoolconfigNUM_BUFFERS (4)
#endif
#ifndef bufferpoolconfigBUFFER_SIZE
#define bufferpoolconfigBUFFER_SIZE (256) /**< Bytes of each. */
#endif

/**
 * Prepare the pool: every buffer is free.
 *
 * @return pdPASS.
 *
 * Context: task that alone uses the pool, or before the scheduler starts.
 * Blocks:  never.
 * Source:  Buffer pool API, 201906.00.
 */
BaseType_t BUFFERPOOL_Init(void);

/**
 * Take a buffer.
 *
 * @param[in,out] pulBufferLength  Bytes needed; then bytes there are. Unchanged when there is none.
 * @return The buffer; NULL when it would be too small, or none is free.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Buffer pool API, 201906.00.
 */
uint8_t *BUFFERPOOL_GetFreeBuffer(uint32_t *pulBufferLength);

/**
 * Give a buffer back.
 *
 * @param pucBuffer  Of BUFFERPOOL_GetFreeBuffer(); not used afterwards. What is none is ignored.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Buffer pool API, 201906.00.
 */
void BUFFERPOOL_ReturnBuffer(uint8_t *const pucBuffer);

#ifdef __cplusplus
}
#endif

#endif
