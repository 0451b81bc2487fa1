/* SPDX-License-Identifier: MIT */
/* The two halves of the program do not see each other's headers: both have an MQTTQoS_t. */
#ifndef REAL_NETWORK_H
#define REAL_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REAL_NETWORK_MESSAGES 3u

/* Ends the run if it is not so. */
void real_network_require(bool condition, const char *what);

/* MQTT_AGENT_*: connects over TLS, subscribes, publishes, and hears itself. */
void real_network_agent(const char *host, uint16_t port, const char *client, const char *trusted,
                        size_t trusted_bytes);

#endif
