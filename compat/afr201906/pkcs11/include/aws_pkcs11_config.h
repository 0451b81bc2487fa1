/* SPDX-License-Identifier: MIT */
/** The older name of core_pkcs11_config_defaults.h. */
#ifndef AWS_PKCS11_CONFIG_H
#define AWS_PKCS11_CONFIG_H

#include "core_pkcs11_config_defaults.h"

#endif
