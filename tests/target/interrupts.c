/* SPDX-License-Identifier: MIT */
/* Interrupts of several priorities use the kernel while they interrupt one another.
 *
 *   line 3   sends to a queue ─► pends 2 in the middle ─► sends again, gives a semaphore
 *   line 2      notifies ─► pends 1 in the middle ─► sends to the same queue, receives from another
 *   line 1         gives the semaphore, writes to a stream, sets event bits through the daemon
 *   line 0            counts: the kernel never masks it and it calls nothing
 *   timers   pend the lines at odd times, so that they meet the tasks' own calls at every place
 *
 * Judged by content (each producer's numbers arrive complete and in order, every give is taken
 * once) and by progress. A chip that does not nest has one line; then the parts come one after
 * another. */
#include "conformance.h"

#include "machine.h"

#define ROUNDS       400u
#define QUEUE_LENGTH 32u
#define DEADLINE     (8u * (TickType_t)configTICK_RATE_HZ)
#define PERIOD_0     5003u
#define PERIOD_1     7411u

/* Numbers in the queue: producer << 16 | sequence. */
#define PRODUCERS 4u

static QueueHandle_t queue, feed;
static SemaphoreHandle_t semaphore;
static StreamBufferHandle_t stream;
static TaskHandle_t notified;

static volatile uint32_t sent[PRODUCERS], refused[PRODUCERS]; /* written by one handler each */
static volatile uint32_t gives, gives_refused, stream_bytes, notifications;
static volatile uint32_t urgent, depth, deepest;
static volatile uint32_t runs[PRODUCERS];

static uint32_t received[PRODUCERS], takes, read_bytes, counted, fed;
static volatile bool violated;

static void enter(void)
{
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    depth = depth + 1;
    deepest = depth > deepest ? depth : deepest;
    taskEXIT_CRITICAL_FROM_ISR(mask);
}

static void leave(void)
{
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    depth = depth - 1;
    taskEXIT_CRITICAL_FROM_ISR(mask);
}

static void send(uint32_t producer, BaseType_t *woken)
{
    uint32_t item = producer << 16 | (sent[producer] & 0xFFFFu);

    if (xQueueSendFromISR(queue, &item, woken) == pdPASS) {
        sent[producer] = sent[producer] + 1;
    } else {
        refused[producer] = refused[producer] + 1;
    }
}

static void give(BaseType_t *woken)
{
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR(); /* the counters have two writers */
    if (xSemaphoreGiveFromISR(semaphore, woken) == pdPASS) {
        gives = gives + 1;
    } else {
        gives_refused = gives_refused + 1;
    }
    taskEXIT_CRITICAL_FROM_ISR(mask);
}

static void line_0(void)
{
    urgent = urgent + 1;
}

static void line_1(void)
{
    BaseType_t woken = pdFALSE;
    uint8_t byte = (uint8_t)stream_bytes;

    enter();
    runs[1] = runs[1] + 1;
    if (machine_has_urgent_line()) {
        machine_pend(0);
    }
    give(&woken);
    if (xStreamBufferSendFromISR(stream, &byte, 1, &woken) == 1) {
        stream_bytes = stream_bytes + 1;
    }
    send(1, &woken);
    leave();
    portYIELD_FROM_ISR(woken);
}

static void line_2(void)
{
    BaseType_t woken = pdFALSE;
    uint32_t item;

    enter();
    runs[2] = runs[2] + 1;
    vTaskNotifyGiveFromISR(notified, &woken);
    notifications = notifications + 1;
    machine_pend(1);
    send(2, &woken);
    if (xQueueReceiveFromISR(feed, &item, &woken) == pdPASS) {
        violated = violated || item != fed;
        fed++;
    }
    leave();
    portYIELD_FROM_ISR(woken);
}

static void line_3(void)
{
    BaseType_t woken = pdFALSE;

    enter();
    runs[3] = runs[3] + 1;
    send(3, &woken);
    if (machine_lines() > 1) {
        machine_pend(2);
    }
    give(&woken);
    send(3, &woken);
    leave();
    portYIELD_FROM_ISR(woken);
}

static void timer_0(void)
{
    machine_pend(machine_lines());
}

static void timer_1(void)
{
    machine_pend(1);
}

