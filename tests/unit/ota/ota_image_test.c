/* SPDX-License-Identifier: MIT */
#include "ota_image.h"

#include <string.h>

#include "exact.h"
#include "ota_openssl.h"
#include "test.h"

#define BINARY 64u
#define MAX    4096u

static uint8_t *image;
static size_t image_bytes;

static const struct ota_target target = {MAX, KIT_START, KIT_HARDWARE, KIT_COUNTER};

/* An image in memory of exactly its size; every byte is asked for once, in order. */
struct memory {
    const uint8_t *bytes;
    size_t length;
    uint32_t next;
    unsigned reads;
    unsigned fail_at; /* the read that fails, from 1 */
};

static bool read_memory(void *context, uint32_t offset, void *to, uint32_t length)
{
    struct memory *memory = context;

    CHECK_EQ(offset, memory->next);
    CHECK_EQ(length > 0, true);
    memory->next += length;
    memory->reads++;
    if (memory->reads == memory->fail_at || offset + length > memory->length) {
        return false;
    }
    memcpy(to, memory->bytes + offset, length);
    return true;
}

static ota_refusal_t check_with(struct memory *memory, const struct ota_target *wanted,
                                const struct ota_crypto *crypto, uint32_t file_bytes,
                                uint32_t scratch_bytes, struct ota_checked *checked)
{
    const struct ota_source source = {memory, read_memory, file_bytes};
    uint8_t *scratch = malloc(scratch_bytes);
    const ota_refusal_t refusal =
        ota_image_check(&source, wanted, crypto, scratch, scratch_bytes, checked);

    if (refusal == OTA_REFUSED_NOT) {
        CHECK_EQ(checked->signature >= scratch &&
                     checked->signature + checked->signature_bytes <= scratch + scratch_bytes,
                 true);
        CHECK_EQ(crypto->verify(crypto->context, checked->digest, checked->signature,
                                checked->signature_bytes),
                 OTA_VERIFIED);
    }
    free(scratch);
    return refusal;
}

static ota_refusal_t check(const uint8_t *bytes, size_t length, uint32_t file_bytes)
{
    struct memory memory = {.bytes = bytes, .length = length};
    struct ota_checked checked;

    return check_with(&memory, &target, &kit_crypto, file_bytes, OTA_SCRATCH_MIN, &checked);
}

static void an_image_made_with_the_commands_of_the_page_is_good(void)
{
    struct memory memory = {.bytes = image, .length = image_bytes};
    struct ota_checked checked;

    CHECK_EQ(image_bytes, OTA_IMAGE_EXTRA_BYTES + BINARY);
    CHECK_EQ(check_with(&memory, &target, &kit_crypto, (uint32_t)image_bytes, 300, &checked),
             OTA_REFUSED_NOT);
    CHECK_EQ(memory.next, image_bytes);
    CHECK_EQ(checked.image.sequence, 0x01020003u);
    CHECK_EQ(checked.image.start, KIT_START);
    CHECK_EQ(checked.image.end, KIT_START + BINARY);
    CHECK_EQ(checked.image.exec, KIT_START);
    CHECK_EQ(checked.image.hardware_id, KIT_HARDWARE);
    CHECK_EQ(checked.image.counter, KIT_COUNTER);
    CHECK_EQ(checked.image.binary_bytes, BINARY);
    CHECK_EQ(checked.signature_bytes, 71);
}

static void an_image_of_any_length_is_good_with_any_scratch(void)
{
    static const uint32_t lengths[] = {4, 5, 291, 292, 293, 1000, MAX - OTA_IMAGE_EXTRA_BYTES};

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        size_t bytes;
        uint8_t *other = kit_image(lengths[i], &bytes);
        for (uint32_t scratch = OTA_SCRATCH_MIN; scratch < 6000; scratch = scratch * 3 / 2) {
            struct memory memory = {.bytes = other, .length = bytes};
            struct ota_checked checked;
            CHECK_EQ(check_with(&memory, &target, &kit_crypto, 0, scratch, &checked),
                     OTA_REFUSED_NOT);
            CHECK_EQ(memory.next, bytes);
        }
        free(other);
    }
}

