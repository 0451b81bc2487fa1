/* SPDX-License-Identifier: MIT */
/* inspect: every field of an image in words, and what is, or will be, signed. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>

#include "format.h"
#include "image.h"
#include "verbs.h"

static void hexadecimal(const unsigned char *bytes, size_t count, char *text)
{
    for (size_t i = 0; i < count; i++) {
        (void)sprintf(text + 2 * i, "%02x", bytes[i]);
    }
}

/* SHA-256 in 64 digits. */
static const char *digest(const void *bytes, size_t count, char text[65])
{
    unsigned char found[32] = {0};

    (void)EVP_Digest(bytes, count, found, NULL, EVP_sha256(), NULL);
    hexadecimal(found, sizeof(found), text);
    return text;
}

static void show(const struct bytes *file, const struct image *image)
{
    const unsigned char *length = image->binary + image->binary_bytes + IMAGE_LENGTH;
    const size_t signed_bytes = OTA_IMAGE_HEAD_BYTES - IMAGE_SEQUENCE + image->binary_bytes;
    char version[16], hash[65], der[2 * OTA_SIGNATURE_MAX + 1];

    hexadecimal(length + IMAGE_SIGNATURE - IMAGE_LENGTH, length[0], der);
    (void)printf("magic          %s\n", OTA_IMAGE_MAGIC);
    (void)printf("flag           0xff: new\n");
    (void)printf("sequence       %" PRIu32 ": version %s\n", image->sequence,
                 version_text(image->sequence, version));
    (void)printf("start          0x%08" PRIx32 ": where the binary's first byte runs\n",
                 image->start);
    (void)printf("end            0x%08" PRIx32 ": %zu bytes of binary\n",
                 image->start + (uint32_t)image->binary_bytes, image->binary_bytes);
    (void)printf("exec           0x%08" PRIx32 ": where it begins, %" PRIu32
                 " bytes into the binary\n",
                 image->exec, image->exec - image->start);
    (void)printf("hardware id    %" PRIu32 " (0x%08" PRIx32 ")\n", image->hardware_id,
                 image->hardware_id);
    (void)printf("counter        %" PRIu32 ": a device that counts higher refuses it\n",
                 image->counter);
    (void)printf("binary         SHA-256 %s\n", digest(image->binary, image->binary_bytes, hash));
    (void)printf("signature type %s\n", OTA_IMAGE_TYPE);
    (void)printf("signature      %u bytes of DER: %s\n", length[0], der);
    (void)printf("signed         bytes %u to %zu, descriptor and binary: SHA-256 %s\n",
                 IMAGE_SEQUENCE, IMAGE_SEQUENCE + signed_bytes - 1u,
                 digest(file->at + IMAGE_SEQUENCE, signed_bytes, hash));
    (void)printf("update         the whole file, %zu bytes, is what a job's own signature is over: "
                 "SHA-256 %s\n",
                 file->count, digest(file->at, file->count, hash));
}

static void show_json(const struct bytes *file, const struct image *image)
{
    char version[16], hash[65];

    (void)printf("{\"sequence\":%" PRIu32 ",\"version\":\"%s\",\"start\":%" PRIu32
                 ",\"end\":%" PRIu32 ",\"exec\":%" PRIu32 ",\"hardware_id\":%" PRIu32
                 ",\"counter\":%" PRIu32 ",\"bytes\":%zu,\"sha256\":\"%s\"}\n",
                 image->sequence, version_text(image->sequence, version), image->start,
                 image->start + (uint32_t)image->binary_bytes, image->exec, image->hardware_id,
                 image->counter, file->count, digest(file->at, file->count, hash));
}

enum fault verb_inspect(const struct arguments *arguments)
{
    const struct image_rules none = {0};
    struct bytes file = {NULL, 0};
    struct image image;
    char why[256];
    enum fault fault = arguments->file != NULL ? file_read(arguments->file, &file)
                                               : fail(FAULT_USAGE, "inspect needs an image");

    if (fault == FAULT_NONE) {
        fault = image_check(&file, &none, why, sizeof(why));
        if (fault != FAULT_NONE) {
            (void)fail(fault, "%s: %s", arguments->file, why);
        } else {
            image_read(&file, &image);
            (is_given(arguments, "json") ? show_json : show)(&file, &image);
        }
    }
    free(file.at);
    return fault;
}
