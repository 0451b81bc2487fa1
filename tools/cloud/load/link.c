/* SPDX-License-Identifier: MIT */
#include "link.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>

#define KEEP_ALIVE_S    1200
#define TOPIC_BYTES_MAX 512u
#define READ_BYTES      4096

enum { CONNECT = 1, CONNACK, PUBLISH, PUBACK, SUBSCRIBE = 8, SUBACK, PINGRESP = 13 };

static void append(struct bytes *to, const void *data, size_t count)
{
    if (to->count + count > to->room) {
        to->room = (to->count + count) * 2;
        to->data = realloc(to->data, to->room);
        if (to->data == NULL) {
            abort();
        }
    }
    memcpy(to->data + to->count, data, count);
    to->count += count;
}

static void drop(struct bytes *from, size_t count)
{
    from->count -= count;
    memmove(from->data, from->data + count, from->count);
    if (from->count == 0) {
        free(from->data);
        *from = (struct bytes){0};
    }
}

static void append_u16(struct bytes *to, size_t number)
{
    append(to, (const uint8_t[]){(uint8_t)(number >> 8), (uint8_t)number}, 2);
}

static void append_text(struct bytes *to, const char *text)
{
    append_u16(to, strlen(text));
    append(to, text, strlen(text));
}

/* First byte and remaining length. */
static void append_head(struct bytes *to, unsigned int first, size_t length)
{
    append(to, (const uint8_t[]){(uint8_t)first}, 1);
    do {
        const uint8_t byte = (uint8_t)((length & 0x7f) | (length > 0x7f ? 0x80 : 0));
        append(to, &byte, 1);
        length >>= 7;
    } while (length > 0);
}

static uint16_t new_id(struct link *link)
{
    link->next_id = (uint16_t)(link->next_id == UINT16_MAX ? 1 : link->next_id + 1);
    return link->next_id;
}

void link_close(struct link *link, const char *why)
{
    if (link->state == LINK_CLOSED) {
        return;
    }
    (void)snprintf(link->why, sizeof(link->why), "%s", why);
    SSL_free(link->ssl);
    (void)close(link->fd);
    free(link->in.data);
    free(link->out.data);
    link->in = link->out = (struct bytes){0};
    link->ssl = NULL;
    link->state = LINK_CLOSED;
}

/* What OpenSSL says of a call that did not succeed; closes what is broken. */
static void judge(struct link *link, int result)
{
    const int error = SSL_get_error(link->ssl, result);

    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) {
        const char *text = ERR_reason_error_string(ERR_peek_error());
        link_close(link, text != NULL ? text : "the broker closed the connection");
        ERR_clear_error();
    }
}

void link_flush(struct link *link)
{
    size_t sent = 0;

    while (link->state > LINK_TLS && sent < link->out.count) {
        const int taken =
            SSL_write(link->ssl, link->out.data + sent, (int)(link->out.count - sent));
        if (taken <= 0) {
            judge(link, taken);
            break;
        }
        sent += (size_t)taken;
    }
    if (link->state > LINK_TLS && sent > 0) {
        drop(&link->out, sent);
    }
    link->wants_write = link->out.count > 0;
}

static void say_connect(struct link *link)
{
    append_head(&link->out, CONNECT << 4, 10 + 2 + strlen(link->client));
    append_text(&link->out, "MQTT");
    append(&link->out, "\x04\x02", 2); /* 3.1.1, a clean session */
    append_u16(&link->out, KEEP_ALIVE_S);
    append_text(&link->out, link->client);
    link->state = LINK_CONNACK;
}

static void say_subscribe(struct link *link)
{
    size_t length = 2;

    for (const char *filter = link->filters; *filter != '\0'; filter += strlen(filter) + 1) {
        length += 2 + strlen(filter) + 1;
    }
    append_head(&link->out, SUBSCRIBE << 4 | 2, length);
    append_u16(&link->out, new_id(link));
    for (const char *filter = link->filters; *filter != '\0'; filter += strlen(filter) + 1) {
        append_text(&link->out, filter);
        append(&link->out, "\x01", 1);
    }
    link->state = LINK_SUBACK;
}

