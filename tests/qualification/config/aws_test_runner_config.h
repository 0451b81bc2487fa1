/* SPDX-License-Identifier: MIT */
/* Which groups an image runs: 1 or 0. Rewritten by the tester in its copy of the tree; by hand,
 * switch on what you work on. What is off is not linked. */
/* A name more moves no other line. */
/* clang-format off */
#ifndef AWS_TEST_RUNNER_CONFIG_H
#define AWS_TEST_RUNNER_CONFIG_H

#define testrunnerFULL_KERNEL_ENABLED 1
#define testrunnerFULL_MEMORY_ENABLED 0
#define testrunnerFULL_PLATFORM_ENABLED 0
#define testrunnerFULL_CRYPTO_ENABLED 0
#define testrunnerFULL_SERIALIZER_ENABLED 0
#define testrunnerFULL_TASKPOOL_ENABLED 0
#define testrunnerFULL_POSIX_ENABLED 0
#define testrunnerFULL_TCP_ENABLED 0
#define testrunnerFULL_TLS_ENABLED 0
#define testrunnerFULL_TRANSPORT_ENABLED 0
#define testrunnerFULL_PLATFORM_NETWORK_ENABLED 0
#define testrunnerFULL_PKCS11_ENABLED 0
#define testrunnerFULL_WIFI_ENABLED 0
#define testrunnerFULL_OTA_PAL_ENABLED 0
#define testrunnerFULL_OTA_CBOR_ENABLED 0
#define testrunnerFULL_OTA_AGENT_ENABLED 0
#define testrunnerFULL_MQTT_ENABLED 0
#define testrunnerFULL_MQTT_LIBRARY_ENABLED 0
#define testrunnerFULL_SHADOW_ENABLED 0
#define testrunnerFULL_DEFENDER_ENABLED 0
#define testrunnerFULL_GREENGRASS_ENABLED 0

#endif
