/* SPDX-License-Identifier: MIT */
/** Updates of several files: firmware goes to the store of the board's flash, the others, by their
 * `fileType`, to the application. They come first, in the order of the document, then the firmware;
 * an update without firmware is accepted when its last file is there.
 *
 *      file  fileType 0 ──► the store of ota_flash.h: slots, trial
 *            any other  ──► struct ota_files: begin, write, (signature of the job), close
 *
 * After a reset the others are offered again from the first; begin() may say that a file is there.
 */
#ifndef OTA_BUNDLE_H
#define OTA_BUNDLE_H

#include "ota_flash.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where files go that are no firmware. All are called by the agent's task and may block. */
struct ota_files {
    void *context;
    /** A file is to come: its type, path and size are in `file`. Blocks from ulFirstBlock on are
     * fetched: 0, and as many as it has, if all of it is there. Any error refuses the job. */
    OTA_Err_t (*begin)(void *context, OTA_FileContext_t *file);
    /** A block, each once, in any order within a window. False: the job fails. */
    bool (*write)(void *context, const OTA_FileContext_t *file, uint32_t offset,
                  const uint8_t *bytes, uint32_t length);
    /** What was written, to be checked. */
    bool (*read)(void *context, const OTA_FileContext_t *file, uint32_t offset, void *to,
                 uint32_t length);
    /** All of the file is there and its signature is good. More may come before it is to be used:
     * `xHasMore`. Any error fails the job. */
    OTA_Err_t (*close)(void *context, OTA_FileContext_t *file);
    /** The update has failed or is gone: whatever came of it is of no use. */
    void (*drop)(void *context);
    /** The update has succeeded: what came is to be used. After a reset between the two it may not
     * be called. May be NULL. */
    void (*accept)(void *context);
};

/** All private. The memory is the caller's. */
struct ota_bundle {
    struct ota_store firmware;
    const struct ota_files *files;
    const struct ota_signers *signers;
    OTA_FileContext_t *file; /* that is checked */
    uint8_t state;           /* of the update while it is not the firmware's */
};

/**
 * Make a store.
 *
 * @param[out] bundle  Lives as long as the store. Not NULL.
 * @param firmware     Copied. Not NULL.
 * @param files        Lives as long. Not NULL.
 * @param signers      Lives as long. Not NULL.
 * @param[out] store   Not NULL; may be `firmware`.
 *
 * Context: task.  Blocks: never.
 */
void ota_bundle_init(struct ota_bundle *bundle, const struct ota_store *firmware,
                     const struct ota_files *files, const struct ota_signers *signers,
                     struct ota_store *store);

#ifdef __cplusplus
}
#endif

#endif
