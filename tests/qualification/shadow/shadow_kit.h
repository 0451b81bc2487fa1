/* SPDX-License-Identifier: MIT */
/* A shadow service of one thing behind the scripted server: it answers as a case wants. */
#ifndef QUALIFICATION_SHADOW_KIT_H
#define QUALIFICATION_SHADOW_KIT_H

#include "aws_iot_shadow.h"
#include "mqtt_kit.h"

#define THING "qualified"
#define ROOT  "$aws/things/" THING "/shadow"
#define STATE "{\"state\":{\"reported\":{\"on\":1}},\"clientToken\":\"t1\"}"

enum shadow_answer { SHADOW_ACCEPTS, SHADOW_REJECTS, SHADOW_SILENT, SHADOW_OF_ANOTHER };

struct shadow_service {
    enum shadow_answer answer;
    unsigned code;        /* of a rejection */
    const char *document; /* of a get, without its last brace: the token is added */
    unsigned requests;
    char topic[64], payload[160]; /* of the last */
};

struct shadow_told {
    volatile unsigned operations, deltas, updates;
    AwsIotShadowCallbackType_t type;
    AwsIotShadowError_t result;
    char document[160];
};

extern struct shadow_service shadow_service;
extern struct shadow_told shadow_told;
extern const AwsIotShadowCallbackInfo_t shadow_tell;

void shadow_set_up(void); /* connected, the library begun */
void shadow_tear_down(void);

AwsIotShadowDocumentInfo_t shadow_update_of(const char *document);
AwsIotShadowDocumentInfo_t shadow_get_of_thing(void);

/* One update that is waited for, with default patience. */
AwsIotShadowError_t shadow_update(const char *document, uint32_t flags);

#endif
