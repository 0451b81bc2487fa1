/* SPDX-License-Identifier: MIT */
#include "list.h"

#include <stdio.h>
#include <string.h>

static const char *text(const json_t *object, const char *key)
{
    const char *const value = json_string_value(json_object_get(object, key));

    return value == NULL ? "" : value;
}

static long long number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

bool list_print(const json_t *catalogue, const char *what)
{
    const json_t *row;
    size_t i;

    if (strcmp(what, "boards") != 0 && strcmp(what, "modules") != 0 && strcmp(what, "demos") != 0) {
        return false;
    }
    json_array_foreach(json_object_get(catalogue, what), i, row)
    {
        if (strcmp(what, "boards") == 0) {
            printf("%-20s %s\n", text(row, "name"), text(row, "summary"));
        } else if (!json_is_false(json_object_get(row, "visible"))) {
            printf("%-20s %s: %s\n", text(row, "id"), text(row, "title"), text(row, "describes"));
        }
    }
    return true;
}

void list_explain(const json_t *answer)
{
    const json_t *const estimate = json_object_get(answer, "estimate"), *row;
    static const char *const figures[] = {"demo", "whole", "available"};
    size_t i;

    printf("%-24s %-8s %9s %9s  %s\n", "module", "version", "flash", "ram", "why");
    json_array_foreach(json_object_get(answer, "modules"), i, row)
    {
        printf("%-24s %-8s %9lld %9lld  %s\n", text(row, "id"), text(row, "version"),
               number(row, "flash"), number(row, "ram"),
               text(json_object_get(row, "reason"), "text"));
    }
    for (i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
        const json_t *const sizes = json_object_get(estimate, figures[i]);

        if (json_object_size(sizes) > 0) {
            printf("%-24s %-8s %9lld %9lld\n", figures[i], "", number(sizes, "flash"),
                   number(sizes, "ram"));
        }
    }
    const json_t *const heap = json_object_get(estimate, "heap");

    if (json_object_get(heap, "peak") != NULL) {
        printf("%-24s %-8s %9s %9lld  of %lld in ram, measured on %s\n", "heap at most", "", "",
               number(heap, "peak"), number(heap, "size"), text(heap, "measured_on"));
    }
}

void list_problems(const json_t *answer)
{
    const json_t *problem;
    size_t i;

    json_array_foreach(json_object_get(answer, "problems"), i, problem)
    {
        fprintf(stderr, "%s: %s\n     %s\n", text(problem, "severity"), text(problem, "text"),
                text(problem, "advice"));
    }
}

static void print_rows(const json_t *difference, const char *kind)
{
    const json_t *row;
    size_t i;

    json_array_foreach(json_object_get(difference, kind), i, row)
    {
        if (strcmp(kind, "changed") != 0) {
            printf("%-8s %-24s %s\n", kind, text(row, "id"), text(row, "version"));
        } else if (strcmp(text(row, "from"), text(row, "to")) == 0) {
            printf("%-8s %-24s %s, other files\n", kind, text(row, "id"), text(row, "to"));
        } else {
            printf("%-8s %-24s %s -> %s\n", kind, text(row, "id"), text(row, "from"),
                   text(row, "to"));
        }
    }
}

void list_difference(const json_t *difference)
{
    printf("from %s to %s\n", text(difference, "from"), text(difference, "to"));
    print_rows(difference, "added");
    print_rows(difference, "removed");
    print_rows(difference, "changed");
}
