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

/* Check the signature. 0 is for debugging: whatever has a head and a trailer runs. Required by
 * bootconfigRELEASE. [0, 1; 1] */
#ifndef bootconfigENABLE_CRYPTO_SIGNATURE_VERIFICATION
#define bootconfigENABLE_CRYPTO_SIGNATURE_VERIFICATION 1
#endif

/* Check that the image is for this hardware. 0: its signature is enough. [0, 1; 1] */
#ifndef bootconfigENABLE_HWID_CHECK
#define bootconfigENABLE_HWID_CHECK 1
#endif

/* Check that the image is made for where it runs. 0: it is entered where it says. [0, 1; 1] */
#ifndef bootconfigENABLE_ADDRESS_CHECK
#define bootconfigENABLE_ADDRESS_CHECK 1
#endif

/* When no image may run, run that of slot 0 all the same, whatever is wrong with it but its head.
 * For debugging; refused with bootconfigRELEASE. [0, 1; 0] */
#ifndef bootconfigENABLE_DEFAULT_START
#define bootconfigENABLE_DEFAULT_START 0
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
#if bootconfigRELEASE && !bootconfigENABLE_CRYPTO_SIGNATURE_VERIFICATION
#error "bootconfigENABLE_CRYPTO_SIGNATURE_VERIFICATION: a release checks signatures"
#endif
#if bootconfigRELEASE && bootconfigENABLE_DEFAULT_START
#error "bootconfigENABLE_DEFAULT_START: a release runs nothing unverified"
#endif

#endif
