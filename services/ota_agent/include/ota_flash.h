/* SPDX-License-Identifier: MIT */
/** The store of a device that updates its own firmware: two slots, journal and progress of
 * libs/ota.
 *
 * A file becomes `new` when all of it is there, its job's signature is good, the image's own is
 * good, it fits this board and the slot, and its version is above the one that runs.
 */
#ifndef OTA_FLASH_H
#define OTA_FLASH_H

#include "ota_layout.h"
#include "ota_progress.h"
#include "ota_store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Whose signatures are good. Both hash and verify by `struct ota_crypto`. */
struct ota_signers {
    const struct ota_crypto *image; /**< Of images: the bootloader's key. */
    const struct ota_crypto *job;   /**< Of files: the certificate that a job names. */
    /** Have `job` verify with this certificate. False: there is no such certificate. */
    bool (*choose)(void *context, const char *certfile);
    void *context;
};

struct ota_flash_config {
    struct flash_device *device;
    const struct ota_layout *layout;
    const struct ota_signers *signers;
    void (*reset)(void *context); /**< Of the device. Should not return. */
    void *context;
};

/** All private. The memory is the caller's. */
struct ota_flash {
    struct ota_flash_config config;
    struct ota_journal journal;
    struct ota_progress progress;
    uint32_t window_bytes; /* size of a window */
    uint32_t written;      /* bytes of the current window */
    uint32_t version;      /* of the image that runs */
    uint32_t counter;      /* its security counter */
    uint8_t running;       /* its slot */
    bool is_erased;        /* the current window */
};

/**
 * Look at what is there, and settle what a power cut has left.
 *
 * @param[out] flash  Not moved afterwards. Not NULL.
 * @param config      Copied; what it points at lives as long.
 * @param[out] store  The store. Not NULL.
 * @retval kOTA_Err_None                  Ready.
 * @retval kOTA_Err_BootInfoCreateFailed  The layout is wrong, or there is no journal: no bootloader
 *                                        has run. Nothing may be called.
 *
 * Context: task.  Blocks: as the flash does.
 */
OTA_Err_t ota_flash_init(struct ota_flash *flash, const struct ota_flash_config *config,
                         struct ota_store *store);

#ifdef __cplusplus
}
#endif

#endif
