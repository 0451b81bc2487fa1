/* SPDX-License-Identifier: MIT */
#include "ota_signers.h"

#include <string.h>

_Static_assert(SIGNATURE_DIGEST_BYTES == OTA_DIGEST_BYTES, "both are SHA-256");

static bool hash_start(void *context)
{
    struct ota_certificates *certificates = context;

    if (certificates->check != NULL) {
        (void)signature_end(certificates->check, NULL, 0, NULL, 0);
        certificates->check = NULL;
    }
    return signature_begin(&certificates->check, SIGNATURE_ECDSA, SIGNATURE_SHA256);
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    const struct ota_certificates *certificates = context;

    signature_add(certificates->check, bytes, length);
    return true;
}

static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    struct ota_certificates *certificates = context;
    struct signature_check *check = certificates->check;

    certificates->check = NULL;
    return signature_digest(check, digest);
}

static uint32_t verify_by(const struct ota_certificate *certificate,
                          const uint8_t digest[OTA_DIGEST_BYTES], const uint8_t *signature,
                          uint32_t signature_bytes)
{
    return certificate != NULL && signature_verify(certificate->bytes, certificate->length, digest,
                                                   signature, signature_bytes)
               ? OTA_VERIFIED
               : 0;
}

static uint32_t verify_image(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                             const uint8_t *signature, uint32_t signature_bytes)
{
    const struct ota_certificates *certificates = context;
    return verify_by(&certificates->list[0], digest, signature, signature_bytes);
}

static uint32_t verify_job(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                           const uint8_t *signature, uint32_t signature_bytes)
{
    const struct ota_certificates *certificates = context;
    return verify_by(certificates->chosen, digest, signature, signature_bytes);
}

static bool choose(void *context, const char *certfile)
{
    struct ota_certificates *certificates = context;

    certificates->chosen = NULL;
    for (size_t i = 0; i < certificates->count; i++) {
        if (strcmp(certificates->list[i].name, certfile) == 0) {
            certificates->chosen = &certificates->list[i];
        }
    }
    if (certificates->chosen == NULL && certificates->find != NULL &&
        certificates->find(certificates->find_context, certfile, &certificates->found)) {
        certificates->chosen = &certificates->found;
    }
    return certificates->chosen != NULL;
}

const struct ota_signers *ota_signers_init(struct ota_certificates *certificates,
                                           const struct ota_certificate *list, size_t count)
{
    *certificates = (struct ota_certificates){
        .image = {certificates, hash_start, hash_update, hash_finish, verify_image},
        .job = {certificates, hash_start, hash_update, hash_finish, verify_job},
        .list = list,
        .count = count,
    };
    certificates->signers =
        (struct ota_signers){&certificates->image, &certificates->job, choose, certificates};
    return &certificates->signers;
}
