/* SPDX-License-Identifier: MIT */
/** Which function gets a message: a list of filters, each with its own.
 *
 * A message goes to every entry whose filter matches. The list is an array of
 * SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS entries, all zero at first. One task at a time changes it:
 * callbacks of the agent as a rule. The filter of an entry is written last and erased first, so the
 * agent may hand on messages meanwhile.
 */
#ifndef SUBSCRIPTION_MANAGER_H
#define SUBSCRIPTION_MANAGER_H

#include <stdbool.h>
#include <stdint.h>

#include "core_mqtt.h"
#include "core_mqtt_agent_config_defaults.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Entries of a list. Told in core_mqtt_agent_config.h, too. */
#ifndef SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS
#define SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS 10U
#endif

/** A message for a filter; valid during the call. */
typedef void (*IncomingPubCallback_t)(void *pvIncomingPublishCallbackContext,
                                      MQTTPublishInfo_t *pxPublishInfo);

/** An entry; free when the filter is NULL. Without a callback its messages are nobody's. */
typedef struct subscriptionElement {
    IncomingPubCallback_t pxIncomingPublishCallback;
    void *pvIncomingPublishCallbackContext;
    uint16_t usFilterStringLength;
    MQTTQoS_t xQoS; /**< Asked for when the server has lost the session. */
    bool xToAsk;    /**< Private: mqtt_agent.c will send SUBSCRIBE. */
    const char *pcSubscriptionFilterString;
} SubscriptionElement_t;

/** Why an entry was not made. */
typedef enum SubscriptionManagerStatus {
    SUBSCRIPTION_MANAGER_OK = 0,
    SUBSCRIPTION_MANAGER_BAD_PARAMETER, /**< An argument is missing. */
    SUBSCRIPTION_MANAGER_BAD_FILTER,    /**< No topic filter: empty, or a wildcard that is not
                                             alone in its level, or # not at the end. */
    SUBSCRIPTION_MANAGER_DUPLICATE,     /**< The same filter has the same callback and context. */
    SUBSCRIPTION_MANAGER_FULL,          /**< SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS are in use. */
} SubscriptionManagerStatus_t;

/**
 * Let messages that match a filter go to a function.
 *
 * @param list      Not NULL.
 * @param filter    Valid as long as it is in the list; no terminator needed.
 * @param length    Bytes, 1 or more.
 * @param qos       Asked for when the server has lost the session.
 * @param callback  NULL: the filter is in the list, but its messages are nobody's.
 * @param context   Its argument.
 * @return See SubscriptionManagerStatus_t; the list is unchanged unless it is
 *         SUBSCRIPTION_MANAGER_OK.
 *
 * Context: one task at a time.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 4.7.
 */
SubscriptionManagerStatus_t subscription_manager_add(SubscriptionElement_t *list,
                                                     const char *filter, uint16_t length,
                                                     MQTTQoS_t qos, IncomingPubCallback_t callback,
                                                     void *context);

/**
 * Name a status.
 *
 * @param status  Any value.
 * @return A constant text, never NULL.
 *
 * Context: any.
 * Blocks:  never.
 */
const char *subscription_manager_text(SubscriptionManagerStatus_t status);

/**
 * As subscription_manager_add with QoS 1; the same entry twice is no error.
 *
 * @param list      Not NULL.
 * @param filter    Valid as long as it is in the list.
 * @param length    Bytes, 1 or more.
 * @param callback  As of subscription_manager_add.
 * @param context   Its argument.
 * @return False: subscription_manager_add says why.
 *
 * Context: the agent's task.
 * Blocks:  never.
 */
bool addSubscription(SubscriptionElement_t *list, const char *filter, uint16_t length,
                     IncomingPubCallback_t callback, void *context);

/**
 * Remove all entries of a filter.
 *
 * @param list    Not NULL.
 * @param filter  Compared byte by byte.
 * @param length  Bytes.
 *
 * Context: the agent's task.
 * Blocks:  never.
 */
void removeSubscription(SubscriptionElement_t *list, const char *filter, uint16_t length);

/**
 * Hand a message to every entry that it matches.
 *
 * @param list     Not NULL.
 * @param message  Not NULL.
 * @return False: nobody wanted it.
 *
 * Context: the agent's task.
 * Blocks:  as the functions called.
 */
bool handleIncomingPublishes(SubscriptionElement_t *list, MQTTPublishInfo_t *message);

#ifdef __cplusplus
}
#endif

#endif
