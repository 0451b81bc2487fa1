/* SPDX-License-Identifier: MIT */
/** Options of aws_greengrass_discovery.h; a build may bring its own values. */
#ifndef AWS_GGD_CONFIG_DEFAULTS_H
#define AWS_GGD_CONFIG_DEFAULTS_H

/** Longest wait of one receive and one send, in ms, and how often it is tried again. */
#ifndef ggdconfigTCP_RECEIVE_TIMEOUT_MS
#define ggdconfigTCP_RECEIVE_TIMEOUT_MS (5000)
#endif
#ifndef ggdconfigTCP_RECEIVE_RETRY
#define ggdconfigTCP_RECEIVE_RETRY (3)
#endif
#ifndef ggdconfigTCP_SEND_TIMEOUT_MS
#define ggdconfigTCP_SEND_TIMEOUT_MS (5000)
#endif
#ifndef ggdconfigTCP_SEND_RETRY
#define ggdconfigTCP_SEND_RETRY (1)
#endif

#endif
