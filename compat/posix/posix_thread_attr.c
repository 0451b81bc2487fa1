/* SPDX-License-Identifier: MIT */
#include "FreeRTOS_POSIX/errno.h"
#include "FreeRTOS_POSIX/pthread.h"
#include "posix_sched.h"

int pthread_attr_init(pthread_attr_t *attr)
{
    if (attr == NULL) {
        return EINVAL;
    }
    *attr = (pthread_attr_t){.stack_bytes = posixconfigPTHREAD_STACK_SIZE,
                             .priority = (int)tskIDLE_PRIORITY,
                             .policy = SCHED_OTHER};
    return 0;
}

int pthread_attr_destroy(pthread_attr_t *attr)
{
    return attr != NULL ? 0 : EINVAL;
}

int pthread_attr_getdetachstate(const pthread_attr_t *attr, int *detachstate)
{
    if (attr == NULL || detachstate == NULL) {
        return EINVAL;
    }
    *detachstate = attr->detached ? PTHREAD_CREATE_DETACHED : PTHREAD_CREATE_JOINABLE;
    return 0;
}

int pthread_attr_setdetachstate(pthread_attr_t *attr, int detachstate)
{
    if (attr == NULL ||
        (detachstate != PTHREAD_CREATE_DETACHED && detachstate != PTHREAD_CREATE_JOINABLE)) {
        return EINVAL;
    }
    attr->detached = detachstate == PTHREAD_CREATE_DETACHED;
    return 0;
}

int pthread_attr_getschedparam(const pthread_attr_t *attr, struct sched_param *param)
{
    if (attr == NULL || param == NULL) {
        return EINVAL;
    }
    param->sched_priority = attr->priority;
    return 0;
}

int pthread_attr_setschedparam(pthread_attr_t *attr, const struct sched_param *param)
{
    if (attr == NULL || !posix_is_param(param)) {
        return EINVAL;
    }
    attr->priority = param->sched_priority;
    attr->has_priority = 1;
    return 0;
}

int pthread_attr_setschedpolicy(pthread_attr_t *attr, int policy)
{
    int error = attr != NULL ? posix_check_policy(policy) : EINVAL;

    if (error == 0) {
        attr->policy = policy;
    }
    return error;
}

int pthread_attr_getstacksize(const pthread_attr_t *attr, size_t *stacksize)
{
    if (attr == NULL || stacksize == NULL) {
        return EINVAL;
    }
    *stacksize = attr->stack_bytes;
    return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *attr, size_t stacksize)
{
    if (attr == NULL || stacksize < PTHREAD_STACK_MIN) {
        return EINVAL;
    }
    attr->stack_bytes = stacksize;
    return 0;
}
