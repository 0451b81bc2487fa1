/* SPDX-License-Identifier: MIT */
/* Calls that are declared only where their option is on. */
#include "works.h"

#include <string.h>

#include "croutine.h"
#include "queue.h"
#include "semphr.h"

#if configUSE_QUEUE_SETS
static void set_works(void)
{
    static StaticQueue_t memory_of_set;
    static uint8_t items_of_set[4 * sizeof(void *)];
    (void)memory_of_set;
    (void)items_of_set;
    QueueSetHandle_t set = CREATE(xQueueCreateSet, (4), (4, items_of_set, &memory_of_set));
    QueueHandle_t queue =
        CREATE(xQueueCreate, (2, 1), (2, 1, memory_of_items, &memory_of_object.queue));
    uint8_t item = 9;

    CHECK(xQueueAddToSet(queue, set) == pdPASS);
    CHECK(xQueueSelectFromSet(set, 2) == NULL);
    CHECK(xQueueSend(queue, &item, 0) == pdPASS);
    CHECK(xQueueSelectFromSet(set, PATIENCE) == queue);
    CHECK(xQueueReceive(queue, &item, 0) == pdPASS && item == 9);
    CHECK(xQueueRemoveFromSet(queue, set) == pdPASS);
    vQueueDelete(queue);
    vQueueDelete(set);
}
#else
#define set_works()
#endif

#if configUSE_COUNTING_SEMAPHORES
static void counting_works(void)
{
    SemaphoreHandle_t counting =
        CREATE(xSemaphoreCreateCounting, (3, 2), (3, 2, &memory_of_object.semaphore));

    CHECK(uxSemaphoreGetCount(counting) == 2);
    CHECK(xSemaphoreGive(counting) == pdPASS);
    CHECK(xSemaphoreGive(counting) == pdFAIL);
    CHECK(xSemaphoreTake(counting, PATIENCE) == pdPASS);
    vSemaphoreDelete(counting);
}
#else
#define counting_works()
#endif

#if configQUEUE_REGISTRY_SIZE > 0
static void registry_works(void)
{
    QueueHandle_t queue =
        CREATE(xQueueCreate, (2, 1), (2, 1, memory_of_items, &memory_of_object.queue));

    vQueueAddToRegistry(queue, "known");
    CHECK(strcmp(pcQueueGetName(queue), "known") == 0);
    vQueueUnregisterQueue(queue);
    CHECK(pcQueueGetName(queue) == NULL);
    vQueueDelete(queue);
}
#else
#define registry_works()
#endif

#if configUSE_TRACE_FACILITY
static void state_works(void)
{
    static TaskStatus_t states[6];

    CHECK(uxTaskGetSystemState(states, 6, NULL) == uxTaskGetNumberOfTasks());
    CHECK(states[0].xHandle != NULL && states[0].uxCurrentPriority < configMAX_PRIORITIES);
}
#else
#define state_works()
#endif

#if configUSE_TRACE_FACILITY && configUSE_STATS_FORMATTING_FUNCTIONS > 0
static void list_works(void)
{
    static char text[2048];

    vTaskListTasks(text, sizeof text);
    CHECK(strchr(text, '\n') != NULL);
    CHECK(configMAX_TASK_NAME_LEN < 16 || strstr(text, "control") != NULL);
}
#else
#define list_works()
#endif

#if configUSE_APPLICATION_TASK_TAG
static BaseType_t answer(void *question)
{
    return question == &memory_of_object ? 42 : 0;
}

static void tag_works(void)
{
    vTaskSetApplicationTaskTag(NULL, answer);
    CHECK(xTaskGetApplicationTaskTag(NULL) == answer);
    CHECK(xTaskCallApplicationTaskHook(NULL, &memory_of_object) == 42);
}
#else
#define tag_works()
#endif

#if configNUM_THREAD_LOCAL_STORAGE_POINTERS > 0
static void local_storage_works(void)
{
    const BaseType_t last = configNUM_THREAD_LOCAL_STORAGE_POINTERS - 1;

    vTaskSetThreadLocalStoragePointer(NULL, last, memory_of_items);
    vTaskDelay(2);
    CHECK(pvTaskGetThreadLocalStoragePointer(NULL, last) == memory_of_items);
}
#else
#define local_storage_works()
#endif

#if configUSE_POSIX_ERRNO
static void errno_works(void)
{
    FreeRTOS_errno = 7;
    vTaskDelay(3); /* the others have their own */
    CHECK(FreeRTOS_errno == 7);
}
#else
#define errno_works()
#endif

#if configUSE_CO_ROUTINES
static unsigned turns;

static void take_turns(CoRoutineHandle_t handle, UBaseType_t index)
{
    crSTART(handle);
    for (;;) {
        turns += (unsigned)index;
        crDELAY(handle, 1);
    }
    crEND();
}

static void co_routines_work(void)
{
    CHECK(xCoRoutineCreate(take_turns, 0, 3) == pdPASS);
    for (unsigned i = 0; i < 4; i++) {
        vCoRoutineSchedule();
        vTaskDelay(2);
    }
    CHECK(turns == 12);
    vCoRoutineResetState();
}
#else
#define co_routines_work()
#endif

static void lists_work(void)
{
    List_t list;
    ListItem_t items[2];

    vListInitialise(&list);
    for (unsigned i = 0; i < 2; i++) {
        vListInitialiseItem(&items[i]);
        listSET_LIST_ITEM_VALUE(&items[i], (TickType_t)(9 - i));
        vListInsert(&list, &items[i]);
    }
    CHECK(listGET_HEAD_ENTRY(&list) == &items[1]);
    CHECK(uxListRemove(&items[1]) == 1);
}

void optional_works(void)
{
    set_works();
    counting_works();
    registry_works();
    state_works();
    list_works();
    tag_works();
    local_storage_works();
    errno_works();
    co_routines_work();
    lists_work();
}
