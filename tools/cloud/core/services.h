/* SPDX-License-Identifier: MIT */
/* The services of the cloud, one file each. */
#ifndef CLOUD_SERVICES_H
#define CLOUD_SERVICES_H

#include "service.h"

extern const struct service service_things;
extern const struct service service_thing_types;
extern const struct service service_groups;
extern const struct service service_certificates;
extern const struct service service_policies;
extern const struct service service_attachments;
extern const struct service service_jobs;
extern const struct service service_shadow;
extern const struct service service_publish;
extern const struct service service_objects;
extern const struct service service_streams;
extern const struct service service_signing;
extern const struct service service_signing_jobs;
extern const struct service service_ota;
extern const struct service service_tags;
extern const struct service service_provisioning;
extern const struct service service_discovery;
extern const struct service service_defender;
extern const struct service service_data_operations;

#endif
