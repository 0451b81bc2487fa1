/* SPDX-License-Identifier: MIT */
/* What there is to choose, who asks, and what qualified. */
#include <stddef.h>

#include "console_core.h"
#include "permission.h"
#include "router.h"
#include "session.h"

static void get_session(const struct console *console, struct request *request,
                        struct answer *answer)
{
    struct answer made = {.status = 0};
    char token[DIGEST_HEX_BYTES];
    json_t *actions = json_array();

    for (const char *const *action = permission_actions; *action != NULL; action++) {
        if (permission_has(console, request, *action, NULL)) {
            json_array_append_new(actions, json_string(*action));
        }
    }
    session_begin(console->session, request, &made);
    session_token(console->session, request, token);
    answer_json(answer, 200,
                json_pack("{s:s, s:s, s:s, s:o, s:b}", "token", token, "user", request->user,
                          "release", catalogue_release(console->catalogue), "actions", actions,
                          "users", console->passwords != NULL));
    answer_header(answer, "Set-Cookie", made.header[0].value);
}

static void get_catalogue(const struct console *console, struct request *request,
                          struct answer *answer)
{
    (void)request;
    answer_json(answer, 200, catalogue_document(console->catalogue));
}

static void get_board(const struct console *console, struct request *request, struct answer *answer)
{
    json_t *document = catalogue_board_document(console->catalogue, request->level[1]);

    if (document == NULL) {
        answer_error(answer, 404, "unknown-board", "GET /api/v1/catalogue lists the boards",
                     "There is no board \"%.80s\"", request->level[1]);
        return;
    }
    answer_json(answer, 200, document);
}

static void get_qualified(const struct console *console, struct request *request,
                          struct answer *answer)
{
    (void)request;
    answer_json(answer, 200, catalogue_qualified(console->catalogue));
}

static void get_report(const struct console *console, struct request *request,
                       struct answer *answer)
{
    json_t *document = catalogue_report(console->catalogue, request->level[1], request->level[2]);

    if (document == NULL) {
        answer_error(answer, 404, "unknown-report", "GET /api/v1/qualified lists the reports",
                     "There is no report of \"%.80s\" for \"%.40s\"", request->level[1],
                     request->level[2]);
        return;
    }
    answer_json(answer, 200, document);
}

const struct route catalogue_routes[] = {
    {"GET", "session", NULL, get_session},      {"GET", "catalogue", NULL, get_catalogue},
    {"GET", "boards/+", NULL, get_board},       {"GET", "qualified", NULL, get_qualified},
    {"GET", "qualified/+/+", NULL, get_report}, {NULL, NULL, NULL, NULL},
};
