/* SPDX-License-Identifier: MIT */
/** Settings of the SNTP client, each with its default: how programs log beside it; it logs
 * nothing itself. An application overrides them in a file `core_sntp_config.h` on the include path;
 * without it the defaults hold. SNTP_DO_NOT_USE_CUSTOM_CONFIG ignores the file. */
#ifndef CORE_SNTP_CONFIG_DEFAULTS_H
#define CORE_SNTP_CONFIG_DEFAULTS_H

#if !defined(SNTP_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("core_sntp_config.h")
#include "core_sntp_config.h"
#endif
#endif

#include "lib_log_defaults.h"

#endif
