/* SPDX-License-Identifier: MIT */
#include "net_ethernet.h"

static const struct network_interface *const interfaces[] = {&net_ethernet};

const struct network_table network_table = {interfaces, 1, NULL};
