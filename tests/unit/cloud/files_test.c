/* SPDX-License-Identifier: MIT */
/* Files at addresses that prove themselves. */
#include "cloud_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "cloud_files.h"
#include "presigned.h"
#include "test.h"

static struct fixture f;
static char expires[32], signature[80];

/* Ten bytes in box/a.bin, and an address of it that is good for a minute. */
static void open_with_file(void)
{
    struct text text = {NULL, 0, 0};

    fixture_open(&f, &fixture_issuer);
    json_decref(
        fixture_control(&f, "PUT", "/objects/box/a.bin", "{\"data\":\"MDEyMzQ1Njc4OQ==\"}", 200));
    CHECK_EQ(cloud_begin(f.cloud), true);
    CHECK_EQ(presigned_write(f.cloud, &text, "box", "a.bin", 60), true);
    CHECK_EQ(cloud_commit(f.cloud), true);
    CHECK_EQ(sscanf(text.bytes,
                    "https://files.test:8443/objects/box/a.bin?Expires=%31[0-9]&Signature=%79s",
                    expires, signature),
             2);
    free(text.bytes);
}

static struct cloud_file_reply ask(const char *path, const char *until, const char *code,
                                   const char *range)
{
    const struct cloud_file_request request = {"GET", path, until, code, range};
    struct cloud_file_reply reply;

    CHECK_EQ(cloud_begin(f.cloud), true);
    cloud_file(f.cloud, &request, &reply);
    CHECK_EQ(cloud_commit(f.cloud), true);
    return reply;
}

static void expect(struct cloud_file_reply reply, int status, const char *body)
{
    const bool is_same =
        body == NULL || (reply.bytes == strlen(body) && memcmp(reply.body, body, reply.bytes) == 0);

    if (reply.status != status || !is_same) {
        printf("[%s] status %d, %.*s\n", test_case, reply.status, (int)reply.bytes, reply.body);
    }
    CHECK_EQ(reply.status, status);
    CHECK_EQ(is_same, true);
    free(reply.body);
}

static void a_file_is_read_whole_and_in_ranges(void)
{
    static const struct {
        const char *range;
        int status;
        const char *body, *content_range;
    } cases[] = {
        {NULL, 200, "0123456789", ""},
        {"bytes=0-3", 206, "0123", "bytes 0-3/10"},
        {"bytes=4-4", 206, "4", "bytes 4-4/10"},
        {"bytes=8-", 206, "89", "bytes 8-9/10"},
        {"bytes=8-10", 206, "89", "bytes 8-9/10"},
        {"bytes=8-99", 206, "89", "bytes 8-9/10"},
        {"bytes=-3", 206, "789", "bytes 7-9/10"},
        {"bytes=-99", 206, "0123456789", "bytes 0-9/10"},
        {"bytes=10-", 416, NULL, "bytes */10"},
        {"bytes=10-12", 416, NULL, "bytes */10"},
        {"bytes=-0", 416, NULL, "bytes */10"},
        /* What is no range, or more than one, is as if it was not there. */
        {"bytes=5-4", 200, "0123456789", ""},
        {"bytes=0-1,4-5", 200, "0123456789", ""},
        {"bytes=", 200, "0123456789", ""},
        {"bytes=-", 200, "0123456789", ""},
        {"bytes=a-b", 200, "0123456789", ""},
        {"bytes=+1-2", 200, "0123456789", ""},
        {"blocks=0-3", 200, "0123456789", ""},
        {"bytes=99999999999999999999-", 200, "0123456789", ""},
        {"bytes=18446744073709551615-", 416, NULL, "bytes */10"},
        {"bytes=1-18446744073709551615", 206, "123456789", "bytes 1-9/10"},
    };

    open_with_file();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].range != NULL ? cases[i].range : "no range";
        struct cloud_file_reply reply =
            ask("/objects/box/a.bin", expires, signature, cases[i].range);
        CHECK_EQ(strcmp(reply.content_range, cases[i].content_range), 0);
        CHECK_EQ(strcmp(reply.content_type,
                        cases[i].status == 416 ? "application/xml" : "application/octet-stream"),
                 0);
        expect(reply, cases[i].status, cases[i].body);
    }
    fixture_close(&f);
}

static void an_address_expires(void)
{
    open_with_file();
    f.now_ms += 59999;
    expect(ask("/objects/box/a.bin", expires, signature, NULL), 200, "0123456789");
    f.now_ms += 1;
    expect(ask("/objects/box/a.bin", expires, signature, NULL), 403,
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code>"
           "<Message>Request has expired</Message></Error>");
    fixture_close(&f);
}

