/* SPDX-License-Identifier: MIT */
#include "problems.h"

#include <string.h>

bool problems_have_error(const json_t *problems)
{
    const json_t *problem;
    size_t i;

    json_array_foreach(problems, i, problem)
    {
        if (strcmp(json_text(problem, "severity"), "error") == 0) {
            return true;
        }
    }
    return false;
}

bool problems_have(const json_t *problems, const char *code)
{
    const json_t *problem;
    size_t i;

    json_array_foreach(problems, i, problem)
    {
        if (strcmp(json_text(problem, "code"), code) == 0) {
            return true;
        }
    }
    return false;
}

const char *problems_largest(const json_t *parts, const char *kind)
{
    const json_t *part;
    const char *library, *largest = "";
    json_int_t most = -1;

    json_object_foreach((json_t *)parts, library, part)
    {
        if (json_integer_value(json_object_get(part, kind)) > most) {
            most = json_integer_value(json_object_get(part, kind));
            largest = library;
        }
    }
    return largest;
}

const char *problems_part(const char *library)
{
    return strcmp(library, "app") == 0    ? "the demo itself"
           : strcmp(library, "libc") == 0 ? "the C library"
                                          : library;
}

const char *problems_title(const struct catalogue *catalogue, const char *id)
{
    const char *const title = json_text(json_object_get(catalogue->modules, id), "title");

    return title[0] == '\0' ? id : title;
}
