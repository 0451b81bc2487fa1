/* SPDX-License-Identifier: MIT */
/** Names that the C library of the compiler has, or may have, as well. Included by this layer's
 * headers.
 *
 *   application   pthread_create(...)   pthread_t       sleep(...)
 *   compiler      posix_pthread_create  posix_pthread_t sleep
 *   linker        posix_pthread_create                  posix_sleep
 *
 * The C library's headers come first and once, under their own names; from then on the names mean
 * this layer's. Three are words that variables and members have, too: these keep their names for
 * the compiler and change them for the linker (POSIX_LINK_NAME). */
#ifndef FREERTOS_POSIX_NAMES_H
#define FREERTOS_POSIX_NAMES_H

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#if __has_include(<pthread.h>)
#include <pthread.h>
#endif
#if __has_include(<semaphore.h>)
#include <semaphore.h>
#endif
#if __has_include(<mqueue.h>)
#include <mqueue.h>
#endif

#define POSIX_LINK_NAME(name) __asm__("posix_" #name)

/* A C library may promise that a function throws nothing. */
#if defined(__cplusplus) && defined(__THROW)
#define POSIX_NOTHROW __THROW
#else
#define POSIX_NOTHROW
#endif

/* Threads. */
#undef PTHREAD_BARRIER_SERIAL_THREAD
#undef PTHREAD_COND_INITIALIZER
#undef PTHREAD_CREATE_DETACHED
#undef PTHREAD_CREATE_JOINABLE
#undef PTHREAD_MUTEX_DEFAULT
#undef PTHREAD_MUTEX_ERRORCHECK
#undef PTHREAD_MUTEX_INITIALIZER
#undef PTHREAD_MUTEX_NORMAL
#undef PTHREAD_MUTEX_RECURSIVE
#undef pthread_equal
#define pthread_t                   posix_pthread_t
#define pthread_attr_t              posix_pthread_attr_t
#define pthread_mutex_t             posix_pthread_mutex_t
#define pthread_mutexattr_t         posix_pthread_mutexattr_t
#define pthread_cond_t              posix_pthread_cond_t
#define pthread_condattr_t          posix_pthread_condattr_t
#define pthread_barrier_t           posix_pthread_barrier_t
#define pthread_barrierattr_t       posix_pthread_barrierattr_t
#define pthread_attr_destroy        posix_pthread_attr_destroy
#define pthread_attr_getdetachstate posix_pthread_attr_getdetachstate
#define pthread_attr_getschedparam  posix_pthread_attr_getschedparam
#define pthread_attr_getstacksize   posix_pthread_attr_getstacksize
#define pthread_attr_init           posix_pthread_attr_init
#define pthread_attr_setdetachstate posix_pthread_attr_setdetachstate
#define pthread_attr_setschedparam  posix_pthread_attr_setschedparam
#define pthread_attr_setschedpolicy posix_pthread_attr_setschedpolicy
#define pthread_attr_setstacksize   posix_pthread_attr_setstacksize
#define pthread_barrier_destroy     posix_pthread_barrier_destroy
#define pthread_barrier_init        posix_pthread_barrier_init
#define pthread_barrier_wait        posix_pthread_barrier_wait
#define pthread_cond_broadcast      posix_pthread_cond_broadcast
#define pthread_cond_destroy        posix_pthread_cond_destroy
#define pthread_cond_init           posix_pthread_cond_init
#define pthread_cond_signal         posix_pthread_cond_signal
#define pthread_cond_timedwait      posix_pthread_cond_timedwait
#define pthread_cond_wait           posix_pthread_cond_wait
#define pthread_create              posix_pthread_create
#define pthread_detach              posix_pthread_detach
#define pthread_equal               posix_pthread_equal
#define pthread_exit                posix_pthread_exit
#define pthread_getschedparam       posix_pthread_getschedparam
#define pthread_join                posix_pthread_join
#define pthread_mutex_destroy       posix_pthread_mutex_destroy
#define pthread_mutex_init          posix_pthread_mutex_init
#define pthread_mutex_lock          posix_pthread_mutex_lock
#define pthread_mutex_timedlock     posix_pthread_mutex_timedlock
#define pthread_mutex_trylock       posix_pthread_mutex_trylock
#define pthread_mutex_unlock        posix_pthread_mutex_unlock
#define pthread_mutexattr_destroy   posix_pthread_mutexattr_destroy
#define pthread_mutexattr_gettype   posix_pthread_mutexattr_gettype
#define pthread_mutexattr_init      posix_pthread_mutexattr_init
#define pthread_mutexattr_settype   posix_pthread_mutexattr_settype
#define pthread_self                posix_pthread_self
#define pthread_setschedparam       posix_pthread_setschedparam

/* Scheduling. */
#undef SCHED_FIFO
#undef SCHED_OTHER
#undef SCHED_RR
#undef sched_priority
#define sched_param            posix_sched_param
#define sched_get_priority_max posix_sched_get_priority_max
#define sched_get_priority_min posix_sched_get_priority_min
#define sched_yield            posix_sched_yield

/* Semaphores. */
#define sem_t         posix_sem_t
#define sem_destroy   posix_sem_destroy
#define sem_getvalue  posix_sem_getvalue
#define sem_init      posix_sem_init
#define sem_post      posix_sem_post
#define sem_timedwait posix_sem_timedwait
#define sem_trywait   posix_sem_trywait
#define sem_wait      posix_sem_wait

/* Message queues. */
#undef MQ_PRIO_MAX
#define mqd_t           posix_mqd_t
#define mq_attr         posix_mq_attr
#define mq_close        posix_mq_close
#define mq_getattr      posix_mq_getattr
#define mq_open         posix_mq_open
#define mq_receive      posix_mq_receive
#define mq_send         posix_mq_send
#define mq_timedreceive posix_mq_timedreceive
#define mq_timedsend    posix_mq_timedsend
#define mq_unlink       posix_mq_unlink

/* Time. */
#undef CLOCKS_PER_SEC
#undef CLOCK_MONOTONIC
#undef CLOCK_REALTIME
#undef TIMER_ABSTIME
#define clockid_t           posix_clockid_t
#define timer_t             posix_timer_t
#define useconds_t          posix_useconds_t
#define itimerspec          posix_itimerspec
#define clock_getcpuclockid posix_clock_getcpuclockid
#define clock_getres        posix_clock_getres
#define clock_gettime       posix_clock_gettime
#define clock_nanosleep     posix_clock_nanosleep
#define clock_settime       posix_clock_settime
#define nanosleep           posix_nanosleep
#define timer_create        posix_timer_create
#define timer_delete        posix_timer_delete
#define timer_getoverrun    posix_timer_getoverrun
#define timer_gettime       posix_timer_gettime
#define timer_settime       posix_timer_settime

/* Signals. */
#undef SIGEV_NONE
#undef SIGEV_SIGNAL
#undef SIGEV_THREAD
#undef sigev_notify_attributes
#undef sigev_notify_function
#define sigval   posix_sigval
#define sigevent posix_sigevent

/* Limits are FreeRTOS_POSIX_portable_default.h's. */
#undef NAME_MAX
#undef PTHREAD_STACK_MIN
#undef SEM_VALUE_MAX

#endif
