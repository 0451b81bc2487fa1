/* SPDX-License-Identifier: MIT */
/* Who is who in a run: authorities, the peers' certificates, the device's identities. Made anew for
 * each run; nothing of it is worth keeping.
 *
 *   root ──┬─► server, wrong name, expired           own root ─► intermediate ─► own_authority
 *          └─► device, rsa     (malformed: bytes that are no certificate)
 *   stranger ─► untrusted server, untrusted device
 */
#ifndef TESTER_IDENTITIES_H
#define TESTER_IDENTITIES_H

#include <stdbool.h>

enum identity_of {
    IDENTITY_DEVICE,        /* ECDSA P-256 */
    IDENTITY_RSA,           /* RSA 2048 */
    IDENTITY_MALFORMED,     /* a certificate that is none, a key that is one */
    IDENTITY_UNTRUSTED,     /* signed by a stranger */
    IDENTITY_OWN_AUTHORITY, /* device and intermediate in one PEM: bring your own certificate */
    DEVICE_IDENTITIES,
    IDENTITY_SERVER = DEVICE_IDENTITIES, /* for the peers' name */
    IDENTITY_SERVER_WRONG_NAME,
    IDENTITY_SERVER_UNTRUSTED,
    IDENTITY_SERVER_EXPIRED,
    IDENTITIES
};

struct identity {
    char *certificate; /* PEM, the chain behind it */
    char *key;         /* PEM, PKCS #8 */
};

struct identities {
    char *root;     /* PEM: what a device trusts */
    char *root_key; /* PEM: to certify further servers of the run */
    char *own_root; /* PEM: own root and intermediate, to be registered where own_authority shall be
                       known: a device that keeps one certificate shows only its own */
    struct identity of[IDENTITIES];
};

/**
 * Make all of them.
 *
 * @param host_name  In the peers' certificates. Not NULL.
 * @param thing      Common name of the device's certificates. Not NULL.
 * @return Owned by the caller, identities_free(); NULL: OpenSSL or memory says no.
 */
struct identities *identities_make(const char *host_name, const char *thing);

/**
 * Write them as files: root.crt, root.key, own-root.crt, and <name>.crt, <name>.key of each.
 *
 * @param folder  Exists.
 * @return False: errno says why.
 */
bool identities_write(const struct identities *identities, const char *folder);

/** "device", "rsa", "malformed", "untrusted", "own-authority", "server" ...: of the files. */
const char *identity_name(enum identity_of which);

/** Give them back; NULL is fine. */
void identities_free(struct identities *identities);

#endif
