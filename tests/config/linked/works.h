/* SPDX-License-Identifier: MIT */
/* A small application that compiles and checks itself whatever FreeRTOSConfig.h says.
 *
 *   works.c      tasks, time, main
 *   objects.c    what tasks wait for, each with a post and a wait
 *   optional.c   what is only declared with its option
 *   supplied.c   hooks and memory that options ask an application for
 */
#ifndef WORKS_H
#define WORKS_H

#include "FreeRTOS.h"
#include "task.h"

/* The most that a task of this program waits: nothing here takes longer. */
#define PATIENCE ((TickType_t)50)

#define DEPTH    (configMINIMAL_STACK_SIZE + 1024)
#define PRIORITY ((UBaseType_t)(configMAX_PRIORITIES > 1 ? 1 : 0))

void check_failed(const char *text);
#define CHECK(condition) ((condition) ? (void)0 : check_failed(#condition))

/* Memory of one object, for configurations without a heap. Objects are made one after the other. */
extern union memory {
    StaticQueue_t queue;
    StaticSemaphore_t semaphore;
    StaticEventGroup_t group;
    StaticStreamBuffer_t stream;
    StaticTimer_t timer;
} memory_of_object;
extern uint8_t memory_of_items[64];

/* CREATE(xQueue, (4, 4), , memory_of_items, queue): from the heap where there is one. */
#if configSUPPORT_DYNAMIC_ALLOCATION
#define CREATE(call, arguments, static_arguments) call arguments
#else
#define CREATE(call, arguments, static_arguments) call##Static static_arguments
#endif

void objects_work(void);
void optional_works(void);

/* What supplied.c has been asked for, by the options that are on. */
void supplied_works(void);

#endif
