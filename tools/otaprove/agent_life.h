/* SPDX-License-Identifier: MIT */
/* The product's agent, machine and store, from a start of the device to its end, in virtual time:
 * between the service and a flash whose power may be cut. What it says goes to the service in the
 * words of the wire. */
#ifndef AGENT_LIFE_H
#define AGENT_LIFE_H

#include "fake_service.h"
#include "ota_core.h"
#include "ota_flash.h"

#define AGENT_BLOCK (1u << otaconfigLOG2_FILE_BLOCK_SIZE)

/* What the application does with an image on trial. */
enum agent_test { TEST_ACCEPTS, TEST_REJECTS, TEST_IS_SILENT, TEST_HANGS };

struct agent_life {
    struct ota_core core;
    struct ota_flash flash;
    struct ota_store store;
    struct ota_port port;
    /* Set by whoever lets it live; kept by agent_life_start(). */
    struct fake_service *service;
    enum agent_test test;
    bool is_patient; /* does not activate what is staged */
    bool is_cut_off; /* no connection comes up */
    uint32_t seed;
    const struct ota_data *(*make_data)(void); /* at each start: another way to blocks; or NULL */
    /* At each start: another store before that of the flash; or NULL. */
    void (*extend)(struct ota_store *store, const struct ota_signers *signers);
    void (*said)(void *context); /* after a message has come to the service; or NULL */
    void (*reset)(void *context);
    void *context;
    /* What has been seen. */
    uint32_t now;
    unsigned activations, tests, failures;
    OTA_Err_t error;   /* of the last failure */
    bool has_accepted; /* the application, in this start */
    struct {
        bool activate, accept, reject, hang;
    } wish;
};

/* A start: config's reset and context are the life's. */
OTA_Err_t agent_life_start(struct agent_life *life, const struct ota_flash_config *config);

/* One event: a message, a wish of the application, or the next timer. False: nothing is left. */
bool agent_life_step(struct agent_life *life);

#endif
