/* SPDX-License-Identifier: MIT */
/** Types and constants of the task API. Included by task.h. */
#ifndef TASK_TYPES_H
#define TASK_TYPES_H

#include "FreeRTOS.h"

#define tskKERNEL_VERSION_NUMBER "V11.3.0" /* the API this kernel has */
#define tskKERNEL_VERSION_MAJOR  11
#define tskKERNEL_VERSION_MINOR  3
#define tskKERNEL_VERSION_BUILD  0

#define tskIDLE_PRIORITY           ((UBaseType_t)0U)
#define tskNO_AFFINITY             ((UBaseType_t)-1)
#define tskDEFAULT_INDEX_TO_NOTIFY (0)

/* What xTaskGetSchedulerState returns. */
#define taskSCHEDULER_SUSPENDED   ((BaseType_t)0)
#define taskSCHEDULER_NOT_STARTED ((BaseType_t)1)
#define taskSCHEDULER_RUNNING     ((BaseType_t)2)

/* Flags of a memory region; ports with memory protection read them. */
#define tskMPU_REGION_READ_ONLY                (1U << 0U)
#define tskMPU_REGION_READ_WRITE               (1U << 1U)
#define tskMPU_REGION_EXECUTE_NEVER            (1U << 2U)
#define tskMPU_REGION_NORMAL_MEMORY            (1U << 3U)
#define tskMPU_REGION_DEVICE_MEMORY            (1U << 4U)
#define tskMPU_REGION_PRIVILEGED_EXECUTE_NEVER (1U << 5U)
#define tskMPU_REGION_NON_SHAREABLE            (1U << 6U)
#define tskMPU_REGION_OUTER_SHAREABLE          (1U << 7U)
#define tskMPU_REGION_INNER_SHAREABLE          (1U << 8U)
#define tskMPU_READ_PERMISSION                 (1U << 0U)
#define tskMPU_WRITE_PERMISSION                (1U << 1U)

/** Opaque; valid from creation until the task is deleted. NULL means the calling task where a call
 * says so. */
struct tskTaskControlBlock; /* the tag is part of the API */
typedef struct tskTaskControlBlock *TaskHandle_t;
typedef const struct tskTaskControlBlock *ConstTaskHandle_t;

/** A function an application ties to a task as its tag. */
typedef BaseType_t (*TaskHookFunction_t)(void *arg);

typedef enum {
    eRunning = 0, /* the asking task itself */
    eReady,
    eBlocked,   /* waits, with or without a deadline */
    eSuspended, /* by vTaskSuspend only */
    eDeleted,   /* its memory is not yet given back */
    eInvalid
} eTaskState;

/** What a notification does to the value of the entry. */
typedef enum {
    eNoAction = 0,            /* only notify */
    eSetBits,                 /* value |= bits */
    eIncrement,               /* value + 1 */
    eSetValueWithOverwrite,   /* value = new */
    eSetValueWithoutOverwrite /* value = new, refused while one is pending */
} eNotifyAction;

/** A moment on the tick line, for vTaskSetTimeOutState. The fields are the kernel's. */
typedef struct xTIME_OUT {
    BaseType_t xOverflowCount;
    TickType_t xTimeOnEntering;
} TimeOut_t;

/** A memory region of a restricted task. */
typedef struct xMEMORY_REGION {
    void *pvBaseAddress;
    uint32_t ulLengthInBytes;
    uint32_t ulParameters; /* tskMPU_REGION_... */
} MemoryRegion_t;

/** What a restricted task is made of. */
typedef struct xTASK_PARAMETERS {
    TaskFunction_t pvTaskCode;
    const char *pcName;
    configSTACK_DEPTH_TYPE usStackDepth;
    void *pvParameters;
    UBaseType_t uxPriority;
    StackType_t *puxStackBuffer;
    MemoryRegion_t xRegions[portNUM_CONFIGURABLE_REGIONS];
} TaskParameters_t;

/** One task as vTaskGetInfo and uxTaskGetSystemState report it. */
typedef struct xTASK_STATUS {
    TaskHandle_t xHandle;
    const char *pcTaskName; /* the task's own copy: valid while the task lives */
    UBaseType_t xTaskNumber;
    eTaskState eCurrentState;
    UBaseType_t uxCurrentPriority; /* with what it inherits */
    UBaseType_t uxBasePriority;
    configRUN_TIME_COUNTER_TYPE ulRunTimeCounter; /* 0 without configGENERATE_RUN_TIME_STATS */
    StackType_t *pxStackBase;
#if (portSTACK_GROWTH > 0) || (configRECORD_STACK_HIGH_ADDRESS == 1)
    StackType_t *pxTopOfStack;
    StackType_t *pxEndOfStack;
#endif
    configSTACK_DEPTH_TYPE usStackHighWaterMark; /* least ever free, in StackType_t units */
#if (configUSE_CORE_AFFINITY == 1) && (configNUMBER_OF_CORES > 1)
    UBaseType_t uxCoreAffinityMask;
#endif
} TaskStatus_t;

/** Called by uxTaskCallForEachTask for each task. */
typedef void (*TaskStatusCallbackFunction_t)(TaskHandle_t task, eTaskState state, void *context);

/** What eTaskConfirmSleepModeStatus found. */
typedef enum {
    eAbortSleep = 0, /* something became due: do not sleep */
    eStandardSleep   /* sleep no longer than was said */
#if (INCLUDE_vTaskSuspend == 1)
    ,
    eNoTasksWaitingTimeout /* nothing is due at any time: only an interrupt ends the sleep */
#endif
} eSleepModeStatus;

#endif
