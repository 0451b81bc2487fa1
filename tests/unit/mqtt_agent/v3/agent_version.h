/* SPDX-License-Identifier: MIT */
/* What the suites of the agent write differently for MQTT 3.1.1. */
#ifndef AGENT_VERSION_H
#define AGENT_VERSION_H

#include "core_mqtt_agent.h"

#define AGENT_VERSION_CONTEXT_BYTES 400u

/* A message, with what MQTTAgent_Publish is given of it. */
struct agent_version_message {
    MQTTPublishInfo_t info;
};

static inline MQTTStatus_t agent_version_publish(const MQTTAgentContext_t *agent,
                                                 struct agent_version_message *message,
                                                 const MQTTAgentCommandInfo_t *info)
{
    return MQTTAgent_Publish(agent, &message->info, info);
}

static inline MQTTStatus_t agent_version_disconnect(const MQTTAgentContext_t *agent,
                                                    const MQTTAgentCommandInfo_t *info)
{
    return MQTTAgent_Disconnect(agent, info);
}

/* What a PUBLISH command carries. */
static inline void *agent_version_args(struct agent_version_message *message)
{
    return &message->info;
}

#define AGENT_VERSION_INIT(...) MQTTAgent_Init(__VA_ARGS__)

#endif
