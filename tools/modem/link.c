/* SPDX-License-Identifier: MIT */
/* The module's sockets: connections to loopback of the host, sending, and both ways of receiving.
 *
 *      FREE ── CIPSTART ──► CONNECTING ── TLS ──► HANDSHAKE ──► LINKED ── peer ends ──► ENDED
 *       ▲                        │ refused            │            │ all read: n,CLOSED  │
 *       └────────────────────────┴────────────────────┴── CIPCLOSE ┴─────────────────────┘
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "modem.h"

#define PEER            "\"192.168.3.2\",%d"
#define NETWORK_WENT_MS 500 /* the firmware may not know yet that the network is gone */

static const char *prefix(const struct modem *modem, int link)
{
    static const char *const numbers[LINKS] = {"0,", "1,", "2,", "3,", "4,"};

    return modem->mux ? numbers[link] : "";
}

void link_close(struct modem *modem, int number, bool tell)
{
    struct link *const link = &modem->links[number];

    if (link->state == FREE) {
        return;
    }
    const bool was_up = link->state == LINKED || link->state == ENDED;
    if (link->ssl != NULL) {
        SSL_shutdown(link->ssl);
        SSL_free(link->ssl);
    }
    if (link->fd >= 0) {
        close(link->fd);
    }
    memset(link, 0, sizeof *link);
    link->fd = -1;
    if (tell && was_up) {
        say(modem, "%sCLOSED", prefix(modem, number));
    }
}

void link_reset_all(struct modem *modem)
{
    for (int i = 0; i < LINKS; i++) {
        link_close(modem, i, false);
        modem->links[i].fd = -1;
    }
    modem->server_port = 0;
    modem->data_link = -1;
}

static bool any_link(const struct modem *modem)
{
    for (int i = 0; i < LINKS; i++) {
        if (modem->links[i].state != FREE) {
            return true;
        }
    }
    return false;
}

/* ---- beginning ---- */

static void start_ends(struct modem *modem, int number, bool good)
{
    if (good) {
        modem->links[number].state = LINKED;
        say(modem, "%sCONNECT", prefix(modem, number));
        say_result(modem, "OK");
    } else {
        link_close(modem, number, false);
        say_result(modem, "ERROR");
    }
}

static void start_refused(struct modem *modem)
{
    start_ends(modem, modem->resume_link, false);
}

static void start_waits(struct modem *modem)
{
    modem->resume_at = NEVER;
}

static void connected(struct modem *modem, int number)
{
    struct link *const link = &modem->links[number];
    int error = 0;
    socklen_t length = sizeof error;

    getsockopt(link->fd, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) {
        start_ends(modem, number, false);
    } else if (strcmp(link->type, "SSL") != 0) {
        start_ends(modem, number, true);
    } else if (tls_begin(modem, number)) {
        link->state = HANDSHAKE;
        link_ready(modem, number);
    } else {
        start_ends(modem, number, false);
    }
}

static bool may_start(struct modem *modem, const struct command *c, int number)
{
    const struct tls_setting *const tls = &modem->tls[number < LINKS ? number : 0];

    if (!in_range(modem, "link", number, 0, LINKS - 1) ||
        !in_range(modem, "port", number_at(c, 2, 0), 1, UINT16_MAX) ||
        !in_range(modem, "length of host", (long)strlen(text_at(c, 1)), 1, 64)) {
        return false;
    }
    if (modem->links[number].state != FREE) {
        blame(modem, "link %d is in use", number);
        say(modem, "ALREADY CONNECTED");
        return false;
    }
    if (strcmp(text_at(c, 0), "SSL") == 0 && tls->auth < 2) {
        blame(modem, "TLS that verifies nobody");
        return false;
    }
    if (strcmp(text_at(c, 0), "SSL") == 0 && !modem->has_time) {
        blame(modem, "TLS before the module has the time");
        return false;
    }
    if (!has_network(modem)) {
        if (now_ms() - modem->lost_at > NETWORK_WENT_MS) {
            blame(modem, "a connection without a network");
        }
        return false;
    }
    return !modem->no_memory;
}

enum reply set_start(struct modem *modem, const struct command *c)
{
    const int number = link_of(c);
    const char *const type = text_at(c, 0);
    const bool datagrams = strcmp(type, "UDP") == 0;
    struct sockaddr_in to = {.sin_family = AF_INET};
    const int room = 5760; /* bytes to send that a module holds */
    char address[16];
    int port;

