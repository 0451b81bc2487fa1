/* SPDX-License-Identifier: MIT */
/* What can be seen before anything is built: programs, serial lines, room on the disk. */
#ifndef TESTER_PREFLIGHT_H
#define TESTER_PREFLIGHT_H

#include <stdio.h>

#include "run_state.h"

/**
 * Look, and tell everything that is missing, one line each.
 *
 * @return VERDICT_PASSED: the run can begin; VERDICT_CONFIGURATION, VERDICT_MACHINE.
 */
enum verdict preflight(const struct run *run, FILE *out);

#endif
