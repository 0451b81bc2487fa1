/* SPDX-License-Identifier: MIT */
/* Edit distance with exchanged neighbours; near is a third of the letters at most. */
#include "nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 96 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned distance(const char *left, size_t m, const char *right, size_t n)
{
    static unsigned rows[3][LONGEST + 1];

    for (size_t j = 0; j <= n; j++) {
        rows[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= m; i++) {
        unsigned *const row = rows[i % 3], *const above = rows[(i + 2) % 3];
        const unsigned *const two_above = rows[(i + 1) % 3];

        row[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            const int a = tolower((unsigned char)left[i - 1]);
            const int b = tolower((unsigned char)right[j - 1]);

            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (a != b));
            if (i > 1 && j > 1 && a == tolower((unsigned char)right[j - 2]) &&
                b == tolower((unsigned char)left[i - 2])) {
                row[j] = least(row[j], two_above[j - 2] + 1);
            }
        }
    }
    return rows[m % 3][n];
}

struct nearest nearest_begin(const char *typed)
{
    return (struct nearest){.typed = typed, .distance = (unsigned)(strlen(typed) / 3 + 1)};
}

void nearest_offer(struct nearest *nearest, const char *name)
{
    const size_t typed = strlen(nearest->typed), offered = strlen(name);

    if (typed > LONGEST || offered > LONGEST) {
        return;
    }
    /* what was cut off is near, too: --group for --group-id */
    const bool begins =
        typed >= 4 && typed < offered && strncasecmp(nearest->typed, name, typed) == 0;
    const unsigned cost = begins ? 1 : distance(nearest->typed, typed, name, offered);

    if (cost < nearest->distance) {
        nearest->distance = cost;
        nearest->name = name;
    }
}
