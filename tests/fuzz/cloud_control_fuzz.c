/* SPDX-License-Identifier: MIT */
/* A history of HTTP requests between NULs: a letter (capital: the data plane) for the method, the
 * path, a line end, the query, a line end, the body. Each has one answer, in JSON, with a status;
 * an error has a type and a message; and time goes on in between. */
#include <string.h>

#include "cloud_fixture.h"
#include "service.h"

#define PAIRS_MAX 8

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct fixture f;

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static const char *method_of(char letter)
{
    static const struct {
        char letter;
        const char *method;
    } methods[] = {{'g', "GET"}, {'p', "POST"}, {'u', "PUT"}, {'a', "PATCH"}, {'d', "DELETE"}};

    for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++) {
        if ((letter | 0x20) == methods[i].letter) {
            return methods[i].method;
        }
    }
    return "HEAD";
}

static void check(const struct cloud_reply *reply)
{
    json_t *document =
        reply->body != NULL ? json_loadb(reply->body, reply->bytes, JSON_DECODE_ANY, NULL) : NULL;

    require(reply->status >= 200 && reply->status < 600);
    require(reply->body == NULL || document != NULL);
    require((reply->error_type != NULL) == (reply->status >= 300));
    require(reply->error_type == NULL || json_is_string(json_object_get(document, "message")));
    json_decref(document);
    free(reply->body);
}

/* Cut at the end of the line; what is behind it. */
static char *cut_line(char *text)
{
    char *end = strchr(text, '\n');

    if (end == NULL) {
        return text + strlen(text);
    }
    *end = '\0';
    return end + 1;
}

static int is_utf8(const char *text)
{
    json_t *string = json_string(text);

    json_decref(string);
    return string != NULL;
}

/* What the server hands on is UTF-8. */
static void serve(char *text)
{
    char *query = cut_line(text + 1), *body = cut_line(query), *word;
    struct cloud_pair pairs[PAIRS_MAX];
    struct cloud_http request = {.method = method_of(text[0]),
                                 .path = text + 1,
                                 .query = pairs,
                                 .body = body,
                                 .bytes = strlen(body),
                                 .principal = "principal-1"};
    struct cloud_reply reply = {0};

    if (!is_utf8(request.path) || !is_utf8(query)) {
        return;
    }
    while ((word = strtok_r(query, "&", &query)) != NULL && request.query_count < PAIRS_MAX) {
        char *value = strchr(word, '=');
        if (value != NULL) {
            *value++ = '\0';
        }
        pairs[request.query_count++] = (struct cloud_pair){word, value != NULL ? value : ""};
    }
    require(cloud_begin(f.cloud));
    if (text[0] >= 'A' && text[0] <= 'Z') {
        cloud_data(f.cloud, &request, &reply);
    } else {
        request.principal = NULL;
        cloud_control(f.cloud, &request, &reply);
    }
    require(cloud_commit(f.cloud));
    check(&reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0 || size > 4096) {
        return 0;
    }
    char *text = malloc(size + 1u);
    memcpy(text, bytes, size);
    text[size] = '\0';
    fixture_open(&f, &fixture_issuer);
    for (char *at = text; at < text + size;) {
        char *next = at + strlen(at) + 1;
        if (*at != '\0') {
            serve(at);
        }
        (void)fixture_pass(&f, 1000);
        at = next;
    }
    fixture_close(&f);
    free(text);
    return 0;
}
