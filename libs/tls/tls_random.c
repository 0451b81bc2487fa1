/* SPDX-License-Identifier: MIT */
/* Random numbers for the library: one generator (CTR_DRBG, AES-256) in static memory, seeded and
 * re-seeded by the entropy that tls_init was given.
 *
 * Source: NIST SP 800-90A.
 */
#include <mbedtls/ctr_drbg.h>
#include <psa/crypto.h>
#include <string.h>

#include "tls_port.h"

static mbedtls_ctr_drbg_context generator;

static int entropy(void *context, unsigned char *output, size_t length)
{
    (void)context;
    return tls_port_entropy(output, length) ? 0 : MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED;
}

bool tls_random_begin(void)
{
    static const unsigned char purpose[] = "dunlin tls";

    mbedtls_ctr_drbg_init(&generator);
    return mbedtls_ctr_drbg_seed(&generator, entropy, NULL, purpose, sizeof(purpose) - 1) == 0;
}

void tls_random_end(void)
{
    mbedtls_ctr_drbg_free(&generator);
}

psa_status_t mbedtls_psa_external_get_random(mbedtls_psa_external_random_context_t *context,
                                             uint8_t *output, size_t output_size,
                                             size_t *output_length)
{
    (void)context;
    *output_length = 0;
    while (*output_length < output_size) {
        size_t left = output_size - *output_length;
        size_t part = left < MBEDTLS_CTR_DRBG_MAX_REQUEST ? left : MBEDTLS_CTR_DRBG_MAX_REQUEST;
        if (mbedtls_ctr_drbg_random(&generator, output + *output_length, part) != 0) {
            return PSA_ERROR_INSUFFICIENT_ENTROPY;
        }
        *output_length += part;
    }
    return PSA_SUCCESS;
}
