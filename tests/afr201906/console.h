/* SPDX-License-Identifier: MIT */
/* What an application says in its FreeRTOSConfig.h. */
#ifndef AFR201906_CONSOLE_H
#define AFR201906_CONSOLE_H

void console_print(const char *text);

#define configPRINT_STRING(text) console_print(text)

#endif
