/* SPDX-License-Identifier: MIT */
/* K11: a post to a member of a queue set notifies the set, not tasks blocked on the member. The set
 * yields members in the order of posts.
 * Fails on a kernel whose posts serve the member's own line first, whose sets remember that a
 * member was posted to but not how often and in which order, or that loses a post from an ISR, by a
 * sender that had to wait, or behind a member that was reset. */
#include "conformance.h"
#include "irq.h"

static QueueSetHandle_t set;
static QueueHandle_t queue;
static SemaphoreHandle_t semaphore, mutex;
static BaseType_t isr_woken;
static QueueSetMemberHandle_t isr_selected;

/* A set of a queue and a semaphore. */
static void make(void)
{
    set = xQueueCreateSet(7);
    queue = xQueueCreate(3, sizeof(uint32_t));
    semaphore = xSemaphoreCreateCounting(3, 0);
    CHECK_EQ(xQueueAddToSet(queue, set), pdPASS);
    CHECK_EQ(xQueueAddToSet(semaphore, set), pdPASS);
}

static void destroy(void)
{
    vQueueDelete(queue);
    vQueueDelete(semaphore);
    vQueueDelete(set);
}

static void send(uint32_t item)
{
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
}

static uint32_t receive(void)
{
    uint32_t item = 0;
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    return item;
}

static char name_of(QueueSetMemberHandle_t member)
{
    if (member == NULL) {
        return '0';
    }
    return member == queue ? 'q' : member == semaphore ? 's' : member == mutex ? 'm' : '?';
}

/* Selects until the set is deleted; the letter of each member is an event. */
static void selector(void *arg)
{
    (void)arg;
    for (;;) {
        QueueSetMemberHandle_t member = xQueueSelectFromSet(set, portMAX_DELAY);
        event(name_of(member));
        if (member == NULL) {
            park();
        } else if (member == queue) {
            (void)receive();
        } else {
            CHECK_EQ(xSemaphoreTake(member, 0), pdPASS);
        }
    }
}

static void receiver(void *arg)
{
    uint32_t item;
    (void)arg;
    CHECK_EQ(xQueueReceive(queue, &item, portMAX_DELAY), pdPASS);
    event('R');
    park();
}

static void taker(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(semaphore, portMAX_DELAY), pdPASS);
    event('T');
    park();
}

static void members_come_in_the_order_of_posts(void)
{
    make();
    send(1);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    send(2);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    CHECK_EQ(uxQueueMessagesWaiting(set), 4);
    static const char order[] = "qsqs0";
    for (size_t i = 0; order[i] != '\0'; i++) {
        CHECK_EQ(name_of(xQueueSelectFromSet(set, 0)), order[i]);
    }
    CHECK_EQ(receive(), 1);
    CHECK_EQ(receive(), 2);
    CHECK_EQ(uxSemaphoreGetCount(semaphore), 2);
    destroy();
}

static void post_serves_the_set_and_not_who_waits_for_the_member(void)
{
    make();
    TaskHandle_t receives = spawn(receiver, P_HIGHER, NULL);
    TaskHandle_t takes = spawn(taker, P_HIGHER, NULL);
    spawn(selector, P_HIGH, NULL);
    send(1);
    CHECK_EVENTS("q");
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    CHECK_EVENTS("s");
    settle();
    CHECK_EVENTS("");
    CHECK_EQ(eTaskGetState(receives), eBlocked);
    CHECK_EQ(eTaskGetState(takes), eBlocked);
    reap_one(receives);
    reap_one(takes);
    destroy();
}

static void more_urgent_selector_runs_before_the_post_returns(void)
{
    make();
    spawn(selector, P_HIGH, NULL);
    send(1);
    event('-');
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    event('-');
    CHECK_EVENTS("q-s-");
    destroy();
}

