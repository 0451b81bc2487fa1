/* SPDX-License-Identifier: MIT */
/* Threads.
 * Fails on a layer that loses a return value, frees a thread twice, or runs one before its id is
 * known. */
#include <string.h>

#include "posix_test.h"

static pthread_t made;

static void *give_back(void *arg)
{
    event('g');
    return arg;
}

static void *exit_deep(void *arg)
{
    pthread_exit((char *)arg + 1);
    return NULL;
}

static void *sleep_a_little(void *arg)
{
    vTaskDelay(5);
    event('s');
    return arg;
}

static void a_thread_hands_its_value_to_whoever_joins_it(void)
{
    int here;
    CHECK(join(thread(give_back, P_HIGH, &here)) == &here);          /* it has ended */
    CHECK(join(thread(give_back, P_LOW, &here)) == &here);           /* it has not begun */
    CHECK(join(thread(sleep_a_little, P_HIGH, &here)) == &here);     /* it waits */
    CHECK_EQ(pthread_join(thread(give_back, P_LOW, NULL), NULL), 0); /* no value wanted */
    CHECK_EVENTS("ggsg");
}

static void exit_ends_a_thread_wherever_it_is(void)
{
    char text[2];
    CHECK(join(thread(exit_deep, P_HIGH, text)) == text + 1);
    CHECK(join(thread(exit_deep, P_LOW, text)) == text + 1);
}

static void *look_at_self(void *arg)
{
    CHECK(pthread_equal(*(pthread_t *)arg, pthread_self()));
    CHECK(!pthread_equal(*(pthread_t *)arg, NULL));
    return pthread_self();
}

static void a_thread_knows_itself_as_its_maker_does(void)
{
    const struct sched_param param = {.sched_priority = P_HIGH};
    pthread_attr_t attr;
    (void)pthread_attr_init(&attr);
    (void)pthread_attr_setschedparam(&attr, &param);
    CHECK_EQ(pthread_create(&made, &attr, look_at_self, &made), 0);
    CHECK(join(made) == made);
    CHECK(!pthread_equal(made, pthread_self()));
}

static void who_cannot_be_joined_is_refused(void)
{
    pthread_t ended = thread(give_back, P_HIGH, NULL);
    (void)join(ended);
    CHECK_EQ(pthread_join(ended, NULL), ESRCH);
    CHECK_EQ(pthread_join(NULL, NULL), ESRCH);
    CHECK_EQ(pthread_join(pthread_self(), NULL), ESRCH); /* a task of the kernel's own making */
    CHECK_EQ(pthread_detach(ended), ESRCH);
    events_clear();
}

static void *join_itself(void *arg)
{
    *(int *)arg = pthread_join(pthread_self(), NULL);
    return NULL;
}

static void joining_oneself_is_a_deadlock(void)
{
    int error = 0;
    (void)join(thread(join_itself, P_HIGH, &error));
    CHECK_EQ(error, EDEADLK);
}

static void *join_other(void *arg)
{
    *(int *)arg = pthread_join(made, NULL);
    event('j');
    return NULL;
}

static void only_one_joins_a_thread(void)
{
    int first = -1;
    made = thread(sleep_a_little, P_LOW, NULL);
    pthread_t joiner = thread(join_other, P_HIGH, &first);
    CHECK_EQ(pthread_join(made, NULL), EINVAL);
    CHECK_EQ(pthread_detach(made), EINVAL);
    (void)join(joiner);
    CHECK_EQ(first, 0);
    CHECK_EVENTS("sj");
}

static void a_detached_thread_frees_itself(void)
{
    pthread_attr_t attr;
    int state = -1;
    (void)pthread_attr_init(&attr);
    CHECK_EQ(pthread_attr_getdetachstate(&attr, &state), 0);
    CHECK_EQ(state, PTHREAD_CREATE_JOINABLE);
    CHECK_EQ(pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED), 0);
    CHECK_EQ(pthread_attr_getdetachstate(&attr, &state), 0);
    CHECK_EQ(state, PTHREAD_CREATE_DETACHED);
    CHECK_EQ(pthread_create(&made, &attr, sleep_a_little, NULL), 0);
    CHECK_EQ(pthread_join(made, NULL), EINVAL);
    CHECK_EQ(pthread_detach(made), EINVAL);
    vTaskDelay(8);
    CHECK_EVENTS("s");
    CHECK_EQ(pthread_join(made, NULL), ESRCH);
}

