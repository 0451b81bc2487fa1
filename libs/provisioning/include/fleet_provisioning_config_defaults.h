/* SPDX-License-Identifier: MIT */
/** Settings of the Fleet Provisioning library, each with its default: how programs log beside it;
 * it logs nothing itself. An application overrides them in a file `fleet_provisioning_config.h` on
 * the include path; without it the defaults hold. FLEET_PROVISIONING_DO_NOT_USE_CUSTOM_CONFIG
 * ignores the file. */
#ifndef FLEET_PROVISIONING_CONFIG_DEFAULTS_H
#define FLEET_PROVISIONING_CONFIG_DEFAULTS_H

#if !defined(FLEET_PROVISIONING_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("fleet_provisioning_config.h")
#include "fleet_provisioning_config.h"
#endif
#endif

#include "lib_log_defaults.h"

#endif
