/* SPDX-License-Identifier: MIT */
/* `devicetester check`: what a submission needs besides cases that pass. */
#ifndef TESTER_CHECK_H
#define TESTER_CHECK_H

#include <stdio.h>

#include "run.h"

/**
 * Judge a board's folder and say each item of the checklist with its verdict and advice.
 *
 * @param source  The source tree.
 * @param board   Name of a folder of boards/, or the path of one elsewhere.
 * @return        VERDICT_PASSED, VERDICT_FAILED, or VERDICT_USAGE: there is no such board.
 */
enum verdict check_board(const char *source, const char *board, FILE *out);

#endif
