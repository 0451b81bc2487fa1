/* SPDX-License-Identifier: MIT */
/* A device with bootloader, agent and flash whose power can be cut, beside the fake service, in
 * virtual time. */
#ifndef DEVICE_H
#define DEVICE_H

#include "agent_life.h"
#include "boot_kit.h"

struct device {
    struct fake_service service;
    struct agent_life life;
    uint32_t version; /* that runs */
    unsigned starts, resets;
    bool has_signer;
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

/* Does this stand in what the service was told? */
bool device_reported(const char *text);

/* Start: this version runs, and flash was used as flash may be. */
void device_check_version(uint32_t version);

#endif
