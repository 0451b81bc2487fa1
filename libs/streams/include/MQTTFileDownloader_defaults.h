/* SPDX-License-Identifier: MIT */
/** Options of the file stream library; a build defines its own for the library and its users alike.
 */
#ifndef MQTT_FILE_DOWNLOADER_DEFAULTS_H
#define MQTT_FILE_DOWNLOADER_DEFAULTS_H

/** Bytes of a block, 256 to 131072: room behind `data` of
 * mqttDownloader_processReceivedDataBlock(). */
#ifndef mqttFileDownloader_CONFIG_BLOCK_SIZE
#define mqttFileDownloader_CONFIG_BLOCK_SIZE 256U
#endif

#endif
