/* SPDX-License-Identifier: MIT */
/** The demo that aws_demo_config.h enables, and what starts it. */
#ifndef IOT_DEMO_RUNNER_H
#define IOT_DEMO_RUNNER_H

#include "aws_demo_config.h"

#if defined(CONFIG_MQTT_DEMO_ENABLED) + defined(CONFIG_MQTT_AGENT_DEMO_ENABLED) +                  \
        defined(CONFIG_SHADOW_DEMO_ENABLED) + defined(CONFIG_JOBS_DEMO_ENABLED) +                  \
        defined(CONFIG_DEFENDER_DEMO_ENABLED) +                                                    \
        defined(CONFIG_GREENGRASS_DISCOVERY_DEMO_ENABLED) +                                        \
        defined(CONFIG_PROVISIONING_DEMO_ENABLED) + defined(CONFIG_TCP_ECHO_CLIENT_DEMO_ENABLED) + \
        defined(CONFIG_HTTPS_SYNC_DOWNLOAD_DEMO_ENABLED) + defined(CONFIG_SNTP_DEMO_ENABLED) !=    \
    1
#error "aws_demo_config.h: define exactly one CONFIG_..._DEMO_ENABLED; the file lists them."
#endif

#if defined(CONFIG_MQTT_DEMO_ENABLED)
#define DEMO_entryFUNCTION mqtt_hello_main
#elif defined(CONFIG_MQTT_AGENT_DEMO_ENABLED)
#define DEMO_entryFUNCTION mqtt_agent_main
#elif defined(CONFIG_SHADOW_DEMO_ENABLED)
#define DEMO_entryFUNCTION shadow_main
#elif defined(CONFIG_JOBS_DEMO_ENABLED)
#define DEMO_entryFUNCTION jobs_main
#elif defined(CONFIG_DEFENDER_DEMO_ENABLED)
#define DEMO_entryFUNCTION defender_main
#elif defined(CONFIG_GREENGRASS_DISCOVERY_DEMO_ENABLED)
#define DEMO_entryFUNCTION greengrass_main
#elif defined(CONFIG_PROVISIONING_DEMO_ENABLED)
#define DEMO_entryFUNCTION provisioning_main
#elif defined(CONFIG_TCP_ECHO_CLIENT_DEMO_ENABLED)
#define DEMO_entryFUNCTION echo_main
#elif defined(CONFIG_HTTPS_SYNC_DOWNLOAD_DEMO_ENABLED)
#define DEMO_entryFUNCTION https_download_main
#else
#define DEMO_entryFUNCTION sntp_main
#endif

/* Start the board, the scheduler and the enabled demo; for main(). Returns only when it could not.
 */
int DEMO_RUNNER_RunDemos(void);

#endif
