/* SPDX-License-Identifier: MIT */
/* The system objects of lwIP: each is a pointer to something that services/net makes from kernel
 * objects. NULL is "none". */
#ifndef DUNLIN_LWIP_ARCH_SYS_ARCH_H
#define DUNLIN_LWIP_ARCH_SYS_ARCH_H

#include <stddef.h>

typedef void *sys_sem_t;
typedef void *sys_mutex_t;
typedef void *sys_mbox_t;
typedef void *sys_thread_t;

#define sys_sem_valid(s)         (*(s) != NULL)
#define sys_sem_set_invalid(s)   (*(s) = NULL)
#define sys_mutex_valid(m)       (*(m) != NULL)
#define sys_mutex_set_invalid(m) (*(m) = NULL)
#define sys_mbox_valid(b)        (*(b) != NULL)
#define sys_mbox_set_invalid(b)  (*(b) = NULL)

#endif
