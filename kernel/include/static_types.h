/* SPDX-License-Identifier: MIT */
/** Memory for kernel objects that the application may own: StaticTask_t and its like.
 *
 * They are opaque: only their size and alignment count, and the kernel refuses to compile where one
 * is too small. Sizes are Dunlin's own and differ from other kernels'. Included by FreeRTOS.h. */
#ifndef STATIC_TYPES_H
#define STATIC_TYPES_H

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOSConfig.h"

#include "kernel_defaults.h"

#include "portmacro.h"

/* Tasks are linked in one list of all where something can walk it. */
#define KERNEL_TASK_ALL_LIST                                                                       \
    (configUSE_TRACE_FACILITY || INCLUDE_xTaskGetHandle || configUSE_CMSIS_RTOS2)

/** Memory of one task's control block. */
typedef struct xSTATIC_TCB {
    void *dummy_pointers[5];
    uint8_t dummy_bytes[4];
    int16_t dummy_mutexes;
    uint8_t dummy_owns;
#if configUSE_TASK_NOTIFICATIONS
    uint8_t dummy_notify_state[configTASK_NOTIFICATION_ARRAY_ENTRIES];
    uint32_t dummy_notify_value[configTASK_NOTIFICATION_ARRAY_ENTRIES];
#endif
    char dummy_name[configMAX_TASK_NAME_LEN];
#if KERNEL_TASK_ALL_LIST
    void *dummy_all[2];
    UBaseType_t dummy_numbers[2];
    void *dummy_stack_end;
#endif
#if configGENERATE_RUN_TIME_STATS
    configRUN_TIME_COUNTER_TYPE dummy_run_time;
#endif
#if configUSE_APPLICATION_TASK_TAG
    void *dummy_tag;
#endif
#if configUSE_CMSIS_RTOS2
    void *dummy_os_thread;
#endif
#if configNUM_THREAD_LOCAL_STORAGE_POINTERS > 0
    void *dummy_local[configNUM_THREAD_LOCAL_STORAGE_POINTERS];
#endif
#if configUSE_POSIX_ERRNO
    int dummy_errno;
#endif
#if configUSE_C_RUNTIME_TLS_SUPPORT
    configTLS_BLOCK_TYPE dummy_tls;
#endif
#ifdef ARCH_CONTEXT_EXTRA_BYTES
    void *dummy_context[ARCH_CONTEXT_EXTRA_BYTES / sizeof(void *)];
#endif
} StaticTask_t;

/* Pattern words of lists stand at both ends, so that the gaps between fields are those of list.h.
 */
#if configUSE_LIST_DATA_INTEGRITY_CHECK_BYTES
#define STATIC_LIST_FIRST_WORD  TickType_t dummy_first_word;
#define STATIC_LIST_SECOND_WORD TickType_t dummy_second_word;
#else
#define STATIC_LIST_FIRST_WORD
#define STATIC_LIST_SECOND_WORD
#endif

/** As List_t, ListItem_t and MiniListItem_t in size. */
typedef struct xSTATIC_LIST_ITEM {
    STATIC_LIST_FIRST_WORD
    TickType_t dummy_value;
    void *dummy_pointers[4];
    STATIC_LIST_SECOND_WORD
} StaticListItem_t;

#if configUSE_MINI_LIST_ITEM
typedef struct xSTATIC_MINI_LIST_ITEM {
    STATIC_LIST_FIRST_WORD
    TickType_t dummy_value;
    void *dummy_pointers[2];
} StaticMiniListItem_t;
#else
typedef struct xSTATIC_LIST_ITEM StaticMiniListItem_t;
#endif

typedef struct xSTATIC_LIST {
    STATIC_LIST_FIRST_WORD
    UBaseType_t dummy_count;
    void *dummy_pointer;
    StaticMiniListItem_t dummy_end;
    STATIC_LIST_SECOND_WORD
} StaticList_t;

/** Memory of one queue, without its items. Large enough for a semaphore or a mutex too. Layers that
 * others wrote look into it: uxDummy4 is the items in it, its length and the bytes of an item. */
typedef struct xSTATIC_QUEUE {
    uint8_t dummy_bytes[4];
    void *dummy_line;
    UBaseType_t dummy_counts[2];
#if configUSE_TRACE_FACILITY
    UBaseType_t dummy_number;
#endif
#if configUSE_QUEUE_SETS
    void *dummy_set[2];
#endif
    UBaseType_t uxDummy4[3];
    void *dummy_pointers[5];
#if configUSE_CO_ROUTINES
    StaticList_t dummy_co_routines[2];
#endif
} StaticQueue_t;

/** Memory of one semaphore or mutex. */
typedef struct xSTATIC_SEMAPHORE {
    uint8_t dummy_bytes[4];
    UBaseType_t dummy_counts[2];
    void *dummy_pointers[1];
#if configUSE_QUEUE_SETS
    void *dummy_set[2];
#endif
#if configUSE_TRACE_FACILITY
    UBaseType_t dummy_number;
#endif
} StaticSemaphore_t;

/** Memory of one event group. */
typedef struct xSTATIC_EVENT_GROUP {
    TickType_t dummy_bits;
    void *dummy_pointers[2];
    uint8_t dummy_bytes[1];
#if configUSE_TRACE_FACILITY
    UBaseType_t dummy_number;
#endif
} StaticEventGroup_t;

/** Memory of one software timer. */
typedef struct xSTATIC_TIMER {
    void *dummy_above;
    TickType_t dummy_due;
    void *dummy_ring[2];
    struct {
        void *dummy_places[3];
        uint8_t dummy_shift;
    } dummy_branch;
    TickType_t dummy_times[2];
    void *dummy_pointers[3];
    uint8_t dummy_bytes[2];
#if configUSE_TRACE_FACILITY
    UBaseType_t dummy_number;
#endif
} StaticTimer_t;

/** Memory of one stream or message buffer, without its bytes. */
typedef struct xSTATIC_STREAM_BUFFER {
    void *dummy_pointers[5];
    size_t dummy_sizes[4];
    UBaseType_t dummy_index;
    uint8_t dummy_bytes[1];
#if configUSE_TRACE_FACILITY
    UBaseType_t dummy_number;
#endif
} StaticStreamBuffer_t;

/** Memory of one message buffer, without its bytes. */
typedef StaticStreamBuffer_t StaticMessageBuffer_t;

#endif
