/* SPDX-License-Identifier: MIT */
/* Everything that is wrong with the tree, one a line with its file, so that it is repaired at once.
 */
#ifndef CONSOLE_COMPLAINTS_H
#define CONSOLE_COMPLAINTS_H

#include "text.h"

struct complaints {
    struct text text;
    unsigned count;
};

void complain(struct complaints *complaints, const char *path, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
