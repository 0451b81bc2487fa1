/* SPDX-License-Identifier: MIT */
/* The file of a job on its way: which blocks are missing, and the requests for them. */
#ifndef OTA_RECEIVE_H
#define OTA_RECEIVE_H

#include "ota_core.h"
#include "ota_offer.h"

/* The file of an offer, open in the store. kOTA_Err_JobParserError: `offer` says which member. */
OTA_Err_t ota_receive_open(struct ota_core *core, struct ota_offer *offer);

/* Ask for the first blocks that are missing of the window, or say why not: false when too many
 * requests had no answer.
 */
bool ota_receive_request(struct ota_core *core);

enum ota_received {
    OTA_BLOCK_DROPPED, /* not asked for, or there already */
    OTA_BLOCK_WRITTEN,
    OTA_BLOCK_FAILED, /* flash */
    OTA_REQUEST_MET,  /* there is more to ask for */
    OTA_FILE_WHOLE
};
enum ota_received ota_receive_block(struct ota_core *core, uint32_t file_id, uint32_t block,
                                    const uint8_t *bytes, uint32_t length);

/* All blocks are there. */
bool ota_receive_is_whole(const struct ota_core *core);

uint32_t ota_receive_blocks(const struct ota_core *core);

#endif
