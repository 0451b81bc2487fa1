/* SPDX-License-Identifier: MIT */
/* What the files of the cloud itself share; services use service.h. */
#ifndef CLOUD_PARTS_H
#define CLOUD_PARTS_H

#include "service.h"

/* All of them, up to NULL. */
extern const struct service *const cloud_services[];

#endif
