/* SPDX-License-Identifier: MIT */
/* Places in an image, beside what libs/ota says of it. */
#ifndef SIGN_FORMAT_H
#define SIGN_FORMAT_H

#include "ota_image.h"

#define IMAGE_FLAG        7u
#define IMAGE_SEQUENCE    OTA_IMAGE_SIGNED_FROM
#define IMAGE_START       12u
#define IMAGE_END         16u
#define IMAGE_EXEC        20u
#define IMAGE_HARDWARE_ID 24u
#define IMAGE_COUNTER     28u
#define IMAGE_LENGTH      OTA_IMAGE_TYPE_BYTES   /* in the trailer */
#define IMAGE_SIGNATURE   OTA_IMAGE_SIGNATURE_AT /* in the trailer */

#endif
