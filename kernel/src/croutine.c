/* SPDX-License-Identifier: MIT */
/* Co-routines: who is ready, who sleeps, and what interrupts have readied.
 *
 *   state     xGenericListItem   xEventListItem
 *   ready     ready[priority]    -
 *   delayed   delayed[0 or 1]    -
 *   waiting   delayed[0 or 1]    a queue's cr_takers or cr_senders
 *   woken     delayed[0 or 1]    woken, until the scheduler looks
 *
 * One task runs all of them; only the lines of queues and `woken` are shared with interrupt
 * handlers and need the lock. Ticks wrap: who is due before that is in delayed[epoch].
 */
#include "croutine.h"

#include "queue_core.h"

#if configUSE_CO_ROUTINES

#define PRIORITIES ((UBaseType_t)(configMAX_CO_ROUTINE_PRIORITIES))

static struct {
    CRCB_t *current; /* runs, or ran last; NULL: nothing is initialised */
    List_t ready[configMAX_CO_ROUTINE_PRIORITIES];
    List_t delayed[2];
    List_t woken;
    unsigned epoch;
    TickType_t tick; /* who was due then has been readied */
} routines;

static void init_lists(void)
{
    for (UBaseType_t priority = 0; priority < PRIORITIES; priority++) {
        vListInitialise(&routines.ready[priority]);
    }
    vListInitialise(&routines.delayed[0]);
    vListInitialise(&routines.delayed[1]);
    vListInitialise(&routines.woken);
    routines.epoch = 0;
    routines.tick = xTaskGetTickCount();
}

BaseType_t xCoRoutineCreate(crCOROUTINE_CODE code, UBaseType_t priority, UBaseType_t index)
{
    traceENTER_xCoRoutineCreate(code, priority, index);
    BaseType_t result = errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY;
    CRCB_t *routine = pvPortMalloc(sizeof *routine);

    KASSERT(code != NULL && "xCoRoutineCreate: the function is NULL");
    if (routine != NULL) {
        if (routines.current == NULL) {
            init_lists();
            routines.current = routine;
        }
        routine->pxCoRoutineFunction = code;
        routine->uxPriority = priority < PRIORITIES ? priority : PRIORITIES - 1u;
        routine->uxIndex = index;
        routine->uxState = 0;
        vListInitialiseItem(&routine->xGenericListItem);
        vListInitialiseItem(&routine->xEventListItem);
        listSET_LIST_ITEM_OWNER(&routine->xGenericListItem, routine);
        listSET_LIST_ITEM_OWNER(&routine->xEventListItem, routine);
        listSET_LIST_ITEM_VALUE(&routine->xEventListItem,
                                (TickType_t)(PRIORITIES - routine->uxPriority));
        vListInsertEnd(&routines.ready[routine->uxPriority], &routine->xGenericListItem);
        result = pdPASS;
    }
    traceRETURN_xCoRoutineCreate(result);
    return result;
}

void vCoRoutineResetState(void)
{
    routines.current = NULL;
}

/* Out of wherever it stands, among the ready. */
static void make_ready(CRCB_t *routine)
{
    arch_mask_t mask = kernel_lock();
    if (listLIST_ITEM_CONTAINER(&routine->xEventListItem) != NULL) {
        (void)uxListRemove(&routine->xEventListItem);
    }
    kernel_unlock(mask);
    (void)uxListRemove(&routine->xGenericListItem);
    vListInsertEnd(&routines.ready[routine->uxPriority], &routine->xGenericListItem);
}

static CRCB_t *first_woken(void)
{
    arch_mask_t mask = kernel_lock();
    CRCB_t *routine = listLIST_IS_EMPTY(&routines.woken) == pdFALSE
                          ? listGET_OWNER_OF_HEAD_ENTRY(&routines.woken)
                          : NULL;
    kernel_unlock(mask);
    return routine;
}

static void wake_all_due(List_t *delayed, TickType_t last)
{
    while (listLIST_IS_EMPTY(delayed) == pdFALSE &&
           listGET_ITEM_VALUE_OF_HEAD_ENTRY(delayed) <= last) {
        make_ready(listGET_OWNER_OF_HEAD_ENTRY(delayed));
    }
}

/* Time has passed since the last look. */
static void advance(TickType_t now)
{
    if (now < routines.tick) {
        wake_all_due(&routines.delayed[routines.epoch], portMAX_DELAY);
        routines.epoch ^= 1u;
    }
    routines.tick = now;
    wake_all_due(&routines.delayed[routines.epoch], now);
}

void vCoRoutineSchedule(void)
{
    traceENTER_vCoRoutineSchedule();
    if (routines.current != NULL) {
        for (CRCB_t *woken = first_woken(); woken != NULL; woken = first_woken()) {
            make_ready(woken);
        }
        advance(xTaskGetTickCount());
        UBaseType_t priority = PRIORITIES;
        while (priority > 0 && listLIST_IS_EMPTY(&routines.ready[priority - 1u]) != pdFALSE) {
            priority--;
        }
        if (priority > 0) {
            listGET_OWNER_OF_NEXT_ENTRY(routines.current, &routines.ready[priority - 1u]);
            routines.current->pxCoRoutineFunction(routines.current, routines.current->uxIndex);
        }
    }
    traceRETURN_vCoRoutineSchedule();
}

