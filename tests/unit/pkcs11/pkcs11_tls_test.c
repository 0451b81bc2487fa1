/* SPDX-License-Identifier: MIT */
/* TLS handshakes that the token signs, against `openssl s_server`. */
#include <stdio.h>
#include <string.h>

#include "core_pkcs11.h"
#include "pkcs11_identity.h"
#include "pkcs11_kit.h"
#include "pkcs11_provision.h"
#include "test.h"
#include "tls_peer.h"
#include "tls_signers.h"

#define STEPS_MAX 200000

static struct pkcs11_identity identity;
static uint8_t certificate[2048], ca[2048];
static struct peer peer;
static struct wire wire;

static void provision(const char *key_file, const char *certificate_file)
{
    static uint8_t key[4096], shown[4096];
    CK_SESSION_HANDLE session;

    kit_token_new();
    size_t key_bytes = peer_file(key_file, key, sizeof key - 1);
    size_t shown_bytes = peer_file(certificate_file, shown, sizeof shown - 1);
    key[key_bytes] = shown[shown_bytes] = '\0';
    CHECK_EQ(xInitializePkcs11Session(&session), CKR_OK);
    CHECK_EQ(pkcs11_provision_key(session, key, key_bytes,
                                  pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                  pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS),
             CKR_OK);
    CHECK_EQ(pkcs11_provision_certificate(session, shown, shown_bytes,
                                          pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS),
             CKR_OK);
    CHECK_EQ(C_CloseSession(session), CKR_OK);
    CHECK_EQ(pkcs11_identity_open(&identity, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                  pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS, certificate,
                                  sizeof certificate),
             CKR_OK);
}

static tls_status_t connect_to(const char *const *arguments, struct tls **session)
{
    struct tls_config config = {.server_name = PEER_NAME,
                                .trusted = ca,
                                .trusted_bytes = peer_file("ca.crt", ca, sizeof ca),
                                .identity = &identity.tls};
    struct tls_transport transport = wire_transport(&wire);
    tls_status_t status;

    wire = (struct wire){0};
    peer_start(&peer, "broker", arguments);
    wire_connect(&wire, &peer);
    transport = wire_transport(&wire);
    CHECK_EQ(tls_open(session, &config, &transport), TLS_OK);
    for (int step = 0; step < STEPS_MAX; step++) {
        status = tls_handshake(*session);
        if (status != TLS_WANT_READ && status != TLS_WANT_WRITE) {
            break;
        }
        CHECK_EQ(wire_wait(&wire, status), true);
    }
    return status;
}

/* The server sends a line back, reversed: it has accepted who we are. */
static void check_line(struct tls *session)
{
    char back[4] = "";
    size_t sent = 0, received = 0, done = 0;

    CHECK_EQ(tls_send(session, "abc\n", 4, &sent), TLS_OK);
    CHECK_EQ(sent, 4);
    while (done < 4) {
        tls_status_t status = tls_recv(session, back + done, 4 - done, &received);
        if (status == TLS_WANT_READ) {
            CHECK_EQ(wire_wait(&wire, status), true);
            continue;
        }
        CHECK_EQ(status, TLS_OK);
        done += received;
    }
    CHECK_EQ(memcmp(back, "cba\n", 4), 0);
}

static void finish(struct tls *session)
{
    tls_close(session);
    wire_close(&wire);
    peer_stop(&peer);
}

static void check_connection(const char *version)
{
    const char *arguments[] = {version, "-Verify", "2", "-verify_return_error", NULL};
    struct tls *session;

    CHECK_EQ(connect_to(arguments, &session), TLS_OK);
    check_line(session);
    finish(session);
}

static void a_key_of_the_token_signs_both_versions_of_tls(void)
{
    provision("device.key", "device.crt");
    check_connection("-tls1_3");
    check_connection("-tls1_2");
}

static void a_suite_with_sha384_is_signed_too(void)
{
    const char *arguments[] = {"-tls1_2", "-Verify",
                               "2",       "-verify_return_error",
                               "-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384",
                               NULL};
    struct tls *session;

    provision("device.key", "device.crt");
    CHECK_EQ(connect_to(arguments, &session), TLS_OK);
    check_line(session);
    finish(session);
}

static void an_rsa_key_of_the_token_signs_tls_1_2(void)
{
    (void)peer_folder();
    make_rsa("rsa-device", "extendedKeyUsage=clientAuth");
    provision("rsa-device.key", "rsa-device.crt");
    check_connection("-tls1_2");
}

static void a_key_that_left_the_token_signs_nothing(void)
{
    const char *arguments[] = {"-tls1_2", "-Verify", "2", NULL};
    CK_SESSION_HANDLE token;
    struct tls *session;

    provision("device.key", "device.crt");
    CHECK_EQ(xInitializePkcs11Session(&token), CKR_OK);
    CHECK_EQ(C_DestroyObject(token, identity.key), CKR_OK);
    CHECK_EQ(connect_to(arguments, &session), TLS_SIGN_FAILED);
    finish(session);
    CHECK_EQ(pkcs11_identity_open(&identity, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                  pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS, certificate,
                                  sizeof certificate),
             CKR_OBJECT_HANDLE_INVALID);
}

static void a_certificate_that_does_not_fit_is_an_error(void)
{
    provision("device.key", "device.crt");
    CHECK_EQ(pkcs11_identity_open(&identity, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                  pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS, certificate, 64),
             CKR_BUFFER_TOO_SMALL);
}

int main(void)
{
    RUN(a_key_of_the_token_signs_both_versions_of_tls);
    RUN(a_suite_with_sha384_is_signed_too);
    RUN(an_rsa_key_of_the_token_signs_tls_1_2);
    RUN(a_key_that_left_the_token_signs_nothing);
    RUN(a_certificate_that_does_not_fit_is_an_error);
    (void)C_Finalize(NULL);
    return 0;
}
