/* SPDX-License-Identifier: MIT */
/** What a device is told before its first start: where to connect, whom to trust, who it is.
 *
 *      0     4       8       12                              all numbers big-endian
 *      "DCR1"  length  CRC-32  entry | entry | ...           length, CRC-32: of the entries
 *                              type(2) length(2) bytes
 *
 * The blob lies in the last CREDENTIALS_REGION_BYTES of the board's flash; tools/mkcreds writes it.
 * It holds the private key in the clear: for development. Unknown entries are skipped. Pure: reads
 * the blob where it is, and copies nothing.
 */
#ifndef CREDENTIALS_H
#define CREDENTIALS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CREDENTIALS_REGION_BYTES 16384u
#define CREDENTIALS_ALPN_MAX     4u
#define CREDENTIALS_KEY_BYTES    32u

typedef enum {
    CREDENTIALS_OK = 0,
    CREDENTIALS_ABSENT,  /* no blob here */
    CREDENTIALS_DAMAGED, /* a blob that is cut, changed or breaks the rules */
} credentials_status_t;

/** Bytes of an entry; NULL and 0 when it is absent. Texts have no terminator. */
struct credentials_item {
    const uint8_t *bytes;
    size_t length;
};

struct credentials {
    struct credentials_item address;     /* text: where to connect to */
    struct credentials_item server_name; /* text: whose certificate it must be */
    struct credentials_item trusted;     /* DER: certificate of the authority; where a module has
                                            certificates and key, one byte: its number there */
    struct credentials_item certificate; /* DER: the device's; likewise */
    struct credentials_item key;         /* P-256 private key, CREDENTIALS_KEY_BYTES bytes */
    struct credentials_item thing;       /* text: the device's name */
    struct credentials_item sntp;        /* text: address of a time server */
    struct credentials_item alpn[CREDENTIALS_ALPN_MAX];
    struct credentials_item template_name; /* text: certificate and key are a claim, with which a
                                              device is provisioned by this template */
    uint16_t port;
    uint16_t https_port; /* of the same address: data plane, discovery; 0: not told */
    uint16_t sntp_port;
    uint64_t time; /* seconds since 1970 when the blob was made; 0: not told */
};

#define CREDENTIALS_HEAD_BYTES 12u

/** Types of entries, as they stand in the blob. */
enum credentials_type {
    CREDENTIALS_TYPE_ADDRESS = 1,
    CREDENTIALS_TYPE_PORT,
    CREDENTIALS_TYPE_SERVER_NAME,
    CREDENTIALS_TYPE_TRUSTED,
    CREDENTIALS_TYPE_CERTIFICATE,
    CREDENTIALS_TYPE_KEY,
    CREDENTIALS_TYPE_THING,
    CREDENTIALS_TYPE_SNTP_ADDRESS,
    CREDENTIALS_TYPE_SNTP_PORT,
    CREDENTIALS_TYPE_TIME,
    CREDENTIALS_TYPE_ALPN,
    CREDENTIALS_TYPE_HTTPS_PORT,
    CREDENTIALS_TYPE_TEMPLATE,
};

/**
 * How long a blob is, by its first bytes.
 *
 * @param head  CREDENTIALS_HEAD_BYTES bytes.
 * @return Bytes of the blob, at most CREDENTIALS_REGION_BYTES; 0 when this is no blob.
 *
 * Context: any. Blocks: never.
 */
size_t credentials_length(const uint8_t *head);

/**
 * Read a blob.
 *
 * @param blob              The region, or a copy of it; stays valid while `credentials` is used.
 * @param capacity          Its size in bytes, of which the blob may be a part.
 * @param[out] credentials  Points into `blob`. All absent unless CREDENTIALS_OK.
 * @return See credentials_status_t.
 *
 * Context: any. Blocks: never.
 */
credentials_status_t credentials_parse(const uint8_t *blob, size_t capacity,
                                       struct credentials *credentials);

/**
 * Copy a text entry and terminate it.
 *
 * @param item      From credentials_parse.
 * @param[out] text Room for `capacity` bytes.
 * @param capacity  1 or more.
 * @return `text`, or NULL when the entry is absent or does not fit; `text` is then empty.
 *
 * Context: any. Blocks: never.
 */
char *credentials_text(const struct credentials_item *item, char *text, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
