/* SPDX-License-Identifier: MIT */
#include "presigned.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cloud_files.h"
#include "cloud_signer.h"
#include "job.h"
#include "object.h"

#define SECRET_BYTES 32u
#define CODE_BYTES   32u
#define PATH_BYTES   (sizeof(CLOUD_FILES_PATH) + OBJECT_KEY_BYTES_MAX)

static const char opening[] = "${aws:iot:s3-presigned-url:";

/* The secret of this cloud, made when it is first wanted. */
static bool find_secret(const struct cloud *cloud, unsigned char secret[SECRET_BYTES])
{
    const struct cloud_store *store = cloud_store(cloud);
    size_t bytes = 0;
    char *found = store->get(store->self, "secret", "addresses", &bytes);

    if (found != NULL && bytes == SECRET_BYTES) {
        memcpy(secret, found, SECRET_BYTES);
        free(found);
        return true;
    }
    free(found);
    cloud_random(cloud, secret, SECRET_BYTES);
    return store->put(store->self, "secret", "addresses", (const char *)secret, SECRET_BYTES);
}

/* The code of a path that is good until then, as 64 digits. */
static bool code_of(const struct cloud *cloud, const char *path, const char *expires,
                    char digits[2 * CODE_BYTES + 1])
{
    const struct cloud_signer *signer = cloud_config(cloud)->signer;
    unsigned char secret[SECRET_BYTES], code[CODE_BYTES];
    struct text text = {NULL, 0, 0};

    if (signer == NULL || !find_secret(cloud, secret)) {
        return false;
    }
    text_string(&text, expires);
    text_string(&text, "\n");
    text_string(&text, path);
    signer->mac(signer->self, secret, sizeof(secret), text.bytes, code);
    free(text.bytes);
    for (size_t i = 0; i < sizeof(code); i++) {
        (void)snprintf(digits + 2 * i, 3, "%02x", code[i]);
    }
    return true;
}

bool presigned_write(const struct cloud *cloud, struct text *text, const char *bucket,
                     const char *key, json_int_t seconds)
{
    const char *https = cloud_config(cloud)->https;
    char path[PATH_BYTES], expires[24], digits[2 * CODE_BYTES + 1];

    (void)snprintf(path, sizeof(path), "%s%s/%s", CLOUD_FILES_PATH, bucket, key);
    (void)snprintf(expires, sizeof(expires), "%" PRId64,
                   cloud_now_ms(cloud) / 1000 + (int64_t)seconds);
    if (https == NULL || !code_of(cloud, path, expires, digits)) {
        return false;
    }
    text_string(text, "https://");
    text_string(text, https);
    text_string(text, path); /* names of objects need no escapes */
    text_string(text, "?Expires=");
    text_string(text, expires);
    text_string(text, "&Signature=");
    text_string(text, digits);
    return true;
}

bool presigned_is_good(const struct cloud *cloud, const char *path, const char *expires,
                       const char *signature)
{
    char digits[2 * CODE_BYTES + 1];
    unsigned difference = 0;

    if (strlen(signature) != 2u * CODE_BYTES || !code_of(cloud, path, expires, digits)) {
        return false;
    }
    for (size_t i = 0; i < 2u * CODE_BYTES; i++) { /* takes as long whatever is wrong */
        difference |= (unsigned)(digits[i] ^ signature[i]);
    }
    return difference == 0;
}

bool presigned_is_wanted(const char *document)
{
    return strstr(document, opening) != NULL;
}

char *presigned_fill(const struct cloud *cloud, const char *document, json_int_t seconds)
{
    struct text text = {NULL, 0, 0};
    struct s3_address address;
    char source[2 * OBJECT_KEY_BYTES_MAX];
    const char *found;

    while ((found = strstr(document, opening)) != NULL) {
        const char *inner = found + sizeof(opening) - 1, *end = strchr(inner, '}');
        text_add(&text, document, (size_t)(found - document));
        const size_t bytes = end != NULL ? (size_t)(end - inner) : sizeof(source);
        if (bytes < sizeof(source)) {
            memcpy(source, inner, bytes);
            source[bytes] = '\0';
        }
        if (bytes < sizeof(source) && s3_address_read(source, &address) &&
            presigned_write(cloud, &text, address.bucket, address.key, seconds)) {
            document = end + 1;
        } else {
            text_add(&text, opening, sizeof(opening) - 1);
            document = inner;
        }
    }
    text_string(&text, document);
    return text.bytes;
}

void presigned_placeholder(const struct cloud *cloud, struct text *text, const char *bucket,
                           const char *key)
{
    text_string(text, opening);
    text_string(text, "https://s3.");
    text_string(text, cloud_config(cloud)->region);
    text_string(text, ".amazonaws.com/");
    text_string(text, bucket);
    text_string(text, "/");
    text_string(text, key);
    text_string(text, "}");
}
