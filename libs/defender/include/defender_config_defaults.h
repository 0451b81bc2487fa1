/* SPDX-License-Identifier: MIT */
/** Settings of the Device Defender library, each with its default. An application overrides them in
 * a file `defender_config.h` on the include path, or on the command line; without either the
 * defaults hold. DEFENDER_DO_NOT_USE_CUSTOM_CONFIG ignores the file. */
#ifndef DEFENDER_CONFIG_DEFAULTS_H
#define DEFENDER_CONFIG_DEFAULTS_H

#if !defined(DEFENDER_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("defender_config.h")
#include "defender_config.h"
#endif
#endif

/** 1: long keys in reports, 0: short ones. For the library and its users alike. */
#ifndef DEFENDER_USE_LONG_KEYS
#define DEFENDER_USE_LONG_KEYS 1
#endif

#endif
