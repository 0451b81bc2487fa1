/* SPDX-License-Identifier: MIT */
#ifndef AWS_DEMO_CONFIG_H
#define AWS_DEMO_CONFIG_H

#define CONFIG_SNTP_DEMO_ENABLED

#endif
