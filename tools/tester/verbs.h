/* SPDX-License-Identifier: MIT */
/* The verbs of the command line: list-suites, run-suite, check ... */
#ifndef TESTER_VERBS_H
#define TESTER_VERBS_H

#include "run.h"

/**
 * Do what the command line says.
 *
 * @param run  run_suite(), or what a test has in its place; NULL: only --dry-run.
 * @return     The exit status.
 */
enum verdict verbs_main(int count, char **words, enum verdict (*run)(const struct run_request *));

#endif
