/* SPDX-License-Identifier: MIT */
/* Which groups run on a pool, which are skipped and why, and whether the board can qualify at all.
 * Pure. */
#ifndef TESTER_PLAN_H
#define TESTER_PLAN_H

#include <stdbool.h>

#include "configuration.h"
#include "suite.h"

/**
 * Why a group is skipped on a pool: a feature that may be absent is, or the group is only declared.
 *
 * @return NULL: it runs. Else a text, owned by the caller.
 */
char *plan_skip(const struct suite_group *group, const struct pool *pool);

/**
 * Why a group cannot run on a pool, though it must: device.json says No to what every board has.
 *
 * @return NULL: it can. Else a text, owned by the caller.
 */
char *plan_refuse(const struct suite_group *group, const struct pool *pool);

/** @return Whether a group needs a peer: a word of its `needs`. */
bool plan_needs(const struct suite_group *group, const char *need);

#endif
