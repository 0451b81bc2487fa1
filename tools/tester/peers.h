/* SPDX-License-Identifier: MIT */
/* What groups need on this machine, by the words of group.json: `network` (an address), `echo`,
 * `tls`, `cloud`, `ota` (the cloud), `time`. Each kind is a file of its own, peers_<kind>.c.
 *
 *   peers.c ─ in this order ─► identities ─► echo ─► tls ─► names ─► time ─► cloud
 *                                  └──── struct peers_offer: addresses, ports, identities ────►
 * config_header.c
 */
#ifndef TESTER_PEERS_H
#define TESTER_PEERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Named PORT_<name> in tests/qualification/framework/include/qualification_parameters.h. */
enum peer_port {
    PEER_ECHO,
    PEER_SILENT,
    PEER_CLOSER,
    PEER_NOBODY,
    PEER_TLS_ECHO,
    PEER_TLS_MUTUAL,
    PEER_TLS_WRONG_NAME,
    PEER_TLS_UNTRUSTED,
    PEER_TLS_EXPIRED,
    PEER_TLS_TELLER,
    PEER_BROKER,
    PEER_BROKER_ALPN,
    PEER_DISCOVERY,
    PEER_TIME,
    PEER_NAMES,
    PEER_PORTS
};

/* "ECHO", "SILENT" ...: for the header, and in lower case for the context file. */
extern const char *const peer_port_names[PEER_PORTS];

/* Ranges in which devices of the original look for plain and TLS servers. */
enum {
    PEER_PLAIN_FIRST = 1025,
    PEER_PLAIN_LAST = 33280,
    PEER_TLS_FIRST = 33281,
    PEER_TLS_LAST = 65535
};

struct peers_identity {
    char *certificate; /* PEM; NULL where there is none */
    char *key;
};

struct peers_offer {
    const char *host;          /* of this machine, as the device sees it: an IPv4 address */
    const char *host_name;     /* in certificates */
    uint16_t port[PEER_PORTS]; /* 0: not there */
    char *thing;               /* registered in the cloud */
    char *root;                /* PEM, one or more certificates: authorities of the peers */
    struct peers_identity identity, rsa, malformed, untrusted, own_authority;
    char *cloud_folder;  /* state of the cloud in a box */
    char *cloud_control; /* command line of its control plane */
};

/* What a kind of peers may look at. */
struct peers_request {
    const char *folder;      /* a scratch folder of this run: keys, logs; its paths are short */
    const char *log_folder;  /* logs that the user keeps */
    const char *tester_root; /* the tree that the tester is part of */
    const char *bind;        /* address on which servers listen: 127.0.0.1 or 0.0.0.0 */
    bool needs_echo, needs_tls, needs_cloud, needs_time;
};

/* A kind. `start` fills its part of the offer, in which strings are malloc'd; NULL with *why
 * (malloc'd) when it cannot. `stop` frees what `start` returned. `trouble` says what is wrong with
 * one that has ended by itself, or NULL. */
struct peers_kind {
    const char *name;
    bool (*wanted)(const struct peers_request *request);
    void *(*start)(const struct peers_request *request, struct peers_offer *offer, char **why);
    void (*stop)(void *state);
    const char *(*trouble)(void *state); /* may be NULL */
};

extern const struct peers_kind peers_identities; /* peers_identities.c */
extern const struct peers_kind peers_echo;       /* peers_echo.c */
extern const struct peers_kind peers_tls;        /* peers_tls.c */
extern const struct peers_kind peers_names;      /* peers_names.c: with echo */
extern const struct peers_kind peers_time;       /* peers_time.c */
extern const struct peers_kind peers_cloud;      /* peers_cloud.c; registers the identities */

struct peers; /* opaque */

/**
 * Start what is wanted, in order.
 *
 * @param[out] offer  Filled; valid until peers_stop().
 * @param[out] why    When NULL is returned: what could not be started, owned by the caller.
 */
struct peers *peers_start(const struct peers_request *request, struct peers_offer *offer,
                          char **why);

/** @return What has ended by itself, or NULL. */
const char *peers_trouble(const struct peers *peers);

/** Stop all, the last first; NULL is fine. */
void peers_stop(struct peers *peers, struct peers_offer *offer);

/**
 * A socket that listens on a free port of a range.
 *
 * @param type  SOCK_STREAM or SOCK_DGRAM.
 * @return A descriptor, close-on-exec; -1 when none is free.
 */
int peers_listen(const char *bind, int type, uint16_t first, uint16_t last, uint16_t *port);

#endif
