/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "ota_openssl.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SIGNATURE_OF_THE_PAGE 71

static char folder[] = "/tmp/dunlin-ota-XXXXXX";
static bool has_folder;

static void require(bool condition, const char *what)
{
    if (!condition) {
        perror(what);
        exit(1);
    }
}

static bool run(const char *command)
{
    char *line = NULL;

    require(asprintf(&line, "cd '%s' && %s", folder, command) > 0, command);
    const bool is_done = system(line) == 0;
    free(line);
    return is_done;
}

static void remove_folder(void)
{
    char line[64];

    snprintf(line, sizeof line, "rm -rf '%s'", folder);
    require(system(line) == 0, line);
}

static void make_folder(void)
{
    if (has_folder) {
        return;
    }
    require(mkdtemp(folder) != NULL, "mkdtemp");
    has_folder = true;
    atexit(remove_folder);
    require(run("openssl ecparam -name prime256v1 -genkey -noout -out key.pem"), "key");
    require(run("openssl ecparam -name prime256v1 -genkey -noout -out other.pem"), "key");
}

static FILE *open_file(const char *name, const char *mode)
{
    char path[96];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, mode);
    require(file != NULL, path);
    return file;
}

static uint8_t *read_file(const char *name, size_t *bytes)
{
    FILE *file = open_file(name, "rb");
    require(fseek(file, 0, SEEK_END) == 0, name);
    *bytes = (size_t)ftell(file);
    rewind(file);
    uint8_t *content = malloc(*bytes + 1);
    require(content != NULL && fread(content, 1, *bytes, file) == *bytes, name);
    fclose(file);
    return content;
}

/* A line of the design page that begins like this, behind four spaces. */
static char *command_of_page(const char *begin)
{
    FILE *page = fopen(DUNLIN_ROOT "/docs/design/ota.md", "r");
    char *line = NULL;
    size_t room = 0;

    require(page != NULL, "docs/design/ota.md");
    while (getline(&line, &room, page) > 0) {
        if (strncmp(line, "    ", 4) == 0 && strncmp(line + 4, begin, strlen(begin)) == 0) {
            line[strcspn(line, "\n")] = '\0';
            fclose(page);
            return line;
        }
    }
    printf("the design page has no line that begins: %s\n", begin);
    exit(1);
}

static void write_body(uint32_t binary_bytes)
{
    const uint32_t descriptor[] = {KIT_SEQUENCE,  KIT_START,    KIT_START + binary_bytes,
                                   KIT_START + 0, KIT_HARDWARE, KIT_COUNTER};
    FILE *body = open_file("body", "wb");

    for (size_t i = 0; i < sizeof descriptor; i++) {
        fputc((int)(descriptor[i / 4] >> i % 4 * 8 & 0xFFu), body);
    }
    for (uint32_t i = 0; i < binary_bytes; i++) {
        fputc((int)(i * 7u & 0xFFu), body);
    }
    fclose(body);
}

uint8_t *kit_image(uint32_t binary_bytes, size_t *bytes)
{
    size_t signature_bytes = 0;

    make_folder();
    write_body(binary_bytes);
    char *sign = command_of_page("openssl dgst "), *join = command_of_page("{ printf ");
    for (int tries = 0; signature_bytes != SIGNATURE_OF_THE_PAGE; tries++) {
        require(tries < 100 && run(sign), sign);
        free(read_file("sig", &signature_bytes));
    }
    require(run(join), join);
    free(sign);
    free(join);
    return read_file("image", bytes);
}

static EVP_MD_CTX *hash;

static bool hash_start(void *context)
{
    (void)context;
    EVP_MD_CTX_free(hash);
    hash = EVP_MD_CTX_new();
    return EVP_DigestInit(hash, EVP_sha256()) == 1;
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    (void)context;
    return EVP_DigestUpdate(hash, bytes, length) == 1;
}

static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    (void)context;
    const bool is_done = EVP_DigestFinal(hash, digest, NULL) == 1;
    EVP_MD_CTX_free(hash);
    hash = NULL;
    return is_done;
}

static EVP_PKEY *key_of(const char *name)
{
    make_folder();
    FILE *file = open_file(name, "r");
    EVP_PKEY *key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
    fclose(file);
    require(key != NULL, name);
    return key;
}

static uint32_t verify(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                       const uint8_t *signature, uint32_t signature_bytes)
{
    static EVP_PKEY *keys[2];
    EVP_PKEY **key = &keys[context != NULL];

    if (*key == NULL) {
        *key = key_of(context != NULL ? "other.pem" : "key.pem");
    }
    EVP_PKEY_CTX *check = EVP_PKEY_CTX_new(*key, NULL);
    require(EVP_PKEY_verify_init(check) == 1, "verify");
    const bool is_good =
        EVP_PKEY_verify(check, signature, signature_bytes, digest, OTA_DIGEST_BYTES) == 1;
    EVP_PKEY_CTX_free(check);
    return is_good ? OTA_VERIFIED : 0;
}

static int other;
const struct ota_crypto kit_crypto = {NULL, hash_start, hash_update, hash_finish, verify};
const struct ota_crypto kit_crypto_other = {&other, hash_start, hash_update, hash_finish, verify};