/* The running co-routine is not ready for `ticks` ticks. */
static void sleep_for(TickType_t ticks)
{
    CRCB_t *self = routines.current;
    TickType_t passed = (TickType_t)(xTaskGetTickCount() - routines.tick);
    TickType_t longest = (TickType_t)((TickType_t)-1 - passed);
    TickType_t rest = ticks < longest ? ticks : longest;
    TickType_t due = (TickType_t)(routines.tick + passed + rest);
    unsigned list = due < routines.tick ? routines.epoch ^ 1u : routines.epoch;

    (void)uxListRemove(&self->xGenericListItem);
    listSET_LIST_ITEM_VALUE(&self->xGenericListItem, due);
    vListInsert(&routines.delayed[list], &self->xGenericListItem);
}

void vCoRoutineAddToDelayedList(TickType_t ticks, List_t *line)
{
    traceENTER_vCoRoutineAddToDelayedList(ticks, line);
    sleep_for(ticks);
    if (line != NULL) {
        arch_mask_t mask = kernel_lock();
        vListInsert(line, &routines.current->xEventListItem);
        kernel_unlock(mask);
    }
    traceRETURN_vCoRoutineAddToDelayedList();
}

BaseType_t xCoRoutineRemoveFromEventList(const List_t *line)
{
    traceENTER_xCoRoutineRemoveFromEventList(line);
    CRCB_t *routine = listGET_OWNER_OF_HEAD_ENTRY(line);

    (void)uxListRemove(&routine->xEventListItem);
    vListInsertEnd(&routines.woken, &routine->xEventListItem);
    BaseType_t result = routine->uxPriority >= routines.current->uxPriority ? pdTRUE : pdFALSE;
    traceRETURN_xCoRoutineRemoveFromEventList(result);
    return result;
}

/* Queues. */

static struct queue *queue_behind(QueueHandle_t handle)
{
    KASSERT(handle != NULL && object_of(handle)->kind == OBJECT_QUEUE &&
            "co-routines use queues, and neither semaphores nor mutexes");
    return queue_of(object_of(handle));
}

/* True when one of `line` is woken that is at least as urgent as the running one. */
static bool wake_one(const List_t *line)
{
    return listLIST_IS_EMPTY(line) == pdFALSE && xCoRoutineRemoveFromEventList(line) != pdFALSE;
}

/* The lock is held by `mask`, and nothing can be had at once. Releases the lock. */
static BaseType_t wait_in(List_t *line, TickType_t ticks, BaseType_t refused, arch_mask_t mask)
{
    if (ticks == 0) {
        kernel_unlock(mask);
        return refused;
    }
    vListInsert(line, &routines.current->xEventListItem);
    kernel_unlock(mask);
    sleep_for(ticks);
    return errQUEUE_BLOCKED;
}

BaseType_t xQueueCRSend(QueueHandle_t handle, const void *item, TickType_t ticks)
{
    traceENTER_xQueueCRSend(handle, item, ticks);
    struct queue *queue = queue_behind(handle);
    BaseType_t result;

    arch_mask_t mask = kernel_lock();
    if (queue_put_from_isr(queue, item, queueSEND_TO_BACK, NULL) == pdPASS) {
        result = wake_one(&queue->cr_takers) ? errQUEUE_YIELD : pdPASS;
        kernel_unlock(mask);
    } else {
        result = wait_in(&queue->cr_senders, ticks, errQUEUE_FULL, mask);
    }
    traceRETURN_xQueueCRSend(result);
    return result;
}

BaseType_t xQueueCRReceive(QueueHandle_t handle, void *item, TickType_t ticks)
{
    traceENTER_xQueueCRReceive(handle, item, ticks);
    struct queue *queue = queue_behind(handle);
    BaseType_t result;

    arch_mask_t mask = kernel_lock();
    if (queue_take_from_isr(queue, item, NULL) == pdPASS) {
        result = wake_one(&queue->cr_senders) ? errQUEUE_YIELD : pdPASS;
        kernel_unlock(mask);
    } else {
        result = wait_in(&queue->cr_takers, ticks, pdFAIL, mask);
    }
    traceRETURN_xQueueCRReceive(result);
    return result;
}

BaseType_t xQueueCRSendFromISR(QueueHandle_t handle, const void *item, BaseType_t woken)
{
    traceENTER_xQueueCRSendFromISR(handle, item, woken);
    struct queue *queue = queue_behind(handle);

    arch_mask_t mask = kernel_lock();
    if (queue_put_from_isr(queue, item, queueSEND_TO_BACK, NULL) == pdPASS &&
        wake_one(&queue->cr_takers)) {
        woken = pdTRUE;
    }
    kernel_unlock(mask);
    traceRETURN_xQueueCRSendFromISR(woken);
    return woken;
}

BaseType_t xQueueCRReceiveFromISR(QueueHandle_t handle, void *item, BaseType_t *woken)
{
    traceENTER_xQueueCRReceiveFromISR(handle, item, woken);
    struct queue *queue = queue_behind(handle);

    arch_mask_t mask = kernel_lock();
    BaseType_t result = queue_take_from_isr(queue, item, NULL);
    if (result == pdPASS && wake_one(&queue->cr_senders) && woken != NULL) {
        *woken = pdTRUE;
    }
    kernel_unlock(mask);
    traceRETURN_xQueueCRReceiveFromISR(result);
    return result;
}

#endif
