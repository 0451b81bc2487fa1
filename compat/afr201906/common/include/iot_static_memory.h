/* SPDX-License-Identifier: MIT */
/** Pools of elements in static memory: an array, and one flag for each element. */
#ifndef IOT_STATIC_MEMORY_H
#define IOT_STATIC_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Buffers of Iot_MallocMessageBuffer(); for the build of the library. */
#ifndef IOT_MESSAGE_BUFFERS
#define IOT_MESSAGE_BUFFERS (8)
#endif
#ifndef IOT_MESSAGE_BUFFER_SIZE
#define IOT_MESSAGE_BUFFER_SIZE (1024) /**< Bytes of each. */
#endif

/**
 * Prepare: nothing is to be done.
 *
 * @return True.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Static memory API, 201906.00.
 */
bool IotStaticMemory_Init(void);

/**
 * The counterpart of IotStaticMemory_Init().
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Static memory API, 201906.00.
 */
void IotStaticMemory_Cleanup(void);

/**
 * Take a free element of a pool.
 *
 * @param pInUse  Flags of the elements. Not NULL.
 * @param limit   How many.
 * @return Its index, and its flag is set; -1 when none is free.
 *
 * Context: task.
 * Blocks:  never; the scheduler is suspended for `limit` steps.
 * Source:  Static memory API, 201906.00.
 */
int32_t IotStaticMemory_FindFree(bool *pInUse, size_t limit);

/**
 * Give an element back: it is filled with zeros, then its flag cleared.
 *
 * @param ptr          The element; what is none of the pool is ignored. NULL too.
 * @param pPool        The first element.
 * @param pInUse       Flags of the elements. Not NULL.
 * @param limit        How many.
 * @param elementSize  Bytes of each, at least 1.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Static memory API, 201906.00.
 */
void IotStaticMemory_ReturnInUse(void *ptr, void *pPool, bool *pInUse, size_t limit,
                                 size_t elementSize);

/**
 * Tell how large message buffers are.
 *
 * @return IOT_MESSAGE_BUFFER_SIZE.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Static memory API, 201906.00.
 */
size_t Iot_MessageBufferSize(void);

/**
 * Take a message buffer.
 *
 * @param size  Bytes, at most Iot_MessageBufferSize().
 * @return The buffer, aligned for any type; NULL when it is too small, or none is free.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Static memory API, 201906.00.
 */
void *Iot_MallocMessageBuffer(size_t size);

/**
 * Give a message buffer back.
 *
 * @param ptr  Of Iot_MallocMessageBuffer(), or NULL.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Static memory API, 201906.00.
 */
void Iot_FreeMessageBuffer(void *ptr);

#ifdef __cplusplus
}
#endif

#endif
