/* SPDX-License-Identifier: MIT */
/* TLS in the module: its maker's tool has put the root and the identities there, under these
 * numbers; a certificate that is none cannot be there. */
#include <string.h>

#include "network.h"
#include "network_parts.h"
#include "qualification_network.h"
#include "sockets.h"
#include "sockets_module.h"

#define SNTP_PORT    123u /* of the tester's host */
#define TIME_WAIT_MS 5000u

enum { DEVICE, RSA, UNTRUSTED, OWN_AUTHORITY, IDENTITIES };

static struct sockets_module_certificate held_certificate(const char *pem, uint8_t number)
{
    return (struct sockets_module_certificate){(const uint8_t *)pem, strlen(pem) + 1u, number};
}

bool network_trust(void)
{
    static struct sockets_module_certificate root, identities[IDENTITIES];
    const struct sockets_module_certificates held = {&root, 1, identities, IDENTITIES};
    const struct qualification_parameters *told = &qualification_parameters;
    uint64_t now = 0;

    root = held_certificate(told->root, 0);
    identities[DEVICE] = held_certificate(told->identity.certificate, DEVICE);
    identities[RSA] = held_certificate(told->rsa.certificate, RSA);
    identities[UNTRUSTED] = held_certificate(told->untrusted.certificate, UNTRUSTED);
    identities[OWN_AUTHORITY] = held_certificate(told->own_authority.certificate, OWN_AUTHORITY);
    sockets_set_module_certificates(&held);
    return network_time(told->host, SNTP_PORT, TIME_WAIT_MS, &now) == TIME_SERVICE_OK;
}

bool qualification_identify(const struct qualification_identity *identity)
{
    static struct tls_identity device;
    struct sockets_credentials known = {0};

    if (identity != NULL) {
        device = (struct tls_identity){.certificate = (const uint8_t *)identity->certificate,
                                       .certificate_bytes = strlen(identity->certificate) + 1u};
        known.identity = &device;
    }
    sockets_set_credentials(&known);
    return true;
}
