/* SPDX-License-Identifier: MIT */
/* Which libraries an image of a choice has on a board, which modules those are, and why.
 *
 *     chosen modules ─┐
 *     the demo's      ├─► libraries ─► what they depend on ─► their modules
 *     base of a board ┘
 */
#ifndef CONSOLE_CLOSURE_H
#define CONSOLE_CLOSURE_H

#include <jansson.h>

#include "catalogue_data.h"

struct closure {
    json_t *libraries; /* name -> true, in the order in which they were reached */
    json_t *missing;   /* library -> who wants it: those that the board does not have */
    json_t *modules;   /* id -> {"kind": "chosen" | "demo" | "needed" | "always", "by": [ids]} */
};

/* Of a choice whose board has a table. What is unknown is passed over. */
void closure_make(const struct catalogue *catalogue, const json_t *choice, struct closure *closure);
void closure_free(struct closure *closure);

/* Everything that `library` reaches on a board, itself too, added to `found`. */
void closure_reach(const json_t *table, const char *library, json_t *found, json_t *missing);

/* The configuration of a package: "full" when one of its modules compiles with that only or when it
 * has no demo, else the demo's. Borrowed. */
const char *closure_profile(const struct catalogue *catalogue, const json_t *choice,
                            const struct closure *closure);

#endif
