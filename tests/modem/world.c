/* SPDX-License-Identifier: MIT */
#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BYTE_BITS  10
#define GLIMPSE_US 5   /* a look that finds nothing */
#define BATCH      16u /* bytes that are waited for at once, as a FIFO does */
#define MS         1000

struct world world;

/* ---- the clock ---- */

int64_t now_ms(void)
{
    return world.now_us / MS;
}

uint32_t world_ms(void)
{
    return (uint32_t)now_ms();
}

static uint32_t driver_ms(void *context)
{
    (void)context;
    return world_ms() - world.wraps_ms;
}

static int64_t bytes_us(size_t count, uint32_t baud)
{
    return ((int64_t)count * BYTE_BITS * 1000000 + baud - 1) / baud;
}

/* ---- peers ---- */

int __wrap_connect(int fd, const struct sockaddr *address, socklen_t length);
int __real_connect(int fd, const struct sockaddr *address, socklen_t length);

/* A connection of the emulator ends here, not in the host's network. */
int __wrap_connect(int fd, const struct sockaddr *address, socklen_t length)
{
    int ends[2];

    if (address->sa_family != AF_INET) {
        return __real_connect(fd, address, length);
    }
    if (world.peer_count == PEERS ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) < 0) {
        abort();
    }
    dup2(ends[0], fd);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    close(ends[0]);
    struct peer *const peer = &world.peers[world.peer_count++];
    *peer = (struct peer){.fd = ends[1], .echo = world.peers_echo};
    if (world.tls != NULL) {
        peer->ssl = SSL_new(world.tls);
        SSL_set_fd(peer->ssl, peer->fd);
        SSL_set_accept_state(peer->ssl);
    }
    return 0;
}

struct peer *newest_peer(void)
{
    return world.peer_count > 0 ? &world.peers[world.peer_count - 1] : NULL;
}

void peer_ends(struct peer *peer)
{
    if (peer->ssl != NULL) {
        (void)SSL_shutdown(peer->ssl);
        SSL_free(peer->ssl);
        peer->ssl = NULL;
    }
    if (peer->fd >= 0) {
        close(peer->fd);
    }
    peer->fd = -1;
    world.settled = false;
}

void peer_says(struct peer *peer, const void *bytes, size_t length)
{
    if (peer->fd < 0) {
        return;
    }
    const ssize_t sent = peer->ssl != NULL ? SSL_write(peer->ssl, bytes, (int)length)
                                           : send(peer->fd, bytes, length, MSG_NOSIGNAL);
    if (sent != (ssize_t)length && errno != EPIPE && errno != ECONNRESET) {
        abort(); /* the scripts say less than a socket holds */
    }
    world.settled = false;
}

static bool peer_hears(struct peer *peer)
{
    uint8_t *const into = peer->heard + peer->length;
    const size_t room = sizeof peer->heard - peer->length;
    ssize_t got;

    if (peer->fd < 0) {
        return false;
    }
    if (peer->ssl != NULL) {
        got = SSL_read(peer->ssl, into, (int)room);
        if (got <= 0) {
            const int why = SSL_get_error(peer->ssl, (int)got);
            ERR_clear_error();
            if (why != SSL_ERROR_WANT_READ) {
                peer_ends(peer);
                return true;
            }
            return false;
        }
    } else {
        got = recv(peer->fd, into, room, 0);
    }
    if (got == 0 || (got < 0 && errno != EAGAIN)) {
        peer_ends(peer);
        return true;
    }
    if (got > 0) {
        peer->length += (size_t)got;
        if (peer->echo) {
            peer_says(peer, into, (size_t)got);
        }
        if (peer->length > sizeof peer->heard / 2 && peer->echo) {
            peer->length = 0;
        }
    }
    return got > 0;
}

/* ---- the wire ---- */

static uint8_t noise(uint8_t byte)
{
    return (uint8_t)(byte * 73u + 41u);
}

/* What the emulator has said is on its way. */
static bool take_from_module(void)
{
    uint8_t bytes[4096];
    const ssize_t got = recv(world.uart, bytes, sizeof bytes, 0);
    const bool clear = world.our_baud == world.module_baud;
    int64_t at = world.wire_end > world.wire_first ? world.wire[world.wire_end - 1].at_us : 0;

    if (got <= 0) {
        return false;
    }
    if (world.wire_first == world.wire_end) {
        world.wire_first = world.wire_end = 0;
    }
    if (world.wire_end + (size_t)got > WIRE_BYTES) {
        abort();
    }
    at = at > world.now_us ? at : world.now_us;
    for (ssize_t i = 0; i < got; i++) {
        world.wire[world.wire_end++] = (struct on_wire){
            at + bytes_us((size_t)i + 1, world.module_baud), clear ? bytes[i] : noise(bytes[i])};
    }
    world.to_us += (uint64_t)got;
    return true;
}

/* Faults on bytes strike when their byte comes. */
static void look_for_strike(void)
{
    const struct modem *const modem = &world.modem;

    if (world.counts_lost && world.armed) {
        world.lost = world.lost_max - modem->drop.left;
    }
    if (world.armed && modem->reboot_after < 0 &&
        modem->drop.left + modem->corrupt.left + modem->drop_received.left +
                modem->corrupt_received.left ==
            0) {
        world.armed = false;
        world.fault_us = world.now_us;
    }
}

