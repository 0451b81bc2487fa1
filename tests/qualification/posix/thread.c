/* SPDX-License-Identifier: MIT */
/* Threads, their attributes, their priorities. */
#include "posix_cases.h"

static struct posix_worker workers[3];
static pthread_t thread;

static void *give_back(void *arg)
{
    return arg;
}

static void *exit_with(void *arg)
{
    pthread_exit(arg);
    return NULL;
}

static void *nap(void *arg)
{
    vTaskDelay(4);
    posix_event('n');
    return arg;
}

/* A thread with all defaults, which is an equal of the runner. */
static void make(void *(*start)(void *), void *arg)
{
    thread = NULL;
    (void)EXPECT_EQUAL(pthread_create(&thread, NULL, start, arg), 0);
}

/* Joins `thread` after it has had time to end; its value. */
static void *value_of_ended(void)
{
    void *value = NULL;
    vTaskDelay(3);
    (void)EXPECT_EQUAL(pthread_join(thread, &value), 0);
    return value;
}

void posix_Thread_JoinGivesTheValue(void)
{
    int here;
    make(give_back, &here);
    EXPECT(value_of_ended() == &here);
}

void posix_Thread_ExitGivesTheValue(void)
{
    int here;
    make(exit_with, &here);
    EXPECT(value_of_ended() == &here);
}

static int join_thread(void *arg)
{
    int error = pthread_join(thread, arg);
    posix_event('j');
    return error;
}

void posix_Thread_JoinWaits(void)
{
    void *value = NULL;
    int here;
    make(nap, &here);
    posix_start(&workers[0], join_thread, P_HIGH, &value);
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
    EXPECT(value == &here);
    EXPECT(posix_events_are("nj"));
}

static int look_at_self(void *arg)
{
    return pthread_equal(pthread_self(), workers[0].id) != 0 &&
           pthread_equal(pthread_self(), (pthread_t)arg) == 0;
}

void posix_Thread_SelfAndEqual(void)
{
    posix_start(&workers[0], look_at_self, P_LOW, pthread_self());
    EXPECT_EQUAL(posix_finish(&workers[0]), 1);
}

static int join_self(void *arg)
{
    (void)arg;
    return pthread_join(pthread_self(), NULL);
}

void posix_Thread_JoinItself(void)
{
    posix_start(&workers[0], join_self, P_LOW, NULL);
    EXPECT_EQUAL(posix_finish(&workers[0]), EDEADLK);
}

void posix_Thread_OneJoins(void)
{
    make(nap, NULL);
    posix_start(&workers[0], join_thread, P_HIGH, NULL);
    EXPECT_EQUAL(pthread_join(thread, NULL), EINVAL);
    EXPECT_EQUAL(pthread_detach(thread), EINVAL);
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
}

void posix_Thread_EndedIsUnknown(void)
{
    make(give_back, NULL);
    (void)value_of_ended();
    EXPECT_EQUAL(pthread_join(thread, NULL), ESRCH);
    EXPECT_EQUAL(pthread_detach(thread), ESRCH);
}

void posix_Thread_DetachedFreesItself(void)
{
    size_t heap = xPortGetFreeHeapSize();
    pthread_attr_t attr;
    (void)pthread_attr_init(&attr);
    EXPECT_EQUAL(pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED), 0);
    EXPECT_EQUAL(pthread_create(&thread, &attr, nap, NULL), 0);
    EXPECT_EQUAL(pthread_detach(thread), EINVAL);
    vTaskDelay(10);
    EXPECT(posix_events_are("n"));
    EXPECT_EQUAL(xPortGetFreeHeapSize(), heap);
}

void posix_Thread_DetachLater(void)
{
    size_t heap = xPortGetFreeHeapSize();
    make(nap, NULL);
    EXPECT_EQUAL(pthread_detach(thread), 0); /* it runs */
    vTaskDelay(10);
    make(give_back, NULL);
    vTaskDelay(3);
    EXPECT_EQUAL(pthread_detach(thread), 0); /* it has ended */
    EXPECT_EQUAL(xPortGetFreeHeapSize(), heap);
    EXPECT(posix_events_are("n"));
}

void posix_Thread_NoMemory(void)
{
    void **held = NULL;
    for (size_t bytes = 65536; bytes >= 2u * sizeof(void *);) {
        void **block = xPortGetFreeHeapSize() > bytes ? pvPortMalloc(bytes) : NULL;
        if (block == NULL) {
            bytes /= 2u;
            continue;
        }
        *block = (void *)held;
        held = block;
    }
    int error = pthread_create(&thread, NULL, give_back, NULL);
    while (held != NULL) {
        void *next = *held;
        vPortFree((void *)held);
        held = next;
    }
    EXPECT_EQUAL(error, EAGAIN);
}

