/* SPDX-License-Identifier: MIT */
#include "guard.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "passwords.h"
#include "session.h"

/* `text` is "name" or "name:port of the server". */
static bool is_name_of(const char *text, const char *name, const char *port)
{
    const size_t bytes = strlen(name);

    return strncasecmp(text, name, bytes) == 0 &&
           (text[bytes] == '\0' || (text[bytes] == ':' && strcmp(text + bytes + 1, port) == 0));
}

/* A page of another server that has a name lead here says that name: it is not one of ours. The
 * address at which the request has arrived is; without a port only 80 is meant. */
static bool is_our_host(const struct console *console, const char *host, const char *server)
{
    static const char *const local[] = {"localhost", "127.0.0.1", "[::1]"};
    const char *colon = strrchr(server, ':');
    const char *port = colon != NULL ? colon + 1 : "";

    if (strcmp(host, server) == 0 ||
        (console->host != NULL && is_name_of(host, console->host, port))) {
        return true;
    }
    for (size_t i = 0; console->is_loopback && i < sizeof(local) / sizeof(local[0]); i++) {
        if (is_name_of(host, local[i], port)) {
            return true;
        }
    }
    return false;
}

static bool is_our_page(const struct request *request)
{
    static const char scheme[] = "http://", secure[] = "https://";
    const char *origin = request->origin;

    if (request->site != NULL && strcmp(request->site, "cross-site") == 0) {
        return false;
    }
    if (origin == NULL) {
        return true;
    }
    /* https: behind a server that speaks TLS for this one. */
    if (strncmp(origin, secure, strlen(secure)) == 0) {
        return strcmp(origin + strlen(secure), request->host) == 0;
    }
    return strncmp(origin, scheme, strlen(scheme)) == 0 &&
           strcmp(origin + strlen(scheme), request->host) == 0;
}

bool guard_admits(const struct console *console, struct request *request, struct answer *answer)
{
    if (request->host == NULL || !is_our_host(console, request->host, request->server)) {
        answer_error(answer, 421, "host", "Use the address that ./run console prints",
                     "This server is not known by the name that was asked for");
        return false;
    }
    /* A link from elsewhere to the page itself is no harm. */
    const bool is_link = !request->is_api && strcmp(request->method, "GET") == 0;
    if (!is_link && !is_our_page(request)) {
        answer_error(answer, 403, "origin", "Use the page of this server",
                     "Requests of other pages are not served");
        return false;
    }
    request->user = "owner";
    request->is_owner = true;
    if (console->passwords != NULL && !passwords_admit(console->passwords, request)) {
        request->user = NULL;
        answer_error(answer, 401, "password", "Give a name and password of the password file",
                     "This server wants a password");
        answer_header(answer, "WWW-Authenticate",
                      "Basic realm=\"Dunlin console\", charset=\"UTF-8\"");
        return false;
    }
    session_find(console->session, request);
    return true;
}

bool guard_lets_change(const struct console *console, const struct request *request,
                       struct answer *answer)
{
    if (session_is_proven(console->session, request)) {
        return true;
    }
    answer_error(answer, 403, "token",
                 "GET /api/v1/session gives a token and its cookie; send both: the token as "
                 "X-Dunlin-Token",
                 "The request has no token of its session");
    return false;
}
