/* SPDX-License-Identifier: MIT */
/** Options of the bootloader. A board or a product sets its own in aws_boot_config.h. */
#ifndef BOOT_CONFIG_DEFAULTS_H
#define BOOT_CONFIG_DEFAULTS_H

#if defined(__has_include)
#if __has_include("aws_boot_config.h")
#include "aws_boot_config.h"
#endif
#endif

/* Starts that a new image gets to be accepted. 1: as in 2019, and a power cut in its self-test
 * counts. [1..255; 1] */
#ifndef bootconfigSELF_TEST_BOOTS
#define bootconfigSELF_TEST_BOOTS 1
#endif

/* Erase the head of an image that has become invalid. Its flag alone keeps it from running. [0, 1;
 * 1] */
#ifndef bootconfigENABLE_ERASE_INVALID
#define bootconfigENABLE_ERASE_INVALID 1
#endif

/* How long an image on trial has from its start to feeding the watchdog. [ms; 60000] */
#ifndef bootconfigWATCHDOG_MS
#define bootconfigWATCHDOG_MS 60000u
#endif

/* 1: what leaves the house: the tree's development key is refused. [0, 1; 0] */
#ifndef bootconfigRELEASE
#define bootconfigRELEASE 0
#endif

#if bootconfigSELF_TEST_BOOTS < 1 || bootconfigSELF_TEST_BOOTS > 255
#error "bootconfigSELF_TEST_BOOTS: 1 to 255"
#endif

#endif
