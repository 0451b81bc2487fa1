/* SPDX-License-Identifier: MIT */
#include "subscription_manager.h"

#include <stddef.h>
#include <string.h>

#include "lib_assert.h"

static bool is_filter(const char *filter, uint16_t length)
{
    for (uint16_t i = 0; i < length; i++) {
        const bool first = i == 0 || filter[i - 1] == '/';
        const bool last = i + 1 == length || filter[i + 1] == '/';
        if ((filter[i] == '+' && !(first && last)) ||
            (filter[i] == '#' && !(first && i + 1 == length)) || filter[i] == '\0') {
            return false;
        }
    }
    return length > 0;
}

/* In the order that lets another task read meanwhile. */
static void set_filter(SubscriptionElement_t *entry, const char *filter)
{
    __atomic_store_n(&entry->pcSubscriptionFilterString, filter, __ATOMIC_RELEASE);
}

static const char *filter_of(const SubscriptionElement_t *entry)
{
    return __atomic_load_n(&entry->pcSubscriptionFilterString, __ATOMIC_ACQUIRE);
}

static bool has_filter(const SubscriptionElement_t *entry, const char *filter, uint16_t length)
{
    return entry->pcSubscriptionFilterString != NULL && entry->usFilterStringLength == length &&
           memcmp(entry->pcSubscriptionFilterString, filter, length) == 0;
}

SubscriptionManagerStatus_t subscription_manager_add(SubscriptionElement_t *list,
                                                     const char *filter, uint16_t length,
                                                     MQTTQoS_t qos, IncomingPubCallback_t callback,
                                                     void *context)
{
    SubscriptionElement_t *place = NULL;

    if (list == NULL || filter == NULL) {
        return SUBSCRIPTION_MANAGER_BAD_PARAMETER;
    }
    if (!is_filter(filter, length)) {
        return SUBSCRIPTION_MANAGER_BAD_FILTER;
    }
    for (size_t i = 0; i < SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS; i++) {
        if (has_filter(&list[i], filter, length) && list[i].pxIncomingPublishCallback == callback &&
            list[i].pvIncomingPublishCallbackContext == context) {
            return SUBSCRIPTION_MANAGER_DUPLICATE;
        }
        if (place == NULL && list[i].pcSubscriptionFilterString == NULL) {
            place = &list[i];
        }
    }
    if (place == NULL) {
        return SUBSCRIPTION_MANAGER_FULL;
    }
    place->pxIncomingPublishCallback = callback;
    place->pvIncomingPublishCallbackContext = context;
    place->usFilterStringLength = length;
    place->xQoS = qos;
    place->xToAsk = false;
    set_filter(place, filter);
    return SUBSCRIPTION_MANAGER_OK;
}

const char *subscription_manager_text(SubscriptionManagerStatus_t status)
{
    switch (status) {
    case SUBSCRIPTION_MANAGER_OK:
        return "added";
    case SUBSCRIPTION_MANAGER_BAD_PARAMETER:
        return "an argument is missing";
    case SUBSCRIPTION_MANAGER_BAD_FILTER:
        return "this is not a topic filter";
    case SUBSCRIPTION_MANAGER_DUPLICATE:
        return "this filter has this callback already";
    case SUBSCRIPTION_MANAGER_FULL:
        return "the list is full: SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS";
    }
    return "unknown";
}

bool addSubscription(SubscriptionElement_t *list, const char *filter, uint16_t length,
                     IncomingPubCallback_t callback, void *context)
{
    const SubscriptionManagerStatus_t status =
        subscription_manager_add(list, filter, length, MQTTQoS1, callback, context);

    return status == SUBSCRIPTION_MANAGER_OK || status == SUBSCRIPTION_MANAGER_DUPLICATE;
}

void removeSubscription(SubscriptionElement_t *list, const char *filter, uint16_t length)
{
    if (list == NULL || filter == NULL) {
        return;
    }
    for (size_t i = 0; i < SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS; i++) {
        if (has_filter(&list[i], filter, length)) {
            set_filter(&list[i], NULL);
        }
    }
}

bool handleIncomingPublishes(SubscriptionElement_t *list, MQTTPublishInfo_t *message)
{
    bool handled = false;

    LIB_ASSERT(list != NULL && message != NULL);
    for (size_t i = 0; i < SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS; i++) {
        const SubscriptionElement_t *const entry = &list[i];
        const char *const filter = filter_of(entry);
        bool matches = false;
        if (filter != NULL && entry->pxIncomingPublishCallback != NULL) {
            (void)MQTT_MatchTopic(message->pTopicName, message->topicNameLength, filter,
                                  entry->usFilterStringLength, &matches);
        }
        if (matches) {
            entry->pxIncomingPublishCallback(entry->pvIncomingPublishCallbackContext, message);
            handled = true;
        }
    }
    return handled;
}
