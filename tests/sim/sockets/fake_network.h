/* SPDX-License-Identifier: MIT */
/* The network manager's answer is the test's. */
#ifndef FAKE_NETWORK_H
#define FAKE_NETWORK_H

#include "network.h"

extern const struct network_interface *fake_current;

#endif
