/* SPDX-License-Identifier: MIT */
/* The identities of a run, as files in its folder and in the offer. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "identities.h"
#include "peers.h"
#include "room.h"

#define THING "dunlin-qualification"

static bool wanted(const struct peers_request *request)
{
    return request->needs_tls || request->needs_cloud;
}

/* Moved, so that it is freed with the offer's. */
static struct peers_identity moved(struct identities *made, enum identity_of which)
{
    const struct identity from = made->of[which];

    made->of[which] = (struct identity){0};
    return (struct peers_identity){from.certificate, from.key};
}

static void *start(const struct peers_request *request, struct peers_offer *offer, char **why)
{
    struct identities *const made = identities_make(offer->host_name, THING);

    if (made == NULL) {
        *why =
            room_text("OpenSSL could not make keys and certificates for \"%s\"", offer->host_name);
        return NULL;
    }
    if (!identities_write(made, request->folder)) {
        *why = room_text("%s: %s", request->folder, strerror(errno));
        identities_free(made);
        return NULL;
    }
    if (offer->thing == NULL) {
        offer->thing = room_text(THING);
    }
    offer->root = made->root;
    made->root = NULL;
    offer->identity = moved(made, IDENTITY_DEVICE);
    offer->rsa = moved(made, IDENTITY_RSA);
    offer->malformed = moved(made, IDENTITY_MALFORMED);
    offer->untrusted = moved(made, IDENTITY_UNTRUSTED);
    offer->own_authority = moved(made, IDENTITY_OWN_AUTHORITY);
    return made;
}

static void stop(void *state)
{
    identities_free(state);
}

const struct peers_kind peers_identities = {
    .name = "identities", .wanted = wanted, .start = start, .stop = stop};
