/* SPDX-License-Identifier: MIT */
/* A history of one shadow: messages between NULs, of which the first letter says what they are (g:
 * get, d: delete, otherwise update). Each is answered once; an accepted update tells the documents
 * before and after, which are those of its neighbours, and a get shows the latter with its delta.
 */
#include <string.h>

#include "cloud_fixture.h"
#include "service.h"

#define BASE "$aws/things/t/shadow/"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct fixture f;
static json_t *current; /* NULL: there is no shadow, or none of its documents was told */

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static json_t *said(const char *topic)
{
    require(fixture_count(&f, topic) == 1);
    for (size_t i = 0; i < f.said_count; i++) {
        if (strcmp(f.said[i].topic, topic) == 0) {
            json_t *document = json_loadb(f.said[i].payload, f.said[i].bytes, JSON_ALLOW_NUL, NULL);
            require(json_is_object(document));
            return document;
        }
    }
    return NULL;
}

static void check_rejected(const char *topic)
{
    json_t *document = said(topic);

    require(f.said_count == 1);
    require(json_integer_value(json_object_get(document, "code")) >= 400);
    require(json_string_length(json_object_get(document, "message")) > 0);
    json_decref(document);
}

static void check_update(void)
{
    if (fixture_count(&f, BASE "update/accepted") == 0) {
        check_rejected(BASE "update/rejected");
        return;
    }
    const size_t deltas = fixture_count(&f, BASE "update/delta");
    json_t *documents = said(BASE "update/documents"), *accepted = said(BASE "update/accepted");
    require(deltas <= 1 && f.said_count == 2 + deltas);
    json_t *now = json_object_get(documents, "current");
    require(current == NULL || json_equal(current, json_object_get(documents, "previous")));
    require(json_equal(json_object_get(now, "version"), json_object_get(accepted, "version")));
    char *state = json_dumps(json_object_get(now, "state"), JSON_COMPACT | JSON_REAL_PRECISION(9));
    require(strlen(state) <= 8192 * 2); /* reals may be longer here */
    free(state);
    if (deltas == 1) {
        json_decref(said(BASE "update/delta"));
    }
    json_decref(current);
    current = json_incref(now);
    json_decref(documents);
    json_decref(accepted);
}

static void check_get(void)
{
    if (fixture_count(&f, BASE "get/accepted") == 0) {
        check_rejected(BASE "get/rejected");
        return;
    }
    json_t *document = said(BASE "get/accepted"), *state = json_object_get(document, "state");
    require(current != NULL && f.said_count == 1);
    (void)json_object_del(state, "delta");
    require(json_equal(state, json_object_get(current, "state")));
    require(
        json_equal(json_object_get(document, "metadata"), json_object_get(current, "metadata")));
    json_decref(document);
}

static void step(char operation, const uint8_t *payload, size_t bytes)
{
    f.now_ms += 1000;
    if (operation == 'g') {
        (void)fixture_send_bytes(&f, BASE "get", payload, bytes);
        check_get();
    } else if (operation == 'd') {
        (void)fixture_send_bytes(&f, BASE "delete", payload, bytes);
        require(f.said_count == 1);
        if (fixture_count(&f, BASE "delete/accepted") == 1) {
            require(current != NULL);
            json_decref(current);
            current = NULL;
        } else {
            require(current == NULL);
        }
    } else {
        (void)fixture_send_bytes(&f, BASE "update", payload, bytes);
        check_update();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    size_t start = 0;

    if (size > 20000) {
        return 0;
    }
    if (f.cloud == NULL) {
        fixture_open(&f, NULL);
    }
    while (start < size) {
        const uint8_t *end = memchr(bytes + start, 0, size - start);
        const size_t length = end != NULL ? (size_t)(end - bytes) - start : size - start;
        if (length > 0) {
            step((char)bytes[start], bytes + start + 1, length - 1u);
        }
        start += length + 1u;
    }
    json_decref(current);
    current = NULL;
    cloud_thing_gone(f.cloud, "t");
    return 0;
}
