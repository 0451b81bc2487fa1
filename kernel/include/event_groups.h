/* SPDX-License-Identifier: MIT */
/** Event groups: a word of bits that tasks wait on, any of them or all of them.
 *
 * A set is one event: every waiter is judged on the same snapshot of the bits, and receives it,
 * before any clear-on-exit (docs/semantics.md, K23). The top byte of the word is the kernel's: 24
 * bits with 32-bit ticks, 8 with 16-bit ticks.
 */
#ifndef EVENT_GROUPS_H
#define EVENT_GROUPS_H

#include "FreeRTOS.h"

#include "timers.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The byte applications may not use, and what it means in a waiter's word. */
#if (configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_16_BITS)
#define eventCLEAR_EVENTS_ON_EXIT_BIT ((uint16_t)0x0100U)
#define eventUNBLOCKED_DUE_TO_BIT_SET ((uint16_t)0x0200U)
#define eventWAIT_FOR_ALL_BITS        ((uint16_t)0x0400U)
#define eventEVENT_BITS_CONTROL_BYTES ((uint16_t)0xff00U)
#elif (configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_32_BITS)
#define eventCLEAR_EVENTS_ON_EXIT_BIT ((uint32_t)0x01000000U)
#define eventUNBLOCKED_DUE_TO_BIT_SET ((uint32_t)0x02000000U)
#define eventWAIT_FOR_ALL_BITS        ((uint32_t)0x04000000U)
#define eventEVENT_BITS_CONTROL_BYTES ((uint32_t)0xff000000U)
#else
#define eventCLEAR_EVENTS_ON_EXIT_BIT ((uint64_t)0x0100000000000000U)
#define eventUNBLOCKED_DUE_TO_BIT_SET ((uint64_t)0x0200000000000000U)
#define eventWAIT_FOR_ALL_BITS        ((uint64_t)0x0400000000000000U)
#define eventEVENT_BITS_CONTROL_BYTES ((uint64_t)0xff00000000000000U)
#endif

/** Opaque; the kernel's from creation until vEventGroupDelete. */
struct EventGroupDef_t; /* the tag is part of the API */
typedef struct EventGroupDef_t *EventGroupHandle_t;

/** The bits; as wide as a tick. */
typedef TickType_t EventBits_t;

#if (configSUPPORT_DYNAMIC_ALLOCATION == 1)
/**
 * Create an event group from the heap, all bits 0.
 *
 * @return The handle; NULL when there is no memory.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xEventGroupCreate".
 */
EventGroupHandle_t xEventGroupCreate(void);
#endif

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/**
 * Create an event group in memory of the application, all bits 0.
 *
 * @param group  The object; the kernel's until deletion; not NULL.
 * @return The handle.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xEventGroupCreateStatic".
 */
EventGroupHandle_t xEventGroupCreateStatic(StaticEventGroup_t *group);

/**
 * Tell which memory of the application a group lives in.
 *
 * @param group        Not NULL.
 * @param[out] buffer  The object; not NULL.
 * @retval pdTRUE   Answered.
 * @retval pdFALSE  It is from the heap.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xEventGroupGetStaticBuffer".
 */
BaseType_t xEventGroupGetStaticBuffer(EventGroupHandle_t group, StaticEventGroup_t **buffer);
#endif

/**
 * Delete an event group. Tasks that wait on it wake and receive 0.
 *
 * @param group  Not NULL. Heap memory is freed.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1) a waiter.
 * Source:  kernel API reference, "vEventGroupDelete".
 */
void vEventGroupDelete(EventGroupHandle_t group);

/**
 * Wait for bits.
 *
 * @param group     Not NULL.
 * @param wait_for  Bits, not 0, none of the top byte.
 * @param clear     pdTRUE: when the wait is met, the bits of wait_for are cleared.
 * @param all       pdTRUE: all of wait_for; pdFALSE: any of them.
 * @param wait      Ticks: 0 = look only, portMAX_DELAY = for ever.
 * @return The bits at the moment the wait was met, before clearing, or at its end: test them to
 * tell.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: up to `wait` ticks.  Masked: O(1).
 * Source:  kernel API reference, "xEventGroupWaitBits".
 */
