/* SPDX-License-Identifier: MIT */
/* What proves that a change was asked for by our own page: a cookie, and a token that only a page
 * of this origin can read. The token is a digest of the cookie under a secret of this process, so
 * nothing is kept of sessions. */
#ifndef CONSOLE_SESSION_H
#define CONSOLE_SESSION_H

#include <stdbool.h>

#include "answer.h"
#include "digest.h"
#include "request.h"

struct session;

struct session *session_new(int port);
void session_free(struct session *session);
/* Read the cookie of the request into request->session; "" : it has none. */
void session_find(const struct session *session, struct request *request);
/* Give a request that has no session a new one, with its cookie in the answer. */
void session_begin(const struct session *session, struct request *request, struct answer *answer);
void session_token(const struct session *session, const struct request *request,
                   char token[DIGEST_HEX_BYTES]);
/* The request has the token of its session. */
bool session_is_proven(const struct session *session, const struct request *request);

#endif
