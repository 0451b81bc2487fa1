/* SPDX-License-Identifier: MIT */
/* Signing requests, judged by the openssl program. */
#include <stdio.h>
#include <string.h>

#include "core_pkcs11.h"
#include "pkcs11_kit.h"
#include "pkcs11_request.h"
#include "test.h"

static char pem[PKCS11_REQUEST_PEM_MAX];
static size_t length;

/* What openssl says of the request in `pem`; it has verified the signature. */
static void ask_openssl(char *answer, size_t size)
{
    char path[] = "/tmp/dunlin-request-XXXXXX", command[160];
    const int file = mkstemp(path);

    CHECK_EQ(file >= 0, 1);
    FILE *out = fdopen(file, "w");
    CHECK_EQ(fwrite(pem, 1, length, out), length);
    fclose(out);
    snprintf(command, sizeof command, "openssl req -in %s -noout -verify -subject -pubkey 2>&1",
             path);
    FILE *said = popen(command, "r");
    answer[fread(answer, 1, size - 1, said)] = '\0';
    CHECK_EQ(pclose(said), 0);
    remove(path);
}

static void openssl_takes_the_request_and_its_signature(void)
{
    static const char *const names[] = {
        "lamp", "x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    char answer[1024], wanted[96];

    kit_begin();
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        test_case = names[i];
        CHECK_EQ(pkcs11_request_write(names[i], pem, sizeof pem, &length), CKR_OK);
        CHECK_EQ(strlen(pem), length);
        ask_openssl(answer, sizeof answer);
        snprintf(wanted, sizeof wanted, "subject=CN = %s\n", names[i]);
        CHECK_EQ(strstr(answer, wanted) != NULL && strstr(answer, "verify OK") != NULL, 1);
    }
}

static void the_key_is_made_once_and_stays(void)
{
    char first[1024], second[1024];

    kit_begin();
    CHECK_EQ(pkcs11_request_write("lamp", pem, sizeof pem, &length), CKR_OK);
    ask_openssl(first, sizeof first);
    const uint64_t before = kit_flash_operations();
    kit_token_restart();
    CHECK_EQ(pkcs11_request_write("lamp", pem, sizeof pem, &length), CKR_OK);
    ask_openssl(second, sizeof second);
    CHECK_EQ(strcmp(first, second), 0); /* the public key is in it */
    CHECK_EQ(kit_flash_operations(), before);
}

static void what_does_not_fit_is_refused(void)
{
    kit_begin();
    CHECK_EQ(pkcs11_request_write("", pem, sizeof pem, &length), CKR_ARGUMENTS_BAD);
    CHECK_EQ(
        pkcs11_request_write("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                             pem, sizeof pem, &length),
        CKR_ARGUMENTS_BAD);
    CHECK_EQ(pkcs11_request_write("lamp", pem, sizeof pem, &length), CKR_OK);
    const size_t whole = length;
    char *exact = malloc(whole + 1);
    CHECK_EQ(pkcs11_request_write("lamp", exact, whole - 4, &length), CKR_BUFFER_TOO_SMALL);
    free(exact);
}

int main(void)
{
    RUN(openssl_takes_the_request_and_its_signature);
    RUN(the_key_is_made_once_and_stays);
    RUN(what_does_not_fit_is_refused);
    return 0;
}