/* K1 for sets: who is quicker than a readied selector selects. */
static void less_urgent_selector_waits_on_when_another_was_quicker(void)
{
    make();
    spawn(selector, P_LOW, NULL);
    settle();
    send(1);
    CHECK(xQueueSelectFromSet(set, 0) == queue);
    CHECK_EQ(receive(), 1);
    settle();
    CHECK_EVENTS("");
    send(2);
    settle();
    CHECK_EVENTS("q");
    destroy();
}

/* A selector was readied and has not run: a second one does not get the newer post first. */
static void order_holds_while_a_readied_selector_has_not_run(void)
{
    make();
    TaskHandle_t first = spawn(selector, P_HIGH, NULL);
    spawn(selector, P_HIGH, NULL);
    vTaskSuspendAll();
    send(1);
    vTaskPrioritySet(first, P_LOW);
    (void)xTaskResumeAll();
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    CHECK_EVENTS("qs");
    destroy();
}

static void post_from_isr(void)
{
    uint32_t item = 5;
    isr_woken = pdFALSE;
    CHECK_EQ(xQueueSendFromISR(queue, &item, &isr_woken), pdPASS);
    CHECK_EQ(xSemaphoreGiveFromISR(semaphore, &isr_woken), pdPASS);
    portYIELD_FROM_ISR(isr_woken);
}

static void select_from_isr(void)
{
    isr_selected = xQueueSelectFromSetFromISR(set);
}

static void posts_and_selections_from_an_isr_count(void)
{
    make();
    spawn(selector, P_HIGH, NULL);
    irq_call(post_from_isr);
    CHECK_EVENTS("qs");
    CHECK_EQ(isr_woken, pdTRUE);
    destroy();
    conformance_case = "nobody selects";
    make();
    irq_call(post_from_isr);
    CHECK_EQ(isr_woken, pdFALSE);
    irq_call(select_from_isr);
    CHECK_EQ(name_of(isr_selected), 'q');
    irq_call(select_from_isr);
    CHECK_EQ(name_of(isr_selected), 's');
    irq_call(select_from_isr);
    CHECK_EQ(name_of(isr_selected), '0');
    destroy();
}

static void sender(void *arg)
{
    uint32_t item = 4;
    (void)arg;
    CHECK_EQ(xQueueSend(queue, &item, portMAX_DELAY), pdPASS);
    event('S');
    park();
}

static void item_of_a_sender_that_waited_is_a_post(void)
{
    static const UBaseType_t priorities[] = {P_LOW, P_HIGH};
    for (size_t i = 0; i < 2; i++) {
        make();
        send(1);
        send(2);
        send(3);
        spawn(sender, priorities[i], NULL);
        settle();
        for (uint32_t item = 1; item <= 4; item++) {
            CHECK(xQueueSelectFromSet(set, 0) == queue);
            CHECK_EQ(receive(), item);
            settle();
        }
        CHECK_EVENTS("S");
        CHECK(xQueueSelectFromSet(set, 0) == NULL);
        destroy();
    }
}

static void overwriting_an_item_is_no_post(void)
{
    uint32_t item = 1;
    set = xQueueCreateSet(1);
    queue = xQueueCreate(1, sizeof item);
    CHECK_EQ(xQueueAddToSet(queue, set), pdPASS);
    CHECK_EQ(xQueueOverwrite(queue, &item), pdPASS);
    item = 2;
    CHECK_EQ(xQueueOverwrite(queue, &item), pdPASS);
    CHECK_EQ(xQueueOverwriteFromISR(queue, &item, NULL), pdPASS);
    CHECK(xQueueSelectFromSet(set, 0) == queue);
    CHECK_EQ(receive(), 2);
    CHECK(xQueueSelectFromSet(set, 0) == NULL);
    CHECK_EQ(xQueueOverwriteFromISR(queue, &item, NULL), pdPASS);
    CHECK(xQueueSelectFromSet(set, 0) == queue);
    vQueueDelete(queue);
    vQueueDelete(set);
}

