/* SPDX-License-Identifier: MIT */
/** The name under which programs of 201906 include network_state.h. */
#ifndef IOT_NETWORK_TYPES_H
#define IOT_NETWORK_TYPES_H

#include "network_state.h"

#endif
