/* SPDX-License-Identifier: MIT */
/** The older name of iot_secure_sockets.h. */
#ifndef AWS_SECURE_SOCKETS_H
#define AWS_SECURE_SOCKETS_H

#include "iot_secure_sockets.h"

#endif