EventBits_t xEventGroupWaitBits(EventGroupHandle_t group, const EventBits_t wait_for,
                                const BaseType_t clear, const BaseType_t all, TickType_t wait);

/**
 * Set bits and wake every task whose wait they meet.
 *
 * @param group  Not NULL.
 * @param set    Bits, none of the top byte.
 * @return The bits when the call returns; a waiter may have cleared some.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1) a waiter.
 * Source:  kernel API reference, "xEventGroupSetBits".
 */
EventBits_t xEventGroupSetBits(EventGroupHandle_t group, const EventBits_t set);

/**
 * Clear bits.
 *
 * @param group  Not NULL.
 * @param clear  Bits, none of the top byte.
 * @return The bits before.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xEventGroupClearBits".
 */
EventBits_t xEventGroupClearBits(EventGroupHandle_t group, const EventBits_t clear);

#define xEventGroupGetBits(group) xEventGroupClearBits((group), 0)

/**
 * Set bits and wait for all of wait_for, in one step: a rendezvous. They are cleared when it is
 * met.
 *
 * @param group     Not NULL.
 * @param set       Bits the caller contributes.
 * @param wait_for  Bits of everybody, not 0.
 * @param wait      Ticks: 0 = look only, portMAX_DELAY = for ever.
 * @return As xEventGroupWaitBits.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: up to `wait` ticks.
 * Masked:  O(1) a waiter.
 * Source:  kernel API reference, "xEventGroupSync".
 */
EventBits_t xEventGroupSync(EventGroupHandle_t group, const EventBits_t set,
                            const EventBits_t wait_for, TickType_t wait);

/**
 * Read the bits in an interrupt handler.
 *
 * @param group  Not NULL.
 * @return The bits.
 *
 * Context: ISR.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xEventGroupGetBitsFromISR".
 */
EventBits_t xEventGroupGetBitsFromISR(EventGroupHandle_t group);

#if (INCLUDE_xTimerPendFunctionCall == 1) && (configUSE_TIMERS == 1)
/**
 * Set bits from an interrupt handler: the timer task does it.
 *
 * @param group          Not NULL.
 * @param set            Bits, none of the top byte.
 * @param[in,out] woken  Set to pdTRUE when a switch is due, else untouched; NULL: it is pended.
 * @retval pdPASS  It will be done.
 * @retval pdFAIL  No room in the timer task's FIFO.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xEventGroupSetBitsFromISR".
 */
BaseType_t xEventGroupSetBitsFromISR(EventGroupHandle_t group, const EventBits_t set,
                                     BaseType_t *woken);

/**
 * Clear bits from an interrupt handler: the timer task does it.
 *
 * @param group  Not NULL.
 * @param clear  Bits, none of the top byte.
 * @retval pdPASS  It will be done.
 * @retval pdFAIL  No room in the timer task's FIFO.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xEventGroupClearBitsFromISR".
 */
BaseType_t xEventGroupClearBitsFromISR(EventGroupHandle_t group, const EventBits_t clear);
#endif

/**
 * xEventGroupSetBits in the shape of a pended call.
 *
 * @param group  An EventGroupHandle_t.
 * @param set    Bits.
 *
 * Context: timer task.  Blocks: no.  Masked: as xEventGroupSetBits.
 * Source:  kernel API reference, event_groups.h.
 */
void vEventGroupSetBitsCallback(void *group, uint32_t set);

/**
 * xEventGroupClearBits in the shape of a pended call.
 *
 * @param group  An EventGroupHandle_t.
 * @param clear  Bits.
 *
 * Context: timer task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, event_groups.h.
 */
void vEventGroupClearBitsCallback(void *group, uint32_t clear);

#if (configUSE_TRACE_FACILITY == 1)
/**
 * Read the number of a group.
 *
 * @param group  An EventGroupHandle_t; NULL gives 0.
 * @return What vEventGroupSetNumber set; 0 at first.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
UBaseType_t uxEventGroupGetNumber(void *group);

/**
 * Number a group for a trace tool.
 *
 * @param group   An EventGroupHandle_t.
 * @param number  Any.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
void vEventGroupSetNumber(void *group, UBaseType_t number);
#endif

#ifdef __cplusplus
}
#endif

#endif