static int own_priority(void *arg)
{
    struct sched_param param = {.sched_priority = -1};
    int policy;
    (void)arg;
    (void)pthread_getschedparam(pthread_self(), &policy, &param);
    return param.sched_priority;
}

static void *tell_priority(void *arg)
{
    *(int *)arg = own_priority(NULL);
    return NULL;
}

void posix_Thread_Priority(void)
{
    int told = -1;
    posix_start(&workers[0], own_priority, P_HIGH, NULL);
    EXPECT_EQUAL(posix_finish(&workers[0]), P_HIGH);
    make(tell_priority, &told); /* without attributes: its maker's */
    (void)value_of_ended();
    EXPECT_EQUAL(told, P_RUNNER);
}

static int note_running(void *arg)
{
    posix_event('r');
    (void)arg;
    return 0;
}

void posix_Thread_SetPriority(void)
{
    struct sched_param param = {.sched_priority = P_HIGH};
    posix_start(&workers[0], note_running, P_LOW, NULL);
    EXPECT(posix_events_are(""));
    EXPECT_EQUAL(pthread_setschedparam(workers[0].id, SCHED_OTHER, &param), 0);
    EXPECT(posix_events_are("r"));
    param.sched_priority = (int)configMAX_PRIORITIES;
    EXPECT_EQUAL(pthread_setschedparam(workers[0].id, SCHED_OTHER, &param), EINVAL);
    (void)posix_finish(&workers[0]);
}

void posix_Attr_DetachState(void)
{
    pthread_attr_t attr;
    int state = -1;
    EXPECT_EQUAL(pthread_attr_init(&attr), 0);
    EXPECT_EQUAL(pthread_attr_getdetachstate(&attr, &state), 0);
    EXPECT_EQUAL(state, PTHREAD_CREATE_JOINABLE);
    EXPECT_EQUAL(pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED), 0);
    EXPECT_EQUAL(pthread_attr_getdetachstate(&attr, &state), 0);
    EXPECT_EQUAL(state, PTHREAD_CREATE_DETACHED);
    EXPECT_EQUAL(pthread_attr_destroy(&attr), 0);
}

void posix_Attr_StackAndPriority(void)
{
    struct sched_param param = {.sched_priority = 2};
    pthread_attr_t attr;
    size_t bytes = 0;
    EXPECT_EQUAL(pthread_attr_init(&attr), 0);
    EXPECT_EQUAL(pthread_attr_getstacksize(&attr, &bytes), 0);
    EXPECT(bytes >= PTHREAD_STACK_MIN);
    EXPECT_EQUAL(pthread_attr_setstacksize(&attr, PTHREAD_STACK_MIN + 8u), 0);
    EXPECT_EQUAL(pthread_attr_getstacksize(&attr, &bytes), 0);
    EXPECT_EQUAL(bytes, PTHREAD_STACK_MIN + 8u);
    EXPECT_EQUAL(pthread_attr_setschedparam(&attr, &param), 0);
    param.sched_priority = -1;
    EXPECT_EQUAL(pthread_attr_getschedparam(&attr, &param), 0);
    EXPECT_EQUAL(param.sched_priority, 2);
}

void posix_Attr_RefusesWrong(void)
{
    struct sched_param param = {.sched_priority = (int)configMAX_PRIORITIES};
    pthread_attr_t attr;
    (void)pthread_attr_init(&attr);
    EXPECT_EQUAL(pthread_attr_setdetachstate(&attr, 99), EINVAL);
    EXPECT_EQUAL(pthread_attr_setschedparam(&attr, &param), EINVAL);
    EXPECT_EQUAL(pthread_attr_setstacksize(&attr, PTHREAD_STACK_MIN - 1u), EINVAL);
    EXPECT_EQUAL(pthread_attr_setschedpolicy(&attr, 99), EINVAL);
    EXPECT_EQUAL(pthread_attr_setschedpolicy(&attr, SCHED_OTHER), 0);
}

void posix_Sched_Bounds(void)
{
    EXPECT_EQUAL(sched_get_priority_max(SCHED_OTHER), configMAX_PRIORITIES - 1);
    EXPECT_EQUAL(sched_get_priority_min(SCHED_OTHER), 0);
    EXPECT_FAILS(sched_get_priority_max(99), EINVAL);
    EXPECT_FAILS(sched_get_priority_min(99), EINVAL);
}

static int take_turns(void *arg)
{
    for (int i = 0; i < 3; i++) {
        posix_event(*(const char *)arg);
        (void)sched_yield();
    }
    return 0;
}

void posix_Sched_Yield(void)
{
    static char names[] = "ab";
    (void)posix_fresh_tick();
    posix_start(&workers[0], take_turns, P_LOW, &names[0]);
    posix_start(&workers[1], take_turns, P_LOW, &names[1]);
    vTaskDelay(2);
    EXPECT(posix_events_are("ababab"));
    (void)posix_finish(&workers[0]);
    (void)posix_finish(&workers[1]);
}
