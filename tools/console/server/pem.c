/* SPDX-License-Identifier: MIT */
#include "pem.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#define BLOCKS_MAX 16

static void *wrong(char *error, size_t error_bytes, const char *why)
{
    (void)snprintf(error, error_bytes, "%s", why);
    ERR_clear_error();
    return NULL;
}

/* What a block says it is, it is. */
static bool is_whole(const char *kind, const unsigned char *bytes, long count)
{
    const unsigned char *at = bytes;
    bool is = true;

    if (strstr(kind, "ENCRYPTED") != NULL) {
        return false;
    }
    if (strcmp(kind, PEM_STRING_X509) == 0) {
        X509 *certificate = d2i_X509(NULL, &at, count);
        is = certificate != NULL;
        X509_free(certificate);
    } else if (strcmp(kind, PEM_STRING_X509_REQ) == 0) {
        X509_REQ *request = d2i_X509_REQ(NULL, &at, count);
        is = request != NULL;
        X509_REQ_free(request);
    } else if (strstr(kind, "PRIVATE KEY") != NULL) {
        EVP_PKEY *key = d2i_AutoPrivateKey(NULL, &at, count);
        is = key != NULL;
        EVP_PKEY_free(key);
    } else if (strcmp(kind, PEM_STRING_PUBLIC) == 0) {
        EVP_PKEY *key = d2i_PUBKEY(NULL, &at, count);
        is = key != NULL;
        EVP_PKEY_free(key);
    } else {
        return strcmp(kind, "EC PARAMETERS") == 0;
    }
    return is && at == bytes + count;
}

/* One more block into `out`. False: there is none, or it is not whole; `count` tells which. */
static bool copy_block(BIO *in, BIO *out, int *count, bool *is_bad)
{
    char *kind = NULL, *head = NULL;
    unsigned char *bytes = NULL;
    long length = 0;

    if (PEM_read_bio(in, &kind, &head, &bytes, &length) != 1) {
        *is_bad = ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE;
        ERR_clear_error();
        return false;
    }
    *is_bad = head[0] != '\0' || !is_whole(kind, bytes, length) || ++*count > BLOCKS_MAX ||
              PEM_write_bio(out, kind, "", bytes, length) <= 0;
    OPENSSL_free(kind);
    OPENSSL_free(head);
    OPENSSL_clear_free(bytes, (size_t)length);
    return !*is_bad;
}

/* Lines of `text` as lines of a literal; the last has no backslash behind it. */
static char *literal(const char *text, size_t bytes)
{
    char *source = malloc(2 * bytes + 8 * (bytes / 16 + 4)), *to = source;

    for (const char *end = text + bytes; source != NULL && text < end;) {
        const char *line_end = memchr(text, '\n', (size_t)(end - text));
        const size_t length = (size_t)((line_end != NULL ? line_end : end) - text);
        *to++ = '"';
        memcpy(to, text, length); /* PEM has no character that C would read differently */
        to += length;
        text += length + 1;
        to = stpcpy(to, text < end ? "\\n\"\\\n" : "\\n\"");
    }
    if (source != NULL) {
        *to = '\0';
    }
    return source;
}

char *pem_to_c(const char *pem, char *error, size_t error_bytes)
{
    BIO *in = BIO_new_mem_buf(pem, -1), *out = BIO_new(BIO_s_mem());
    char *text = NULL, *source = NULL;
    bool is_bad = false;
    int count = 0;

    while (in != NULL && out != NULL && copy_block(in, out, &count, &is_bad)) {
    }
    if (is_bad) {
        (void)wrong(error, error_bytes,
                    "A block is not whole, or encrypted, or of a kind that devices do not read");
    } else if (count == 0) {
        (void)wrong(error, error_bytes,
                    "There is no PEM in it: -----BEGIN CERTIFICATE----- begins one");
    } else {
        const long bytes = BIO_get_mem_data(out, &text);
        source = literal(text, (size_t)bytes);
    }
    BIO_free(in);
    BIO_free(out);
    return source;
}

/* An encrypted key is not asked a password for. */
static int no_password(char *buffer, int bytes, int is_writing, void *context)
{
    (void)buffer;
    (void)bytes;
    (void)is_writing;
    (void)context;
    return -1;
}

static const char *problem_of_pair(const char *certificate, const char *key)
{
    BIO *certificate_in = BIO_new_mem_buf(certificate, -1), *key_in = BIO_new_mem_buf(key, -1);
    X509 *x509 = PEM_read_bio_X509(certificate_in, NULL, no_password, NULL);
    EVP_PKEY *pkey = PEM_read_bio_PrivateKey(key_in, NULL, no_password, NULL);
    const char *problem = x509 == NULL   ? "\"certificate\" is no PEM certificate"
                          : pkey == NULL ? "\"key\" is no PEM private key, or it is encrypted"
                          : X509_check_private_key(x509, pkey) != 1
                              ? "The key is not that of the certificate"
                              : NULL;

    X509_free(x509);
    EVP_PKEY_free(pkey);
    BIO_free(certificate_in);
    BIO_free(key_in);
    ERR_clear_error();
    return problem;
}

char *pem_credentials_header(const char *certificate, const char *key, char *error,
                             size_t error_bytes)
{
    static const char form[] =
        "#ifndef AWS_CLIENT_CREDENTIAL_KEYS_H\n#define AWS_CLIENT_CREDENTIAL_KEYS_H\n\n"
        "/* A private key: for one device, and not for a repository. */\n"
        "#define keyCLIENT_CERTIFICATE_PEM \\\n%s\n\n"
        "/* Only for just-in-time registration: the authority that signed the certificate. */\n"
        "#define keyJITR_DEVICE_CERTIFICATE_AUTHORITY_PEM \"\"\n\n"
        "#define keyCLIENT_PRIVATE_KEY_PEM \\\n%s\n\n#endif\n";
    const char *problem = problem_of_pair(certificate, key);
    char *header = NULL;

    if (problem != NULL) {
        return wrong(error, error_bytes, problem);
    }
    char *certificate_source = pem_to_c(certificate, error, error_bytes);
    char *key_source = pem_to_c(key, error, error_bytes);
    if (certificate_source != NULL && key_source != NULL &&
        asprintf(&header, form, certificate_source, key_source) < 0) {
        header = wrong(error, error_bytes, "Out of memory");
    }
    free(certificate_source);
    if (key_source != NULL) {
        OPENSSL_cleanse(key_source, strlen(key_source));
    }
    free(key_source);
    return header;
}