static void receiver(void *unused)
{
    uint32_t item;

    (void)unused;
    for (;;) {
        if (xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS) {
            uint32_t producer = item >> 16;
            violated = violated || producer >= PRODUCERS ||
                       (item & 0xFFFFu) != (received[producer] & 0xFFFFu);
            received[producer % PRODUCERS]++;
        }
    }
}

static void taker(void *unused)
{
    (void)unused;
    for (;;) {
        if (xSemaphoreTake(semaphore, 3) == pdPASS) {
            takes++;
        }
    }
}

static void reader(void *unused)
{
    uint8_t bytes[5];

    (void)unused;
    for (;;) {
        size_t count = xStreamBufferReceive(stream, bytes, sizeof bytes, portMAX_DELAY);
        for (size_t i = 0; i < count; i++) {
            violated = violated || bytes[i] != (uint8_t)read_bytes;
            read_bytes++;
        }
    }
}

static void counter(void *unused)
{
    (void)unused;
    for (;;) {
        counted += ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    }
}

/* The task that is interrupted everywhere: it uses the same objects. */
static void feeder(void *unused)
{
    uint32_t next = 0;

    (void)unused;
    for (;;) {
        if (xQueueSend(feed, &next, 2) == pdPASS) {
            next++;
        }
        taskYIELD();
        taskENTER_CRITICAL();
        uint32_t before = runs[1] + runs[2] + runs[3];
        machine_pend(1);
        violated = violated || runs[1] + runs[2] + runs[3] != before;
        taskEXIT_CRITICAL();
    }
}

static void make_objects(void)
{
    queue = xQueueCreate(QUEUE_LENGTH, sizeof(uint32_t));
    feed = xQueueCreate(3, sizeof(uint32_t));
    semaphore = xSemaphoreCreateCounting(1000, 0);
    stream = xStreamBufferCreate(40, 1);
    CHECK(queue != NULL && feed != NULL && semaphore != NULL && stream != NULL);
}

static void check_contents(void)
{
    CHECK(!violated);
    for (unsigned producer = 1; producer <= 3; producer++) {
        CHECK_EQ(received[producer], sent[producer]);
        CHECK_EQ(refused[producer], 0);
    }
    CHECK_EQ(takes, gives);
    CHECK_EQ(gives_refused, 0);
    CHECK_EQ(read_bytes, stream_bytes);
    CHECK_EQ(counted, notifications);
    CHECK(fed > ROUNDS / 4 || machine_lines() < 2);
    CHECK_EQ(depth, 0);
}

static void nested_interrupts_lose_nothing_and_all_tasks_go_on(void)
{
    make_objects();
    TaskHandle_t tasks[] = {spawn(receiver, P_HIGH, NULL), spawn(taker, P_HIGHER, NULL),
                            spawn(reader, P_HIGH, NULL), spawn(counter, P_HIGHEST, NULL),
                            spawn(feeder, P_LOW, NULL)};
    notified = tasks[3];
    if (machine_has_urgent_line()) {
        machine_line(0, line_0);
    }
    static const machine_handler_t handlers[] = {NULL, line_1, line_2, line_3};
    for (unsigned line = 1; line < machine_lines(); line++) {
        machine_line(line, handlers[line]);
    }
    machine_line(machine_lines(), line_3);
    machine_timer(0, PERIOD_0, timer_0);
    if (machine_timers() > 1) {
        machine_timer(1, PERIOD_1, timer_1);
    }
    TickType_t start = xTaskGetTickCount();
    while (runs[3] < ROUNDS && xTaskGetTickCount() - start < DEADLINE) {
        vTaskDelay(1);
    }
    machine_stop();
    reap_one(tasks[4]);
    vTaskDelay(20);

    CHECK(runs[3] >= ROUNDS);
    CHECK_EQ(deepest, machine_lines());
    CHECK(!machine_has_urgent_line() || urgent >= runs[1] / 2);
    check_contents();
    for (unsigned i = 0; i < 4; i++) {
        reap_one(tasks[i]);
    }
    vQueueDelete(queue);
    vQueueDelete(feed);
    vSemaphoreDelete(semaphore);
    vStreamBufferDelete(stream);
}

/* ---- A handler that is interrupted ---- */

#define NESTED_TIMES 50u

static volatile uint32_t inner_runs, nested, switched_inside, wakes;

static void inner(void)
{
    BaseType_t woken = pdFALSE;

    inner_runs = inner_runs + 1;
    (void)xSemaphoreGiveFromISR(semaphore, &woken);
    portYIELD_FROM_ISR(woken);
}

