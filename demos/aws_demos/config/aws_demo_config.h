/* SPDX-License-Identifier: MIT */
/* Which demo aws_demos is: exactly one of these. The folders of demos/ say what each shows.
 *
 *      CONFIG_MQTT_DEMO_ENABLED                    mqtt_hello
 *      CONFIG_MQTT_AGENT_DEMO_ENABLED              mqtt_agent
 *      CONFIG_SHADOW_DEMO_ENABLED                  shadow
 *      CONFIG_JOBS_DEMO_ENABLED                    jobs
 *      CONFIG_DEFENDER_DEMO_ENABLED                defender
 *      CONFIG_GREENGRASS_DISCOVERY_DEMO_ENABLED    greengrass
 *      CONFIG_PROVISIONING_DEMO_ENABLED            provisioning
 *      CONFIG_TCP_ECHO_CLIENT_DEMO_ENABLED         echo, over TLS
 *      CONFIG_HTTPS_SYNC_DOWNLOAD_DEMO_ENABLED     https_download
 *      CONFIG_SNTP_DEMO_ENABLED                    sntp
 */
#ifndef AWS_DEMO_CONFIG_H
#define AWS_DEMO_CONFIG_H

#define CONFIG_MQTT_DEMO_ENABLED

#endif