void link_publish(struct link *link, const char *topic, const char *payload)
{
    append_head(&link->out, PUBLISH << 4 | 2, 2 + strlen(topic) + 2 + strlen(payload));
    append_text(&link->out, topic);
    append_u16(&link->out, new_id(link));
    append(&link->out, payload, strlen(payload));
}

static void take_publish(struct link *link, unsigned int flags, const uint8_t *body, size_t length)
{
    char topic[TOPIC_BYTES_MAX];
    const size_t topic_bytes = length >= 2 ? (size_t)body[0] << 8 | body[1] : 0;
    const size_t head = 2 + topic_bytes + ((flags & 6) != 0 ? 2 : 0);

    if (length < head || topic_bytes >= sizeof(topic)) {
        link_close(link, "a PUBLISH that is none");
        return;
    }
    memcpy(topic, body + 2, topic_bytes);
    topic[topic_bytes] = '\0';
    link->message(link, topic, (const char *)body + head, length - head);
    if ((flags & 6) != 0 && link->state != LINK_CLOSED) {
        append_head(&link->out, PUBACK << 4, 2);
        append(&link->out, body + head - 2, 2);
    }
}

static void take(struct link *link, uint8_t first, const uint8_t *body, size_t length)
{
    const unsigned int kind = first >> 4;

    if (kind == CONNACK && link->state == LINK_CONNACK && length == 2 && body[1] == 0) {
        say_subscribe(link);
    } else if (kind == SUBACK && link->state == LINK_SUBACK &&
               memchr(body + 2, 0x80, length - 2) == NULL) {
        link->state = LINK_UP;
    } else if (kind == PUBLISH) {
        take_publish(link, first & 15u, body, length);
    } else if (kind != PUBACK && kind != PINGRESP) {
        (void)snprintf(link->why, sizeof(link->why), "refused: packet %u, code %u", kind,
                       length > 0 ? body[length - 1] : 0u);
        char why[sizeof(link->why)];
        memcpy(why, link->why, sizeof(why));
        link_close(link, why);
    }
}

/* Bytes of the first packet's head; 0: it is not whole yet. */
static size_t read_head(const struct bytes *in, size_t *length)
{
    *length = 0;
    for (size_t i = 1; i < in->count && i < 5; i++) {
        *length |= (size_t)(in->data[i] & 0x7f) << (7 * (i - 1));
        if (in->data[i] < 0x80) {
            return in->count - i - 1 >= *length ? i + 1 : 0;
        }
    }
    return 0;
}

static void take_all(struct link *link)
{
    size_t head, length;

    while (link->state != LINK_CLOSED && (head = read_head(&link->in, &length)) > 0) {
        take(link, link->in.data[0], link->in.data + head, length);
        if (link->state != LINK_CLOSED) {
            drop(&link->in, head + length);
        }
    }
}

bool link_open(struct link *link, SSL_CTX *context, const struct addrinfo *address,
               X509 *certificate, EVP_PKEY *key)
{
    const int on = 1;

    link->fd = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    link->ssl = SSL_new(context);
    if (link->fd < 0 || link->ssl == NULL) {
        (void)snprintf(link->why, sizeof(link->why), "no socket: %s", strerror(errno));
        return false;
    }
    (void)setsockopt(link->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    (void)SSL_use_certificate(link->ssl, certificate);
    (void)SSL_use_PrivateKey(link->ssl, key);
    SSL_set_connect_state(link->ssl);
    SSL_set_fd(link->ssl, link->fd);
    link->state = LINK_TLS;
    if (connect(link->fd, address->ai_addr, address->ai_addrlen) != 0 && errno != EINPROGRESS) {
        link_close(link, strerror(errno));
        return false;
    }
    link->wants_write = true;
    return true;
}

void link_serve(struct link *link)
{
    uint8_t data[READ_BYTES];

    if (link->state == LINK_TLS) {
        const int done = SSL_do_handshake(link->ssl);
        if (done != 1) {
            link->wants_write = SSL_get_error(link->ssl, done) == SSL_ERROR_WANT_WRITE;
            judge(link, done);
            return;
        }
        say_connect(link);
    }
    for (int count = 1; link->state != LINK_CLOSED && count > 0;) {
        count = SSL_read(link->ssl, data, sizeof(data));
        if (count > 0) {
            append(&link->in, data, (size_t)count);
            take_all(link);
        } else {
            judge(link, count);
        }
    }
    link_flush(link);
}
