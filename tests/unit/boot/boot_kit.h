/* SPDX-License-Identifier: MIT */
/* A device with two slots, and images for it, with a signature that costs nothing. */
#ifndef BOOT_KIT_H
#define BOOT_KIT_H

#include "boot.h"
#include "flash_model.h"
#include "image_kit.h"

#define KIT_SECTOR   1024u
#define KIT_SLOT     (4u * KIT_SECTOR)
#define KIT_ADDRESS  0x10000u
#define KIT_HARDWARE 77u
#define KIT_BINARY   2000u

extern struct flash_model kit_model;
extern struct flash_device kit_flash;
extern const struct ota_layout kit_layout;
extern uint8_t kit_memory[KIT_SLOT];
extern char kit_said[4096];
extern uint8_t kit_key; /* of the device, and of images made from now on */

/* Hashes, and verifies with kit_key. After kit_new(). */
extern struct ota_crypto kit_crypto;

/* The DER signature of bytes: its length; OTA_SIGNATURE_MAX is enough. */
uint32_t kit_sign(const uint8_t *bytes, uint32_t length, uint8_t *der);

/* A new device: flash erased. */
void kit_new(void);

/* A good image of that version. */
struct image_kit kit_version(uint32_t sequence);

/* Bytes of the image in `bytes`, which has room for KIT_SLOT. */
uint32_t kit_make(const struct image_kit *image, uint8_t *bytes);

/* Put it into a slot, as a programmer or the agent does; without a record. */
void kit_put(unsigned slot, const uint8_t *image, uint32_t bytes);
void kit_put_version(unsigned slot, uint32_t sequence);

/* The application's record: change it between these two. */
struct ota_record *kit_record(void);
void kit_write(void);

struct kit_start {
    struct boot_choice choice;
    uint32_t entry;
};

/* A start. What was said is in kit_said. */
struct kit_start kit_start(void);

/* True: it runs that version, whole, in memory. */
bool kit_runs(const struct kit_start *start, uint32_t sequence);

#endif