void world_settle(void)
{
    bool more = true, due = modem_wait_ms(&world.modem) == 0;

    if (world.chatter != NULL && world.now_us >= world.chatter_us) {
        say(&world.modem, "%s", world.chatter);
        world.chatter_us = world.now_us + (int64_t)world.chatter_ms * MS;
    }
    while (more) {
        more = modem_turn(&world.modem, 0) || due;
        due = false; /* what was due may have opened a socket */
        look_for_strike();
        more |= take_from_module();
        world.module_baud = (uint32_t)world.modem.baud; /* once the answer to the command is out */
        for (unsigned i = 0; i < world.peer_count; i++) {
            more |= peer_hears(&world.peers[i]);
        }
    }
    const int wait = modem_wait_ms(&world.modem);
    world.next_us = wait < 0 ? INT64_MAX : (now_ms() + (wait > 0 ? wait : 1)) * MS;
    if (world.chatter != NULL && world.chatter_us < world.next_us) {
        world.next_us = world.chatter_us;
    }
    world.settled = true;
}

/* Faults come between two looks at the wire. */
static void count_step(void)
{
    if (world.fault != NULL && world.step == world.fault_at) {
        const char *const fault = world.fault;
        world.fault = NULL;
        world.fault_us = world.now_us;
        world_ask("%s", fault);
    }
    world.step++;
}

static void port_write(void *context, const void *bytes, size_t length)
{
    (void)context;
    count_step();
    world.now_us += bytes_us(length, world.our_baud);
    world.to_module += length;
    if (world.our_baud == world.module_baud &&
        send(world.uart, bytes, length, MSG_NOSIGNAL) != (ssize_t)length) {
        abort();
    }
    world.settled = false;
}

static size_t take_what_came(uint8_t *bytes, size_t capacity)
{
    size_t got = 0;

    while (got < capacity && world.wire_first < world.wire_end &&
           world.wire[world.wire_first].at_us <= world.now_us) {
        bytes[got++] = world.wire[world.wire_first++].byte;
    }
    return got;
}

/* When there is something to look at: a few bytes, as a FIFO gives them, or the next event. */
static int64_t next_look(size_t capacity, int64_t until)
{
    const size_t waiting = world.wire_end - world.wire_first;
    int64_t next = until < world.next_us ? until : world.next_us;

    if (waiting > 0) {
        size_t batch = waiting < BATCH ? waiting : BATCH;
        batch = batch < capacity ? batch : capacity;
        const int64_t come = world.wire[world.wire_first + batch - 1].at_us;
        next = come < next ? come : next;
    }
    return next;
}

static size_t port_read(void *context, void *bytes, size_t capacity, uint32_t wait_ms)
{
    const int64_t until = world.now_us + (int64_t)wait_ms * MS;

    (void)context;
    count_step();
    for (;;) {
        if (!world.settled || world.now_us >= world.next_us) {
            world_settle();
        }
        const size_t got = take_what_came(bytes, capacity);
        if (got > 0) {
            return got;
        }
        if (world.now_us >= until) {
            world.now_us += GLIMPSE_US;
            return 0;
        }
        world.now_us = next_look(capacity, until);
    }
}

/* Of the bytes to us that a fault has taken: as if the UART had lost them, where it counts them. */
static uint32_t port_overruns(void *context)
{
    (void)context;
    return world.lost;
}

static bool port_set_baud(void *context, uint32_t baud, bool flow_control)
{
    (void)context;
    (void)flow_control;
    world.our_baud = baud;
    return true;
}

void world_wait(uint32_t ms)
{
    const int64_t until = world.now_us + (int64_t)ms * MS;

    world_settle();
    while (world.next_us < until) {
        world.now_us = world.next_us;
        world_settle();
    }
    world.now_us = until > world.now_us ? until : world.now_us;
}

/* ---- the world ---- */

void world_ask(const char *format, ...)
{
    char text[1024];
    va_list list;

    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    control_run(&world.modem, text);
    world.settled = false;
}

static void on_event(void *context, enum wifi_event event)
{
    (void)context;
    world.events[event]++;
}

static void end(void)
{
    link_reset_all(&world.modem);
    for (unsigned i = 0; i < world.peer_count; i++) {
        peer_ends(&world.peers[i]);
    }
    if (world.uart > 0) {
        close(world.uart);
        close(world.modem.uart);
    }
}

void world_begin(const char *scenario)
{
    static const struct esp_at_port port = {.write = port_write,
                                            .read = port_read,
                                            .now_ms = driver_ms,
                                            .set_baud = port_set_baud,
                                            .overruns = port_overruns,
                                            .baud = 921600,
                                            .flow_control = true};
    static struct modem fresh;
    int ends[2];

    signal(SIGPIPE, SIG_IGN);
    if (fresh.blames == NULL && !modem_begin(&fresh, scenario)) {
        exit(2);
    }
    if (world.uart > 0) {
        end();
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) < 0) {
        abort();
    }
    json_array_clear(fresh.blames);
    world.modem = fresh;
    world.modem.log = getenv("WORLD_LOG") != NULL ? stdout : NULL;
    world.modem.uart = ends[0];
    world.uart = ends[1];
    world.now_us = 0;
    world.our_baud = world.module_baud = ESP_AT_BAUD;
    world.wire_first = world.wire_end = 0;
    world.to_module = world.to_us = 0;
    world.peer_count = 0;
    world.peers_echo = false;
    world.tls = NULL;
    memset(world.events, 0, sizeof world.events);
    world.step = 0;
    world.fault = NULL;
    world.wraps_ms = 1500;
    world.chatter = NULL;
    world.armed = false;
    world.counts_lost = false;
    world.lost = 0;
    world.settled = false;
    esp_at_init(&world.module, &port, on_event, NULL, NULL);
}
