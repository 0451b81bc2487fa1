/* SPDX-License-Identifier: MIT */
/* The three operations on a shadow, for MQTT and HTTPS alike. */
#ifndef CLOUD_SHADOW_H
#define CLOUD_SHADOW_H

#include "service.h"
#include "shadow_request.h"

#define THING_NAME_MAX       128u
#define THING_NAME_OTHERS    ":_-"
#define SHADOW_NAME_MAX      64u
#define SHADOW_NAME_OTHERS   "$:_-"
#define SHADOW_KEY_BYTES_MAX (THING_NAME_MAX + SHADOW_NAME_MAX + 2u)

enum shadow_operation {
    SHADOW_GET,
    SHADOW_UPDATE,
    SHADOW_DELETE,
};

struct shadow_call {
    enum shadow_operation operation;
    const char *thing;
    const char *name; /* "": the classic shadow */
    const char *payload;
    size_t bytes;
    const char *topic; /* of the request on MQTT; NULL: it came over HTTPS */
};

/**
 * Run an operation. An update that is accepted says its delta and documents on their topics.
 *
 * @param call Its names may be any.
 * @param answer The document of accepted or rejected, to be taken or freed by the caller; empty
 * when it was said, because the request came by MQTT.
 * @param refusal Its code is 0 when the request was accepted.
 *
 * Context: in a transaction.
 */
void shadow_run(struct cloud *cloud, const struct shadow_call *call, struct text *answer,
                struct shadow_refusal *refusal);

/* A request on the data plane; see struct service. */
bool shadow_data(struct cloud *cloud, const struct cloud_http *request, const struct levels *path,
                 struct cloud_reply *reply);

#endif
