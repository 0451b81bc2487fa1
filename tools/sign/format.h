/* SPDX-License-Identifier: MIT */
/* Places in an image. */
#ifndef SIGN_FORMAT_H
#define SIGN_FORMAT_H

#define IMAGE_MAGIC           "@AFRTOS"
#define IMAGE_MAGIC_BYTES     7u
#define IMAGE_FLAG            7u
#define IMAGE_SEQUENCE        8u /* what the signature is over begins here */
#define IMAGE_START           12u
#define IMAGE_END             16u
#define IMAGE_EXEC            20u
#define IMAGE_HARDWARE_ID     24u
#define IMAGE_COUNTER         28u
#define IMAGE_BINARY          32u
#define IMAGE_TYPE            "sig-sha256-ecdsa"
#define IMAGE_TYPE_BYTES      32u
#define IMAGE_LENGTH_BYTES    4u
#define IMAGE_SIGNATURE_BYTES 256u
#define IMAGE_TRAILER_BYTES   (IMAGE_TYPE_BYTES + IMAGE_LENGTH_BYTES + IMAGE_SIGNATURE_BYTES)
#define IMAGE_OVERHEAD        (IMAGE_BINARY + IMAGE_TRAILER_BYTES)
#define IMAGE_BINARY_MIN      4u
#define IMAGE_DER_MIN         8u
#define IMAGE_DER_MAX         72u

#endif
