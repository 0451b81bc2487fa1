/* SPDX-License-Identifier: MIT */
#include "file_server.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

struct NetworkContext {
    int nothing;
};

struct file_server file_server;
static struct file_server *const server = &file_server;
static struct NetworkContext network;

static bool is_at_fault(enum file_fault fault)
{
    return server->fault == fault && server->requests >= server->from &&
           server->requests < server->until;
}

static void say(const char *format, ...)
{
    va_list values;

    va_start(values, format);
    server->length += (size_t)vsnprintf((char *)server->answer + server->length,
                                        sizeof server->answer - server->length, format, values);
    va_end(values);
    CHECK_EQ(server->length < sizeof server->answer, true);
}

static void say_bytes(uint32_t begin, uint32_t end)
{
    CHECK_EQ(server->length + end - begin <= sizeof server->answer, true);
    memcpy(server->answer + server->length, server->file + begin, end - begin);
    server->length += end - begin;
    server->body_bytes += end - begin;
}

static void say_status(const char *status)
{
    say("HTTP/1.1 %s\r\nContent-Length: 9\r\n\r\n<Error />", status);
}

static void redirect(const char *to)
{
    say("HTTP/1.1 302 Found\r\n%s%s%sContent-Length: 0\r\n\r\n", to[0] != '\0' ? "Location: " : "",
        to, to[0] != '\0' ? "\r\n" : "");
}

/* What is no range. False: a range is to be sent. */
static bool say_other(void)
{
    switch (server->requests >= server->from && server->requests < server->until ? server->fault
                                                                                 : NO_FAULT) {
    case NO_ANSWER:
        break;
    case CLOSED_AT_ONCE:
        server->closes = true;
        break;
    case WITHOUT_RANGES:
        say("HTTP/1.1 200 OK\r\nContent-Length: %u\r\n\r\n", server->file_bytes);
        say_bytes(0, server->file_bytes);
        break;
    case CHUNKED:
        say("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/%u\r\n"
            "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
            server->file_bytes);
        break;
    case BUSY:
        say_status("503 Slow Down");
        break;
    case NOT_HTTP:
        say("SSH-2.0-server\r\n\r\n");
        break;
    case REDIRECTED:
    case REDIRECTED_FOR_EVER:
        redirect("https://other.test/again?x=1");
        break;
    case REDIRECTED_NOWHERE:
        redirect("");
        break;
    case REDIRECTED_IN_CLEAR:
        redirect("http://files.test/image");
        break;
    case FORBIDDEN:
        say_status("403 Forbidden");
        break;
    case NOT_FOUND:
        say_status("404 Not Found");
        break;
    case NOT_SATISFIABLE:
        say_status("416 Range Not Satisfiable");
        break;
    default:
        return false;
    }
    return true;
}

static void say_range(uint32_t begin, uint32_t end)
{
    const uint32_t block = 1u << otaconfigLOG2_FILE_BLOCK_SIZE;
    uint32_t sent = end;

    if (is_at_fault(SHORT_RANGE) && begin + block < end) {
        sent = begin + block;
    } else if (is_at_fault(SHORT_OF_A_BLOCK)) {
        sent = begin + 10u;
    }
    if (is_at_fault(OTHER_RANGE)) {
        begin++;
    }
    say("HTTP/1.1 206 Partial Content\r\n");
    if (!is_at_fault(NO_RANGE)) {
        say("content-range: bytes %u-%u/%u\r\n", begin, sent - 1u,
            server->file_bytes + (is_at_fault(OTHER_SIZE) ? 1u : 0u));
    }
    say("Content-Length: %u\r\n%s", sent - begin + (is_at_fault(NOT_ITS_LENGTH) ? 1u : 0u),
        is_at_fault(CLOSES_AFTER) ? "Connection: close\r\n" : "");
    if (is_at_fault(CLOSED_IN_HEAD)) {
        server->closes = true;
        return;
    }
    say("\r\n");
    if (is_at_fault(CLOSED_IN_BODY)) {
        sent = begin + 5u;
    } else if (is_at_fault(CLOSED_LATER) || is_at_fault(SILENT_IN_BODY)) {
        sent = begin + block + 5u < sent ? begin + block + 5u : sent - 1u;
    }
    say_bytes(begin, sent);
    server->closes = is_at_fault(CLOSED_IN_BODY) || is_at_fault(CLOSED_LATER);
}

