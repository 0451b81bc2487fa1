/* SPDX-License-Identifier: MIT */
/* What a trouble is called, and what to do about it. */
#ifndef TESTER_TROUBLE_H
#define TESTER_TROUBLE_H

#include <stdbool.h>

#include "results.h"

/** One word for programs: "old-image", of report.json and JUnit's `type`. Never NULL. */
const char *trouble_name(enum trouble trouble);

/** What has happened, a phrase without a full stop; "" for TROUBLE_NONE. */
const char *trouble_text(enum trouble trouble);

/** What to do, whole sentences; "" for TROUBLE_NONE. */
const char *trouble_advice(enum trouble trouble);

/** @return Whether it is this machine's, and says nothing about the board. */
bool trouble_is_machines(enum trouble trouble);

/** "passed", "failed", "error", "skipped", "not-run". Never NULL. */
const char *outcome_name(enum outcome outcome);

#endif