    if (strcmp(type, "TCP") != 0 && strcmp(type, "SSL") != 0 && !datagrams) {
        blame(modem, "no such type of connection");
        return REPLY_ERROR;
    }
    if (!may_start(modem, c, number)) {
        return REPLY_ERROR;
    }
    struct link *const link = &modem->links[number];
    modem->resume_link = number;
    if (!name_resolve(modem, text_at(c, 1), address)) {
        say(modem, "DNS Fail");
        return REPLY_ERROR;
    }
    link->state = CONNECTING;
    strcpy(link->type, type);
    strcpy(link->host, text_at(c, 1));
    link->port = (int)number_at(c, 2, 0);
    if (!name_reach(modem, address, link->port, &port)) {
        return later(modem, modem->join_ms, start_refused);
    }
    link->fd =
        socket(AF_INET, (datagrams ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(link->fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    to.sin_port = htons((uint16_t)port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (link->fd < 0 ||
        (connect(link->fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS)) {
        return later(modem, 1, start_refused);
    }
    (void)later(modem, 0, start_waits);
    modem->resume_at = NEVER; /* until the socket is ready */
    return REPLY_LATER;
}

int link_take(struct modem *modem, int fd)
{
    for (int i = 0; i < LINKS; i++) {
        struct link *const link = &modem->links[i];
        if (link->state == FREE) {
            *link = (struct link){.state = LINKED, .fd = fd, .server = true};
            strcpy(link->type, "TCP");
            strcpy(link->host, "192.168.4.2");
            say(modem, "%sCONNECT", prefix(modem, i));
            return i;
        }
    }
    return -1;
}

/* ---- receiving ---- */

static ssize_t take_bytes(struct link *link, char *bytes, size_t room)
{
    if (link->ssl == NULL) {
        return recv(link->fd, bytes, room, 0);
    }
    const int got = SSL_read(link->ssl, bytes, (int)room);
    if (got > 0) {
        return got;
    }
    const int why = SSL_get_error(link->ssl, got);
    errno = EAGAIN;
    return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? -1 : 0;
}

static void tell_active(struct modem *modem, int number, const char *bytes, size_t length)
{
    char head[80];
    const struct link *const link = &modem->links[number];
    int used = snprintf(head, sizeof head, "\r\n+IPD,%s%zu", prefix(modem, number), length);

    if (modem->peer_shown) {
        used += snprintf(head + used, sizeof head - (size_t)used, "," PEER, link->port);
    }
    head[used++] = ':';
    say_bytes(modem, head, (size_t)used);
    say_bytes(modem, bytes, length);
}

static void receive(struct modem *modem, int number)
{
    struct link *const link = &modem->links[number];
    char bytes[ACTIVE_BYTES];
    const bool passive = modem->passive[number];
    const size_t room = passive ? sizeof link->window - link->held : sizeof bytes;
    const ssize_t got =
        room == 0 ? -1 : take_bytes(link, bytes, room < sizeof bytes ? room : sizeof bytes);

    if (got < 0 && (room == 0 || errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (got <= 0) {
        link->state = ENDED;
        if (link->held == 0) {
            link_close(modem, number, true);
        }
        return;
    }
    if (!passive) {
        tell_active(modem, number, bytes, (size_t)got);
        return;
    }
    memcpy(link->window + link->held, bytes, (size_t)got);
    link->held += (size_t)got;
    if (!link->announced) {
        link->announced = true;
        say(modem, "\r\n+IPD,%s%zu", prefix(modem, number), link->held);
    }
}

short link_events(const struct modem *modem, int number)
{
    const struct link *const link = &modem->links[number];

    if (link->fd < 0 || link->half_open || link->state == FREE || link->state == ENDED) {
        return 0;
    }
    if (link->state == CONNECTING) {
        return POLLOUT;
    }
    if (link->state == HANDSHAKE) {
        return SSL_want_write(link->ssl) ? POLLOUT : POLLIN;
    }
    return link->held < sizeof link->window ? POLLIN : 0;
}

void link_ready(struct modem *modem, int number)
{
    struct link *const link = &modem->links[number];

    if (link->state == CONNECTING) {
        connected(modem, number);
    } else if (link->state == HANDSHAKE) {
        const int shaken = tls_shake(modem, number);
        if (shaken != 0) {
            start_ends(modem, number, shaken > 0);
        }
    } else if (link->state == LINKED) {
        do {
            receive(modem, number);
        } while (link->state == LINKED && link->ssl != NULL && SSL_pending(link->ssl) > 0 &&
                 link->held < sizeof link->window);
    }
}

enum reply set_take(struct modem *modem, const struct command *c)
{
    const int number = link_of(c);
    const long most = number_at(c, 1 - 1, 0);
    char head[80];

    if (!in_range(modem, "link", number, 0, LINKS - 1) ||
        !in_range(modem, "length", most, 1, INT32_MAX)) {
        return REPLY_ERROR;
    }
    struct link *const link = &modem->links[number];
    if (!modem->passive[number]) {
        blame(modem, "asks for data of an active link");
        return REPLY_ERROR;
    }
    if (link->held == 0 || modem->no_memory) {
        return REPLY_ERROR; /* the network may have gone: no blame */
    }
    const size_t length = (size_t)most < link->held ? (size_t)most : link->held;
    int used = snprintf(head, sizeof head, "+CIPRECVDATA:%zu,", length);
    if (modem->peer_shown) {
        used += snprintf(head + used, sizeof head - (size_t)used, PEER ",", link->port);
    }
    say_bytes(modem, head, (size_t)used);
    say_bytes(modem, link->window, length);
    say(modem, "%s", "");
    if (modem->rebooting) {
        return REPLY_ERROR;
    }
    memmove(link->window, link->window + length, link->held - length);
    link->held -= length;
    link->announced = false;
    say_result(modem, "OK");
    if (link->state == ENDED && link->held == 0) {
        link_close(modem, number, true);
    } else if (link->held > 0) { /* what was not read is announced again */
        link->announced = true;
        say(modem, "\r\n+IPD,%s%zu", prefix(modem, number), link->held);
    }
    modem->resume = NULL;
    return REPLY_LATER;
}

/* -1: nothing is there that could hold any. */
static int held_of(const struct link *link)
{
    return link->state == LINKED || link->state == ENDED ? (int)link->held : -1;
}

enum reply ask_held(struct modem *modem, const struct command *c)
{
    const struct link *const links = modem->links;

    (void)c;
    if (modem->mux) {
        say(modem, "+CIPRECVLEN:%d,%d,%d,%d,%d", held_of(&links[0]), held_of(&links[1]),
            held_of(&links[2]), held_of(&links[3]), held_of(&links[4]));
    } else {
        say(modem, "+CIPRECVLEN:%d", held_of(&links[0]));
    }
    return REPLY_OK;
}

/* ---- sending ---- */

enum reply set_send(struct modem *modem, const struct command *c)
{
    const int number = link_of(c);
    const long length = number_at(c, 0, 0);

    if (!in_range(modem, "link", number, 0, LINKS - 1) ||
        !in_range(modem, "length", length, 1, SEND_BYTES)) {
        return REPLY_ERROR;
    }
    if (modem->links[number].state != LINKED) {
        say(modem, "link is not valid");
        return REPLY_ERROR; /* it may just have ended: no blame */
    }
    wire_expect(modem, number, (size_t)length);
    return REPLY_LATER;
}

static bool put_bytes(struct link *link, const char *bytes, size_t length)
{
    for (size_t sent = 0; sent < length;) {
        struct pollfd ready = {.fd = link->fd, .events = POLLOUT};
        const ssize_t put = link->ssl != NULL
                                ? SSL_write(link->ssl, bytes + sent, (int)(length - sent))
                                : send(link->fd, bytes + sent, length - sent, MSG_NOSIGNAL);
        if (put > 0) {
            sent += (size_t)put;
        } else if ((link->ssl == NULL && errno != EAGAIN) || poll(&ready, 1, 1000) <= 0) {
            return false;
        }
    }
    return true;
}

void link_send(struct modem *modem)
{
    struct link *const link = &modem->links[modem->data_link];
    const size_t length = modem->data_used;

    modem->data_link = -1;
    say(modem, "\r\nRecv %zu bytes", length);
    const bool sent = link->state == LINKED && !modem->no_memory &&
                      (link->half_open || put_bytes(link, modem->data, length));
    say_result(modem, sent ? "SEND OK" : "SEND FAIL");
}

/* ---- ending, settings ---- */

static enum reply close_one(struct modem *modem, int number)
{
    if (modem->links[number].state == FREE) {
        return REPLY_ERROR; /* it may just have ended: no blame */
    }
    link_close(modem, number, true);
    return REPLY_OK;
}

enum reply at_close(struct modem *modem, const struct command *c)
{
    (void)c;
    if (modem->mux) {
        blame(modem, "no link where connections are several");
        return REPLY_ERROR;
    }
    return close_one(modem, 0);
}

enum reply set_close(struct modem *modem, const struct command *c)
{
    const long number = number_at(c, 0, 0);

    if (!modem->mux) {
        blame(modem, "a link where there is one connection");
        return REPLY_ERROR;
    }
    if (!in_range(modem, "link", number, 0, ALL_LINKS)) {
        return REPLY_ERROR;
    }
    if (number < LINKS) {
        return close_one(modem, (int)number);
    }
    for (int i = 0; i < LINKS; i++) {
        link_close(modem, i, true);
    }
    return REPLY_OK;
}

static void say_links(struct modem *modem, const char *name)
{
    for (int i = 0; i < LINKS; i++) {
        const struct link *const link = &modem->links[i];
        if (link->state == LINKED || link->state == ENDED) {
            say(modem, "+%s:%d,\"%s\",\"%s\",%d,%d,%d", name, i, link->type, link->host, link->port,
                50000 + i, link->server);
        }
    }
}

enum reply ask_links(struct modem *modem, const struct command *c)
{
    say_links(modem, c->name);
    return REPLY_OK;
}

/* 5: no network; 3: with connections; 2: without. */
enum reply at_status(struct modem *modem, const struct command *c)
{
    say(modem, "STATUS:%d", !has_network(modem) ? 5 : any_link(modem) ? 3 : 2);
    say_links(modem, c->name);
    return REPLY_OK;
}

enum reply ask_mux(struct modem *modem, const struct command *c)
{
    (void)c;
    say(modem, "+CIPMUX:%d", modem->mux);
    return REPLY_OK;
}

enum reply set_mux(struct modem *modem, const struct command *c)
{
    if (!in_range(modem, "CIPMUX", number_at(c, 0, 0), 0, 1)) {
        return REPLY_ERROR;
    }
    if (any_link(modem)) {
        blame(modem, "CIPMUX with links open");
        return REPLY_ERROR;
    }
    if (modem->server_port != 0 && number_at(c, 0, 0) == 0) {
        blame(modem, "CIPMUX=0 with a server");
        return REPLY_ERROR;
    }
    modem->mux = number_at(c, 0, 0) == 1;
    return REPLY_OK;
}

enum reply set_peer_shown(struct modem *modem, const struct command *c)
{
    if (!in_range(modem, "CIPDINFO", number_at(c, 0, 0), 0, 1)) {
        return REPLY_ERROR;
    }
    modem->peer_shown = number_at(c, 0, 0) == 1;
    return REPLY_OK;
}

enum reply ask_passive(struct modem *modem, const struct command *c)
{
    (void)c;
    for (int i = 0; i < LINKS; i++) {
        say(modem, "+CIPRECVTYPE:%d,%d", i, modem->passive[i]);
    }
    return REPLY_OK;
}

static enum reply set_passive_of(struct modem *modem, int first, int last, long mode)
{
    if (!in_range(modem, "receive mode", mode, 0, 1)) {
        return REPLY_ERROR;
    }
    for (int i = first; i <= last; i++) {
        modem->passive[i] = mode == 1;
    }
    return REPLY_OK;
}

enum reply set_passive(struct modem *modem, const struct command *c)
{
    const int number = link_of(c);
    const bool all = modem->mux && number == ALL_LINKS;

    return set_passive_of(modem, all ? 0 : number, all ? LINKS - 1 : number, number_at(c, 0, 0));
}

enum reply set_passive_all(struct modem *modem, const struct command *c)
{
    return set_passive_of(modem, 0, LINKS - 1, number_at(c, 0, 0));
}

enum reply ask_server(struct modem *modem, const struct command *c)
{
    (void)c;
    if (modem->server_port != 0) {
        say(modem, "+CIPSERVER:1,%d,\"TCP\"", modem->server_port);
    } else {
        say(modem, "+CIPSERVER:0");
    }
    return REPLY_OK;
}

enum reply set_server(struct modem *modem, const struct command *c)
{
    const bool open = number_at(c, 0, 0) == 1;

    if (!in_range(modem, "CIPSERVER", number_at(c, 0, 0), 0, 1)) {
        return REPLY_ERROR;
    }
    if (!modem->mux) {
        blame(modem, "a server without CIPMUX=1");
        return REPLY_ERROR;
    }
    if (open && (modem->server_port != 0 ||
                 !in_range(modem, "port", number_at(c, 1, 333), 1, UINT16_MAX))) {
        return REPLY_ERROR;
    }
    for (int i = 0; !open && number_at(c, 1, 0) == 1 && i < LINKS; i++) {
        if (modem->links[i].server) {
            link_close(modem, i, true);
        }
    }
    modem->server_port = open ? (int)number_at(c, 1, 333) : 0;
    return REPLY_OK;
}
