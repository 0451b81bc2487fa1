/* SPDX-License-Identifier: MIT */
/* The device that the cases of this group have: a layout of slots in the board's flash, with a
 * version that runs and room for the next, and resets that are counted and not made.
 *
 *   device_new()     slot 0 runs and is valid; nothing is on its way
 *   device_file()    a file for the other slot: image, signature, file context
 *   device_start()   what bootloader and agent do at a start: an image that waits goes on trial,
 * one that was on trial is refused
 *
 * All that the cases call besides is prvPAL_*. A port whose platform layer is not that of
 * services/ota_agent has a device.c of its own. Keys are made when the group begins: images are
 * signed with one that the device knows by the name DEVICE_SIGNER. What was in the journal is put
 * back at the end; the image of slot 0 is never touched where a bootloader has started it.
 */
#ifndef OTA_PAL_DEVICE_H
#define OTA_PAL_DEVICE_H

#include "aws_ota_pal.h"
#include "qualification.h"

#define DEVICE_BLOCK 256u  /* bytes of a block */
#define DEVICE_IMAGE 5001u /* of the file of device_file(): its last block is shorter */

#define DEVICE_SIGNER   "/ota_signer.crt"
#define DEVICE_STRANGER "/stranger.crt" /* the device knows it; it has not signed */

extern OTA_FileContext_t device_context; /* of device_file() */
extern uint8_t device_image[DEVICE_IMAGE];
extern uint32_t device_version; /* that runs */
extern unsigned device_resets;

bool device_begin(void);
void device_end(void);
void device_new(void);
void device_start(void);

/* A good image of the version that runs and `more`, signed for a job. */
void device_file(int more);

/* The same for another board. */
void device_file_for_another_board(void);

/* Sign device_image once more, after a change. */
void device_sign_file(void);

/* Bytes that a slot holds. */
uint32_t device_slot_bytes(void);

#endif
