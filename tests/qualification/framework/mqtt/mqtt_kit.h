/* SPDX-License-Identifier: MIT */
/* What the cases of the MQTT library share: one connection to the scripted server, and who was told
 * what. */
#ifndef QUALIFICATION_MQTT_KIT_H
#define QUALIFICATION_MQTT_KIT_H

#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "iot_mqtt.h"
#include "qualification.h"
#include "scripted_server.h"

#define ANSWER_MS 500u
#define SHORT_MS  30u

/* What callbacks were told since the case began. */
struct told {
    volatile unsigned ended, lost, messages;
    IotMqttError_t result;
    IotMqttOperationType_t type;
    IotMqttDisconnectReason_t reason;
    char topic[48], filter[48], payload[48];
    IotMqttQos_t qos;
};

extern struct told told;
extern IotMqttConnection_t connection;
extern IotMqttNetworkInfo_t network;
extern IotMqttConnectInfo_t hello;
extern const IotMqttCallbackInfo_t tell_end; /* fills told.ended, .result, .type */

void kit_set_up(void);    /* library and server started; not connected */
void kit_tear_down(void); /* disconnected, cleaned up */

bool kit_connect(void); /* with `network` and `hello`; expects that it works */
IotMqttError_t kit_try_to_connect(void);
void kit_forget_connection(void); /* the case has disconnected it itself */

IotMqttSubscription_t kit_filter(const char *filter); /* QoS 1, counts told.messages */
IotMqttPublishInfo_t kit_message(const char *topic, const char *payload, IotMqttQos_t qos);
bool kit_subscribe(const char *filter);

/* Waits until `*counter` is at least `value`, 500 ms at most. */
bool kit_wait(const volatile unsigned *counter, unsigned value);

/* Time for what must not come. */
void kit_settle(void);

#endif