static void send_to_front_is_a_post(void)
{
    make();
    send(1);
    uint32_t item = 2;
    CHECK_EQ(xQueueSendToFront(queue, &item, 0), pdPASS);
    CHECK(xQueueSelectFromSet(set, 0) == queue);
    CHECK(xQueueSelectFromSet(set, 0) == queue);
    CHECK_EQ(receive(), 2);
    CHECK_EQ(receive(), 1);
    destroy();
}

static void reset_or_deleted_member_leaves_no_post_behind(void)
{
    make();
    send(1);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    send(2);
    CHECK_EQ(xQueueReset(queue), pdPASS);
    CHECK_EQ(uxQueueMessagesWaiting(set), 1);
    send(3);
    CHECK(xQueueSelectFromSet(set, 0) == semaphore);
    CHECK(xQueueSelectFromSet(set, 0) == queue);
    CHECK_EQ(receive(), 3);
    send(4);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    send(5);
    vQueueDelete(queue);
    CHECK(xQueueSelectFromSet(set, 0) == semaphore);
    CHECK(xQueueSelectFromSet(set, 0) == NULL);
    vQueueDelete(semaphore);
    vQueueDelete(set);
}

static void deleted_set_lets_its_members_go(void)
{
    make();
    send(1);
    vQueueDelete(set);
    send(2); /* tells nobody */
    CHECK_EQ(receive(), 1);
    CHECK_EQ(receive(), 2);
    set = xQueueCreateSet(4);
    CHECK_EQ(xQueueAddToSet(queue, set), pdPASS);
    CHECK_EQ(xQueueAddToSet(semaphore, set), pdPASS);
    vQueueDelete(queue);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    CHECK(xQueueSelectFromSet(set, 0) == semaphore);
    vQueueDelete(set);
    vQueueDelete(semaphore);
}

static void selection_ends_at_the_nth_tick_or_with_a_post(void)
{
    make();
    TickType_t start = fresh_tick();
    CHECK(xQueueSelectFromSet(set, 4) == NULL);
    CHECK_EQ(xTaskGetTickCount() - start, 4);
    send(1);
    start = fresh_tick();
    CHECK(xQueueSelectFromSet(set, 4) == queue);
    CHECK_EQ(xTaskGetTickCount() - start, 0);
    destroy();
}

static void only_empty_members_come_and_go(void)
{
    make();
    QueueSetHandle_t other = xQueueCreateSet(2);
    SemaphoreHandle_t full = xSemaphoreCreateCounting(2, 1);
    CHECK_EQ(xQueueAddToSet(full, set), pdFAIL);
    CHECK_EQ(xQueueAddToSet(queue, set), pdFAIL);
    CHECK_EQ(xQueueAddToSet(queue, other), pdFAIL);
    CHECK_EQ(xQueueRemoveFromSet(queue, other), pdFAIL);
    CHECK_EQ(xQueueRemoveFromSet(full, set), pdFAIL);
    send(1);
    CHECK_EQ(xQueueRemoveFromSet(queue, set), pdFAIL);
    CHECK(xQueueSelectFromSet(set, 0) == queue);
    CHECK_EQ(receive(), 1);
    CHECK_EQ(xQueueRemoveFromSet(queue, set), pdPASS);
    send(2);
    CHECK(xQueueSelectFromSet(set, 0) == NULL);
    CHECK_EQ(receive(), 2);
    CHECK_EQ(xQueueAddToSet(queue, other), pdPASS);
    send(3);
    CHECK(xQueueSelectFromSet(other, 0) == queue);
    destroy();
    vQueueDelete(full);
    vQueueDelete(other);
}