static void a_thread_can_be_detached_before_and_after_its_end(void)
{
    pthread_t runs = thread(sleep_a_little, P_LOW, NULL);
    pthread_t ended = thread(give_back, P_HIGH, NULL);
    CHECK_EQ(pthread_detach(runs), 0);
    CHECK_EQ(pthread_detach(ended), 0);
    CHECK_EQ(pthread_join(ended, NULL), ESRCH);
    vTaskDelay(8);
    CHECK_EVENTS("gs");
}

static void *priority_of_self(void *arg)
{
    struct sched_param *param = arg;
    int policy = -1;
    CHECK_EQ(pthread_getschedparam(pthread_self(), &policy, param), 0);
    CHECK_EQ(policy, SCHED_OTHER);
    return NULL;
}

static void a_thread_has_the_priority_it_is_given_or_its_makers(void)
{
    struct sched_param param = {0};
    (void)join(thread(priority_of_self, P_HIGH, &param));
    CHECK_EQ(param.sched_priority, P_HIGH);
    CHECK_EQ(pthread_create(&made, NULL, priority_of_self, &param), 0);
    (void)join(made);
    CHECK_EQ(param.sched_priority, P_CONTROL);
}

static void a_priority_can_be_changed_and_is_checked(void)
{
    struct sched_param param = {.sched_priority = P_HIGH};
    int policy = -1;
    made = thread(give_back, P_LOW, NULL);
    CHECK_EVENTS("");
    CHECK_EQ(pthread_setschedparam(made, SCHED_OTHER, &param), 0);
    CHECK_EVENTS("g");
    param.sched_priority = (int)configMAX_PRIORITIES;
    CHECK_EQ(pthread_setschedparam(made, SCHED_OTHER, &param), EINVAL);
    param.sched_priority = -1;
    CHECK_EQ(pthread_setschedparam(made, SCHED_OTHER, &param), EINVAL);
    param.sched_priority = 1;
    CHECK_EQ(pthread_setschedparam(made, SCHED_FIFO, &param), ENOTSUP);
    CHECK_EQ(pthread_setschedparam(made, 77, &param), EINVAL);
    CHECK_EQ(pthread_setschedparam(NULL, SCHED_RR, &param), ESRCH);
    CHECK_EQ(pthread_setschedparam(made, SCHED_RR, &param), 0);
    CHECK_EQ(pthread_getschedparam(made, &policy, &param), 0);
    CHECK_EQ(policy, SCHED_RR);
    CHECK_EQ(param.sched_priority, 1);
    CHECK_EQ(pthread_getschedparam(NULL, &policy, &param), ESRCH);
    CHECK_EQ(pthread_getschedparam(made, NULL, &param), EINVAL);
    (void)join(made);
}

