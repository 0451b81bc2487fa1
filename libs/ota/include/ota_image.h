/* SPDX-License-Identifier: MIT */
/** The image of an update: what it says of itself, and whether it may run here.
 *
 *      offset 0        7      8          12      16    20     24            28        32       32+n
 *             | @AFRTOS | 0xFF | sequence | start | end | exec | hardware id | counter | binary ...
 * |
 *             |- head, 32 bytes -------------------------------------------------------|
 *
 *      offset 32+n               64+n     68+n              324+n
 *             | sig-sha256-ecdsa | length | DER, then zeros |
 *             |- trailer, 292 bytes ------------------------|
 *
 * Numbers are little-endian. The signature is over bytes 8 .. 32+n. Nothing of an image is believed
 * before its signature is good; its lengths, which lead there, are checked before they are used.
 * docs/design/ota.md has every field.
 */
#ifndef OTA_IMAGE_H
#define OTA_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define OTA_IMAGE_MAGIC          "@AFRTOS"
#define OTA_IMAGE_MAGIC_BYTES    7u
#define OTA_IMAGE_FLAG           0xFFu /* in every image: the flags of a slot are in the journal */
#define OTA_IMAGE_HEAD_BYTES     32u   /* header and descriptor; then the binary */
#define OTA_IMAGE_SIGNED_FROM    8u    /* first byte that the signature is over */
#define OTA_IMAGE_TRAILER_BYTES  292u
#define OTA_IMAGE_EXTRA_BYTES    (OTA_IMAGE_HEAD_BYTES + OTA_IMAGE_TRAILER_BYTES)
#define OTA_IMAGE_BINARY_MIN     4u
#define OTA_IMAGE_TYPE           "sig-sha256-ecdsa" /* then zeros */
#define OTA_IMAGE_TYPE_BYTES     32u
#define OTA_IMAGE_SIGNATURE_AT   36u /* in the trailer */
#define OTA_IMAGE_SIGNATURE_ROOM 256u
#define OTA_SIGNATURE_MIN        8u /* DER, ECDSA P-256 */
#define OTA_SIGNATURE_MAX        72u
#define OTA_DIGEST_BYTES         32u

/* The version, as AppVersion32_t: major 8 bits, minor 8, build 16. */
#define OTA_SEQUENCE(major, minor, build)                                                          \
    ((uint32_t)(major) << 24 | (uint32_t)(minor) << 16 | (uint32_t)(build))

/** Why an image is not taken. The numbers stand in journals: none is ever used again. */
typedef enum {
    OTA_REFUSED_NOT = 0, /* it is good */
    OTA_REFUSED_MAGIC = 1,
    OTA_REFUSED_FLAG = 2,
    OTA_REFUSED_SIZE = 3,
    OTA_REFUSED_ADDRESS = 4,
    OTA_REFUSED_HARDWARE_ID = 5,
    OTA_REFUSED_COUNTER = 6,
    OTA_REFUSED_DOWNGRADE = 7,
    OTA_REFUSED_SAME_VERSION = 8,
    OTA_REFUSED_SIGNATURE_TYPE = 9,
    OTA_REFUSED_SIGNATURE = 10,
    OTA_REFUSED_FLASH = 11,     /* it cannot be read */
    OTA_REFUSED_CRYPTO = 12,    /* the hash says no */
    OTA_REFUSED_SELF_TEST = 13, /* met pending at a boot, with no trial left */
    OTA_REFUSED_REJECTED = 14,  /* the application has said no */
    OTA_REFUSED_TIMEOUT = 15,   /* the application has not said anything */
    OTA_REFUSED_CANCELLED = 16, /* its job was cancelled */
    OTA_REFUSED_COUNT
} ota_refusal_t;

/** What the head says, in numbers. */
struct ota_image {
    uint32_t sequence; /* OTA_SEQUENCE() */
    uint32_t start;    /* address of the binary's first byte when it runs */
    uint32_t end;      /* start + binary_bytes */
    uint32_t exec;     /* vector table or first instruction; a multiple of 4 in start .. end - 4 */
    uint32_t hardware_id;
    uint32_t counter; /* security counter */
    uint32_t binary_bytes;
};

/** What an image has to be; ota_layout_target() makes one of a layout. */
struct ota_target {
    uint32_t image_bytes_max; /* whole image: of the slot, and of the memory it runs in */
    uint32_t start;
    uint32_t hardware_id;
    uint32_t counter; /* the least that may run */
};

/** Where the bytes of an image come from. Each is asked for once, in ascending order, by
 * ota_image_check(), so a source may copy them on the way and answer with the copy. */
struct ota_source {
    void *context;
    /**
     * @param context  As above.
     * @param offset   In the image; offset + length never exceeds image_bytes_max.
     * @param[out] to  Room for `length` bytes.
     * @param length   1 .. scratch_bytes.
     * @return False: it cannot be read.
     */
    bool (*read)(void *context, uint32_t offset, void *to, uint32_t length);
    uint32_t file_bytes; /* how long the file is; 0: unknown, as in a slot */
};

/* What verify() returns for a good signature: no small number, no result of a skipped instruction.
 * Anything else is bad. */
#define OTA_VERIFIED UINT32_C(0x5AC3963C)

