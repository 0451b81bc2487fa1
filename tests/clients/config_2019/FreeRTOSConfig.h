/* SPDX-License-Identifier: MIT */
#include "../../conformance/config/FreeRTOSConfig.h"
