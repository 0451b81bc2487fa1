/* SPDX-License-Identifier: MIT */
#include "problems.h"

#include <string.h>

#include "text.h"

#define TAKERS_MAX 3u

bool problems_have_error(const json_t *problems)
{
    return json_row(problems, "severity", "error") != NULL;
}

bool problems_have(const json_t *problems, const char *code)
{
    return json_row(problems, "code", code) != NULL;
}

/* What people call a part of a table. */
static const char *name_of(const char *library)
{
    return strcmp(library, "app") == 0      ? "the demo itself"
           : strcmp(library, "libc") == 0   ? "the C library"
           : strcmp(library, "heap_4") == 0 ? "the kernel's heap"
                                            : library;
}

struct taking problems_takers(const json_t *parts, const char *kind, long long heap)
{
    struct taking taking = {NULL, json_array()};
    struct text text = {0};
    const json_t *part;
    const char *library;

    for (unsigned rank = 0; rank < TAKERS_MAX; rank++) {
        const char *largest = "heap_4";
        long long most = json_has_text(taking.parts, largest) ? 0 : heap;

        json_object_foreach((json_t *)parts, library, part)
        {
            const long long takes = json_integer_value(json_object_get(part, kind));

            if (takes > most && !json_has_text(taking.parts, library)) {
                most = takes;
                largest = library;
            }
        }
        if (most > 0) {
            json_array_append_new(taking.parts, json_string(largest));
            text_print(&text, rank == 0 ? "%s takes %s of them" : ", %s %s", name_of(largest),
                       text_count(most));
        }
    }
    taking.text = text_take(&text);
    return taking;
}

const char *problems_title(const struct catalogue *catalogue, const char *id)
{
    const char *const title = json_text(json_object_get(catalogue->modules, id), "title");

    return title[0] == '\0' ? id : title;
}
