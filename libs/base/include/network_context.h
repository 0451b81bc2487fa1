/* SPDX-License-Identifier: MIT */
/** What a transport knows of its connection: the application's own. Shared by streams and
 * datagrams, for C before 2011 takes a typedef once only. */
#ifndef NETWORK_CONTEXT_H
#define NETWORK_CONTEXT_H

struct NetworkContext;
typedef struct NetworkContext NetworkContext_t;

#endif
