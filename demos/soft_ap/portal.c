/* SPDX-License-Identifier: MIT */
#include "portal.h"

#include "lib_assert.h"
#include "lib_wipe.h"

static uint32_t waited(const struct portal *portal, const struct portal_client *client)
{
    return portal->now_ms() - client->since_ms;
}

static void leave(struct portal *portal, unsigned link)
{
    portal->device->driver->close(portal->device, link);
    lib_wipe(portal->clients[link].memory, sizeof portal->clients[link].memory);
    portal->clients[link].state = PORTAL_FREE;
}

bool portal_open(struct portal *portal, uint16_t port)
{
    for (unsigned link = 0; link < PORTAL_LINKS_MAX; link++) {
        portal->clients[link].state = PORTAL_FREE;
    }
    return portal->device->driver->serve(portal->device, port) == 0;
}

static bool send(struct portal *portal, unsigned link, const struct lib_text_out *out)
{
    const struct offload_driver *const driver = portal->device->driver;
    const uint32_t begin = portal->now_ms();
    size_t at = 0;

    while (at < out->needed && portal->now_ms() - begin < PORTAL_SEND_MS) {
        const int32_t sent = driver->send(portal->device, link, out->buffer + at, out->needed - at);
        if (sent < 0 && sent != OFFLOAD_WAIT) {
            return false;
        }
        at += sent > 0 ? (size_t)sent : 0;
    }
    return at == out->needed;
}

static void put(struct lib_text_out *out, const char *text)
{
    lib_text_put(out, text, strlen(text));
}

static void put_head(struct lib_text_out *out, const struct portal_answer *answer)
{
    lib_text_put(out, LIB_TEXT("HTTP/1.1 "));
    lib_text_put_number(out, answer->status);
    lib_text_put(out, LIB_TEXT(" "));
    put(out, http_server_reason(answer->status));
    if (answer->location != NULL) {
        lib_text_put(out, LIB_TEXT("\r\nLocation: "));
        put(out, answer->location);
    }
    if (answer->status == 405) {
        lib_text_put(out, LIB_TEXT("\r\nAllow: GET, HEAD, POST"));
    }
    lib_text_put(out, LIB_TEXT("\r\nContent-Length: "));
    lib_text_put_number(out, (uint32_t)answer->body.needed);
    lib_text_put(out, LIB_TEXT("\r\nContent-Type: text/html; charset=utf-8\r\n"
                               "Connection: close\r\nCache-Control: no-store\r\n"
                               "X-Content-Type-Options: nosniff\r\n"
                               "Referrer-Policy: no-referrer\r\n"
                               "Content-Security-Policy: default-src 'none'; "
                               "style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
                               "base-uri 'none'; frame-ancestors 'none'\r\n\r\n"));
}

static bool is_head(const struct http_server_request *request)
{
    return request->method.length == 4 && memcmp(request->method.at, "HEAD", 4) == 0;
}

static void answer(struct portal *portal, unsigned link, unsigned status)
{
    struct portal_client *const client = &portal->clients[link];
    struct portal_answer answer = {status, NULL, {portal->body, sizeof portal->body, 0}};
    struct lib_text_out head = {portal->head, sizeof portal->head, 0};

    portal->answer(portal->context, &client->request, &answer);
    if (!lib_text_fits(&answer.body)) { /* half a page is none */
        answer.status = 500;
        answer.body.needed = 0;
    }
    put_head(&head, &answer);
    LIB_ASSERT(lib_text_fits(&head));
    const bool sent = send(portal, link, &head);
    if (sent && !is_head(&client->request)) {
        (void)send(portal, link, &answer.body);
    }
    lib_wipe(client->memory, sizeof client->memory);
    client->state = PORTAL_DRAINING;
    client->since_ms = portal->now_ms();
}

/* True: bytes came. */
static bool read_request(struct portal *portal, unsigned link)
{
    struct portal_client *const client = &portal->clients[link];
    char *at;
    const size_t room = http_server_room(&client->request, &at);
    const int32_t got = portal->device->driver->receive(portal->device, link, at, room);

    if (got == OFFLOAD_WAIT) {
        const bool silent = client->request.filled == 0;
        if (waited(portal, client) >= (silent ? PORTAL_FIRST_MS : PORTAL_REQUEST_MS)) {
            if (silent) {
                leave(portal, link);
            } else {
                answer(portal, link, 408);
            }
        }
        return false;
    }
    if (got < 0) {
        leave(portal, link);
        return true;
    }
    const unsigned status = http_server_feed(&client->request, (size_t)got);
    if (status != HTTP_SERVER_MORE) {
        answer(portal, link, status);
    } else if (waited(portal, client) >= PORTAL_REQUEST_MS) {
        answer(portal, link, 408);
    }
    return true;
}

/* True: bytes came, or the link is free. */
static bool drain(struct portal *portal, unsigned link)
{
    struct portal_client *const client = &portal->clients[link];
    const int32_t got = portal->device->driver->receive(portal->device, link, client->memory,
                                                        sizeof client->memory);

    if ((got < 0 && got != OFFLOAD_WAIT) || waited(portal, client) >= PORTAL_DRAIN_MS) {
        leave(portal, link);
        return true;
    }
    return got > 0;
}

bool portal_poll(struct portal *portal)
{
    const int32_t came = portal->device->driver->accept(portal->device);
    bool moved = came >= 0;

    if (came >= 0 && (unsigned)came < PORTAL_LINKS_MAX) {
        struct portal_client *const client = &portal->clients[came];
        client->state = PORTAL_READING;
        client->since_ms = portal->now_ms();
        http_server_begin(&client->request, client->memory, sizeof client->memory);
    } else if (came >= 0) {
        portal->device->driver->close(portal->device, (unsigned)came);
    }
    for (unsigned link = 0; link < PORTAL_LINKS_MAX; link++) {
        if (portal->clients[link].state == PORTAL_READING) {
            moved = read_request(portal, link) || moved;
        } else if (portal->clients[link].state == PORTAL_DRAINING) {
            moved = drain(portal, link) || moved;
        }
    }
    return moved;
}

void portal_close(struct portal *portal)
{
    for (unsigned link = 0; link < PORTAL_LINKS_MAX; link++) {
        if (portal->clients[link].state != PORTAL_FREE) {
            leave(portal, link);
        }
    }
    (void)portal->device->driver->serve(portal->device, 0);
    lib_wipe(portal->body, sizeof portal->body);
}
