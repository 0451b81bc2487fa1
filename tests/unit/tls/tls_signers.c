/* SPDX-License-Identifier: MIT */
#include "tls_signers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "test.h"
#include "tls_host.h"
#include "tls_peer.h"

unsigned signatures;

size_t sign_elsewhere(void *context, const struct tls_sign_request *request)
{
    char command[512];
    uint8_t der[80];
    (void)context;
    CHECK_EQ(request->key, TLS_KEY_EC_P256);
    CHECK_EQ(request->hash, TLS_HASH_SHA256);
    CHECK_EQ(request->digest_bytes, 32);
    snprintf(command, sizeof(command),
             "openssl pkeyutl -sign -inkey %s/device.key -in %s/digest -out %s/signature",
             peer_folder(), peer_folder(), peer_folder());
    char path[128];
    snprintf(path, sizeof(path), "%s/digest", peer_folder());
    FILE *file = fopen(path, "wb");
    CHECK_EQ(fwrite(request->digest, 1, request->digest_bytes, file), request->digest_bytes);
    fclose(file);
    CHECK_EQ(system(command), 0);
    size_t length = peer_file("signature", der, sizeof(der));
    size_t at = 2;
    for (int half = 0; half < 2; half++) { /* 02 length bytes, twice */
        size_t bytes = der[at + 1];
        CHECK_EQ(at + 2 + bytes <= length, 1);
        memset(request->signature + 32 * half, 0, 32);
        size_t skip = bytes > 32 ? bytes - 32 : 0;
        memcpy(request->signature + 32 * half + 32 - (bytes - skip), der + at + 2 + skip,
               bytes - skip);
        at += 2 + bytes;
    }
    signatures++;
    return 64;
}

static void run_in_folder(const char *command)
{
    char line[1024];
    snprintf(line, sizeof(line), "cd %s && (%s) >/dev/null 2>&1", peer_folder(), command);
    CHECK_EQ(system(line), 0);
}

void make_rsa(const char *stem, const char *extension)
{
    char command[700];
    snprintf(
        command, sizeof(command),
        "openssl req -newkey rsa:2048 -nodes -keyout %s.key -subj /CN=" PEER_NAME " -out %s.csr;"
        "echo '%s' >%s.ext; openssl x509 -req -in %s.csr -CA ca.crt -CAkey ca.key -set_serial 77"
        " -days 30 -extfile %s.ext -out %s.crt",
        stem, stem, extension, stem, stem, stem, stem);
    run_in_folder(command);
    tls_host.now = time(NULL); /* it is valid from now on, not from the start of the test */
}

size_t sign_rsa_elsewhere(void *context, const struct tls_sign_request *request)
{
    static const char *const names[] = {"sha256", "sha384", "sha512"};
    char command[256];
    (void)context;
    CHECK_EQ(request->key, TLS_KEY_RSA);
    snprintf(command, sizeof(command), "%s/digest", peer_folder());
    FILE *file = fopen(command, "wb");
    CHECK_EQ(fwrite(request->digest, 1, request->digest_bytes, file), request->digest_bytes);
    fclose(file);
    snprintf(command, sizeof(command),
             "openssl pkeyutl -sign -inkey rsa-device.key -in digest -out signature"
             " -pkeyopt rsa_padding_mode:pkcs1 -pkeyopt digest:%s",
             names[request->hash]);
    run_in_folder(command);
    signatures++;
    return peer_file("signature", request->signature, request->signature_capacity);
}