static ota_refusal_t reason_of_flipping(uint32_t at)
{
    if (at < OTA_IMAGE_MAGIC_BYTES) {
        return OTA_REFUSED_MAGIC;
    }
    if (at == OTA_IMAGE_MAGIC_BYTES) {
        return OTA_REFUSED_FLAG;
    }
    const uint32_t trailer = OTA_IMAGE_HEAD_BYTES + BINARY;
    return at >= trailer && at < trailer + OTA_IMAGE_TYPE_BYTES ? OTA_REFUSED_SIGNATURE_TYPE
                                                                : OTA_REFUSED_SIGNATURE;
}

/* The head's numbers have reasons of their own. */
static void every_flipped_bit_is_refused(void)
{
    uint8_t *bent = exact_copy(image, image_bytes);

    for (uint32_t bit = 0; bit < 8 * image_bytes; bit++) {
        const uint32_t at = bit / 8;
        bent[at] ^= (uint8_t)(1u << bit % 8);
        const ota_refusal_t refusal = check(bent, image_bytes, (uint32_t)image_bytes);
        bent[at] ^= (uint8_t)(1u << bit % 8);
        if (at >= 12 && at < OTA_IMAGE_HEAD_BYTES) {
            CHECK_EQ(refusal != OTA_REFUSED_NOT, true);
        } else {
            CHECK_EQ(refusal, reason_of_flipping(at));
        }
    }
    CHECK_EQ(check(bent, image_bytes, (uint32_t)image_bytes), OTA_REFUSED_NOT);
    free(bent);
}

static void every_truncation_is_refused(void)
{
    for (size_t length = 0; length < image_bytes; length++) {
        uint8_t *cut = exact_copy(image, length);
        CHECK_EQ(check(cut, length, 0), OTA_REFUSED_FLASH); /* a slot that ends there */
        if (length > 0) {
            CHECK_EQ(check(cut, length, (uint32_t)length), OTA_REFUSED_SIZE);
        }
        free(cut);
    }
}

static void a_file_with_something_behind_the_image_is_refused(void)
{
    uint8_t *longer = exact_copy(image, image_bytes + 0);

    longer = realloc(longer, image_bytes + 1);
    longer[image_bytes] = 0;
    CHECK_EQ(check(longer, image_bytes + 1, (uint32_t)image_bytes + 1), OTA_REFUSED_SIZE);
    CHECK_EQ(check(longer, image_bytes + 1, 0), OTA_REFUSED_NOT); /* a slot goes on */
    CHECK_EQ(check(longer, image_bytes, UINT32_MAX), OTA_REFUSED_SIZE);
    free(longer);
}

static void another_key_is_refused(void)
{
    struct memory memory = {.bytes = image, .length = image_bytes};
    struct ota_checked checked;

    CHECK_EQ(check_with(&memory, &target, &kit_crypto_other, 0, 512, &checked),
             OTA_REFUSED_SIGNATURE);
}

static void put32(uint8_t *bytes, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(value >> 8 * i);
    }
}

