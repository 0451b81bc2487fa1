/* SPDX-License-Identifier: MIT */
/* Options of the libraries of 201906.00 in aws_tests: where memory is little, what the cases use.
 * Of stacks a fifth stays free at least. */
#ifndef IOT_CONFIG_H
#define IOT_CONFIG_H

#ifdef DUNLIN_BOARD_IS_SMALL
#define IOT_MQTT_TASK_STACK_WORDS           (248)
#define IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS (5)
#define IOT_MQTT_SUBSCRIPTIONS              (4)
#define IOT_MQTT_FILTER_BYTES               (64)
#define IOT_MESSAGE_BUFFER_SIZE             (768)
#define AFR201906_SHADOW_THINGS             1u
#define AFR201906_SHADOW_OPERATIONS         2u
#define AFR201906_DEFENDER_CONNECTIONS      2u
#define AFR201906_DEFENDER_REPORT_BYTES     256u
#define AFR201906_DEFENDER_STACK_WORDS      320u
#endif

#endif