/* A mutex is empty while somebody holds it. Who selects it lends nobody a priority. */
static void mutex_is_a_member_and_its_give_a_post(void)
{
    set = xQueueCreateSet(2);
    queue = NULL;
    semaphore = NULL;
    mutex = xSemaphoreCreateMutex();
    SemaphoreHandle_t recursive = xSemaphoreCreateRecursiveMutex();
    CHECK_EQ(xQueueAddToSet(mutex, set), pdFAIL);
    CHECK_EQ(xSemaphoreTake(mutex, 0), pdPASS);
    CHECK_EQ(xSemaphoreTakeRecursive(recursive, 0), pdPASS);
    CHECK_EQ(xQueueAddToSet(mutex, set), pdPASS);
    CHECK_EQ(xQueueAddToSet(recursive, set), pdPASS);
    TaskHandle_t selects = spawn(selector, P_HIGH, NULL);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    CHECK_EQ(xSemaphoreGive(mutex), pdPASS);
    CHECK_EVENTS("m");
    CHECK(xSemaphoreGetMutexHolder(mutex) == selects);
    reap_one(selects);
    CHECK_EQ(xSemaphoreGiveRecursive(recursive), pdPASS);
    CHECK(xQueueSelectFromSet(set, 0) == recursive);
    vSemaphoreDelete(mutex);
    vSemaphoreDelete(recursive);
    vQueueDelete(set);
}

/* Who waits for the mutex itself lends its priority, and is not served. */
static void boosted_holder_falls_back_when_it_posts_to_a_set(void)
{
    set = xQueueCreateSet(1);
    semaphore = mutex = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(mutex, 0), pdPASS);
    CHECK_EQ(xQueueAddToSet(mutex, set), pdPASS);
    TaskHandle_t takes = spawn(taker, P_HIGH, NULL);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGH);
    CHECK_EQ(xSemaphoreGive(mutex), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    settle();
    CHECK_EVENTS("");
    CHECK(xQueueSelectFromSet(set, 0) == mutex);
    reap_one(takes);
    vSemaphoreDelete(mutex);
    vQueueDelete(set);
}

static void set_and_members_may_be_the_applications_memory(void)
{
    static StaticQueue_t set_memory;
    static StaticSemaphore_t semaphore_memory;
    static uint8_t storage[3 * sizeof(QueueSetMemberHandle_t) + 1];
    set = xQueueCreateSetStatic(3, storage + 1, &set_memory); /* any alignment will do */
    semaphore = xSemaphoreCreateCountingStatic(3, 0, &semaphore_memory);
    CHECK((void *)set == (void *)&set_memory);
    CHECK_EQ(xQueueAddToSet(semaphore, set), pdPASS);
    for (unsigned i = 0; i < 5; i++) {
        CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
        CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
        CHECK(xQueueSelectFromSet(set, 0) == semaphore);
        CHECK(xQueueSelectFromSet(set, 0) == semaphore);
        CHECK(xQueueSelectFromSet(set, 0) == NULL);
        CHECK_EQ(xQueueReset(semaphore), pdPASS);
    }
    vQueueDelete(semaphore);
    vQueueDelete(set);
}

CONFORMANCE_MAIN("K11", TEST(members_come_in_the_order_of_posts),
                 TEST(post_serves_the_set_and_not_who_waits_for_the_member),
                 TEST(more_urgent_selector_runs_before_the_post_returns),
                 TEST(less_urgent_selector_waits_on_when_another_was_quicker),
                 TEST(order_holds_while_a_readied_selector_has_not_run),
                 TEST(posts_and_selections_from_an_isr_count),
                 TEST(item_of_a_sender_that_waited_is_a_post), TEST(overwriting_an_item_is_no_post),
                 TEST(send_to_front_is_a_post), TEST(reset_or_deleted_member_leaves_no_post_behind),
                 TEST(deleted_set_lets_its_members_go),
                 TEST(selection_ends_at_the_nth_tick_or_with_a_post),
                 TEST(only_empty_members_come_and_go), TEST(mutex_is_a_member_and_its_give_a_post),
                 TEST(boosted_holder_falls_back_when_it_posts_to_a_set),
                 TEST(set_and_members_may_be_the_applications_memory))
