/* SPDX-License-Identifier: MIT */
/* Requests as a browser, or somebody else, sends them, through guard and router to their handlers:
 * method, address, and up to six headers, each a line, then the body. "$" stands for what is right
 * there: the host, the cookie, the token. Each has one answer: a status, no line end in a header,
 * and for an error a code, a message and advice. Runs, zips and Quick Connect begin other programs
 * or take long: those are for the tests of tests/console. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "console.h"
#include "fixture.h"
#include "keeps.h"
#include "pages.h"
#include "router.h"
#include "session.h"
#include "store.h"

#define SERVER  "127.0.0.1:8090"
#define HEADERS 6

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct console console;
static char cookie[128], token[DIGEST_HEX_BYTES];

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

/* A store of its own for each input, so that an input says the same again. */
static void begin(void)
{
    char error[256];

    if (console.catalogue == NULL) {
        const char *tree = fixture_tree();
        console = (struct console){.root = tree,
                                   .folder = "/nowhere",
                                   .cloud = "/nowhere",
                                   .is_loopback = true,
                                   .catalogue = fixture_catalogue(tree),
                                   .pages = pages_new(),
                                   .session = session_new(8090),
                                   .keeps = keeps_new()};
        struct request request = {.user = "owner"};
        struct answer answer = {.status = 0};
        session_begin(console.session, &request, &answer);
        session_token(console.session, &request, token);
        memcpy(cookie, answer.header[0].value, sizeof(cookie) - 1);
        cookie[strcspn(cookie, ";")] = '\0';
        answer_free(&answer);
    }
    console.store = store_open(":memory:", error, sizeof(error));
    require(console.store != NULL);
}

static char *cut_line(char *text)
{
    char *end = strchr(text, '\n');

    if (end == NULL) {
        return text + strlen(text);
    }
    *end = '\0';
    return end + 1;
}

static const char *header(const char *line, const char *right)
{
    return line[0] == '\0' ? NULL : strcmp(line, "$") == 0 ? right : line;
}

static void check(struct answer *answer)
{
    require(answer->status >= 200 && answer->status < 600);
    require(answer->stream.read == NULL);
    for (size_t i = 0; i < answer->header_count; i++) {
        require(strpbrk(answer->header[i].value, "\r\n") == NULL);
    }
    if (answer->status >= 400) {
        json_t *document = json_loadb(answer->body, answer->bytes, 0, NULL);
        const json_t *error = json_object_get(document, "error");
        require(json_is_string(json_object_get(error, "code")));
        require(json_is_string(json_object_get(error, "message")));
        require(json_is_string(json_object_get(error, "advice")));
        json_decref(document);
    }
    answer_free(answer);
}

/* What the router would hand to another program. */
static bool is_for_others(const char *uri)
{
    struct request request = {.uri = uri};

    return request_read(&request) == NULL && request.is_api && request.levels > 0 &&
           (strcmp(request.level[0], "runs") == 0 ||
            strcmp(request.level[0], "quick-connect") == 0 ||
            strcmp(request.level[0], "packages") == 0 ||
            strcmp(request.level[request.levels - 1], "package") == 0);
}

static void ask(char *text)
{
    char *line[HEADERS + 1];
    char *method = text, *uri = cut_line(text);

    line[0] = cut_line(uri);
    for (size_t i = 0; i < HEADERS; i++) {
        line[i + 1] = cut_line(line[i]);
    }
    struct request request = {.method = method,
                              .uri = uri,
                              .server = SERVER,
                              .host = header(line[0], SERVER),
                              .cookie = header(line[1], cookie),
                              .token = header(line[2], token),
                              .origin = header(line[3], "http://" SERVER),
                              .site = header(line[4], "same-origin"),
                              .if_none_match = header(line[5], "\"\""),
                              .body = line[HEADERS],
                              .bytes = strlen(line[HEADERS])};
    struct answer answer = {.status = 0};
    if (!is_for_others(uri)) {
        router_serve(&console, &request, &answer);
        check(&answer);
    }
}

/* Several requests, between NULs. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *text = malloc(size + 1);

    require(text != NULL);
    memcpy(text, bytes, size);
    text[size] = '\0';
    begin();
    for (size_t at = 0; at < size;) {
        const size_t count = strlen(text + at);
        ask(text + at);
        at += count + 1;
    }
    store_close(console.store);
    free(text);
    return 0;
}
