/* SPDX-License-Identifier: MIT */
#include "posix_thread.h"

#include "FreeRTOS_POSIX/errno.h"
#include "posix_sched.h"

static struct posix_thread *threads; /* changed and walked under the lock */

static struct posix_thread *thread_of(pthread_t id)
{
    struct posix_thread *thread = threads;

    while (thread != NULL && thread->task != (TaskHandle_t)id) {
        thread = thread->next;
    }
    return thread;
}

static void forget(struct posix_thread *thread)
{
    struct posix_thread **at = &threads;

    while (*at != thread) {
        at = &(*at)->next;
    }
    *at = thread->next;
    vPortFree(thread);
}

static void run(void *arg)
{
    const struct posix_thread *thread = arg;

    pthread_exit(thread->start(thread->arg));
}

static UBaseType_t priority_of(const pthread_attr_t *attr)
{
    if (attr->has_priority) {
        return (UBaseType_t)attr->priority;
    }
    return xTaskGetCurrentTaskHandle() != NULL ? uxTaskBasePriorityGet(NULL) : tskIDLE_PRIORITY;
}

/* Makes the task and enters the thread. The lock is held. */
static int launch(struct posix_thread *thread, const pthread_attr_t *attr,
                  configSTACK_DEPTH_TYPE words)
{
    if (xTaskCreate(run, posixconfigPTHREAD_TASK_NAME, words, thread, priority_of(attr),
                    &thread->task) != pdPASS) {
        vPortFree(thread);
        return EAGAIN;
    }
    thread->next = threads;
    threads = thread;
    return 0;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*startroutine)(void *),
                   void *arg)
{
    pthread_attr_t defaults;

    if (attr == NULL) {
        (void)pthread_attr_init(&defaults);
        attr = &defaults;
    }
    size_t words = (attr->stack_bytes + sizeof(StackType_t) - 1u) / sizeof(StackType_t);
    if (thread == NULL || startroutine == NULL || (size_t)(configSTACK_DEPTH_TYPE)words != words) {
        return EINVAL;
    }
    struct posix_thread *made = pvPortMalloc(sizeof *made);
    if (made == NULL) {
        return EAGAIN;
    }
    *made = (struct posix_thread){.start = startroutine,
                                  .arg = arg,
                                  .detached = attr->detached,
                                  .policy = (uint8_t)attr->policy};
    posix_lock();
    int error = launch(made, attr, (configSTACK_DEPTH_TYPE)words);
    if (error == 0) {
        *thread = made->task;
    }
    posix_unlock();
    return error;
}

void pthread_exit(void *value_ptr)
{
    posix_lock();
    struct posix_thread *thread = thread_of(pthread_self());
    bool remains = thread != NULL && !thread->detached;
    if (remains) {
        thread->value = value_ptr;
        thread->ended = 1;
        if (thread->joiner.first != NULL) {
            posix_serve(&thread->joiner);
        }
    } else if (thread != NULL) {
        forget(thread);
    }
    posix_unlock();
    if (!remains) {
        vTaskDelete(NULL);
    }
    for (;;) {
        vTaskSuspend(NULL); /* until whoever joins or detaches it deletes it */
    }
}

int pthread_detach(pthread_t thread)
{
    int error = 0;
    TaskHandle_t ended = NULL;

    posix_lock();
    struct posix_thread *found = thread_of(thread);
    if (found == NULL) {
        error = ESRCH;
    } else if (found->detached || found->joined) {
        error = EINVAL;
    } else if (found->ended) {
        ended = found->task;
        forget(found);
    } else {
        found->detached = 1;
    }
    posix_unlock();
    if (ended != NULL) {
        vTaskDelete(ended);
    }
    return error;
}

/* The lock is held. */
static int check_join(const struct posix_thread *thread)
{
    if (thread == NULL) {
        return ESRCH;
    }
    if (thread->task == xTaskGetCurrentTaskHandle()) {
        return EDEADLK;
    }
    return thread->detached || thread->joined ? EINVAL : 0;
}

int pthread_join(pthread_t thread, void **retval)
{
    const struct posix_until never = POSIX_FOR_EVER;

    posix_lock();
    struct posix_thread *found = thread_of(thread);
    int error = check_join(found);
    if (error == 0) {
        found->joined = 1;
        if (!found->ended) {
            (void)posix_wait(&found->joiner, NULL, &never);
        }
        if (retval != NULL) {
            *retval = found->value;
        }
        forget(found);
    }
    posix_unlock();
    if (error == 0) {
        vTaskDelete((TaskHandle_t)thread);
    }
    return error;
}

pthread_t pthread_self(void)
{
    return xTaskGetCurrentTaskHandle();
}

int pthread_equal(pthread_t t1, pthread_t t2)
{
    return t1 == t2;
}

int pthread_getschedparam(pthread_t thread, int *policy, struct sched_param *param)
{
    if (thread == NULL) {
        return ESRCH;
    }
    if (policy == NULL || param == NULL) {
        return EINVAL;
    }
    posix_lock();
    const struct posix_thread *found = thread_of(thread);
    *policy = found != NULL ? found->policy : SCHED_OTHER;
    param->sched_priority = (int)uxTaskBasePriorityGet((TaskHandle_t)thread);
    posix_unlock();
    return 0;
}

int pthread_setschedparam(pthread_t thread, int policy, const struct sched_param *param)
{
    int error = posix_check_policy(policy);

    if (thread == NULL) {
        return ESRCH;
    }
    if (error != 0 || !posix_is_param(param)) {
        return error != 0 ? error : EINVAL;
    }
    posix_lock();
    struct posix_thread *found = thread_of(thread);
    if (found != NULL) {
        found->policy = (uint8_t)policy;
    }
    vTaskPrioritySet((TaskHandle_t)thread, (UBaseType_t)param->sched_priority);
    posix_unlock();
    return 0;
}
