/* SPDX-License-Identifier: MIT */
/** Networks over the console: a command for services/cli. Nothing says a passphrase.
 *
 *      wifi add <base64 name> <base64 passphrase> <open|wpa|wpa2|wpa3>     "-" : no passphrase
 *      wifi list
 *      wifi forget <number>
 *
 * The last line of each answer is "wifi: ok", with a number or without, or "wifi: error, <why>".
 */
#ifndef WIFI_CLI_H
#define WIFI_CLI_H

#include "FreeRTOS_CLI.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of the longest line. */
#define WIFI_CLI_LINE_BYTES 160u

/** To be registered by FreeRTOS_CLIRegisterCommand(). The Wi-Fi service is started at the first use
 * (wifi_board_start). */
extern const CLI_Command_Definition_t wifi_cli_command;

#ifdef __cplusplus
}
#endif

#endif
