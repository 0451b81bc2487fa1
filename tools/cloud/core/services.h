/* SPDX-License-Identifier: MIT */
/* The services of the cloud, one file each. */
#ifndef CLOUD_SERVICES_H
#define CLOUD_SERVICES_H

#include "service.h"

extern const struct service service_jobs;
extern const struct service service_shadow;
extern const struct service service_publish;

#endif
