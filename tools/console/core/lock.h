/* SPDX-License-Identifier: MIT */
/* package.lock.json: of what, and of which state of the tree, a package was made. */
#ifndef CONSOLE_LOCK_H
#define CONSOLE_LOCK_H

#include "catalogue_data.h"
#include "closure.h"

#define LOCK_FORMAT  "dunlin-package-lock"
#define LOCK_VERSION 1

/* {"id", "title", "version", "sha256"} of each module, the board and the demo of a choice: over the
 * names and bytes of the files of its folder. */
json_t *lock_parts(const struct catalogue *catalogue, const json_t *choice,
                   const struct closure *closure);

#endif