static void a_head_is_refused_with_its_own_reason(void)
{
    static const struct {
        uint32_t start, end, exec, max;
        ota_refusal_t refusal;
    } cases[] = {
        {0x1000, 0x1004, 0x1000, 328, OTA_REFUSED_NOT},
        {0x1000, 0x1004, 0x1000, 327, OTA_REFUSED_SIZE},
        {0x1000, 0x1004, 0x1000, 323, OTA_REFUSED_SIZE},
        {0x1000, 0x1004, 0x1000, 0, OTA_REFUSED_SIZE},
        {0x1000, 0x1003, 0x1000, MAX, OTA_REFUSED_SIZE},
        {0x1000, 0x1000, 0x1000, MAX, OTA_REFUSED_SIZE},
        {0x1000, 0x0FFF, 0x1000, MAX, OTA_REFUSED_SIZE},
        {0x1000, 0x0FFF, 0x1000, UINT32_MAX, OTA_REFUSED_SIZE},
        {0xFFFFFFF0, 0x10, 0xFFFFFFF0, UINT32_MAX, OTA_REFUSED_SIZE},
        {0, UINT32_MAX, 0, UINT32_MAX, OTA_REFUSED_SIZE},
        {0, UINT32_MAX - 324, 0, UINT32_MAX, OTA_REFUSED_NOT},
        {0, UINT32_MAX - 323, 0, UINT32_MAX, OTA_REFUSED_SIZE},
        {0xFFFFF000, 0xFFFFFFFC, 0xFFFFF000, UINT32_MAX, OTA_REFUSED_NOT},
        {0x1000, 0x1010, 0x100C, MAX, OTA_REFUSED_NOT},
        {0x1000, 0x1010, 0x1010, MAX, OTA_REFUSED_ADDRESS},
        {0x1000, 0x1013, 0x1010, MAX, OTA_REFUSED_ADDRESS}, /* not all of a word */
        {0x1000, 0x1010, 0x1002, MAX, OTA_REFUSED_ADDRESS},
        {0x1000, 0x1010, 0x0FFC, MAX, OTA_REFUSED_ADDRESS},
        {0x1000, 0x1010, 0xFFFFFFFC, MAX, OTA_REFUSED_ADDRESS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ota_image read;
        uint8_t *head = exact_copy(image, OTA_IMAGE_HEAD_BYTES);
        put32(head + 12, cases[i].start);
        put32(head + 16, cases[i].end);
        put32(head + 20, cases[i].exec);
        static char text[8];
        snprintf(text, sizeof text, "%zu", i);
        test_case = text;
        CHECK_EQ(ota_image_parse_head(head, cases[i].max, &read), cases[i].refusal);
        free(head);
    }
}

static void an_image_for_elsewhere_is_refused_with_its_own_reason(void)
{
    struct ota_image read = {.start = 8, .hardware_id = 2, .counter = 5};

    CHECK_EQ(ota_image_fits(&read, &(struct ota_target){9, 8, 2, 5}), OTA_REFUSED_NOT);
    CHECK_EQ(ota_image_fits(&read, &(struct ota_target){9, 8, 2, 0}), OTA_REFUSED_NOT);
    CHECK_EQ(ota_image_fits(&read, &(struct ota_target){9, 4, 2, 5}), OTA_REFUSED_ADDRESS);
    CHECK_EQ(ota_image_fits(&read, &(struct ota_target){9, 12, 2, 5}), OTA_REFUSED_ADDRESS);
    CHECK_EQ(ota_image_fits(&read, &(struct ota_target){9, 8, 3, 5}), OTA_REFUSED_HARDWARE_ID);
    CHECK_EQ(ota_image_fits(&read, &(struct ota_target){9, 8, 1, 5}), OTA_REFUSED_HARDWARE_ID);
    CHECK_EQ(ota_image_fits(&read, &(struct ota_target){9, 8, 2, 6}), OTA_REFUSED_COUNTER);
    CHECK_EQ(ota_image_fits(&read, &(struct ota_target){9, 8, 2, UINT32_MAX}), OTA_REFUSED_COUNTER);
    struct ota_target too_new = target;
    too_new.counter = KIT_COUNTER + 1;
    struct memory memory = {.bytes = image, .length = image_bytes};
    struct ota_checked checked;
    CHECK_EQ(check_with(&memory, &too_new, &kit_crypto, 0, 512, &checked), OTA_REFUSED_COUNTER);
    CHECK_EQ(memory.next, OTA_IMAGE_HEAD_BYTES); /* and no byte more was read */
}

static void a_trailer_is_refused_with_its_own_reason(void)
{
    static const struct {
        uint32_t at, value; /* a word of the trailer */
        ota_refusal_t refusal;
    } cases[] = {
        {32, 71, OTA_REFUSED_NOT},
        {32, 0, OTA_REFUSED_SIGNATURE},
        {32, 7, OTA_REFUSED_SIGNATURE},
        {32, 70, OTA_REFUSED_SIGNATURE},
        {32, 72, OTA_REFUSED_SIGNATURE},
        {32, 73, OTA_REFUSED_SIGNATURE},
        {32, 256, OTA_REFUSED_SIGNATURE},
        {32, UINT32_MAX, OTA_REFUSED_SIGNATURE},
        {32, 71u << 24, OTA_REFUSED_SIGNATURE},
        {288, 1u << 31, OTA_REFUSED_SIGNATURE},
        {108, 1, OTA_REFUSED_SIGNATURE},
        {16, 1, OTA_REFUSED_SIGNATURE_TYPE},
        {28, 1u << 31, OTA_REFUSED_SIGNATURE_TYPE},
        {0, 0, OTA_REFUSED_SIGNATURE_TYPE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint32_t length = 0;
        uint8_t *trailer =
            exact_copy(image + OTA_IMAGE_HEAD_BYTES + BINARY, OTA_IMAGE_TRAILER_BYTES);
        put32(trailer + cases[i].at, cases[i].value);
        CHECK_EQ(ota_image_parse_trailer(trailer, &length), cases[i].refusal);
        CHECK_EQ(length, cases[i].refusal == OTA_REFUSED_NOT ? 71 : 0);
        free(trailer);
    }
}

/* DER of any length, but whole and with zeros behind it. */
static void a_signature_has_8_to_72_bytes_and_is_a_sequence(void)
{
    uint8_t trailer[OTA_IMAGE_TRAILER_BYTES];
    uint32_t read;

    for (uint32_t length = 2; length < 256; length++) {
        memcpy(trailer, image + OTA_IMAGE_HEAD_BYTES + BINARY, OTA_IMAGE_TYPE_BYTES);
        memset(trailer + OTA_IMAGE_TYPE_BYTES, 0, sizeof trailer - OTA_IMAGE_TYPE_BYTES);
        put32(trailer + OTA_IMAGE_TYPE_BYTES, length);
        memset(trailer + OTA_IMAGE_SIGNATURE_AT, 1, length);
        trailer[OTA_IMAGE_SIGNATURE_AT] = 0x30;
        trailer[OTA_IMAGE_SIGNATURE_AT + 1] = (uint8_t)(length - 2);
        CHECK_EQ(ota_image_parse_trailer(trailer, &read),
                 length >= 8 && length <= 72 ? OTA_REFUSED_NOT : OTA_REFUSED_SIGNATURE);
        trailer[OTA_IMAGE_SIGNATURE_AT] = 0x31;
        CHECK_EQ(ota_image_parse_trailer(trailer, &read), OTA_REFUSED_SIGNATURE);
    }
}

static void a_slot_too_small_for_any_image_is_not_read(void)
{
    struct memory memory = {.bytes = image, .length = image_bytes};
    struct ota_target small = target;
    struct ota_checked checked;

    small.image_bytes_max = OTA_IMAGE_EXTRA_BYTES - 1;
    CHECK_EQ(check_with(&memory, &small, &kit_crypto, 0, 512, &checked), OTA_REFUSED_SIZE);
    CHECK_EQ(memory.reads, 0);
    small.image_bytes_max = (uint32_t)image_bytes - 1;
    CHECK_EQ(check_with(&memory, &small, &kit_crypto, 0, 512, &checked), OTA_REFUSED_SIZE);
}

static void a_read_that_fails_is_a_reason_wherever_it_comes(void)
{
    size_t bytes;
    uint8_t *large = kit_image(2000, &bytes);
    struct ota_checked checked;
    struct memory memory = {.bytes = large, .length = bytes};

    CHECK_EQ(check_with(&memory, &target, &kit_crypto, 0, 300, &checked), OTA_REFUSED_NOT);
    const unsigned reads = memory.reads;
    CHECK_EQ(reads, 1 + 7 + 1);
    for (unsigned at = 1; at <= reads; at++) {
        memory = (struct memory){.bytes = large, .length = bytes, .fail_at = at};
        CHECK_EQ(check_with(&memory, &target, &kit_crypto, 0, 300, &checked), OTA_REFUSED_FLASH);
    }
    free(large);
}

/* Cryptography that fails at a call, or that answers anything at all. */
static unsigned calls, fail_at;
static uint32_t answer;

static bool may_go_on(void)
{
    return ++calls != fail_at;
}

static bool start_or_fail(void *context)
{
    return may_go_on() && kit_crypto.hash_start(context);
}

static bool update_or_fail(void *context, const void *bytes, uint32_t length)
{
    return may_go_on() && kit_crypto.hash_update(context, bytes, length);
}

static bool finish_or_fail(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    return may_go_on() && kit_crypto.hash_finish(context, digest);
}

static uint32_t verify_as_told(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                               const uint8_t *signature, uint32_t signature_bytes)
{
    CHECK_EQ(kit_crypto.verify(context, digest, signature, signature_bytes), OTA_VERIFIED);
    calls++;
    return answer;
}

static const struct ota_crypto told = {NULL, start_or_fail, update_or_fail, finish_or_fail,
                                       verify_as_told};

static ota_refusal_t check_told(void)
{
    struct memory memory = {.bytes = image, .length = image_bytes};
    struct ota_checked checked;
    const struct ota_source source = {&memory, read_memory, 0};
    uint8_t scratch[OTA_SCRATCH_MIN];

    calls = 0;
    return ota_image_check(&source, &target, &told, scratch, sizeof scratch, &checked);
}

static void a_hash_that_fails_is_a_reason_wherever_it_comes(void)
{
    answer = OTA_VERIFIED;
    fail_at = 0;
    CHECK_EQ(check_told(), OTA_REFUSED_NOT);
    CHECK_EQ(calls, 1 + 2 + 1 + 1);
    for (fail_at = 1; fail_at <= 4; fail_at++) {
        CHECK_EQ(check_told(), OTA_REFUSED_CRYPTO);
        CHECK_EQ(calls, fail_at);
    }
}

static void only_one_answer_of_verify_is_yes(void)
{
    fail_at = 0;
    for (unsigned bit = 0; bit < 32; bit++) {
        answer = OTA_VERIFIED ^ 1u << bit;
        CHECK_EQ(check_told(), OTA_REFUSED_SIGNATURE);
        answer = 1u << bit;
        CHECK_EQ(check_told(), OTA_REFUSED_SIGNATURE);
    }
    answer = 0;
    CHECK_EQ(check_told(), OTA_REFUSED_SIGNATURE);
    answer = UINT32_MAX;
    CHECK_EQ(check_told(), OTA_REFUSED_SIGNATURE);
}

static void a_version_follows_only_a_lower_one(void)
{
    CHECK_EQ(ota_image_follows(OTA_SEQUENCE(1, 0, 1), OTA_SEQUENCE(1, 0, 0)), OTA_REFUSED_NOT);
    CHECK_EQ(ota_image_follows(OTA_SEQUENCE(1, 1, 0), OTA_SEQUENCE(1, 0, 65535)), OTA_REFUSED_NOT);
    CHECK_EQ(ota_image_follows(OTA_SEQUENCE(255, 0, 0), 1), OTA_REFUSED_NOT);
    CHECK_EQ(ota_image_follows(5, 5), OTA_REFUSED_SAME_VERSION);
    CHECK_EQ(ota_image_follows(4, 5), OTA_REFUSED_DOWNGRADE);
    CHECK_EQ(ota_image_follows(0, UINT32_MAX), OTA_REFUSED_DOWNGRADE);
}

static void every_refusal_has_words_of_its_own(void)
{
    for (unsigned i = 0; i < OTA_REFUSED_COUNT; i++) {
        CHECK_EQ(ota_refusal_text((ota_refusal_t)i) != NULL, true);
        for (unsigned other = 0; other < i; other++) {
            CHECK_EQ(strcmp(ota_refusal_text((ota_refusal_t)i),
                            ota_refusal_text((ota_refusal_t)other)) != 0,
                     true);
        }
    }
    CHECK_EQ(strcmp(ota_refusal_text(OTA_REFUSED_HARDWARE_ID), "hardware id"), 0);
    CHECK_EQ(strcmp(ota_refusal_text(OTA_REFUSED_COUNT), "unknown"), 0);
    CHECK_EQ(strcmp(ota_refusal_text((ota_refusal_t)-1), "unknown"), 0);
}

int main(void)
{
    image = kit_image(BINARY, &image_bytes);
    RUN(an_image_made_with_the_commands_of_the_page_is_good);
    RUN(an_image_of_any_length_is_good_with_any_scratch);
    RUN(every_flipped_bit_is_refused);
    RUN(every_truncation_is_refused);
    RUN(a_file_with_something_behind_the_image_is_refused);
    RUN(another_key_is_refused);
    RUN(a_head_is_refused_with_its_own_reason);
    RUN(an_image_for_elsewhere_is_refused_with_its_own_reason);
    RUN(a_trailer_is_refused_with_its_own_reason);
    RUN(a_signature_has_8_to_72_bytes_and_is_a_sequence);
    RUN(a_slot_too_small_for_any_image_is_not_read);
    RUN(a_read_that_fails_is_a_reason_wherever_it_comes);
    RUN(a_hash_that_fails_is_a_reason_wherever_it_comes);
    RUN(only_one_answer_of_verify_is_yes);
    RUN(a_version_follows_only_a_lower_one);
    RUN(every_refusal_has_words_of_its_own);
    free(image);
    return 0;
}
