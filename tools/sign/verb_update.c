/* SPDX-License-Identifier: MIT */
/* update: what a job delivers. The file is the image, byte for byte; the job's own signature over
 * it is Base64 of DER. */
#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>

#include "image.h"
#include "verbs.h"

#define TEXT_BYTES_MAX 100u /* Base64 of 72 bytes, a line end and a NUL */

static enum fault read_image(const struct arguments *arguments, struct bytes *file)
{
    const struct image_rules none = {0};
    char why[256];
    enum fault fault;

    if (arguments->file == NULL) {
        return fail(FAULT_USAGE, "update needs an image");
    }
    fault = file_read(arguments->file, file);
    if (fault == FAULT_NONE) {
        fault = image_check(file, &none, why, sizeof(why));
        if (fault != FAULT_NONE) {
            return fail(fault, "%s: %s", arguments->file, why);
        }
    }
    return fault;
}

/* Both or none; without --output the image is the file already. */
static enum fault write_both(const char *output, const char *signature, const struct bytes *file,
                             const char *text, size_t text_bytes)
{
    struct draft file_draft = {0}, signature_draft = {0};
    enum fault fault = FAULT_NONE;

    if (output != NULL) {
        fault = draft_write(&file_draft, output, file->at, file->count, 0666);
    }
    if (fault == FAULT_NONE && signature != NULL) {
        fault = draft_write(&signature_draft, signature, text, text_bytes, 0666);
    }
    if (fault == FAULT_NONE && output != NULL) {
        fault = draft_keep(&file_draft);
    }
    if (fault == FAULT_NONE && signature != NULL) {
        fault = draft_keep(&signature_draft);
    }
    draft_drop(&file_draft);
    draft_drop(&signature_draft);
    if (fault == FAULT_NONE && signature == NULL) {
        (void)fwrite(text, 1, text_bytes, stdout);
    }
    return fault;
}

enum fault verb_update(const struct arguments *arguments)
{
    struct bytes file = {NULL, 0};
    unsigned char der[72], text[TEXT_BYTES_MAX];
    size_t der_bytes = 0;
    EVP_PKEY *key = NULL;
    enum fault fault = read_image(arguments, &file);

    if (fault == FAULT_NONE) {
        fault = signer_read(arguments, &key);
    }
    if (fault == FAULT_NONE) {
        der_bytes = signature_make(key, file.at, file.count, der);
        fault = der_bytes != 0 ? FAULT_NONE : fail(FAULT_INTERNAL, "the file could not be signed");
    }
    if (fault == FAULT_NONE) {
        const int letters = EVP_EncodeBlock(text, der, (int)der_bytes);
        text[letters] = '\n';
        fault = write_both(argument(arguments, "output"), argument(arguments, "signature"), &file,
                           (const char *)text, (size_t)letters + 1u);
    }
    EVP_PKEY_free(key);
    free(file.at);
    return fault;
}
