/* SPDX-License-Identifier: MIT */
#include "estimate.h"

#include "catalogue_data.h"

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

json_t *estimate_whole(const json_t *table, const json_t *choice, const char *profile)
{
    json_t *const parts = json_object();
    const json_t *const demo = json_path(table, "demos", json_text(choice, "demo"), NULL);
    const json_t *module;
    size_t i;

    estimate_join(parts, estimate_parts(json_object_get(table, "base"), profile));
    json_array_foreach(json_object_get(choice, "modules"), i, module)
    {
        estimate_join(
            parts,
            estimate_parts(json_path(table, "modules", json_string_value(module), NULL), profile));
    }
    estimate_join(parts, json_object_get(demo, "parts"));
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
