/* SPDX-License-Identifier: MIT */
/* What the parts of the resolver ask of lists of problems, sizes and modules. */
#ifndef CONSOLE_PROBLEMS_H
#define CONSOLE_PROBLEMS_H

#include "catalogue_data.h"

bool problems_have_error(const json_t *problems);
bool problems_have(const json_t *problems, const char *code);
/* Who takes the most of "flash" or "ram": "lib_tls takes 47,000 of them, service_net 9,000". Both
 * are the caller's. */
struct taking {
    char *text;
    json_t *parts; /* their names */
};
/* `heap`: bytes of the kernel's heap, which is in no part; 0: it is not among them. */
struct taking problems_takers(const json_t *parts, const char *kind, long long heap);
/* A module's title, or its id. */
const char *problems_title(const struct catalogue *catalogue, const char *id);

#endif
