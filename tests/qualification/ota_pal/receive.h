/* SPDX-License-Identifier: MIT */
/* Files on their way to the slot. */
#ifndef OTA_PAL_RECEIVE_H
#define OTA_PAL_RECEIVE_H

#include "device.h"

/* Blocks of device_image. */
#define RECEIVE_BLOCKS ((DEVICE_IMAGE + DEVICE_BLOCK - 1u) / DEVICE_BLOCK)

/* Write a block of device_image; expects that it works. */
void receive_block(uint32_t block);

/* device_file(1) is created and all of its blocks are written; it is not closed. */
void receive_file(void);

/* Create device_context, write all of its blocks, close it. */
OTA_Err_t receive_and_close(void);

/* A new version is on trial. */
void receive_trial(void);

#endif
