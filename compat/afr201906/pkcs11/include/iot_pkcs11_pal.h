/* SPDX-License-Identifier: MIT */
/** The older name of core_pkcs11_pal.h. */
#ifndef IOT_PKCS11_PAL_H
#define IOT_PKCS11_PAL_H

#include "core_pkcs11_pal.h"

#endif
