/* SPDX-License-Identifier: MIT */
/** Types, constants and attributes of the CMSIS-RTOS API, version 2. Included by cmsis_os2.h. */
#ifndef OS2_TYPES_H
#define OS2_TYPES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef __NO_RETURN
#define __NO_RETURN __attribute__((__noreturn__))
#endif

/** Versions as decimal digits: mmnnnrrrr. */
typedef struct {
    uint32_t api;
    uint32_t kernel;
} osVersion_t;

typedef enum {
    osKernelInactive = 0,
    osKernelReady = 1,
    osKernelRunning = 2,
    osKernelLocked = 3,
    osKernelSuspended = 4,
    osKernelError = -1,
    osKernelReserved = 0x7FFFFFFF
} osKernelState_t;

typedef enum {
    osThreadInactive = 0,
    osThreadReady = 1,
    osThreadRunning = 2,
    osThreadBlocked = 3,
    osThreadTerminated = 4, /* and not yet joined */
    osThreadError = -1,
    osThreadReserved = 0x7FFFFFFF
} osThreadState_t;

/** Priorities, seven bands of eight levels; 1 to 55 are for threads. */
typedef enum {
    osPriorityNone = 0, /* not set */
    osPriorityIdle = 1,
    osPriorityLow = 8,
    osPriorityLow1 = 9,
    osPriorityLow2 = 10,
    osPriorityLow3 = 11,
    osPriorityLow4 = 12,
    osPriorityLow5 = 13,
    osPriorityLow6 = 14,
    osPriorityLow7 = 15,
    osPriorityBelowNormal = 16,
    osPriorityBelowNormal1 = 17,
    osPriorityBelowNormal2 = 18,
    osPriorityBelowNormal3 = 19,
    osPriorityBelowNormal4 = 20,
    osPriorityBelowNormal5 = 21,
    osPriorityBelowNormal6 = 22,
    osPriorityBelowNormal7 = 23,
    osPriorityNormal = 24,
    osPriorityNormal1 = 25,
    osPriorityNormal2 = 26,
    osPriorityNormal3 = 27,
    osPriorityNormal4 = 28,
    osPriorityNormal5 = 29,
    osPriorityNormal6 = 30,
    osPriorityNormal7 = 31,
    osPriorityAboveNormal = 32,
    osPriorityAboveNormal1 = 33,
    osPriorityAboveNormal2 = 34,
    osPriorityAboveNormal3 = 35,
    osPriorityAboveNormal4 = 36,
    osPriorityAboveNormal5 = 37,
    osPriorityAboveNormal6 = 38,
    osPriorityAboveNormal7 = 39,
    osPriorityHigh = 40,
    osPriorityHigh1 = 41,
    osPriorityHigh2 = 42,
    osPriorityHigh3 = 43,
    osPriorityHigh4 = 44,
    osPriorityHigh5 = 45,
    osPriorityHigh6 = 46,
    osPriorityHigh7 = 47,
    osPriorityRealtime = 48,
    osPriorityRealtime1 = 49,
    osPriorityRealtime2 = 50,
    osPriorityRealtime3 = 51,
    osPriorityRealtime4 = 52,
    osPriorityRealtime5 = 53,
    osPriorityRealtime6 = 54,
    osPriorityRealtime7 = 55,
    osPriorityISR = 56, /* not for threads */
    osPriorityError = -1,
    osPriorityReserved = 0x7FFFFFFF
} osPriority_t;

typedef void (*osThreadFunc_t)(void *argument);

typedef void (*osTimerFunc_t)(void *argument);

typedef enum { osTimerOnce = 0, osTimerPeriodic = 1 } osTimerType_t;

/** A time-out that never passes. */
#define osWaitForever 0xFFFFFFFFU

/** What osThreadFlagsWait and osEventFlagsWait wait for. */
#define osFlagsWaitAny 0x00000000U
#define osFlagsWaitAll 0x00000001U
#define osFlagsNoClear 0x00000002U

