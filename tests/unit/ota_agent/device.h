/* SPDX-License-Identifier: MIT */
/* A device with bootloader, agent and flash whose power can be cut, beside the fake service, in
 * virtual time. */
#ifndef DEVICE_H
#define DEVICE_H

#include "boot_kit.h"
#include "fake_service.h"
#include "ota_core.h"
#include "ota_flash.h"

#define DEVICE_BLOCK (1u << otaconfigLOG2_FILE_BLOCK_SIZE)

/* What the application does with an image on trial. */
enum device_test { TEST_ACCEPTS, TEST_REJECTS, TEST_IS_SILENT };

struct device {
    struct fake_service service;
    struct ota_core core;
    struct ota_flash flash;
    struct ota_store store;
    uint32_t now;
    uint32_t version; /* that runs */
    unsigned starts, resets, activations, tests, failures;
    OTA_Err_t error; /* of the last failure */
    enum device_test test;
    bool is_patient; /* does not activate what is staged */
    bool is_cut_off; /* no connection comes up */
    bool has_signer;
    uint32_t seed;
    /* Called at each start: another way to blocks than MQTT. NULL: none. */
    const struct ota_data *(*make_data)(void);
    /* Called before each step of the device; may do anything to the world. */
    void (*before_step)(unsigned step);
    unsigned step;
};

extern struct device device;

/* A new device with version 1, idle. */
void device_new(void);

/* Start: bootloader, agent, connection. */
void device_start(void);

/* Let it run, through resets and power cuts, until nothing more happens, or `steps` are over.
 * False: they were. */
bool device_run(unsigned steps);

/* One event: a message, a wish of the application, or the next timer. False: nothing left to do. */
bool device_step(void);

/* An update is offered as job `name`. */
void device_offer(const char *name, const struct image_kit *image);
void device_offer_version(const char *name, uint32_t version);

#endif
