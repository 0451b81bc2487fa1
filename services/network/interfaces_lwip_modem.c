/* SPDX-License-Identifier: MIT */
#include "net_ethernet.h"
#include "net_wifi.h"
#include "network_clock.h"

static const struct network_interface *const interfaces[] = {&net_ethernet, &net_wifi};

const struct network_table network_table = {interfaces, 2, &network_clock};
