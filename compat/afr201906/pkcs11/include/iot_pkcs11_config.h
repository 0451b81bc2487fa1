/* SPDX-License-Identifier: MIT */
/** The older name of core_pkcs11_config_defaults.h. */
#ifndef IOT_PKCS11_CONFIG_H
#define IOT_PKCS11_CONFIG_H

#include "core_pkcs11_config_defaults.h"

#endif
