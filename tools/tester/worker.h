/* SPDX-License-Identifier: MIT */
/* One group on one device: configure, build, flash, listen, judge, and again with what a crash
 * left. */
#ifndef TESTER_WORKER_H
#define TESTER_WORKER_H

#include "run_state.h"

/** Run a group that is prepared (judge.h), to its outcome. Context: a thread of its own for each
 * device.
 *
 * @return false: the device's line has gone, and another group makes no sense on it. */
bool worker_run_group(struct run *run, const struct device *device, struct group_result *group);

/** End what the flash command of a device has started: the command `stop` of userdata.json. */
void worker_stop_device(struct run *run, const struct device *device);

#endif
