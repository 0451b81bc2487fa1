/* SPDX-License-Identifier: MIT */
#include "sigv4_out.h"

struct sigv4_item
sigv4_next_in_order(struct sigv4_text list,
                    bool (*next)(struct sigv4_text *rest, struct sigv4_item *item),
                    bool (*is_before)(const struct sigv4_item *a, const struct sigv4_item *b),
                    const struct sigv4_item *last)
{
    struct sigv4_item found;
    struct sigv4_item best = {.place = SIZE_MAX};

    for (found.place = 0; next(&list, &found); found.place++) {
        const bool is_left = last == NULL || is_before(last, &found);
        if (is_left && (best.place == SIZE_MAX || is_before(&found, &best))) {
            best = found;
        }
    }
    return best;
}
