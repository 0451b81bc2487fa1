/* SPDX-License-Identifier: MIT */
#include "verbs.h"

#include <stdio.h>
#include <string.h>

#include "run.h"

static const char usage[] =
    "Usage: devicetester VERB [OPTION]...\n"
    "\n"
    "  run-suite                 build, flash and judge the groups of a suite on a pool of boards\n"
    "  list-suites               the suites of the source tree\n"
    "  list-groups               the groups of a suite\n"
    "  list-test-cases           the cases of a group\n"
    "  list-supported-versions   versions of this program, the suite and the product\n"
    "  check                     what a submission needs besides passed cases\n"
    "  help [VERB]               this, or the options of a verb\n";

int verbs_main(int count, char **words)
{
    if (count >= 2 && (strcmp(words[1], "help") == 0 || strcmp(words[1], "--help") == 0 ||
                       strcmp(words[1], "-h") == 0)) {
        fputs(usage, stdout);
        return VERDICT_PASSED;
    }
    fputs(usage, stderr);
    return VERDICT_USAGE;
}
