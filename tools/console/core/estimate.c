/* SPDX-License-Identifier: MIT */
#include "estimate.h"

#include "catalogue_data.h"

#define SPREAD_SHARE 4

static long long member(const json_t *part, const char *key)
{
    return json_integer_value(json_object_get(part, key));
}

static long long larger(long long one, long long other)
{
    return one > other ? one : other;
}

struct sizes estimate_sum(const json_t *parts)
{
    struct sizes sum = {0, 0};
    const json_t *part;
    const char *library;

    json_object_foreach((json_t *)parts, library, part)
    {
        sum.flash += member(part, "flash");
        sum.ram += member(part, "ram");
    }
    return sum;
}

void estimate_join(json_t *parts, const json_t *more)
{
    const json_t *part;
    const char *library;

    json_object_foreach((json_t *)more, library, part)
    {
        const json_t *const here = json_object_get(parts, library);

        json_object_set_new(
            parts, library,
            json_pack("{s:I, s:I}", "flash",
                      (json_int_t)larger(member(here, "flash"), member(part, "flash")), "ram",
                      (json_int_t)larger(member(here, "ram"), member(part, "ram"))));
    }
}

const json_t *estimate_parts(const json_t *entry, const char *profile)
{
    const json_t *const other = json_object_get(entry, profile);

    return json_object_get(json_is_object(other) ? other : entry, "parts");
}

/* The most that anybody on the board needs of a library. */
static long long most_of(const json_t *table, const char *library)
{
    static const char *const kinds[] = {"modules", "demos"};
    const json_t *row;
    const char *id;
    long long most = 0;

    for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
        json_object_foreach(json_object_get(table, kinds[k]), id, row)
        {
            most = larger(most, member(json_path(row, "parts", library, NULL), "flash"));
        }
    }
    return most;
}

/* Of the kernel and the C library two modules need different functions, so that the larger need
 * does not hold the smaller. Were their needs each other's chance, this would be the image's:
 *
 *     base ├──────────── rest: 1 - (1 - a)(1 - b) ... of it ────────────┤ most
 *
 * They are more alike than that: what lies between that and the larger need counts a quarter. */
static void spread(json_t *parts, const json_t *table, const json_t *needs, const char *library)
{
    const json_t *const part = json_object_get(parts, library), *need;
    const long long base = member(json_object_get(json_array_get(needs, 0), library), "flash");
    const long long most = most_of(table, library), largest = member(part, "flash");
    double unused = 1;
    size_t i;

    if (most <= base || largest <= base) {
        return;
    }
    json_array_foreach(needs, i, need)
    {
        const long long more = larger(0, member(json_object_get(need, library), "flash") - base);

        unused *= more >= most - base ? 0 : 1 - (double)more / (double)(most - base);
    }
    const long long apart = base + (long long)((double)(most - base) * (1 - unused));

    json_object_set_new((json_t *)part, "flash",
                        json_integer(largest + larger(0, apart - largest) / SPREAD_SHARE));
}

json_t *estimate_whole(const json_t *table, const json_t *choice, const char *profile)
{
    json_t *const parts = json_object(), *const needs = json_array();
    const json_t *const demo = json_path(table, "demos", json_text(choice, "demo"), NULL);
    const json_t *module;
    json_t *need;
    size_t i;

    json_array_append(needs, (json_t *)estimate_parts(json_object_get(table, "base"), profile));
    json_array_foreach(json_object_get(choice, "modules"), i, module)
    {
        json_array_append(
            needs, (json_t *)estimate_parts(
                       json_path(table, "modules", json_string_value(module), NULL), profile));
    }
    json_array_append(needs, json_object_get(demo, "parts"));
    json_array_foreach(needs, i, need)
    {
        estimate_join(parts, need);
    }
    spread(parts, table, needs, "kernel");
    spread(parts, table, needs, "libc");
    json_decref(needs);
    return parts;
}

struct sizes estimate_module(const json_t *table, const char *id)
{
    json_t *const parts = json_object();

    estimate_join(parts, json_path(table, "base", "parts", NULL));
    const struct sizes base = estimate_sum(parts);

    estimate_join(parts, json_path(table, "modules", id, "parts", NULL));
    const struct sizes whole = estimate_sum(parts);

    json_decref(parts);
    return (struct sizes){whole.flash - base.flash, whole.ram - base.ram};
}

long long estimate_heap(const json_t *table, const char *profile)
{
    return json_integer_value(json_path(table, "profiles", profile, "heap_bytes", NULL));
}

struct sizes estimate_demo(const json_t *table, const char *demo)
{
    if (demo[0] == '\0') {
        return estimate_sum(json_path(table, "base", "parts", NULL));
    }
    const json_t *const row = json_path(table, "demos", demo, NULL);

    return (struct sizes){member(row, "flash"), member(row, "ram")};
}

struct sizes estimate_demo_in(const json_t *table, const char *demo, const json_t *parts,
                              const char *profile)
{
    const json_t *const row = json_path(table, "demos", demo, NULL), *part;
    const json_t *const base = json_object_get(table, "base");
    const char *const own = json_text(row, "profile"), *library;
    struct sizes sizes = estimate_demo(table, demo);

    if (row == NULL) {
        return sizes;
    }
    sizes.ram -= estimate_heap(table, own);
    if (estimate_parts(base, own) == estimate_parts(base, profile)) {
        return sizes;
    }
    json_object_foreach((json_t *)json_object_get(row, "parts"), library, part)
    {
        const json_t *const in_base = json_object_get(estimate_parts(base, profile), library);

        /* What a library calls is not more in another configuration, what it reserves is. */
        sizes.flash +=
            larger(member(part, "flash"), member(in_base, "flash")) - member(part, "flash");
        sizes.ram += larger(member(part, "ram"), member(json_object_get(parts, library), "ram")) -
                     member(part, "ram");
    }
    return sizes;
}
