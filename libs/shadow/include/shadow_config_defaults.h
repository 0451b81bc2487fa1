/* SPDX-License-Identifier: MIT */
/** Settings of the Device Shadow library, each with its default: how programs log beside it; it
 * logs nothing itself. An application overrides them in a file `shadow_config.h` on the include
 * path; without it the defaults hold. SHADOW_DO_NOT_USE_CUSTOM_CONFIG ignores the file. */
#ifndef SHADOW_CONFIG_DEFAULTS_H
#define SHADOW_CONFIG_DEFAULTS_H

#if !defined(SHADOW_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("shadow_config.h")
#include "shadow_config.h"
#endif
#endif

#include "lib_log_defaults.h"

#endif
