/* SPDX-License-Identifier: MIT */
#include "MQTTFileDownloader_base64.h"

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static Base64Status_t decode(const char *text, size_t room, uint8_t *bytes, size_t *length)
{
    uint8_t *copy = exact_copy(text, strlen(text)), *into = malloc(room == 0 ? 1 : room);
    const Base64Status_t status = base64_Decode(into, room, length, copy, strlen(text));
    if (status == Base64Success) {
        memcpy(bytes, into, *length);
    }
    free(copy);
    free(into);
    return status;
}

static void what_the_rfc_shows_is_decoded(void)
{
    static const struct {
        const char *text, *bytes;
    } cases[] = {{"Zg==", "f"},        {"Zm8=", "fo"},        {"Zm9v", "foo"},
                 {"Zm9vYg==", "foob"}, {"Zm9vYmE=", "fooba"}, {"Zm9vYmFy", "foobar"},
                 {"Zg", "f"},          {"Zm8", "fo"},         {"Zm9vYg", "foob"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        test_case = cases[i].text;
        for (size_t room = 0; room <= 6; room++) {
            uint8_t bytes[8];
            size_t length = 77;
            const size_t want = strlen(cases[i].bytes);
            CHECK_EQ(decode(cases[i].text, room, bytes, &length),
                     room < want ? Base64InvalidBufferSize : Base64Success);
            CHECK_EQ(length, room < want ? 77 : want);
            CHECK_EQ(room >= want && memcmp(bytes, cases[i].bytes, want) != 0, 0);
        }
    }
}

static void each_mistake_has_its_name(void)
{
    static const struct {
        const char *text;
        Base64Status_t status;
    } cases[] = {
        {"", Base64InvalidInputSize},
        {"Z", Base64InvalidInputSize},
        {"Zm9vY", Base64InvalidInputSize},
        {"Zm9v*g==", Base64InvalidSymbol},
        {"Zm9v Yg=", Base64InvalidSymbol},
        {"Zg\n=", Base64InvalidSymbol},
        {"Zm-_", Base64InvalidSymbol},
        {"Zm8\x80", Base64InvalidSymbol},
        {"Zg=*", Base64InvalidSymbol},
        {"Zg=A", Base64InvalidSymbolOrdering},
        {"Zg==Zg==", Base64InvalidSymbolOrdering},
        {"=Zg=", Base64InvalidSymbolOrdering},
        {"Zg=", Base64InvalidPaddingSymbol},
        {"Zg===", Base64InvalidPaddingSymbol},
        {"Zm8==", Base64InvalidPaddingSymbol},
        {"Zm9v=", Base64InvalidPaddingSymbol},
        {"Zh==", Base64NonZeroPadding},
        {"Zm9=", Base64NonZeroPadding},
        {"Zh", Base64NonZeroPadding},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t bytes[8];
        size_t length = 77;
        test_case = cases[i].text;
        CHECK_EQ(decode(cases[i].text, sizeof bytes, bytes, &length), cases[i].status);
        CHECK_EQ(length, 77);
    }
    uint8_t byte;
    size_t length;
    CHECK_EQ(base64_Decode(NULL, 1, &length, &byte, 1), Base64NullPointerInput);
    CHECK_EQ(base64_Decode(&byte, 1, NULL, &byte, 1), Base64NullPointerInput);
    CHECK_EQ(base64_Decode(&byte, 1, &length, NULL, 1), Base64NullPointerInput);
}

/* By the definition: digit d of a group of three bytes is bits 6 d to 6 d + 5. */
static void every_digit_means_its_six_bits(void)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (uint32_t value = 0; value < 1u << 24; value += 4093) {
        const char text[] = {digits[value >> 18], digits[value >> 12 & 63], digits[value >> 6 & 63],
                             digits[value & 63], '\0'};
        uint8_t bytes[3];
        size_t length = 0;
        CHECK_EQ(decode(text, 3, bytes, &length), Base64Success);
        CHECK_EQ((uint32_t)bytes[0] << 16 | (uint32_t)bytes[1] << 8 | bytes[2], value);
    }
    for (unsigned symbol = 1; symbol < 256; symbol++) {
        const char text[] = {'A', 'A', 'A', (char)symbol, '\0'};
        uint8_t bytes[3];
        size_t length = 0;
        const char *place = strchr(digits, (int)symbol);
        const Base64Status_t status = decode(text, 3, bytes, &length);
        CHECK_EQ(status == Base64Success, place != NULL || symbol == '=');
        CHECK_EQ(place != NULL && bytes[2] != place - digits, 0);
    }
}

int main(void)
{
    RUN(what_the_rfc_shows_is_decoded);
    RUN(each_mistake_has_its_name);
    RUN(every_digit_means_its_six_bits);
    return 0;
}
