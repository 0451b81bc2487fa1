/* SPDX-License-Identifier: MIT */
/* Where certificates and the device's key are: in the credentials (keys_here.c), or in a module
 * that does TLS itself (keys_module.c). An image has one of the two. */
#ifndef SECURE_LINK_KEYS_H
#define SECURE_LINK_KEYS_H

#include "secure_link.h"
#include "sockets.h"

/* Who the device is, by link->credentials; NULL where they do not say. False: they cannot be used.
 */
bool secure_link_identify(struct secure_link *link, const struct tls_identity **identity);

/* Why a socket did not connect: a constant, or in `text`. */
const char *secure_link_why(const struct sockets_error *error, char text[TLS_ERROR_TEXT_BYTES]);

/* Whether dates, and so a clock that is wrong, may have been the reason. */
bool secure_link_may_be_of_dates(const struct sockets_error *error);

/* Whether the clock by which certificates are judged has to be set before connecting. */
bool secure_link_clock_is_lost(const struct secure_link *link);

/* Print how a connected socket is secured. */
void secure_link_print_session(Socket_t socket);

#endif
