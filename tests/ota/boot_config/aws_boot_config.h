/* SPDX-License-Identifier: MIT */
/* A watchdog that a test can wait for. */
#ifndef AWS_BOOT_CONFIG_H
#define AWS_BOOT_CONFIG_H

#define bootconfigWATCHDOG_MS 2000u

#endif
