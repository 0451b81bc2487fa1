/* SPDX-License-Identifier: MIT */
/* First and last lines of a run: between the runner and the report. */
#ifndef QUALIFICATION_REPORT_H
#define QUALIFICATION_REPORT_H

struct qualification_totals {
    unsigned tests, failures, ignored;
};

void qualification_begin(void);
void qualification_finish(void);

#endif
