/* SPDX-License-Identifier: MIT */
#include "net_wifi.h"

static const struct network_interface *const interfaces[] = {&net_wifi};

const struct network_table network_table = {interfaces, 1, NULL};
