/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "sigv4.h"
#include "test.h"

static char encoded[1024];
static size_t length;

static SigV4Status_t encode(const char *uri, bool slash, bool twice)
{
    length = sizeof encoded;
    memset(encoded, '#', sizeof encoded);
    return SigV4_EncodeURI(uri, strlen(uri), encoded, &length, slash, twice);
}

static void check(const char *want)
{
    CHECK_EQ(length, strlen(want));
    CHECK_EQ(memcmp(encoded, want, length), 0);
    CHECK_EQ(encoded[length], '#');
}

static void all_but_unreserved_bytes_are_encoded(void)
{
    CHECK_EQ(encode("AZaz09-_.~", true, false), SigV4Success);
    check("AZaz09-_.~");
    CHECK_EQ(encode("/a b/\xC3\xA4?=%+&", true, false), SigV4Success);
    check("%2Fa%20b%2F%C3%A4%3F%3D%25%2B%26");
    for (int byte = 0; byte < 256; byte++) {
        const char one = (char)byte;
        char want[4];
        snprintf(want, sizeof want, "%%%02X", byte);
        length = sizeof encoded;
        CHECK_EQ(SigV4_EncodeURI(&one, 1, encoded, &length, true, false), SigV4Success);
        CHECK_EQ(length == 1 ? encoded[0] == one : memcmp(encoded, want, 3) == 0, 1);
    }
}

static void a_slash_may_stay_and_an_equals_sign_be_encoded_twice(void)
{
    CHECK_EQ(encode("/a=b/", false, true), SigV4Success);
    check("/a%253Db/");
}

static void the_result_fits_into_its_length_and_not_into_less(void)
{
    for (size_t room = 1; room <= 10; room++) {
        length = room;
        memset(encoded, '#', sizeof encoded);
        CHECK_EQ(SigV4_EncodeURI("a b=", 4, encoded, &length, true, true),
                 room < 10 ? SigV4InsufficientMemory : SigV4Success);
        CHECK_EQ(encoded[room], '#');
    }
}

static void a_missing_argument_is_refused(void)
{
    length = 4;
    CHECK_EQ(SigV4_EncodeURI(NULL, 1, encoded, &length, true, true), SigV4InvalidParameter);
    CHECK_EQ(SigV4_EncodeURI("a", 0, encoded, &length, true, true), SigV4InvalidParameter);
    CHECK_EQ(SigV4_EncodeURI("a", 1, NULL, &length, true, true), SigV4InvalidParameter);
    CHECK_EQ(SigV4_EncodeURI("a", 1, encoded, NULL, true, true), SigV4InvalidParameter);
    length = 0;
    CHECK_EQ(SigV4_EncodeURI("a", 1, encoded, &length, true, true), SigV4InvalidParameter);
}

int main(void)
{
    RUN(all_but_unreserved_bytes_are_encoded);
    RUN(a_slash_may_stay_and_an_equals_sign_be_encoded_twice);
    RUN(the_result_fits_into_its_length_and_not_into_less);
    RUN(a_missing_argument_is_refused);
    return 0;
}
