/* SPDX-License-Identifier: MIT */
/* The layer between the Thread-Metric-style programs and the kernel: objects by number, statuses,
 * as a portable benchmark suite has them. A translation unit of its own, so that its calls are
 * calls. */
#ifndef THREAD_METRIC_LAYER_H
#define THREAD_METRIC_LAYER_H

#include <stdint.h>

#define LAYER_OK 0

/* Threads: priority 1 is the most urgent, 31 the least. They start suspended. */
int layer_thread_create(int id, int priority, void (*entry)(void));
int layer_thread_resume(int id);
int layer_thread_suspend(int id);
void layer_thread_relinquish(void);

int layer_queue_create(int id);
int layer_queue_send(int id, const uint32_t message[4]);
int layer_queue_receive(int id, uint32_t message[4]);

int layer_semaphore_create(int id);
int layer_semaphore_get(int id);
int layer_semaphore_put(int id);

int layer_mutex_create(int id);
int layer_mutex_lock(int id);
int layer_mutex_unlock(int id);

/* Blocks of 128 bytes, from a pool or from the heap. */
int layer_pool_create(int id);
int layer_pool_allocate(int id, uint8_t **block);
int layer_pool_release(int id, uint8_t *block);
int layer_heap_allocate(uint8_t **block);
int layer_heap_release(uint8_t *block);

/* From an interrupt handler. */
int layer_semaphore_put_from_isr(int id);
int layer_thread_resume_from_isr(int id);

/* Run `handler` in an interrupt, the same again. */
void layer_interrupt_handler(void (*handler)(void));
void layer_interrupt(void);

#endif
