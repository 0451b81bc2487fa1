/* SPDX-License-Identifier: MIT */
#include "router.h"

const struct route quick_connect_routes[] = {{NULL, NULL, NULL, NULL}};
