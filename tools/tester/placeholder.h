/* SPDX-License-Identifier: MIT */
/* {{testData.sourcePath}}, {{device.connectivity.serialPort}},
 * {{device.identifiers[?(@.name == 'serialNo')].value}} ... in commands and paths. */
#ifndef TESTER_PLACEHOLDER_H
#define TESTER_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "configuration.h"

/* What placeholders can name at the time of a command. Strings may be NULL: then naming them is an
 * error that says when they are there. */
struct placeholder_values {
    const char *source_path;  /* testData.sourcePath, also testdata: of the run's own copy */
    const char *tester_root;  /* config.idtRootPath */
    const char *enable_tests; /* enableTests: "1" */
    const char *image_name;   /* buildImageName: aws_tests */
    const struct device *device;
    const struct cmake_settings *cmake; /* userData.cmakeConfiguration.* (ours) */
    const char *sdk_path;               /* sdkPath, also userData.sdkConfiguration.path */
};

/**
 * Expand all placeholders of a text.
 *
 * @param[out] why  When NULL is returned: what is wrong, owned by the caller.
 * @return Owned by the caller; NULL for an unknown placeholder, or one without a value here.
 */
char *placeholder_expand(const char *text, const struct placeholder_values *values, char **why);

/**
 * Look at the placeholders of a text before there are values.
 *
 * @param[out] why     When false is returned: what is wrong, owned by the caller.
 * @param[out] offset  Of the placeholder that is wrong, in bytes of the text.
 * @return Whether all of them are known, and name identifiers that the device has (device NULL:
 * any).
 */
bool placeholder_known(const char *text, const struct device *device, char **why, size_t *offset);

#endif
