/* SPDX-License-Identifier: MIT */
/* The agent of a case: over a platform in memory, beside a service that says what the case wants.
 */
#ifndef AGENT_KIT_H
#define AGENT_KIT_H

#include "aws_iot_ota_agent.h"
#include "qualification.h"
#include "scripted_link.h"

#define KIT_THINGS "$aws/things/lamp"
#define KIT_BLOCK  1024u
#define KIT_BLOCKS 3u
#define KIT_BYTES  2500u /* of the file: its last block is shorter */

/* What the platform was told. */
struct agent_kit {
    struct scripted_link service;
    OTA_FileContext_t created; /* as it was when the file was created */
    char path[32], certificate[32], job[32];
    uint8_t signature[4];
    uint8_t file[KIT_BYTES];
    unsigned creations, written, closed, aborted;
    unsigned activated, failed;
};

extern struct agent_kit kit;

void kit_set_up(void);    /* no agent */
void kit_tear_down(void); /* no agent, again */

/* OTA_AgentInit_internal() with the platform of the kit. */
OTA_State_t kit_init(struct mqtt_link *link, const char *thing);

/* An agent that is connected; expects that it starts. */
void kit_start(void);

/* Let it do what there is to do. */
void kit_wait(void);

/* The service offers job j1 with this document. */
void kit_offer(const char *document);

/* The document of a good file of KIT_BYTES. */
#define KIT_DOCUMENT KIT_DOCUMENT_WITH("\"filesize\":2500,")
#define KIT_DOCUMENT_WITH(size)                                                                    \
    "{\"afr_ota\":{\"protocols\":[\"MQTT\"],\"streamname\":\"s1\",\"files\":[{\"filepath\":"       \
    "\"/image\"," size "\"fileid\":5,\"certfile\":\"/signer.crt\",\"sig-sha256-ecdsa\":"           \
    "\"3q2+7w==\"}]}}"

/* The service sends a block of the file; its bytes are kit_byte(). */
void kit_send_block(uint32_t block);
uint8_t kit_byte(uint32_t at);

/* Whether what was published last has this text. */
bool kit_says(const char *text);

#endif