/** Cryptography, handed in. One hash at a time; the key is in the context. */
struct ota_crypto {
    void *context;
    /** Begin a SHA-256; what was begun before is given up. False: it cannot. */
    bool (*hash_start)(void *context);
    /** Go on with `length` bytes, 1 or more. False: it cannot. */
    bool (*hash_update)(void *context, const void *bytes, uint32_t length);
    /** End it. False: it cannot. */
    bool (*hash_finish)(void *context, uint8_t digest[OTA_DIGEST_BYTES]);
    /** Is this the DER signature (ECDSA, P-256) of what has this SHA-256, with nothing before or
     * behind it? OTA_VERIFIED, or anything else. */
    uint32_t (*verify)(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                       const uint8_t *signature, uint32_t signature_bytes);
};

/** The least that ota_image_check() works in. */
#define OTA_SCRATCH_MIN OTA_IMAGE_TRAILER_BYTES

/** What ota_image_check() has seen. With digest and signature a caller that trusts no single path
 * verifies a second time. */
struct ota_checked {
    struct ota_image image;
    uint8_t digest[OTA_DIGEST_BYTES];
    const uint8_t *signature; /* in the caller's scratch */
    uint32_t signature_bytes;
};

/**
 * The reason in the words of the design page, as they go to logs and to the status of a job.
 *
 * @param refusal  Any number.
 * @return Static text: "magic", "hardware id", ...; "none" for OTA_REFUSED_NOT, "unknown" for a
 *         number that is no refusal.
 *
 * Context: any.  Blocks: never.
 */
const char *ota_refusal_text(ota_refusal_t refusal);

/**
 * Read the head of an image. Nothing is believed: it says how large the image would be, if that is
 * possible at all.
 *
 * @param head             The first OTA_IMAGE_HEAD_BYTES bytes. Not NULL.
 * @param image_bytes_max  The largest image that can be there, trailer and all. Any number.
 * @param[out] image       Set in any case, for messages; to be used on OTA_REFUSED_NOT only: then
 *                         OTA_IMAGE_EXTRA_BYTES + binary_bytes <= image_bytes_max, end > start, and
 *                         exec is inside. Not NULL.
 * @return OTA_REFUSED_NOT, or the first of _MAGIC, _FLAG, _SIZE, _ADDRESS (exec).
 *
 * Context: any.  Blocks: never.
 */
ota_refusal_t ota_image_parse_head(const uint8_t head[OTA_IMAGE_HEAD_BYTES],
                                   uint32_t image_bytes_max, struct ota_image *image);

/**
 * Does what the head says belong here? Right after ota_image_parse_head().
 *
 * @param image   Parsed. Not NULL.
 * @param target  What it has to be. Not NULL.
 * @return OTA_REFUSED_NOT, or the first of _ADDRESS, _HARDWARE_ID, _COUNTER.
 *
 * Context: any.  Blocks: never.
 */
ota_refusal_t ota_image_fits(const struct ota_image *image, const struct ota_target *target);

/**
 * Read the trailer of an image.
 *
 * @param trailer               Its last OTA_IMAGE_TRAILER_BYTES bytes. Not NULL.
 * @param[out] signature_bytes  How long the DER at trailer + OTA_IMAGE_SIGNATURE_AT is, when the
 *                              trailer is good: OTA_SIGNATURE_MIN .. OTA_SIGNATURE_MAX. Not NULL.
 * @return OTA_REFUSED_NOT, _SIGNATURE_TYPE or _SIGNATURE. Everything behind type and signature is
 *         zero then.
 *
 * Context: any.  Blocks: never.
 */
ota_refusal_t ota_image_parse_trailer(const uint8_t trailer[OTA_IMAGE_TRAILER_BYTES],
                                      uint32_t *signature_bytes);

/**
 * Is there a good image: magic, flag, sizes, addresses, hardware id, counter, signature? Reads each
 * byte of it once, in ascending order, and no further than its head says.
 *
 * @param source         Where it is. Not NULL.
 * @param target         What it has to be. Not NULL.
 * @param crypto         Not NULL.
 * @param scratch        Memory to work in, any alignment; afterwards it holds the trailer.
 * @param scratch_bytes  OTA_SCRATCH_MIN or more; the more, the longer the reads.
 * @param[out] checked   Filled as far as the check went; to be believed on OTA_REFUSED_NOT only.
 * @return OTA_REFUSED_NOT, or the first reason: head, file size, target, flash, trailer, signature.
 *
 * Context: task.  Blocks: as source and crypto do.
 */
ota_refusal_t ota_image_check(const struct ota_source *source, const struct ota_target *target,
                              const struct ota_crypto *crypto, uint8_t *scratch,
                              uint32_t scratch_bytes, struct ota_checked *checked);

/**
 * May this version follow that one?
 *
 * @param sequence  Of the new image.
 * @param running   Of the one that runs.
 * @return OTA_REFUSED_NOT, OTA_REFUSED_SAME_VERSION or OTA_REFUSED_DOWNGRADE.
 *
 * Context: any.  Blocks: never.
 */
static inline ota_refusal_t ota_image_follows(uint32_t sequence, uint32_t running)
{
    if (sequence == running) {
        return OTA_REFUSED_SAME_VERSION;
    }
    return sequence < running ? OTA_REFUSED_DOWNGRADE : OTA_REFUSED_NOT;
}

#ifdef __cplusplus
}
#endif

#endif
