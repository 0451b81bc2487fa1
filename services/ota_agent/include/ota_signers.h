/* SPDX-License-Identifier: MIT */
/** Whose signatures are good, by certificates that the application has: for ota_flash.h, over
 * libs/signature.
 */
#ifndef OTA_SIGNERS_H
#define OTA_SIGNERS_H

#include "ota_flash.h"
#include "signature.h"

#ifdef __cplusplus
extern "C" {
#endif

struct ota_certificate {
    const char *name;  /**< As jobs name it: `certfile`. */
    const void *bytes; /**< A certificate or a public key; see signature_verify(). */
    size_t length;
};

/** All private. The memory is the caller's. */
struct ota_certificates {
    struct ota_crypto image, job;
    struct ota_signers signers;
    const struct ota_certificate *list;
    size_t count;
    const struct ota_certificate *chosen;
    struct signature_check *check;
    /* Where else to look: ota_token.h. NULL: nowhere. */
    bool (*find)(void *context, const char *name, struct ota_certificate *found);
    void *find_context;
    struct ota_certificate found;
};

/**
 * Make signers of a list. tls_init() or SOCKETS_Init() goes before their use.
 *
 * @param[out] certificates  Lives as long as the signers. Not NULL.
 * @param list               The first is the one of images. Lives as long. Not NULL.
 * @param count              1 or more.
 * @return The signers.
 *
 * Context: task.  Blocks: never.
 */
const struct ota_signers *ota_signers_init(struct ota_certificates *certificates,
                                           const struct ota_certificate *list, size_t count);

#ifdef __cplusplus
}
#endif

#endif
