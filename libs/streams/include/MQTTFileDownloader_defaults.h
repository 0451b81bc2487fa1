/* SPDX-License-Identifier: MIT */
/** Options of the file stream library. An application overrides them, for the library and itself
 * alike, in a file `MQTTFileDownloader_config.h` on the include path, or on the command line;
 * without either the defaults hold. MQTT_STREAMS_DO_NOT_USE_CUSTOM_CONFIG ignores the file. */
#ifndef MQTT_FILE_DOWNLOADER_DEFAULTS_H
#define MQTT_FILE_DOWNLOADER_DEFAULTS_H

#if !defined(MQTT_STREAMS_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("MQTTFileDownloader_config.h")
#include "MQTTFileDownloader_config.h"
#endif
#endif

/** Bytes of a block, 256 to 131072: room behind `data` of
 * mqttDownloader_processReceivedDataBlock(). */
#ifndef mqttFileDownloader_CONFIG_BLOCK_SIZE
#define mqttFileDownloader_CONFIG_BLOCK_SIZE 256U
#endif

#endif