static void outer(void)
{
    uint32_t inner_before = inner_runs, wakes_before = wakes;

    machine_pend(1);
    nested = nested + (inner_runs - inner_before);
    switched_inside = switched_inside + (wakes - wakes_before);
}

static void wake(void *unused)
{
    (void)unused;
    for (;;) {
        (void)xSemaphoreTake(semaphore, portMAX_DELAY);
        wakes = wakes + 1;
    }
}

static void the_more_urgent_interrupts_a_handler_and_tasks_wait_for_both(void)
{
    semaphore = xSemaphoreCreateBinary();
    TaskHandle_t task = spawn(wake, P_HIGHER, NULL);
    inner_runs = nested = switched_inside = wakes = 0;
    machine_line(1, inner);
    machine_timer(0, PERIOD_0, outer);
    TickType_t start = xTaskGetTickCount();
    while (inner_runs < NESTED_TIMES && xTaskGetTickCount() - start < DEADLINE) {
        vTaskDelay(1);
    }
    machine_stop();
    CHECK(inner_runs >= NESTED_TIMES);
    CHECK_EQ(nested, inner_runs);
    CHECK_EQ(switched_inside, 0);
    CHECK_EQ(wakes, inner_runs);
    reap_one(task);
    vSemaphoreDelete(semaphore);
}

/* ---- The interrupt that the kernel never masks ---- */

#define URGENT_PERIOD 1009u
#define URGENT_TIMES  500u
#define LATE_MAX      16u /* cycles of the timer: exception entry and the handler's first lines */
#define SLEEPERS      8u

static volatile uint32_t latest, urgent_ticks;

static void note_lateness(void)
{
    uint32_t late = machine_urgent_timer_late();

    latest = late > latest ? late : latest;
    urgent_ticks = urgent_ticks + 1;
}

static void count_line_1(void)
{
    runs[1] = runs[1] + 1;
}

static void urgent_line_is_taken_in_a_critical_section_and_others_are_not(void)
{
    if (!machine_has_urgent_line()) {
        return;
    }
    machine_line(0, line_0);
    machine_line(1, count_line_1);
    taskENTER_CRITICAL();
    uint32_t urgent_before = urgent, run_before = runs[1];
    machine_pend(1);
    machine_pend(0);
    uint32_t urgent_inside = urgent, run_inside = runs[1];
    taskEXIT_CRITICAL();
    CHECK_EQ(urgent_inside - urgent_before, 1);
    CHECK_EQ(run_inside - run_before, 0);
    CHECK_EQ(runs[1] - run_before, 1);
}

static void sleep_often(void *ticks)
{
    for (;;) {
        vTaskDelay((TickType_t)(uintptr_t)ticks);
    }
}

static void urgent_interrupt_is_never_late_whatever_the_kernel_does(void)
{
    if (!machine_has_urgent_line()) {
        return;
    }
    TaskHandle_t tasks[SLEEPERS];
    for (unsigned i = 0; i < SLEEPERS; i++) {
        tasks[i] = spawn(sleep_often, P_LOW + i % 3, (void *)(uintptr_t)(1 + i % 4));
    }
    EventGroupHandle_t group = xEventGroupCreate();
    machine_urgent_timer(URGENT_PERIOD, note_lateness);
    TickType_t start = xTaskGetTickCount();
    while (urgent_ticks < URGENT_TIMES && xTaskGetTickCount() - start < DEADLINE) {
        (void)xEventGroupSetBits(group, 1);
        (void)xEventGroupWaitBits(group, 2, pdTRUE, pdFALSE, 1);
        vTaskPrioritySet(tasks[urgent_ticks % SLEEPERS], P_LOW + urgent_ticks % 2);
    }
    machine_stop();
    CHECK(urgent_ticks >= URGENT_TIMES);
    CHECK(latest <= LATE_MAX);
    vEventGroupDelete(group);
    for (unsigned i = 0; i < SLEEPERS; i++) {
        reap_one(tasks[i]);
    }
}

CONFORMANCE_MAIN("interrupts", TEST(nested_interrupts_lose_nothing_and_all_tasks_go_on),
                 TEST(the_more_urgent_interrupts_a_handler_and_tasks_wait_for_both),
                 TEST(urgent_line_is_taken_in_a_critical_section_and_others_are_not),
                 TEST(urgent_interrupt_is_never_late_whatever_the_kernel_does))