static void an_address_that_was_changed_is_refused(void)
{
    char other[80];

    open_with_file();
    json_decref(
        fixture_control(&f, "PUT", "/objects/box/b.bin", "{\"data\":\"MDEyMzQ1Njc4OQ==\"}", 200));
    expect(ask("/objects/box/b.bin", expires, signature, NULL), 403, NULL);
    expect(ask("/objects/box/a.bin", "1700000061", signature, NULL), 403, NULL);
    expect(ask("/objects/box/a.bin", NULL, signature, NULL), 403, NULL);
    expect(ask("/objects/box/a.bin", expires, NULL, NULL), 403, NULL);
    expect(ask("/objects/box/a.bin", expires, "", NULL), 403, NULL);
    for (size_t i = 0; i < strlen(signature); i++) {
        (void)strcpy(other, signature);
        other[i] = other[i] == '0' ? '1' : '0';
        expect(ask("/objects/box/a.bin", expires, other, NULL), 403, NULL);
    }
    fixture_close(&f);
}

static void a_file_that_is_gone_is_not_found(void)
{
    const struct cloud_file_request post = {"POST", "/objects/box/a.bin", expires, signature, NULL};
    struct cloud_file_reply reply;

    open_with_file();
    json_decref(fixture_control(&f, "DELETE", "/objects/box/a.bin", NULL, 200));
    expect(ask("/objects/box/a.bin", expires, signature, NULL), 404, NULL);
    expect(ask("/things", expires, signature, NULL), 404, NULL);
    CHECK_EQ(cloud_begin(f.cloud), true);
    cloud_file(f.cloud, &post, &reply);
    CHECK_EQ(cloud_commit(f.cloud), true);
    expect(reply, 405, NULL);
    fixture_close(&f);
}

static json_t *document_of(const char *job)
{
    char path[64];

    (void)snprintf(path, sizeof(path), "$aws/things/lamp/jobs/%s/get", job);
    CHECK_EQ(fixture_send(&f, path, "{}"), true);
    (void)snprintf(path, sizeof(path), "$aws/things/lamp/jobs/%s/get/accepted", job);
    json_t *answer = fixture_said(&f, path);
    json_t *document =
        json_incref(json_object_get(json_object_get(answer, "execution"), "jobDocument"));
    json_decref(answer);
    return document;
}

static void a_document_gets_its_address_when_it_is_asked_for(void)
{
    static const char body[] =
        "{\"targets\":[\"arn:aws:iot:us-east-1:000000000000:thing/lamp\"],\"presignedUrlConfig\":"
        "{\"expiresInSec\":60},\"document\":\"{\\\"u\\\":\\\"${aws:iot:s3-presigned-url:https://"
        "s3.us-east-1.amazonaws.com/box/a.bin}\\\",\\\"v\\\":\\\"${aws:iot:s3-presigned-url:"
        "nowhere}\\\",\\\"w\\\":\\\"${aws:iot:s3-presigned-url:\\\"}\"}";
    char wanted[256];

    open_with_file();
    json_decref(fixture_control(&f, "POST", "/things/lamp", "{}", 200));
    json_decref(fixture_control(&f, "PUT", "/jobs/j", body, 200));
    json_t *document = document_of("j");
    (void)snprintf(wanted, sizeof(wanted),
                   "https://files.test:8443/objects/box/a.bin?Expires=%s&Signature=%s", expires,
                   signature);
    CHECK_EQ(strcmp(json_string_value(json_object_get(document, "u")), wanted), 0);
    CHECK_EQ(strcmp(json_string_value(json_object_get(document, "v")),
                    "${aws:iot:s3-presigned-url:nowhere}"),
             0);
    CHECK_EQ(
        strcmp(json_string_value(json_object_get(document, "w")), "${aws:iot:s3-presigned-url:"),
        0);
    json_decref(document);
    /* A minute later it is another one; the operator sees what was given. */
    f.now_ms += 60000;
    document = document_of("j");
    CHECK_EQ(strcmp(json_string_value(json_object_get(document, "u")), wanted) != 0, true);
    json_decref(document);
    document = fixture_control(&f, "GET", "/jobs/j/job-document", NULL, 200);
    CHECK_EQ(strstr(json_string_value(json_object_get(document, "document")), "https://files") ==
                 NULL,
             true);
    json_decref(document);
    fixture_close(&f);
}

int main(void)
{
    RUN(a_file_is_read_whole_and_in_ranges);
    RUN(an_address_expires);
    RUN(an_address_that_was_changed_is_refused);
    RUN(a_file_that_is_gone_is_not_found);
    RUN(a_document_gets_its_address_when_it_is_asked_for);
    return 0;
}