static void take_request(void)
{
    unsigned begin = 0, end = 0;
    char host[64] = "";

    server->requests++;
    server->length = server->at = 0;
    const char *range = strstr(server->request, "\r\nRange: bytes=");
    const char *field = strstr(server->request, "\r\nHost: ");
    CHECK_EQ(range != NULL && sscanf(range, "\r\nRange: bytes=%u-%u", &begin, &end) == 2, true);
    CHECK_EQ(sscanf(server->request, "GET %127s HTTP/1.1", server->path), 1);
    CHECK_EQ(field != NULL && sscanf(field, "\r\nHost: %63s", host) == 1, true);
    CHECK_EQ(begin <= end && end < server->file_bytes, true);
    const bool is_first = strcmp(host, "files.test:8443") == 0 &&
                          strcmp(server->path, "/image?Expires=1&Signature=abc") == 0;
    const bool is_other =
        strcmp(host, "other.test") == 0 && strcmp(server->path, "/again?x=1") == 0;
    CHECK_EQ(is_first || is_other, true);
    CHECK_EQ(strncmp(server->host, host, strlen(server->host)), 0);
    if (!say_other()) {
        say_range(begin, end + 1u);
    }
    server->request[0] = '\0';
}

/* ---- The stream ---- */

static int32_t send(NetworkContext_t *context, const void *bytes, size_t length)
{
    const size_t used = strlen(server->request);

    (void)context;
    CHECK_EQ(server->is_open, true);
    snprintf(server->request + used, sizeof server->request - used, "%.*s", (int)length,
             (const char *)bytes);
    if (strstr(server->request, "\r\n\r\n") != NULL) {
        take_request();
    }
    return (int32_t)length;
}

static int32_t receive(NetworkContext_t *context, void *bytes, size_t length)
{
    size_t count = server->length - server->at;

    (void)context;
    CHECK_EQ(server->is_open, true);
    count = count < length ? count : length;
    count = count < server->step ? count : server->step;
    if (count == 0) {
        *server->now += 100u;
        return server->closes ? -1 : 0;
    }
    memcpy(bytes, server->answer + server->at, count);
    server->at += count;
    return (int32_t)count;
}

static bool open(void *context, const char *host, uint16_t port)
{
    (void)context;
    CHECK_EQ(server->is_open, false);
    CHECK_EQ((strcmp(host, "files.test") == 0 && port == 8443u) ||
                 (strcmp(host, "other.test") == 0 && port == 443u),
             true);
    if (server->fault == NO_CONNECTION && server->connections + 1u >= server->from &&
        server->connections + 1u < server->until) {
        server->until--; /* one attempt less that fails */
        *server->now += 1000u;
        return false;
    }
    snprintf(server->host, sizeof server->host, "%s", host);
    server->connections++;
    server->is_open = true;
    server->closes = false;
    server->length = server->at = 0;
    server->request[0] = '\0';
    return true;
}

static void close(void *context)
{
    (void)context;
    CHECK_EQ(server->is_open, true);
    server->is_open = false;
    server->closed++;
}

static uint32_t now(void)
{
    return (*server->now)++;
}

static uint32_t random_number(void)
{
    return 0x80000000u;
}

void file_server_new(uint32_t *time)
{
    memset(server, 0, sizeof *server);
    server->now = time;
    server->step = SIZE_MAX;
    server->from = server->until = 1;
}

void file_server_config(struct ota_http_config *config)
{
    *config = (struct ota_http_config){
        .open = open,
        .close = close,
        .stream = {.recv = receive, .send = send, .pNetworkContext = &network},
        .now = now,
        .random = random_number,
    };
}
