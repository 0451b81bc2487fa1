/* SPDX-License-Identifier: MIT */
/* What can be chosen, what a choice means, and the package of it: without sockets, threads,
 * database or clock. Documents are jansson's, as docs/design/console.md shows them; those that are
 * given back are the caller's to json_decref. */
#ifndef CONSOLE_CORE_H
#define CONSOLE_CORE_H

#include "catalogue.h"
#include "choice.h"
#include "difference.h"
#include "package.h"
#include "resolve.h"

#endif
