/* SPDX-License-Identifier: MIT */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SESSION_BYTES 16

struct session {
    unsigned char secret[DIGEST_SECRET_MAX];
    char cookie[32]; /* "dunlin_8090": cookies know hosts, not ports */
};

struct session *session_new(int port)
{
    struct session *session = calloc(1, sizeof(*session));

    if (session != NULL) {
        digest_random(session->secret, sizeof(session->secret));
        (void)snprintf(session->cookie, sizeof(session->cookie), "dunlin_%d", port);
    }
    return session;
}

void session_free(struct session *session)
{
    free(session);
}

void session_find(const struct session *session, struct request *request)
{
    const size_t name_bytes = strlen(session->cookie);

    request->session[0] = '\0';
    for (const char *at = request->cookie; at != NULL && *at != '\0';) {
        at += strspn(at, "; ");
        const size_t bytes = strcspn(at, ";");
        if (bytes == name_bytes + 1 + 2 * SESSION_BYTES &&
            strncmp(at, session->cookie, name_bytes) == 0 && at[name_bytes] == '=' &&
            strspn(at + name_bytes + 1, "0123456789abcdef") >= 2 * SESSION_BYTES) {
            memcpy(request->session, at + name_bytes + 1, 2 * SESSION_BYTES);
            request->session[2 * SESSION_BYTES] = '\0';
            return;
        }
        at += bytes;
    }
}

void session_begin(const struct session *session, struct request *request, struct answer *answer)
{
    unsigned char bytes[SESSION_BYTES];
    char cookie[128];

    if (request->session[0] == '\0') {
        digest_random(bytes, sizeof(bytes));
        digest_hex(bytes, sizeof(bytes), request->session);
    }
    (void)snprintf(cookie, sizeof(cookie), "%s=%s; Path=/; HttpOnly; SameSite=Strict",
                   session->cookie, request->session);
    answer_header(answer, "Set-Cookie", cookie);
}

void session_token(const struct session *session, const struct request *request,
                   char token[DIGEST_HEX_BYTES])
{
    unsigned char digest[DIGEST_BYTES];
    char text[sizeof(request->session) + 128];

    /* The user is part of it: a token is nobody else's. */
    (void)snprintf(text, sizeof(text), "%s %.120s", request->session,
                   request->user != NULL ? request->user : "");
    digest_hmac(session->secret, text, strlen(text), digest);
    digest_hex(digest, sizeof(digest), token);
}

bool session_is_proven(const struct session *session, const struct request *request)
{
    char token[DIGEST_HEX_BYTES];

    if (request->session[0] == '\0' || request->token == NULL ||
        strlen(request->token) != DIGEST_HEX_BYTES - 1) {
        return false;
    }
    session_token(session, request, token);
    return digest_equal(token, request->token, DIGEST_HEX_BYTES - 1);
}
