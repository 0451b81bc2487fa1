/* SPDX-License-Identifier: MIT */
/* What Quick Connect has made, for one package: tools/console/server/connect.py does the work. */
#ifndef CONSOLE_CONNECT_H
#define CONSOLE_CONNECT_H

#include <jansson.h>

#include "answer.h"
#include "console.h"
#include "keeps.h"
#include "request.h"

/* What the request's {"quickConnect": {"id"}} has kept, with the flash of this choice's board. It
 * is the caller's, for keep_free. False: the answer says why not; without `quick` there is nothing,
 * which is no error. For a run the flash has what is around the board there, too. */
bool connect_take(const struct console *console, const struct request *request, const json_t *quick,
                  const json_t *choice, bool is_run, struct keep **keep, struct answer *answer);

/* The same for a run of a demo that connects, without a wish of its own: a thing that goes with the
 * run. Nothing for other demos. False: the answer says why not. */
bool connect_for_run(const struct console *console, const json_t *choice, struct keep **keep,
                     struct answer *answer);
/* Take away what keep->forget says; nothing when the cloud is gone. */
void connect_forget(const char *root, const char *cloud, const char *forget);

#endif
