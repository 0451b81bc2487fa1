/* SPDX-License-Identifier: MIT */
/* The signatures of AWS's test suite for Signature Version 4: one account, one moment, a service
 * called "service", and requests that differ in one thing each. Not among them: relative paths,
 * which the signer does not resolve, and folded lines, which HTTP no longer has. */
#include <string.h>

#include "sha256.h"
#include "test.h"

#define HOST "Host:example.amazonaws.com\r\n"
#define DATE "X-Amz-Date:20150830T123600Z\r\n\r\n"
#define UNRESERVED                                                                                 \
    "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" /* RFC 3986 */
#define FORM      "Content-Type:application/x-www-form-urlencoded"
#define CANONICAL SIGV4_HTTP_PATH_IS_CANONICAL_FLAG

static const struct {
    const char *name, *method, *path, *query, *headers, *body;
    uint32_t flags;
    const char *signature;
} vectors[] = {
    {"get-vanilla", "GET", "/", "", HOST DATE, "", 0,
     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"get-unreserved", "GET", "/" UNRESERVED, "", HOST DATE, "", 0,
     "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
    {"get-utf8", "GET", "/%E1%88%B4", "", HOST DATE, "", CANONICAL,
     "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
    {"get-space", "GET", "/example%20space/", "", HOST DATE, "", CANONICAL,
     "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"},
    {"get-vanilla-empty-query-key", "GET", "/", "Param1=value1", HOST DATE, "", 0,
     "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"},
    {"get-vanilla-query-order-key", "GET", "/", "Param1=value2&Param1=Value1", HOST DATE, "", 0,
     "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1"},
    {"get-vanilla-query-order-key-case", "GET", "/", "Param2=value2&Param1=value1", HOST DATE, "",
     0, "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
    {"get-vanilla-query-order-value", "GET", "/", "Param1=value2&Param1=value1", HOST DATE, "", 0,
     "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"},
    {"get-vanilla-query-unreserved", "GET", "/", UNRESERVED "=" UNRESERVED, HOST DATE, "", 0,
     "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"},
    {"get-vanilla-utf8-query", "GET", "/", "\xe1\x88\xb4=bar", HOST DATE, "", 0,
     "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"},
    {"get-header-value-trim", "GET", "/", "",
     HOST "My-Header1: value1\r\nMy-Header2: \"a   b   c\"\r\n" DATE, "", 0,
     "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
    {"get-header-key-duplicate", "GET", "/", "",
     HOST "My-Header1:value2\r\nMy-Header1:value2\r\nMy-Header1:value1\r\n" DATE, "", 0,
     "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
    {"get-header-value-order", "GET", "/", "",
     HOST
     "My-Header1:value4\r\nMy-Header1:value1\r\nMy-Header1:value3\r\nMy-Header1:value2\r\n" DATE,
     "", 0, "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"},
    {"post-vanilla", "POST", "/", "", HOST DATE, "", 0,
     "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
    {"post-vanilla-query", "POST", "/", "Param1=value1", HOST DATE, "", 0,
     "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
    {"post-header-key-sort", "POST", "/", "", HOST "My-Header1:value1\r\n" DATE, "", 0,
     "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
    {"post-header-value-case", "POST", "/", "", HOST "My-Header1:VALUE1\r\n" DATE, "", 0,
     "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"},
    {"post-x-www-form-urlencoded", "POST", "/", "", FORM "\r\n" HOST DATE, "Param1=value1", 0,
     "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
    {"post-x-www-form-urlencoded-parameters", "POST", "/", "", FORM "; charset=utf8\r\n" HOST DATE,
     "Param1=value1", 0, "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"},
};

static void every_request_of_the_suite_has_its_signature(void)
{
    SigV4Credentials_t credentials = {"AKIDEXAMPLE", 11, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                                      40};

    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        char text[512];
        size_t length = sizeof text, digits = 0;
        char *signature = NULL;
        SigV4HttpParameters_t http = {
            vectors[i].method,        strlen(vectors[i].method), vectors[i].flags,
            vectors[i].path,          strlen(vectors[i].path),   vectors[i].query,
            strlen(vectors[i].query), vectors[i].headers,        strlen(vectors[i].headers),
            vectors[i].body,          strlen(vectors[i].body)};
        const SigV4Parameters_t parameters = {&credentials,
                                              "20150830T123600Z",
                                              NULL,
                                              0,
                                              "us-east-1",
                                              9,
                                              "service",
                                              7,
                                              &sha256_interface,
                                              &http};

        test_case = vectors[i].name;
        sha256.calls_left = 0;
        CHECK_EQ(SigV4_GenerateHTTPAuthorization(&parameters, text, &length, &signature, &digits),
                 SigV4Success);
        CHECK_EQ(digits, 64);
        CHECK_EQ(memcmp(signature, vectors[i].signature, 64), 0);
    }
}

int main(void)
{
    RUN(every_request_of_the_suite_has_its_signature);
    return 0;
}
