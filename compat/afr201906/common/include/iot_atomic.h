/* SPDX-License-Identifier: MIT */
/** The kernel's atomic operations, by the header's name of 201906.00. */
#ifndef IOT_ATOMIC_H
#define IOT_ATOMIC_H

#include "atomic.h"

#endif
