/* SPDX-License-Identifier: MIT */
#include "key_store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include "signing_key.h"

#define PATH_BYTES 512

struct key_store {
    struct cloud_signer face;
    const char *folder;
    char why[256]; /* the latest refusal */
};

static bool is_id(const char *id)
{
    const size_t bytes = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");

    return bytes > 0 && id[bytes] == '\0';
}

static const char *path_of(const struct key_store *store, const char *id, const char *ending,
                           char path[PATH_BYTES])
{
    (void)snprintf(path, PATH_BYTES, "%s/%s.%s", store->folder, id, ending);
    return path;
}

/* A new file, on the disk before it has its name: nobody finds half a key. */
static bool keep(struct key_store *store, const char *id, const char *ending, const char *text)
{
    char path[PATH_BYTES], draft[PATH_BYTES + 8];
    const size_t bytes = strlen(text);

    (void)snprintf(draft, sizeof(draft), "%s.new", path_of(store, id, ending, path));
    const int fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool is_written = fd >= 0 && write(fd, text, bytes) == (ssize_t)bytes && fsync(fd) == 0;
    if (fd >= 0) {
        (void)close(fd);
    }
    return is_written && rename(draft, path) == 0;
}

static EVP_PKEY *read_key(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    EVP_PKEY *key = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, NULL, (void *)"") : NULL;

    BIO_free(bio);
    ERR_clear_error();
    return key;
}

static X509 *read_certificate(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    X509 *certificate = bio != NULL ? PEM_read_bio_X509(bio, NULL, NULL, (void *)"") : NULL;

    BIO_free(bio);
    ERR_clear_error();
    return certificate;
}

/* NULL: they may sign updates. */
static const char *fault_of(struct key_store *store, X509 *certificate, EVP_PKEY *key)
{
    const char *missing = certificate != NULL ? signing_usage_missing(certificate) : NULL;

    if (certificate == NULL) {
        return "certificate is no certificate as PEM";
    }
    if (key == NULL) {
        return "privateKey is no key as PEM";
    }
    if (missing != NULL) {
        (void)snprintf(store->why, sizeof(store->why),
                       "The certificate has %s: one that signs updates has key usage "
                       "digitalSignature and extended key usage codeSigning",
                       missing);
        return store->why;
    }
    if (!signing_key_is_p256(key)) {
        return "The key is not on the curve P-256";
    }
    if (X509_check_private_key(certificate, key) != 1) {
        ERR_clear_error();
        return "The key is not the certificate's";
    }
    return NULL;
}

static const char *import(void *self, const char *id, const char *certificate_pem,
                          const char *key_pem)
{
    struct key_store *store = self;
    X509 *certificate = read_certificate(certificate_pem);
    EVP_PKEY *key = read_key(key_pem);
    const char *why = is_id(id) ? fault_of(store, certificate, key) : "This is no id";

    if (why == NULL &&
        ((mkdir(store->folder, 0700) != 0 && errno != EEXIST) || !keep(store, id, "key", key_pem) ||
         !keep(store, id, "crt", certificate_pem))) {
        (void)snprintf(store->why, sizeof(store->why), "%.100s cannot be written: %s",
                       store->folder, strerror(errno));
        why = store->why;
    }
    X509_free(certificate);
    EVP_PKEY_free(key);
    return why;
}

static size_t sign(void *self, const char *id, const void *bytes, size_t count,
                   unsigned char signature[CLOUD_SIGNATURE_MAX])
{
    char path[PATH_BYTES];
    BIO *bio = is_id(id) ? BIO_new_file(path_of(self, id, "key", path), "r") : NULL;
    EVP_PKEY *key = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, NULL, (void *)"") : NULL;
    const size_t made = signing_key_is_p256(key) ? signature_make(key, bytes, count, signature) : 0;

    EVP_PKEY_free(key);
    BIO_free(bio);
    ERR_clear_error();
    return made;
}

static void mac(void *self, const void *key, size_t key_bytes, const char *text,
                unsigned char code[32])
{
    (void)self;
    if (HMAC(EVP_sha256(), key, (int)key_bytes, (const unsigned char *)text, strlen(text), code,
             NULL) == NULL) {
        abort(); /* no address may go out that proves nothing */
    }
}

struct cloud_signer *key_store_new(const char *folder)
{
    struct key_store *store = calloc(1, sizeof(*store));

    if (store == NULL) {
        return NULL;
    }
    store->face = (struct cloud_signer){store, import, sign, mac};
    store->folder = folder;
    return &store->face;
}

void key_store_free(struct cloud_signer *signer)
{
    free(signer != NULL ? signer->self : NULL);
}
