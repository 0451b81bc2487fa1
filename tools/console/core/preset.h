/* SPDX-License-Identifier: MIT */
/* CMakePresets.json: a preset with what it inherits. */
#ifndef CONSOLE_PRESET_H
#define CONSOLE_PRESET_H

#include <jansson.h>

/* {"displayName", "generator", "toolchainFile", "cacheVariables": {}} of the configure preset, the
 * caller's. NULL: there is none of this name, or it inherits what is not there. */
json_t *preset_resolve(const json_t *presets, const char *name);

#endif
