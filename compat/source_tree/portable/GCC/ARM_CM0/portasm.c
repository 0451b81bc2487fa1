/* SPDX-License-Identifier: MIT */
/* Projects name this file beside port.c, which has the whole port. */
#include "portmacro.h"
