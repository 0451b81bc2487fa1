/* SPDX-License-Identifier: MIT */
/** The machine of an update: slot, job and status, by the table of docs/design/ota.md. No task, no
 * clock, no network and no flash of its own: events come in as calls, what it wants done goes out
 * through `struct ota_port`, what it must not forget is in `struct ota_store`.
 *
 *      ota_core_up / down        the connection
 *      ota_core_message          jobs: an execution, the answer to a report
 *      ota_core_block            a block of the file
 *      ota_core_tick             time
 *      ota_core_accept / reject  the application
 *
 * All calls come from one task.
 */
#ifndef OTA_CORE_H
#define OTA_CORE_H

#include "ota_store.h"

#ifdef __cplusplus
extern "C" {
#endif

#define OTA_CORE_TOPIC_BYTES (otaconfigMAX_THINGNAME_LEN + 96u)

struct ota_core;

/** Another way to blocks than streams over MQTT. They arrive by ota_core_block() as well. */
struct ota_data {
    void *context;
    /** The file is at this address, which the source copies: as it stands in the document, with the
     * escapes of JSON. False: it cannot be used. */
    bool (*open)(void *context, const char *url, size_t length);
    /** Begin to fetch blocks: bit k of byte j of the bitmap is block `first` + 8j + k. The bitmap
     * stays, and a bit is cleared as its block arrives. */
    bool (*fetch)(void *context, const OTA_FileContext_t *file, uint32_t first,
                  const uint8_t *bitmap, size_t bitmap_bytes);
    /** Go on: called by the machine's task when it has nothing else to do.
     * Returns milliseconds until it wants to be called again; UINT32_MAX: after the next fetch. */
    uint32_t (*run)(void *context, struct ota_core *core);
};

/** What the machine wants done. */
struct ota_port {
    void *context;
    /** Send a message; copied. False: not now, it will be tried again. */
    bool (*publish)(void *context, const char *topic, const void *payload, size_t length);
    /** Tell the application. May call ota_core_accept() and so on only after it has returned. */
    void (*tell)(void *context, OTA_JobEvent_t event, OTA_Err_t error);
    /** A job that is no update. NULL: it is refused. */
    OTA_JobParseErr_t (*custom_job)(void *context, const char *document, size_t length);
    /** Another way to the blocks than streams over MQTT. NULL: there is none. */
    const struct ota_data *data;
    /** Milliseconds, from anything on. */
    uint32_t (*now)(void *context);
};

struct ota_timer {
    uint32_t at;
    bool is_on;
};

/** All private but the counters. The memory is the caller's. */
struct ota_core {
    const struct ota_port *port;
    const struct ota_store *store;
    const char *thing;
    struct ota_where where; /* as the store said last */
    OTA_FileContext_t file;
    Sig256_t signature;
    char stream[45];
    char path[otaconfigMAX_PATH_BYTES], certificate[otaconfigMAX_PATH_BYTES];
    uint8_t missing[otaconfigMAX_WINDOW_BLOCKS / 8u]; /* of the window: 1 is not there yet */
    uint32_t window_first, window_missing;
    uint32_t awaited;        /* blocks of the last request that are not there yet */
    uint32_t blocks_written; /* since the last report */
    uint32_t unanswered;     /* requests */
    struct ota_timer ask, request, report, trial;
    uint32_t asked;       /* how often, for the token */
    uint32_t token;       /* of the last report */
    uint32_t version;     /* of J's execution; 0: not known */
    OTA_Err_t failure;    /* receiving: FAILED is to be reported; or 0 */
    uint32_t shadow_said; /* what the shadow was told; 0: nothing on this connection */
    uint8_t sent;         /* what the last report was */
    uint8_t files_done;   /* of J */
    bool is_up, is_open, is_suspended, is_accepted, is_told, is_resetting;
    bool has_other_way, takes_other_way;
    /* Counters. */
    uint32_t received, dropped, processed, requests, bytes_received;
};

/**
 * Begin where the store says.
 *
 * @param[out] core  Lives as long as it is used. Not NULL.
 * @param port       Lives as long. Not NULL.
 * @param store      Ready; lives as long. Not NULL.
 * @param thing      The thing's name, up to otaconfigMAX_THINGNAME_LEN; lives as long.
 * @param seed       Another number in each start: answers to the start before are not this one's.
 *
 * Context: task.  Blocks: as the store.
 */
void ota_core_init(struct ota_core *core, const struct ota_port *port,
                   const struct ota_store *store, const char *thing, uint32_t seed);

/**
 * The connection is up and the subscriptions are there: ask for a job, report what is to be
 * reported. Also: look for an update now.
 *
 * @param core  Not NULL.
 *
 * Context: the agent's task.  Blocks: as the store.
 */
void ota_core_up(struct ota_core *core);

/**
 * The connection is lost. What it cost is asked for again when it is up; a trial goes on.
 *
 * @param core  Not NULL.
 *
 * Context: the agent's task.  Blocks: never.
 */
void ota_core_down(struct ota_core *core);

/**
 * A message of the jobs service.
 *
 * @param core     Not NULL.
 * @param topic    Any.
 * @param topic_length  Bytes of it.
 * @param payload  JSON, or whatever came.
 * @param length   Bytes of it.
 * @return Whether it was the agent's.
 *
 * Context: the agent's task.  Blocks: as the store.
 */
bool ota_core_message(struct ota_core *core, const char *topic, size_t topic_length,
                      const char *payload, size_t length);

/**
 * A block of a file.
 *
 * @param core     Not NULL.
 * @param file_id  As it says.
 * @param block    As it says.
 * @param bytes    Not NULL.
 * @param length   Bytes of it.
 * @return False: it was dropped.
 *
 * Context: the agent's task.  Blocks: as the store.
 */
bool ota_core_block(struct ota_core *core, uint32_t file_id, uint32_t block, const uint8_t *bytes,
                    uint32_t length);

/**
 * Say whether blocks are to be fetched by the other way than MQTT, now.
 *
 * @param core  Not NULL.
 * @return False: there is nothing to fetch, or not now.
 *
 * Context: the agent's task.  Blocks: never.
 */
bool ota_core_wants(const struct ota_core *core);

/**
 * The address that blocks are fetched from is good no more: the service is asked for the document
 * again, which has a new one.
 *
 * @param core  Not NULL.
 *
 * Context: the agent's task.  Blocks: never.
 */
void ota_core_expired(struct ota_core *core);

/**
 * What is at that address is not the file of the document: the job fails.
 *
 * @param core  Not NULL.
 *
 * Context: the agent's task.  Blocks: as the store.
 */
void ota_core_unusable(struct ota_core *core);

/**
 * Time has gone by.
 *
 * @param core  Not NULL.
 * @return Milliseconds until it wants to be called again; UINT32_MAX: no need.
 *
 * Context: the agent's task.  Blocks: as the store.
 */
uint32_t ota_core_tick(struct ota_core *core);

/**
 * The application accepts the image on trial: the service is asked, and when it knows the job still
 * the image becomes valid.
 *
 * @param core  Not NULL.
 * @return kOTA_Err_None, or kOTA_Err_BadImageState: none is on trial.
 *
 * Context: the agent's task.  Blocks: as the store.
 */
OTA_Err_t ota_core_accept(struct ota_core *core);

/**
 * The application gives up: an image on trial is refused and the device reset, a download is
 * reported as failed.
 *
 * @param core    Not NULL.
 * @param reason  Of an image on trial.
 * @return kOTA_Err_None, or kOTA_Err_NoActiveJob: there is nothing to refuse.
 *
 * Context: the agent's task.  Blocks: as the store; may reset the device.
 */
OTA_Err_t ota_core_reject(struct ota_core *core, ota_refusal_t reason);

/**
 * Reset into a staged image.
 *
 * @param core  Not NULL.
 * @return kOTA_Err_None, where a reset is still to come, or kOTA_Err_ActivateFailed: none is
 * staged.
 *
 * Context: the agent's task.  Blocks: resets the device.
 */
OTA_Err_t ota_core_activate(struct ota_core *core);

/**
 * Ask for nothing any more; what was received stays.
 *
 * @param core  Not NULL.
 *
 * Context: the agent's task.  Blocks: never.
 */
void ota_core_suspend(struct ota_core *core);

/**
 * Go on.
 *
 * @param core  Not NULL.
 *
 * Context: the agent's task.  Blocks: as the store.
 */
void ota_core_resume(struct ota_core *core);

#ifdef __cplusplus
}
#endif

#endif
