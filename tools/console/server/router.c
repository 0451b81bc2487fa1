/* SPDX-License-Identifier: MIT */
#include "router.h"

#include <stdio.h>
#include <string.h>

#include "guard.h"
#include "pages.h"
#include "permission.h"

static const struct route *const tables[] = {catalogue_routes, package_routes, configuration_routes,
                                             user_routes,      tool_routes,    quick_connect_routes,
                                             run_routes};
#define TABLES (sizeof(tables) / sizeof(tables[0]))

static bool fits(const struct request *request, const char *pattern)
{
    for (size_t i = 0; i < request->levels; i++) {
        const size_t bytes = strcspn(pattern, "/");
        const bool is_any = bytes == 1 && pattern[0] == '+';
        if (is_any ? request->level[i][0] == '\0'
                   : strlen(request->level[i]) != bytes ||
                         memcmp(request->level[i], pattern, bytes) != 0) {
            return false;
        }
        pattern += bytes;
        if (*pattern == '\0') {
            return i + 1 == request->levels;
        }
        pattern++;
    }
    return false;
}

/* NULL: no route has the address, or none the method: `allowed` has those that are. */
static const struct route *find(const struct request *request, char *allowed, size_t bytes)
{
    const char *method = strcmp(request->method, "HEAD") == 0 ? "GET" : request->method;

    allowed[0] = '\0';
    for (size_t i = 0; i < TABLES; i++) {
        for (const struct route *route = tables[i]; route->run != NULL; route++) {
            if (!fits(request, route->pattern)) {
                continue;
            }
            if (strcmp(route->method, method) == 0) {
                return route;
            }
            const size_t used = strlen(allowed);
            (void)snprintf(allowed + used, bytes - used, "%s%s", used > 0 ? ", " : "",
                           route->method);
        }
    }
    return NULL;
}

static void serve_api(const struct console *console, struct request *request, struct answer *answer)
{
    char allowed[64];
    const struct route *route = find(request, allowed, sizeof(allowed));

    if (route == NULL && allowed[0] == '\0') {
        answer_error(answer, 404, "not-found", "docs/design/console.md lists the addresses",
                     "There is nothing at this address");
        return;
    }
    if (route == NULL) {
        answer_error(answer, 405, "method", "The header Allow names those that are",
                     "The method is not allowed here");
        answer_header(answer, "Allow", allowed);
        return;
    }
    if (strcmp(route->method, "GET") != 0 && !guard_lets_change(console, request, answer)) {
        return;
    }
    if (route->action != NULL && !permission_given(console, request, route->action, NULL, answer)) {
        return;
    }
    route->run(console, request, answer);
}

void router_serve(const struct console *console, struct request *request, struct answer *answer)
{
    const char *problem = request_read(request);

    if (!guard_admits(console, request, answer)) {
        return;
    }
    if (problem != NULL) {
        answer_error(answer, 400, "address", "See docs/design/console.md", "%s", problem);
    } else if (request->is_api) {
        serve_api(console, request, answer);
    } else {
        pages_answer(console->pages, request, answer);
    }
}