static void attributes_are_kept_and_checked(void)
{
    struct sched_param param = {.sched_priority = 7};
    pthread_attr_t attr;
    size_t bytes = 0;
    CHECK_EQ(pthread_attr_init(&attr), 0);
    CHECK_EQ(pthread_attr_getstacksize(&attr, &bytes), 0);
    CHECK_EQ(bytes, posixconfigPTHREAD_STACK_SIZE);
    CHECK_EQ(pthread_attr_setstacksize(&attr, PTHREAD_STACK_MIN - 1u), EINVAL);
    CHECK_EQ(pthread_attr_setstacksize(&attr, PTHREAD_STACK_MIN + 4u), 0);
    CHECK_EQ(pthread_attr_getstacksize(&attr, &bytes), 0);
    CHECK_EQ(bytes, PTHREAD_STACK_MIN + 4u);
    CHECK_EQ(pthread_attr_setschedparam(&attr, &param), 0);
    param.sched_priority = (int)configMAX_PRIORITIES;
    CHECK_EQ(pthread_attr_setschedparam(&attr, &param), EINVAL);
    param.sched_priority = -1;
    CHECK_EQ(pthread_attr_setschedparam(&attr, &param), EINVAL);
    CHECK_EQ(pthread_attr_getschedparam(&attr, &param), 0);
    CHECK_EQ(param.sched_priority, 7);
    CHECK_EQ(pthread_attr_setschedpolicy(&attr, SCHED_OTHER), 0);
    CHECK_EQ(pthread_attr_setschedpolicy(&attr, SCHED_RR), 0);
    CHECK_EQ(pthread_attr_setschedpolicy(&attr, SCHED_FIFO), ENOTSUP);
    CHECK_EQ(pthread_attr_setschedpolicy(&attr, 9), EINVAL);
    CHECK_EQ(pthread_attr_setdetachstate(&attr, 5), EINVAL);
    CHECK_EQ(pthread_attr_destroy(&attr), 0);
    CHECK_EQ(pthread_attr_init(NULL), EINVAL);
    CHECK_EQ(pthread_attr_destroy(NULL), EINVAL);
}

static void *use_stack(void *arg)
{
    volatile uint8_t room[1500];
    memset((void *)(uintptr_t)room, (int)(uintptr_t)arg, sizeof room);
    return (void *)(uintptr_t)room[sizeof room - 1];
}

static void a_thread_has_the_stack_it_asks_for(void)
{
    pthread_attr_t attr;
    (void)pthread_attr_init(&attr);
    CHECK_EQ(pthread_attr_setstacksize(&attr, 4096u + 64u * sizeof(StackType_t)), 0);
    size_t before = xPortGetFreeHeapSize();
    CHECK_EQ(pthread_create(&made, &attr, use_stack, (void *)7), 0);
    CHECK(before - xPortGetFreeHeapSize() >= 4096u);
    CHECK((uintptr_t)join(made) == 7);
}

static void without_memory_there_is_no_thread(void)
{
    void *held = take_whole_heap();
    CHECK_EQ(pthread_create(&made, NULL, give_back, NULL), EAGAIN);
    give_whole_heap(held);
    CHECK_EQ(pthread_create(NULL, NULL, give_back, NULL), EINVAL);
    CHECK_EQ(pthread_create(&made, NULL, NULL, NULL), EINVAL);
}

static void the_task_has_the_name_of_the_options(void)
{
    made = thread(sleep_a_little, P_LOW, NULL);
    CHECK(strcmp(pcTaskGetName(made), "thread") == 0);
    (void)join(made);
    events_clear();
}

static void *exit_a_task(void *arg)
{
    return arg;
}

static void task_of_the_kernel(void *arg)
{
    pthread_exit(exit_a_task(arg));
}

static void a_task_may_end_as_a_thread(void)
{
    TaskHandle_t task = NULL;
    CHECK_EQ(xTaskCreate(task_of_the_kernel, "task", 256, NULL, P_HIGH, &task), pdPASS);
    settle();
}

CONFORMANCE_MAIN("posix_thread", TEST(a_thread_hands_its_value_to_whoever_joins_it),
                 TEST(exit_ends_a_thread_wherever_it_is),
                 TEST(a_thread_knows_itself_as_its_maker_does),
                 TEST(who_cannot_be_joined_is_refused), TEST(joining_oneself_is_a_deadlock),
                 TEST(only_one_joins_a_thread), TEST(a_detached_thread_frees_itself),
                 TEST(a_thread_can_be_detached_before_and_after_its_end),
                 TEST(a_thread_has_the_priority_it_is_given_or_its_makers),
                 TEST(a_priority_can_be_changed_and_is_checked),
                 TEST(attributes_are_kept_and_checked), TEST(a_thread_has_the_stack_it_asks_for),
                 TEST(without_memory_there_is_no_thread),
                 TEST(the_task_has_the_name_of_the_options), TEST(a_task_may_end_as_a_thread))
