/* SPDX-License-Identifier: MIT */
/** Co-routines: functions that take turns on one stack, that of the task which calls
 * vCoRoutineSchedule, mostly the idle hook. Needs configUSE_CO_ROUTINES.
 *
 *     void blink(CoRoutineHandle_t handle, UBaseType_t index)
 *     {
 *         crSTART(handle);
 *         for (;;) {
 *             toggle(index);
 *             crDELAY(handle, 100);
 *         }
 *         crEND();
 *     }
 *
 * A co-routine gives way where it uses one of the macros, and nowhere else; it goes on there with
 * its local variables lost (make them static), and no macro may stand in a `switch` of its own or
 * in a function that it calls. Queues that co-routines use are for them and for interrupt handlers,
 * not for tasks.
 */
#ifndef CO_ROUTINE_H
#define CO_ROUTINE_H

#include "FreeRTOS.h"
#include "list.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A co-routine. */
typedef void *CoRoutineHandle_t;

/** Its function. `index` tells apart several that share one. */
typedef void (*crCOROUTINE_CODE)(CoRoutineHandle_t handle, UBaseType_t index);

/** What a handle stands for; for the macros below. */
typedef struct corCoRoutineControlBlock {
    crCOROUTINE_CODE pxCoRoutineFunction;
    ListItem_t xGenericListItem; /* among the ready or the delayed */
    ListItem_t xEventListItem;   /* in a queue's line, or among those an event has readied */
    UBaseType_t uxPriority;
    UBaseType_t uxIndex;
    uint16_t uxState; /* 0, or the line where it goes on, doubled */
} CRCB_t;

/**
 * Create a co-routine; there is no way to delete one.
 *
 * @param code      Not NULL; never returns by its end.
 * @param priority  0 .. configMAX_CO_ROUTINE_PRIORITIES - 1; more is taken as the highest.
 * @param index     Handed to `code`.
 * @retval pdPASS  Ready to run.
 * @retval errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xCoRoutineCreate".
 */
BaseType_t xCoRoutineCreate(crCOROUTINE_CODE code, UBaseType_t priority, UBaseType_t index);

/**
 * Run the most urgent co-routine that is ready, up to where it gives way.
 *
 * Context: one task, always the same; not from a co-routine.  Blocks: no.
 * Masked:  O(1) for each co-routine that became ready.
 * Source:  kernel API reference, "vCoRoutineSchedule".
 */
void vCoRoutineSchedule(void);

/**
 * Delay the running co-routine. Through crDELAY only.
 *
 * @param ticks  > 0.
 * @param line   Where it stands for an event meanwhile; NULL: nowhere.
 *
 * Context: co-routine.  Blocks: no.  Masked: O(co-routines in the line).
 * Source:  kernel API reference, "crDELAY".
 */
void vCoRoutineAddToDelayedList(TickType_t ticks, List_t *line);

/**
 * Ready the most urgent co-routine of a line that is not empty.
 *
 * @param line  Of co-routines that wait for one event.
 * @retval pdTRUE   It is at least as urgent as the one that runs.
 * @retval pdFALSE  It is not.
 *
 * Context: co-routine or ISR; the caller masks.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, co-routines.
 */
BaseType_t xCoRoutineRemoveFromEventList(const List_t *line);

/**
 * Forget all co-routines, to begin anew; their memory is not freed.
 *
 * Context: before the scheduler starts again.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vCoRoutineResetState".
 */
void vCoRoutineResetState(void);

/* The body of a co-routine stands between these two. */
#define crSTART(handle)                                                                            \
    switch (((CRCB_t *)(handle))->uxState) {                                                       \
    case 0:
#define crEND() }

/* Give way and go on here; two places for each line of the source. */
#define crSET_STATE0(handle)                                                                       \
    ((CRCB_t *)(handle))->uxState = (uint16_t)(__LINE__ * 2);                                      \
    return;                                                                                        \
    case (uint16_t)(__LINE__ * 2):
#define crSET_STATE1(handle)                                                                       \
    ((CRCB_t *)(handle))->uxState = (uint16_t)(__LINE__ * 2 + 1);                                  \
    return;                                                                                        \
    case (uint16_t)(__LINE__ * 2 + 1):

/** Give way for `ticks` ticks; 0: to equals and better ones. */
#define crDELAY(handle, ticks)                                                                     \
    do {                                                                                           \
        if ((ticks) > 0) {                                                                         \
            vCoRoutineAddToDelayedList((ticks), NULL);                                             \
        }                                                                                          \
        crSET_STATE0(handle);                                                                      \
    } while (0)

/** Send to a queue, waiting up to `ticks`; *result: pdPASS or errQUEUE_FULL. */
#define crQUEUE_SEND(handle, queue, item, ticks, result)                                           \
    do {                                                                                           \
        *(result) = xQueueCRSend((queue), (item), (ticks));                                        \
        if (*(result) == errQUEUE_BLOCKED) {                                                       \
            crSET_STATE0(handle);                                                                  \
            *(result) = xQueueCRSend((queue), (item), 0);                                          \
        }                                                                                          \
        if (*(result) == errQUEUE_YIELD) {                                                         \
            crSET_STATE1(handle);                                                                  \
            *(result) = pdPASS;                                                                    \
        }                                                                                          \
    } while (0)

/** Receive from a queue, waiting up to `ticks`; *result: pdPASS or pdFAIL. */
#define crQUEUE_RECEIVE(handle, queue, buffer, ticks, result)                                      \
    do {                                                                                           \
        *(result) = xQueueCRReceive((queue), (buffer), (ticks));                                   \
        if (*(result) == errQUEUE_BLOCKED) {                                                       \
            crSET_STATE0(handle);                                                                  \
            *(result) = xQueueCRReceive((queue), (buffer), 0);                                     \
        }                                                                                          \
        if (*(result) == errQUEUE_YIELD) {                                                         \
            crSET_STATE1(handle);                                                                  \
            *(result) = pdPASS;                                                                    \
        }                                                                                          \
    } while (0)

#define crQUEUE_SEND_FROM_ISR(queue, item, woken) xQueueCRSendFromISR((queue), (item), (woken))
#define crQUEUE_RECEIVE_FROM_ISR(queue, buffer, woken)                                             \
    xQueueCRReceiveFromISR((queue), (buffer), (woken))

#ifdef __cplusplus
}
#endif

#include "queue.h"

#endif
