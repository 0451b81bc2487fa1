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
 * which is no error. */
bool connect_take(const struct console *console, const struct request *request, const json_t *quick,
                  const json_t *choice, struct keep **keep, struct answer *answer);

#endif
