/* SPDX-License-Identifier: MIT */
#include "peers.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "room.h"

enum { BACKLOG = 16, TRIES = 400 };

const char *const peer_port_names[PEER_PORTS] = {
    [PEER_ECHO] = "ECHO",
    [PEER_SILENT] = "SILENT",
    [PEER_CLOSER] = "CLOSER",
    [PEER_NOBODY] = "NOBODY",
    [PEER_TLS_ECHO] = "TLS_ECHO",
    [PEER_TLS_MUTUAL] = "TLS_MUTUAL",
    [PEER_TLS_WRONG_NAME] = "TLS_WRONG_NAME",
    [PEER_TLS_UNTRUSTED] = "TLS_UNTRUSTED",
    [PEER_TLS_EXPIRED] = "TLS_EXPIRED",
    [PEER_TLS_TELLER] = "TLS_TELLER",
    [PEER_BROKER] = "BROKER",
    [PEER_BROKER_ALPN] = "BROKER_ALPN",
    [PEER_DISCOVERY] = "DISCOVERY",
    [PEER_TIME] = "TIME",
    [PEER_NAMES] = "NAMES",
};

/* In the order in which they start. */
static const struct peers_kind *const kinds[] = {&peers_identities, &peers_echo, &peers_tls,
                                                 &peers_names,      &peers_time, &peers_cloud};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct peers {
    void *state[KINDS];
};

/* Any of the range, beginning anywhere in it; a port that is taken is passed over. */
int peers_listen(const char *bind_to, int type, uint16_t first, uint16_t last, uint16_t *port)
{
    unsigned span = (unsigned)(last - first) + 1;
    int error = EADDRINUSE;

    for (unsigned i = 0; i < TRIES; i++) {
        uint16_t tried = (uint16_t)(first + (arc4random() % span));
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(tried)};
        int listener = socket(AF_INET, type | SOCK_CLOEXEC, 0);

        if (listener < 0 || inet_pton(AF_INET, bind_to, &address.sin_addr) != 1) {
            error = errno;
        } else if (bind(listener, (struct sockaddr *)&address, sizeof address) == 0 &&
                   (type != SOCK_STREAM || listen(listener, BACKLOG) == 0)) {
            *port = tried;
            return listener;
        } else {
            error = errno;
        }
        if (listener >= 0) {
            close(listener);
        }
        if (error != EADDRINUSE && error != EACCES) {
            break;
        }
    }
    errno = error;
    return -1;
}

struct peers *peers_start(const struct peers_request *request, struct peers_offer *offer,
                          char **why)
{
    struct peers *peers = room_zero(sizeof *peers);

    for (size_t i = 0; i < KINDS; i++) {
        if (!kinds[i]->wanted(request)) {
            continue;
        }
        peers->state[i] = kinds[i]->start(request, offer, why);
        if (peers->state[i] == NULL) {
            peers_stop(peers, offer);
            return NULL;
        }
    }
    return peers;
}

const char *peers_trouble(const struct peers *peers)
{
    for (size_t i = 0; peers != NULL && i < KINDS; i++) {
        const char *said = peers->state[i] != NULL && kinds[i]->trouble != NULL
                               ? kinds[i]->trouble(peers->state[i])
                               : NULL;

        if (said != NULL) {
            return said;
        }
    }
    return NULL;
}

static void release(struct peers_identity *identity)
{
    free(identity->certificate);
    free(identity->key);
    *identity = (struct peers_identity){0};
}

void peers_stop(struct peers *peers, struct peers_offer *offer)
{
    for (size_t i = KINDS; peers != NULL && i-- > 0;) {
        if (peers->state[i] != NULL) {
            kinds[i]->stop(peers->state[i]);
        }
    }
    free(peers);
    free(offer->thing);
    free(offer->root);
    free(offer->cloud_folder);
    free(offer->cloud_control);
    offer->thing = offer->root = offer->cloud_folder = offer->cloud_control = NULL;
    release(&offer->identity);
    release(&offer->rsa);
    release(&offer->malformed);
    release(&offer->untrusted);
    release(&offer->own_authority);
    memset(offer->port, 0, sizeof offer->port);
}
