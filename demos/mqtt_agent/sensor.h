/* SPDX-License-Identifier: MIT */
/* A sensor: a task that publishes its readings over the shared agent, waits for each to be
 * acknowledged, and hears them back on a subscription of its own.
 *
 *   sensor n ── "reading %u" ─► demo/agent/sensor/n ─► sensor n, and whoever listens
 */
#ifndef SENSOR_H
#define SENSOR_H

#include "mqtt_agent.h"

#define SENSOR_READINGS 20u

/* Makes the task of sensor `number`. False: no memory. */
bool sensor_start(struct mqtt_agent *agent, unsigned number);

/* Sensors that have had all their readings acknowledged and heard. */
unsigned sensor_count_done(void);

#endif
