/* SPDX-License-Identifier: MIT */
/* image: a binary or an ELF file becomes a signed image. */
#include <stdlib.h>

#include "elf_file.h"
#include "format.h"
#include "image.h"
#include "verbs.h"

struct source {
    struct loaded loaded;
    struct image image;
};

/* The binary, and where it runs: an ELF file knows, of a binary it is said. */
static enum fault read_source(const struct arguments *arguments, struct source *source)
{
    struct bytes file;
    enum fault fault;

    if (arguments->file == NULL) {
        return fail(FAULT_USAGE, "image needs a binary or an ELF file");
    }
    fault = file_read(arguments->file, &file);
    if (fault == FAULT_NONE && elf_is_one(&file)) {
        fault = is_given(arguments, "start")
                    ? fail(FAULT_USAGE, "--start is for binaries; an ELF file knows its addresses")
                    : elf_load(arguments->file, &file, &source->loaded);
        free(file.at);
        return fault;
    }
    source->loaded.binary = file; /* the owner now */
    if (fault == FAULT_NONE && !is_given(arguments, "start")) {
        fault = fail(FAULT_USAGE, "%s is a binary: --start says where it runs", arguments->file);
    }
    if (fault == FAULT_NONE) {
        fault = argument_number(arguments, "start", &source->loaded.start);
    }
    source->loaded.exec = source->loaded.start;
    return fault;
}

static enum fault read_numbers(const struct arguments *arguments, struct source *source)
{
    struct image *image = &source->image;
    enum fault fault = FAULT_NONE;

    *image = (struct image){.start = source->loaded.start,
                            .exec = source->loaded.exec,
                            .binary = source->loaded.binary.at,
                            .binary_bytes = source->loaded.binary.count};
    if (is_given(arguments, "version") == is_given(arguments, "sequence")) {
        fault = fail(FAULT_USAGE, "either --version or --sequence is needed");
    }
    if (fault == FAULT_NONE) {
        fault = argument_version(arguments, "version", &image->sequence);
    }
    if (fault == FAULT_NONE) {
        fault = argument_number(arguments, "sequence", &image->sequence);
    }
    if (fault == FAULT_NONE) {
        fault = argument_number(arguments, "exec", &image->exec);
    }
    if (fault == FAULT_NONE) {
        fault = argument_number(arguments, "hardware-id", &image->hardware_id);
    }
    if (fault == FAULT_NONE) {
        fault = argument_number(arguments, "counter", &image->counter);
    }
    return fault;
}

static enum fault check_limit(const struct arguments *arguments, const struct image *image)
{
    uint32_t slot_bytes = UINT32_MAX;
    const enum fault fault = argument_number(arguments, "slot-bytes", &slot_bytes);

    if (fault == FAULT_NONE && image->binary_bytes + OTA_IMAGE_EXTRA_BYTES > slot_bytes) {
        return fail(FAULT_BINARY, "the image would have %zu bytes, the slot has %u",
                    image->binary_bytes + OTA_IMAGE_EXTRA_BYTES, slot_bytes);
    }
    return fault;
}

enum fault verb_image(const struct arguments *arguments)
{
    struct source source = {0};
    struct bytes made = {NULL, 0};
    EVP_PKEY *key = NULL;
    const char *output;
    enum fault fault = argument_need(arguments, "output", &output);

    if (fault == FAULT_NONE) {
        fault = read_source(arguments, &source);
    }
    if (fault == FAULT_NONE) {
        fault = read_numbers(arguments, &source);
    }
    if (fault == FAULT_NONE) {
        fault = check_limit(arguments, &source.image);
    }
    if (fault == FAULT_NONE) {
        fault = signer_read(arguments, &key);
    }
    if (fault == FAULT_NONE) {
        fault = image_make(&source.image, key, &made);
    }
    if (fault == FAULT_NONE) {
        fault = file_write(output, made.at, made.count, 0666);
    }
    EVP_PKEY_free(key);
    free(made.at);
    free(source.loaded.binary.at);
    return fault;
}
