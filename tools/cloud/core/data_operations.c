/* SPDX-License-Identifier: MIT */
/* Operations of the data plane, for the operator: on the control plane they need no certificate.
 * They have no handler here: the request is served by cloud_data as it is. */
#include "services.h"

static const struct operation operations[] = {
    {"GetThingShadow", "GET", "/things/{thingName}/shadow", NULL},
    {"UpdateThingShadow", "POST", "/things/{thingName}/shadow", NULL},
    {"DeleteThingShadow", "DELETE", "/things/{thingName}/shadow", NULL},
    {"ListNamedShadowsForThing", "GET", "/api/things/shadow/ListNamedShadowsForThing/{thingName}",
     NULL},
    {"Publish", "POST", "/topics/{topic+}", NULL},
    {"StartNextPendingJobExecution", "PUT", "/things/{thingName}/jobs/$next", NULL},
    {"UpdateJobExecution", "POST", "/things/{thingName}/jobs/{jobId}", NULL},
    {NULL, NULL, NULL, NULL},
};

const struct service service_data_operations = {.name = "data operations",
                                                .operations = operations};
