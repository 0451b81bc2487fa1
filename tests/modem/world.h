/* SPDX-License-Identifier: MIT */
/* The driver of chips/esp_at and the emulator in one process, in virtual time: nothing waits, so a
 * dialogue of seconds takes a millisecond, and each is the same on every run.
 *
 *      driver ── write: the clock goes on by the bytes' time ──► emulator ◄── loopback ──► peers
 *         ▲                                                         │
 *         └── read: bytes, each when it has come; else the clock goes to whatever is next ┘
 *
 * The wire has two speeds, the module's and ours: where they differ, bytes are noise. What the
 * module does takes the time that its scenario says; the peers and the air between take none.
 */
#ifndef WORLD_H
#define WORLD_H

#include "esp_at_core.h"
#include "modem.h"

#define PEERS      32
#define PEER_BYTES 8192

/* The other end of a connection. */
struct peer {
    int fd; /* -1: it has ended */
    SSL *ssl;
    bool echo; /* says back what it hears */
    size_t length;
    uint8_t heard[PEER_BYTES];
};

struct on_wire {
    int64_t at_us;
    uint8_t byte;
};

#define WIRE_BYTES (64 * 1024)

struct world {
    struct modem modem;
    struct esp_at module;
    int uart;                       /* our end of it */
    uint32_t wraps_ms;              /* when the driver\'s clock does */
    int64_t now_us;                 /* since the world began */
    uint32_t our_baud, module_baud; /* of the wire */
    struct on_wire wire[WIRE_BYTES];
    size_t wire_first, wire_end;
    uint64_t to_module, to_us; /* bytes */
    struct peer peers[PEERS];
    unsigned peer_count;
    bool peers_echo;    /* those to come */
    SSL_CTX *tls;       /* of peers to come; NULL: they have none */
    unsigned events[6]; /* by enum wifi_event */
    unsigned step;      /* looks at the wire and writes to it, so far */
    unsigned fault_at;  /* the step at which ... */
    const char *fault;  /* ... this is asked of the emulator's control; NULL: nothing */
    bool counts_lost;   /* the UART knows of bytes that are lost, `lost_max` at most */
    uint32_t lost_max, lost;
    bool armed;          /* a fault on bytes has been asked for, and has not struck */
    int64_t fault_us;    /* when it was, or has */
    const char *chatter; /* a line that the module says every `chatter_ms`; NULL: nothing */
    int64_t chatter_us;  /* the next one */
    uint32_t chatter_ms;
    bool settled; /* nothing happens before `next_us` */
    int64_t next_us;
};

extern struct world world;

/* A new world, at the moment power comes. `scenario` is read once. */
void world_begin(const char *scenario);
/* What the emulator's control socket understands. */
void world_ask(const char *format, ...) __attribute__((format(printf, 1, 2)));
uint32_t world_ms(void);
/* What happens now, happens; `next_us` is when something does again. */
void world_settle(void);
/* The wire is left alone for so long; what happens in this time happens. */
void world_wait(uint32_t ms);
/* The newest peer says something, or ends. */
void peer_says(struct peer *peer, const void *bytes, size_t length);
void peer_ends(struct peer *peer);
struct peer *newest_peer(void);

/* world_tls.c: a server for `tls`, to be made once, and the list of authorities that says who it
 * is. */
SSL_CTX *world_server(void);
json_t *world_authorities(void);

#endif