/** What functions that return flags return instead: the top bit is set. */
#define osFlagsError            0x80000000U
#define osFlagsErrorUnknown     0xFFFFFFFFU
#define osFlagsErrorTimeout     0xFFFFFFFEU
#define osFlagsErrorResource    0xFFFFFFFDU
#define osFlagsErrorParameter   0xFFFFFFFCU
#define osFlagsErrorISR         0xFFFFFFFAU
#define osFlagsErrorSafetyClass 0xFFFFFFF9U

/** attr_bits of threads. */
#define osThreadDetached     0x00000000U
#define osThreadJoinable     0x00000001U
#define osThreadUnprivileged 0x00000002U /* refused: there is no memory protection */
#define osThreadPrivileged   0x00000004U

/** attr_bits of mutexes. Priorities are inherited whether asked for or not. */
#define osMutexRecursive   0x00000001U
#define osMutexPrioInherit 0x00000002U
#define osMutexRobust      0x00000008U

typedef enum {
    osOK = 0,
    osError = -1,
    osErrorTimeout = -2,
    osErrorResource = -3,
    osErrorParameter = -4,
    osErrorNoMemory = -5,
    osErrorISR = -6,
    osErrorSafetyClass = -7,
    osStatusReserved = 0x7FFFFFFF
} osStatus_t;

/** Identifiers. A thread's is the kernel's TaskHandle_t; that of a semaphore or a mutex is its
 * SemaphoreHandle_t. */
typedef void *osThreadId_t;
typedef void *osTimerId_t;
typedef void *osEventFlagsId_t;
typedef void *osMutexId_t;
typedef void *osSemaphoreId_t;
typedef void *osMemoryPoolId_t;
typedef void *osMessageQueueId_t;

#ifndef TZ_MODULEID_T
#define TZ_MODULEID_T
/** Identifier of a module that is called in secure state. */
typedef uint32_t TZ_ModuleId_t;
#endif

/* Attributes of new objects. All 0 is the default. Memory is the application's as long as the
 * object is not deleted; where there is none it comes from the heap. The sizes that are needed are
 * in os2_objects.h. */

typedef struct {
    const char *name; /* kept, not copied */
    uint32_t attr_bits;
    void *cb_mem;          /* aligned as a pointer */
    uint32_t cb_size;      /* bytes */
    void *stack_mem;       /* aligned to 8 bytes */
    uint32_t stack_size;   /* bytes */
    osPriority_t priority; /* osPriorityNone: osPriorityNormal */
    TZ_ModuleId_t tz_module;
    uint32_t reserved;
} osThreadAttr_t;

typedef struct {
    const char *name;
    uint32_t attr_bits;
    void *cb_mem;
    uint32_t cb_size;
} osTimerAttr_t;

typedef struct {
    const char *name;
    uint32_t attr_bits;
    void *cb_mem;
    uint32_t cb_size;
} osEventFlagsAttr_t;

typedef struct {
    const char *name;
    uint32_t attr_bits;
    void *cb_mem;
    uint32_t cb_size;
} osMutexAttr_t;

typedef struct {
    const char *name;
    uint32_t attr_bits;
    void *cb_mem;
    uint32_t cb_size;
} osSemaphoreAttr_t;

typedef struct {
    const char *name;
    uint32_t attr_bits;
    void *cb_mem;
    uint32_t cb_size;
    void *mp_mem;     /* aligned as a pointer, or as the blocks have to be */
    uint32_t mp_size; /* bytes */
} osMemoryPoolAttr_t;

typedef struct {
    const char *name;
    uint32_t attr_bits;
    void *cb_mem;
    uint32_t cb_size;
    void *mq_mem;     /* aligned as a pointer */
    uint32_t mq_size; /* bytes */
} osMessageQueueAttr_t;

#ifdef __cplusplus
}
#endif

#endif
