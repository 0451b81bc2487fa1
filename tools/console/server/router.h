/* SPDX-License-Identifier: MIT */
/* From a request to its answer: guard, address, method, permission, handler. */
#ifndef CONSOLE_ROUTER_H
#define CONSOLE_ROUTER_H

#include "answer.h"
#include "console.h"
#include "request.h"

/* What is done with requests of one method at addresses of one pattern: "boards/+", in which "+"
 * is one level that is not empty. `action`: what the user must be allowed; NULL: nothing, or the
 * handler asks, as it alone knows of what. */
struct route {
    const char *method, *pattern, *action;
    void (*run)(const struct console *console, struct request *request, struct answer *answer);
};

extern const struct route catalogue_routes[], package_routes[], configuration_routes[],
    user_routes[], tool_routes[], quick_connect_routes[], run_routes[]; /* up to one without run */

/* Always gives an answer. */
void router_serve(const struct console *console, struct request *request, struct answer *answer);

#endif
