/* SPDX-License-Identifier: MIT */
/* Plain TCP: echo, silent, closer, nobody. */
#include <poll.h>

#include "servers.h"

/* Hung up on, or ended by us: nothing else is worth waking up for. */
static void stay_silent(struct server_line *line)
{
    struct pollfd ended = {.fd = line->socket, .events = POLLRDHUP};

    while (poll(&ended, 1, -1) < 0 || ended.revents == 0) {
    }
}

static void say_bye(struct server_line *line)
{
    (void)server_write(line, "bye", 3);
}

static bool wanted(const struct peers_request *request)
{
    return request->needs_echo;
}

static void *start(const struct peers_request *request, struct peers_offer *offer, char **why)
{
    static const struct server_role roles[] = {
        {PEER_ECHO, server_echo, NULL},
        {PEER_SILENT, stay_silent, NULL},
        {PEER_CLOSER, say_bye, NULL},
        {PEER_NOBODY, NULL, NULL},
    };

    return servers_start(request, roles, sizeof roles / sizeof roles[0], offer, why);
}

static void stop(void *state)
{
    servers_stop(state);
}

const struct peers_kind peers_echo = {
    .name = "echo", .wanted = wanted, .start = start, .stop = stop};
