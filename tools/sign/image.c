/* SPDX-License-Identifier: MIT */
#include "image.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"

static void put(unsigned char *at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        at[i] = (unsigned char)(value >> (8 * i));
    }
}

static uint32_t take(const unsigned char *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

const char *version_text(uint32_t sequence, char text[16])
{
    (void)snprintf(text, 16, "%" PRIu32 ".%" PRIu32 ".%" PRIu32, sequence >> 24,
                   sequence >> 16 & 0xFF, sequence & 0xFFFF);
    return text;
}

/* The device goes to a word, all of which is in the binary. */
static bool begins_within(uint32_t exec, uint32_t start, size_t binary_bytes)
{
    return exec % 4 == 0 && exec >= start && (uint64_t)exec - start + 4 <= binary_bytes;
}

static enum fault check_plan(const struct image *image)
{
    const uint64_t end = (uint64_t)image->start + image->binary_bytes;

    if (image->binary_bytes < OTA_IMAGE_BINARY_MIN) {
        return fail(FAULT_BINARY, "a binary has %u bytes or more, this one has %zu",
                    OTA_IMAGE_BINARY_MIN, image->binary_bytes);
    }
    if (end > UINT32_MAX) {
        return fail(FAULT_ADDRESS,
                    "the binary goes past 2^32: it starts at 0x%08" PRIx32 " and has %zu bytes",
                    image->start, image->binary_bytes);
    }
    if (!begins_within(image->exec, image->start, image->binary_bytes)) {
        return fail(FAULT_ADDRESS,
                    "0x%08" PRIx32 " is no place to begin: a multiple of 4 from 0x%08" PRIx32
                    " to 0x%08" PRIx32 " is",
                    image->exec, image->start, (uint32_t)(end - 4));
    }
    return FAULT_NONE;
}

enum fault image_make(const struct image *image, EVP_PKEY *key, struct bytes *made)
{
    const size_t signed_bytes = OTA_IMAGE_HEAD_BYTES - IMAGE_SEQUENCE + image->binary_bytes;
    const enum fault fault = check_plan(image);

    *made = (struct bytes){NULL, OTA_IMAGE_EXTRA_BYTES + image->binary_bytes};
    if (fault != FAULT_NONE) {
        return fault;
    }
    made->at = calloc(1, made->count);
    if (made->at == NULL) {
        return fail(FAULT_INTERNAL, "out of memory");
    }
    memcpy(made->at, OTA_IMAGE_MAGIC, OTA_IMAGE_MAGIC_BYTES);
    made->at[IMAGE_FLAG] = OTA_IMAGE_FLAG;
    put(made->at + IMAGE_SEQUENCE, image->sequence);
    put(made->at + IMAGE_START, image->start);
    put(made->at + IMAGE_END, image->start + (uint32_t)image->binary_bytes);
    put(made->at + IMAGE_EXEC, image->exec);
    put(made->at + IMAGE_HARDWARE_ID, image->hardware_id);
    put(made->at + IMAGE_COUNTER, image->counter);
    memcpy(made->at + OTA_IMAGE_HEAD_BYTES, image->binary, image->binary_bytes);
    unsigned char *trailer = made->at + OTA_IMAGE_HEAD_BYTES + image->binary_bytes;
    memcpy(trailer, OTA_IMAGE_TYPE, strlen(OTA_IMAGE_TYPE));
    const size_t der =
        signature_make(key, made->at + IMAGE_SEQUENCE, signed_bytes, trailer + IMAGE_SIGNATURE);
    put(trailer + IMAGE_LENGTH, (uint32_t)der);
    return der != 0 ? FAULT_NONE : fail(FAULT_INTERNAL, "the image could not be signed");
}

void image_read(const struct bytes *file, struct image *image)
{
    *image = (struct image){
        .sequence = take(file->at + IMAGE_SEQUENCE),
        .start = take(file->at + IMAGE_START),
        .exec = take(file->at + IMAGE_EXEC),
        .hardware_id = take(file->at + IMAGE_HARDWARE_ID),
        .counter = take(file->at + IMAGE_COUNTER),
        .binary = file->at + OTA_IMAGE_HEAD_BYTES,
        .binary_bytes = take(file->at + IMAGE_END) - take(file->at + IMAGE_START),
    };
}

/* ---- rules, in their order ---- */

struct check {
    const struct bytes *file;
    const struct image_rules *rules;
    struct image image;
    char *why;
    size_t why_bytes;
};

static enum fault broken(const struct check *check, enum fault rule, const char *text, ...)
    __attribute__((format(printf, 3, 4)));

static enum fault broken(const struct check *check, enum fault rule, const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    (void)vsnprintf(check->why, check->why_bytes, text, arguments);
    va_end(arguments);
    return rule;
}

/* After this the binary and the trailer are where they should be, in the file. */
static enum fault check_size(const struct check *check)
{
    const struct bytes *file = check->file;
    const uint32_t start = take(file->at + IMAGE_START), end = take(file->at + IMAGE_END);
    const struct image_rules *rules = check->rules;

    if (end < start || end - start < OTA_IMAGE_BINARY_MIN) {
        return broken(check, FAULT_RULE_SIZE,
                      "size: end 0x%08" PRIx32 " is not %u bytes or more behind start 0x%08" PRIx32,
                      end, OTA_IMAGE_BINARY_MIN, start);
    }
    if (file->count != (uint64_t)(end - start) + OTA_IMAGE_EXTRA_BYTES) {
        return broken(check, FAULT_RULE_SIZE,
                      "size: the file has %zu bytes, but a binary of %" PRIu32
                      " bytes makes an image of %" PRIu64,
                      file->count, end - start, (uint64_t)(end - start) + OTA_IMAGE_EXTRA_BYTES);
    }
    if (rules->slot_bytes != 0 && file->count > rules->slot_bytes) {
        return broken(check, FAULT_RULE_SIZE, "size: the image has %zu bytes, the slot %" PRIu32,
                      file->count, rules->slot_bytes);
    }
    if (rules->memory_bytes != 0 && end - start > rules->memory_bytes) {
        return broken(check, FAULT_RULE_SIZE,
                      "size: the binary has %" PRIu32 " bytes, the memory that it runs in %" PRIu32,
                      end - start, rules->memory_bytes);
    }
    return FAULT_NONE;
}

static enum fault check_address(const struct check *check)
{
    const struct image *image = &check->image;

    if (check->rules->has_start && image->start != check->rules->start) {
        return broken(check, FAULT_RULE_ADDRESS,
                      "address: it is for 0x%08" PRIx32 ", the slot runs at 0x%08" PRIx32,
                      image->start, check->rules->start);
    }
    if (!begins_within(image->exec, image->start, image->binary_bytes)) {
        return broken(check, FAULT_RULE_ADDRESS,
                      "address: 0x%08" PRIx32 " is not a multiple of 4 within the binary",
                      image->exec);
    }
    return FAULT_NONE;
}

static bool is_zero(const unsigned char *at, size_t count)
{
    while (count > 0 && at[count - 1] == 0) {
        count--;
    }
    return count == 0;
}

static enum fault check_signature(const struct check *check)
{
    const unsigned char *type = check->image.binary + check->image.binary_bytes;
    const unsigned char *length = type + IMAGE_LENGTH, *der = type + IMAGE_SIGNATURE;
    const uint32_t der_bytes = take(length);
    const size_t name = strlen(OTA_IMAGE_TYPE);

    if (memcmp(type, OTA_IMAGE_TYPE, name) != 0 ||
        !is_zero(type + name, OTA_IMAGE_TYPE_BYTES - name)) {
        return broken(check, FAULT_RULE_SIGNATURE_TYPE, "signature type: it is not %s, then zeros",
                      OTA_IMAGE_TYPE);
    }
    if (der_bytes < OTA_SIGNATURE_MIN || der_bytes > OTA_SIGNATURE_MAX) {
        return broken(check, FAULT_RULE_SIGNATURE,
                      "signature: its length is %" PRIu32 ", not %u to %u", der_bytes,
                      OTA_SIGNATURE_MIN, OTA_SIGNATURE_MAX);
    }
    if (!is_zero(der + der_bytes, OTA_IMAGE_SIGNATURE_ROOM - der_bytes)) {
        return broken(check, FAULT_RULE_SIGNATURE, "signature: there is something behind it");
    }
    if (check->rules->key != NULL &&
        !signature_is_good(check->rules->key, check->file->at + IMAGE_SEQUENCE,
                           OTA_IMAGE_HEAD_BYTES - IMAGE_SEQUENCE + check->image.binary_bytes, der,
                           der_bytes)) {
        return broken(check, FAULT_RULE_SIGNATURE,
                      "signature: it is not this key's over descriptor and binary");
    }
    return FAULT_NONE;
}

static enum fault check_device(const struct check *check)
{
    const struct image *image = &check->image;
    const struct image_rules *rules = check->rules;

    if (rules->has_hardware_id && image->hardware_id != rules->hardware_id) {
        return broken(check, FAULT_RULE_HARDWARE_ID,
                      "hardware id: the image's is %" PRIu32 ", the board's %" PRIu32,
                      image->hardware_id, rules->hardware_id);
    }
    if (image->counter < rules->counter) {
        return broken(check, FAULT_RULE_COUNTER,
                      "counter: the image's is %" PRIu32 ", the device's %" PRIu32, image->counter,
                      rules->counter);
    }
    return FAULT_NONE;
}

static enum fault check_history(const struct check *check)
{
    const struct image *image = &check->image;
    const struct image_rules *rules = check->rules;
    char own[16], running[16];

    if (rules->has_above && image->sequence <= rules->above) {
        return image->sequence < rules->above
                   ? broken(check, FAULT_RULE_DOWNGRADE, "downgrade: %s is older than %s",
                            version_text(image->sequence, own), version_text(rules->above, running))
                   : broken(check, FAULT_RULE_SAME_VERSION, "same version: %s runs already",
                            version_text(rules->above, running));
    }
    return FAULT_NONE;
}

enum fault image_check(const struct bytes *file, const struct image_rules *rules, char *why,
                       size_t why_bytes)
{
    struct check check = {.file = file, .rules = rules, .why = why, .why_bytes = why_bytes};
    enum fault fault;

    if (file->count < OTA_IMAGE_MAGIC_BYTES ||
        memcmp(file->at, OTA_IMAGE_MAGIC, OTA_IMAGE_MAGIC_BYTES) != 0) {
        return broken(&check, FAULT_RULE_MAGIC, "magic: it does not begin with %s",
                      OTA_IMAGE_MAGIC);
    }
    if (file->count < OTA_IMAGE_EXTRA_BYTES + OTA_IMAGE_BINARY_MIN) {
        return broken(&check, FAULT_RULE_SIZE, "size: an image has %u bytes or more, this has %zu",
                      OTA_IMAGE_EXTRA_BYTES + OTA_IMAGE_BINARY_MIN, file->count);
    }
    if (file->at[IMAGE_FLAG] != OTA_IMAGE_FLAG) {
        return broken(&check, FAULT_RULE_FLAG, "flag: it is 0x%02x, not 0xff",
                      file->at[IMAGE_FLAG]);
    }
    fault = check_size(&check);
    if (fault != FAULT_NONE) {
        return fault;
    }
    image_read(file, &check.image);
    fault = check_address(&check);
    if (fault == FAULT_NONE) {
        fault = check_device(&check);
    }
    if (fault == FAULT_NONE) {
        fault = check_signature(&check);
    }
    return fault == FAULT_NONE ? check_history(&check) : fault;
}
