/* SPDX-License-Identifier: MIT */
/* All of it is under the suspended scheduler, but for callbacks and the networks' own functions. */
#include "afr201906_network.h"
#include "task.h"

#define TYPES 3u

struct network_subscription {
    uint32_t types; /* 0: the place is free */
    AwsIotNetworkStateChangeCb_t callback;
    void *context;
};

/* The one to use first, first. */
static const uint32_t preference[TYPES] = {AWSIOT_NETWORK_TYPE_BLE, AWSIOT_NETWORK_TYPE_WIFI,
                                           AWSIOT_NETWORK_TYPE_ETH};

static struct {
    const struct afr201906_network *networks[TYPES]; /* in the order of `preference` */
    volatile uint32_t enabled, connected;
    struct network_subscription subscriptions[AFR201906_NETWORK_SUBSCRIPTIONS];
} manager;

static bool is_known(uint32_t type, unsigned *place)
{
    for (*place = 0; *place < TYPES; (*place)++) {
        if (preference[*place] == type) {
            return true;
        }
    }
    return false;
}

bool afr201906_network_add(const struct afr201906_network *network)
{
    unsigned place;

    if (network == NULL || network->enable == NULL || network->disable == NULL ||
        network->interface == NULL || !is_known(network->type, &place) ||
        (network->type & configENABLED_NETWORKS) == 0) {
        return false;
    }
    vTaskSuspendAll();
    const bool is_new = manager.networks[place] == NULL;
    if (is_new) {
        manager.networks[place] = network;
    }
    (void)xTaskResumeAll();
    return is_new;
}

/* Each subscriber is told what was so when its turn comes: a subscription may end meanwhile. */
static void tell(uint32_t type, AwsIotNetworkState_t state)
{
    for (unsigned i = 0; i < AFR201906_NETWORK_SUBSCRIPTIONS; i++) {
        vTaskSuspendAll();
        const struct network_subscription subscription = manager.subscriptions[i];
        (void)xTaskResumeAll();
        if ((subscription.types & type) != 0) {
            subscription.callback(type, state, subscription.context);
        }
    }
}

static bool change(uint32_t type, bool connected)
{
    vTaskSuspendAll();
    const bool was = (manager.connected & type) != 0;
    const bool is = connected && (manager.enabled & type) != 0;
    manager.connected = is ? manager.connected | type : manager.connected & ~type;
    (void)xTaskResumeAll();
    return was != is;
}

void afr201906_network_changed(uint32_t type, bool connected)
{
    if (change(type, connected)) {
        tell(type, connected ? eNetworkStateEnabled : eNetworkStateDisabled);
    }
}

BaseType_t AwsIotNetworkManager_Init(void)
{
    return pdTRUE;
}

uint32_t AwsIotNetworkManager_GetConfiguredNetworks(void)
{
    uint32_t types = 0;

    for (unsigned i = 0; i < TYPES; i++) {
        types |= manager.networks[i] != NULL ? preference[i] : 0;
    }
    return types;
}

uint32_t AwsIotNetworkManager_GetEnabledNetworks(void)
{
    return manager.enabled;
}

uint32_t AwsIotNetworkManager_GetConnectedNetworks(void)
{
    return manager.connected;
}

static void set_enabled(uint32_t type, bool enabled)
{
    vTaskSuspendAll();
    manager.enabled = enabled ? manager.enabled | type : manager.enabled & ~type;
    (void)xTaskResumeAll();
}

static void enable(const struct afr201906_network *network)
{
    set_enabled(network->type, true); /* it may tell from in `enable` */
    if (!network->enable(network->context)) {
        set_enabled(network->type, false);
        afr201906_network_changed(network->type, false);
    }
}

static void disable(const struct afr201906_network *network)
{
    if (network->disable(network->context)) {
        set_enabled(network->type, false); /* first: it may still say that it is connected */
        afr201906_network_changed(network->type, false);
    }
}

uint32_t AwsIotNetworkManager_EnableNetwork(uint32_t ulNetworkTypes)
{
    for (unsigned i = 0; i < TYPES; i++) {
        if ((ulNetworkTypes & preference[i] & ~manager.enabled) != 0 &&
            manager.networks[i] != NULL) {
            enable(manager.networks[i]);
        }
    }
    return ulNetworkTypes & manager.enabled;
}

uint32_t AwsIotNetworkManager_DisableNetwork(uint32_t ulNetworkTypes)
{
    for (unsigned i = 0; i < TYPES; i++) {
        if ((ulNetworkTypes & preference[i] & manager.enabled) != 0) {
            disable(manager.networks[i]);
        }
    }
    return ulNetworkTypes & AWSIOT_NETWORK_TYPE_ALL & ~manager.enabled;
}

BaseType_t AwsIotNetworkManager_SubscribeForStateChange(
    uint32_t ulNetworkTypes, AwsIotNetworkStateChangeCb_t xCallback, void *pvContext,
    IotNetworkManagerSubscription_t *pxSubscription)
{
    struct network_subscription *found = NULL;

    if ((ulNetworkTypes & AWSIOT_NETWORK_TYPE_ALL) == 0 || xCallback == NULL ||
        pxSubscription == NULL) {
        return pdFALSE;
    }
    vTaskSuspendAll();
    for (unsigned i = 0; i < AFR201906_NETWORK_SUBSCRIPTIONS && found == NULL; i++) {
        if (manager.subscriptions[i].types == 0) {
            found = &manager.subscriptions[i];
            *found = (struct network_subscription){ulNetworkTypes, xCallback, pvContext};
            *pxSubscription = found;
        }
    }
    (void)xTaskResumeAll();
    return found != NULL ? pdTRUE : pdFALSE;
}

BaseType_t AwsIotNetworkManager_RemoveSubscription(IotNetworkManagerSubscription_t xSubscription)
{
    if (xSubscription == NULL) {
        return pdFALSE;
    }
    vTaskSuspendAll();
    const bool was = xSubscription->types != 0;
    xSubscription->types = 0;
    (void)xTaskResumeAll();
    return was ? pdTRUE : pdFALSE;
}

static bool is_one(uint32_t types)
{
    return (types & (types - 1u)) == 0;
}

/* One type is that type, connected or not. */
static const struct afr201906_network *preferred(uint32_t types)
{
    const uint32_t of = is_one(types) ? types : types & manager.connected;

    for (unsigned i = 0; i < TYPES; i++) {
        if ((of & preference[i]) != 0) {
            return manager.networks[i];
        }
    }
    return NULL;
}

const IotNetworkInterface_t *AwsIotNetworkManager_GetNetworkInterface(uint32_t ulNetworkTypes)
{
    const struct afr201906_network *const network = preferred(ulNetworkTypes);

    return network != NULL ? network->interface : NULL;
}

void *AwsIotNetworkManager_GetConnectionParams(uint32_t ulNetworkTypes)
{
    const struct afr201906_network *const network = preferred(ulNetworkTypes);

    return network != NULL ? network->connection_params : NULL;
}

void *AwsIotNetworkManager_GetCredentials(uint32_t ulNetworkTypes)
{
    const struct afr201906_network *const network = preferred(ulNetworkTypes);

    return network != NULL ? network->credentials : NULL;
}
