/* SPDX-License-Identifier: MIT */
/** Options of the update agent. An application sets its own in aws_ota_agent_config.h. */
#ifndef OTA_CONFIG_DEFAULTS_H
#define OTA_CONFIG_DEFAULTS_H

#if defined(__has_include)
#if __has_include("aws_ota_agent_config.h")
#include "aws_ota_agent_config.h"
#endif
#endif

/* Logarithm of a block's bytes. [8..17; 10] */
#ifndef otaconfigLOG2_FILE_BLOCK_SIZE
#define otaconfigLOG2_FILE_BLOCK_SIZE 10u
#endif

/* How long a request for blocks waits for the next block. [ms; 2500] */
#ifndef otaconfigFILE_REQUEST_WAIT_MS
#define otaconfigFILE_REQUEST_WAIT_MS 2500u
#endif

/* Requests in a row without a block, then the attempt ends for otaconfigRETRY_WAIT_MS. [32] */
#ifndef otaconfigMAX_NUM_REQUEST_MOMENTUM
#define otaconfigMAX_NUM_REQUEST_MOMENTUM 32u
#endif

/* How long the application has to accept an image on trial. [ms; 16000] */
#ifndef otaconfigSELF_TEST_RESPONSE_WAIT_MS
#define otaconfigSELF_TEST_RESPONSE_WAIT_MS 16000u
#endif

/* How long a report waits for its answer before it is repeated. [ms; 10000] */
#ifndef otaconfigREPORT_WAIT_MS
#define otaconfigREPORT_WAIT_MS 10000u
#endif

/* How long an attempt that has ended without news rests. [ms; 60000] */
#ifndef otaconfigRETRY_WAIT_MS
#define otaconfigRETRY_WAIT_MS 60000u
#endif

/* Report after so many blocks. [64] */
#ifndef otaconfigOTA_UPDATE_STATUS_FREQUENCY
#define otaconfigOTA_UPDATE_STATUS_FREQUENCY 64u
#endif

/* Report version and progress to the named shadow `ota`: {"state":"receiving","version":"1.2.3",
 * "job":"j1","percent":42,"reason":null}. The thing's policy has to allow it. 0, 1. [1] */
#ifndef otaconfigREPORT_TO_SHADOW
#define otaconfigREPORT_TO_SHADOW 1
#endif

/* Blocks that are kept track of at a time, a multiple of 8: a window of the slot (eight blocks, or
 * a sector) has to fit. 1 bit each. [8..1024; 256] */
#ifndef otaconfigMAX_WINDOW_BLOCKS
#define otaconfigMAX_WINDOW_BLOCKS 256u
#endif

/* Longest thing name. [1..128; 64] */
#ifndef otaconfigMAX_THINGNAME_LEN
#define otaconfigMAX_THINGNAME_LEN 64u
#endif

/* Longest filepath and longest certfile of a document, with the NUL. [64] */
#ifndef otaconfigMAX_PATH_BYTES
#define otaconfigMAX_PATH_BYTES 64u
#endif

/* Longest signature of a job: 72 is ECDSA P-256. [72..256; 72] */
#ifndef otaconfigMAX_SIGNATURE_BYTES
#define otaconfigMAX_SIGNATURE_BYTES 72u
#endif

/* Messages that wait for the agent's task, and bytes of the largest: a job's document, or a block.
 * A window and a document fit by default, so that no block is dropped. [9], [2048] */
#ifndef otaconfigMAX_NUM_OTA_DATA_BUFFERS
#define otaconfigMAX_NUM_OTA_DATA_BUFFERS 9u
#endif
#ifndef otaconfigDATA_BUFFER_BYTES
#define otaconfigDATA_BUFFER_BYTES 2048u
#endif

/* Blocks that are asked for at a time: more than there are buffers for would come and be dropped.
 * [1..; all buffers but one] */
#ifndef otaconfigMAX_NUM_BLOCKS_REQUEST
#define otaconfigMAX_NUM_BLOCKS_REQUEST (otaconfigMAX_NUM_OTA_DATA_BUFFERS - 1u)
#endif

/* OTA_State_t has the four states of 2019 and their values: NotReady 0, Ready 1, Active 2 (a file
 * is on its way), ShuttingDown 3. 0: the twelve of API v1.2. 0, 1. [0] */
#ifndef otaconfigSTATES_2019
#define otaconfigSTATES_2019 0
#endif

/* Stack of the agent's task, in words of StackType_t, and its priority. [1024], [2] */
#ifndef otaconfigSTACK_SIZE
#define otaconfigSTACK_SIZE 1024u
#endif
#ifndef otaconfigAGENT_PRIORITY
#define otaconfigAGENT_PRIORITY 2u
#endif

/* The way to blocks that is taken where a document offers both and both are there; the other one is
 * taken when it does not answer. [OTA_DATA_OVER_MQTT] */
#define OTA_DATA_OVER_MQTT 1u
#define OTA_DATA_OVER_HTTP 2u
#ifndef otaconfigPRIMARY_DATA_PROTOCOL
#define otaconfigPRIMARY_DATA_PROTOCOL OTA_DATA_OVER_MQTT
#endif

/* Longest address of a file, in bytes, and bytes for the fields of a request and of an answer
 * beside it. [1536], [1024] */
#ifndef otaconfigHTTP_URL_BYTES
#define otaconfigHTTP_URL_BYTES 1536u
#endif
#ifndef otaconfigHTTP_FIELDS_BYTES
#define otaconfigHTTP_FIELDS_BYTES 1024u
#endif

#if otaconfigLOG2_FILE_BLOCK_SIZE < 8 || otaconfigLOG2_FILE_BLOCK_SIZE > 17
#error "otaconfigLOG2_FILE_BLOCK_SIZE: 8 to 17"
#endif
#if otaconfigMAX_WINDOW_BLOCKS % 8 != 0 || otaconfigMAX_WINDOW_BLOCKS > 1024
#error "otaconfigMAX_WINDOW_BLOCKS: a multiple of 8, up to 1024"
#endif
#if otaconfigMAX_NUM_BLOCKS_REQUEST < 1
#error "otaconfigMAX_NUM_BLOCKS_REQUEST: at least 1"
#endif
#if otaconfigDATA_BUFFER_BYTES < (1 << otaconfigLOG2_FILE_BLOCK_SIZE)
#error "otaconfigDATA_BUFFER_BYTES: a block has to fit"
#endif

#endif
