/* SPDX-License-Identifier: MIT */
/** Keys and certificates of the PKCS#11 token for ota_signers.h: what a job is verified with is
 * found by the label that belongs to its `certfile`.
 *
 *      certfile of a job ──labels──► label ──► CKO_PUBLIC_KEY (P-256), else CKO_CERTIFICATE
 *                        (none: the label is the certfile)
 */
#ifndef OTA_TOKEN_H
#define OTA_TOKEN_H

#include "core_pkcs11.h"
#include "ota_signers.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Longest certificate. */
#ifndef OTA_TOKEN_BYTES
#define OTA_TOKEN_BYTES 1024u
#endif

struct ota_token_label {
    const char *certfile, *label;
};

/** All private. The memory is the caller's. */
struct ota_token {
    CK_SESSION_HANDLE session;
    const struct ota_token_label *labels;
    size_t count;
    uint8_t bytes[OTA_TOKEN_BYTES]; /* of what was found last */
};

/**
 * Read a public key or a certificate.
 *
 * @param session      Open.
 * @param label        Not NULL.
 * @param[out] bytes   A key of P-256 as SubjectPublicKeyInfo (91 bytes), or a certificate; DER. Not
 *                     NULL.
 * @param size         Room for them.
 * @param[out] length  How many. Not NULL.
 * @return False: there is none with this label, or it does not fit or is of another kind.
 *
 * Context: task.  Blocks: as the token does.
 */
bool ota_token_read(CK_SESSION_HANDLE session, const char *label, uint8_t *bytes, size_t size,
                    size_t *length);

/**
 * Have signers look into the token for certificates that their list does not have.
 *
 * @param[out] token    Lives as long as the signers. Not NULL.
 * @param session       Open as long as the signers are used, by their task alone.
 * @param labels        Lives as long. Not NULL unless `count` is 0.
 * @param count         Of them.
 * @param certificates  After ota_signers_init(). Not NULL.
 *
 * Context: task.  Blocks: never.
 */
void ota_token_init(struct ota_token *token, CK_SESSION_HANDLE session,
                    const struct ota_token_label *labels, size_t count,
                    struct ota_certificates *certificates);

#ifdef __cplusplus
}
#endif

#endif
