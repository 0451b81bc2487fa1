/* SPDX-License-Identifier: MIT */
/* The files of the page, read at start: a request names one of them or nothing. */
#ifndef CONSOLE_PAGES_H
#define CONSOLE_PAGES_H

#include <stddef.h>

#include "answer.h"
#include "request.h"

struct pages;

/* None yet. NULL: out of memory. */
struct pages *pages_new(void);
/* Add the files of a folder and of folders in it, below `address`, "/pictures" or "". A folder that
 * is absent has none. */
void pages_add(struct pages *pages, const char *folder, const char *address);
size_t pages_count(const struct pages *pages);
void pages_free(struct pages *pages);
void pages_answer(const struct pages *pages, const struct request *request, struct answer *answer);

#endif
