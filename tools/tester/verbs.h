/* SPDX-License-Identifier: MIT */
/* The verbs of the command line: list-suites, run-suite, check ... */
#ifndef TESTER_VERBS_H
#define TESTER_VERBS_H

/** Do what the command line says. @return The exit status: enum verdict. */
int verbs_main(int count, char **words);

#endif
