/* SPDX-License-Identifier: MIT */
/* The device's side of an update while an image runs: from its start until there is nothing left to
 * do, or until it resets. This is the only place where the proof knows of an agent. */
#ifndef PROVE_APPLICATION_H
#define PROVE_APPLICATION_H

#include "flash.h"
#include "ota_layout.h"
#include "service.h"

enum verdict {
    VERDICT_ACCEPT,
    VERDICT_REJECT,
    VERDICT_SILENT, /* the watchdog ends its trial */
};

enum application_end {
    APPLICATION_QUIET,
    APPLICATION_RESET,
    APPLICATION_FAILED, /* flash or journal say what they must not */
};

struct application {
    struct flash_device *flash;
    const struct ota_layout *layout;
    const struct ota_crypto *crypto;
    struct service *service;
    uint8_t slot;      /* that runs */
    uint32_t sequence; /* its version */
    uint32_t block_bytes;
    enum verdict verdict; /* about an image on trial */
    void *context;
    /* Before blocks are asked for: where in the file. */
    void (*asks)(void *context, uint32_t offset);
    /* Before the record that accepts the image that runs. */
    void (*accepts)(void *context);
};

enum application_end application_run(const struct application *application);

#endif
