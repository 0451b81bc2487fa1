/* SPDX-License-Identifier: MIT */
/** Memory pools and message queues: CMSIS-RTOS API, version 2. Included by cmsis_os2.h. */
#ifndef OS2_MEMORY_H
#define OS2_MEMORY_H

#include "os2_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Create a memory pool.
 * @param block_count  > 0.
 * @param block_size   Bytes, > 0.
 * @param attr         NULL: all defaults. mp_size is at least OS_POOL_MEMORY(count, size).
 * @return The pool; NULL in an ISR, for a wrong argument, or without memory.
 * Context: thread, or before osKernelStart.  Blocks: no.
 */
osMemoryPoolId_t osMemoryPoolNew(uint32_t block_count, uint32_t block_size,
                                 const osMemoryPoolAttr_t *attr);

/** Tell the name. @param mp_id  A pool. @return As given; NULL: none, or wrong. Context: any. */
const char *osMemoryPoolGetName(osMemoryPoolId_t mp_id);

/**
 * Take a block.
 * @param mp_id    A pool.
 * @param timeout  Ticks; 0: do not wait; osWaitForever.
 * @return The block; NULL: none in time, deleted meanwhile, wrong, or `timeout` not 0 in an ISR.
 * Context: any with `timeout` 0, else thread.  Blocks: up to `timeout`.
 */
void *osMemoryPoolAlloc(osMemoryPoolId_t mp_id, uint32_t timeout);

/**
 * Give a block back.
 * @param mp_id  A pool.
 * @param block  From osMemoryPoolAlloc.
 * @retval osOK              Given.
 * @retval osErrorParameter  Wrong pool, or not a block of it.
 * @retval osErrorResource   No block of the pool is in use.
 * Context: any.  Blocks: no; may switch.
 */
osStatus_t osMemoryPoolFree(osMemoryPoolId_t mp_id, void *block);

/** Count the blocks. @param mp_id  A pool. @return Blocks in all; 0: wrong. Context: any. */
uint32_t osMemoryPoolGetCapacity(osMemoryPoolId_t mp_id);

/** Tell the size. @param mp_id  A pool. @return Bytes of a block as asked for; 0: wrong.
 * Context: any. */
uint32_t osMemoryPoolGetBlockSize(osMemoryPoolId_t mp_id);

/** Count what is used. @param mp_id  A pool. @return Blocks in use; 0: none, or wrong.
 * Context: any. */
uint32_t osMemoryPoolGetCount(osMemoryPoolId_t mp_id);

/** Count what is free. @param mp_id  A pool. @return Free blocks; 0: none, or wrong.
 * Context: any. */
uint32_t osMemoryPoolGetSpace(osMemoryPoolId_t mp_id);

/**
 * Delete a pool with its blocks. Threads that wait get NULL.
 * @param mp_id  A pool.
 * @retval osOK              Deleted.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osMemoryPoolDelete(osMemoryPoolId_t mp_id);

/**
 * Create a message queue.
 * @param msg_count  Messages it holds, 1 .. 65534.
 * @param msg_size   Bytes of a message, > 0.
 * @param attr       NULL: all defaults. mq_size is at least OS_QUEUE_MEMORY(count, size). With no
 *                   more than count * size bytes the queue knows no priorities.
 * @return The queue; NULL in an ISR, for a wrong argument, or without memory.
 * Context: thread, or before osKernelStart.  Blocks: no.
 */
osMessageQueueId_t osMessageQueueNew(uint32_t msg_count, uint32_t msg_size,
                                     const osMessageQueueAttr_t *attr);

/** Tell the name. @param mq_id  A queue. @return As given; NULL: none, or wrong. Context: any. */
const char *osMessageQueueGetName(osMessageQueueId_t mq_id);

/**
 * Put a message in, behind those of its priority and before those of lower ones.
 * @param mq_id     A queue.
 * @param msg_ptr   Copied. Not NULL.
 * @param msg_prio  0 .. 255, the highest first; 0 where the queue knows no priorities.
 * @param timeout   Ticks to wait for room; 0: do not wait; osWaitForever.
 * @retval osOK              In the queue, or with a thread that waited.
 * @retval osErrorTimeout    No room in time.
 * @retval osErrorResource   No room, and `timeout` is 0 or the kernel locked; deleted meanwhile.
 * @retval osErrorParameter  A wrong argument, or `timeout` not 0 in an ISR.
 * Context: any with `timeout` 0, else thread.  Blocks: up to `timeout`.
 * Masked: O(different priorities in the queue), and the copy.
 */
osStatus_t osMessageQueuePut(osMessageQueueId_t mq_id, const void *msg_ptr, uint8_t msg_prio,
                             uint32_t timeout);

/**
 * Take the first message.
 * @param mq_id          A queue.
 * @param[out] msg_ptr   The message. Not NULL.
 * @param[out] msg_prio  Its priority; NULL: not wanted.
 * @param timeout        Ticks to wait for one; 0: do not wait; osWaitForever.
 * @retval osOK              Taken.
 * @retval osErrorTimeout    None in time.
 * @retval osErrorResource   None, and `timeout` is 0 or the kernel locked; deleted meanwhile.
 * @retval osErrorParameter  A wrong argument, or `timeout` not 0 in an ISR.
 * Context: any with `timeout` 0, else thread.  Blocks: up to `timeout`.
 */
osStatus_t osMessageQueueGet(osMessageQueueId_t mq_id, void *msg_ptr, uint8_t *msg_prio,
                             uint32_t timeout);

/** Tell the capacity. @param mq_id  A queue. @return Messages; 0: wrong. Context: any. */
uint32_t osMessageQueueGetCapacity(osMessageQueueId_t mq_id);

/** Tell the size. @param mq_id  A queue. @return Bytes of a message; 0: wrong. Context: any. */
uint32_t osMessageQueueGetMsgSize(osMessageQueueId_t mq_id);

/** Count messages. @param mq_id  A queue. @return Messages in it; 0: none, or wrong.
 * Context: any. */
uint32_t osMessageQueueGetCount(osMessageQueueId_t mq_id);

/** Count room. @param mq_id  A queue. @return Messages it has room for; 0: none, or wrong.
 * Context: any. */
uint32_t osMessageQueueGetSpace(osMessageQueueId_t mq_id);

/**
 * Empty a queue; threads that wait for room put their messages in.
 * @param mq_id  A queue.
 * @retval osOK              Emptied.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osMessageQueueReset(osMessageQueueId_t mq_id);

/**
 * Delete a queue. Threads that wait get osErrorResource.
 * @param mq_id  A queue.
 * @retval osOK              Deleted.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osMessageQueueDelete(osMessageQueueId_t mq_id);

#ifdef __cplusplus
}
#endif

#endif
