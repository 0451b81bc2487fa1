/* SPDX-License-Identifier: MIT */
#include "more.h"

#include "wifi_cli.h"

void more_commands(void)
{
    (void)FreeRTOS_CLIRegisterCommand(&wifi_cli_command);
}
