/* SPDX-License-Identifier: MIT */
/* The program; all of it is in verbs.c, so that tests can link it. */
#include "run.h"
#include "verbs.h"

int main(int count, char **words)
{
    return (int)verbs_main(count, words, run_suite);
}
