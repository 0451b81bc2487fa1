/* SPDX-License-Identifier: MIT */
/* What a user may, by a command: for the owner of the folder, while a server runs on it or not. */
#ifndef CONSOLE_POLICY_COMMAND_H
#define CONSOLE_POLICY_COMMAND_H

#include <stdbool.h>

/* Print the policy of `user`; with `is_set` it is first set to the document on standard input,
 * where null takes it away. The exit code; 1: standard error says why. */
int policy_command(const char *folder, const char *user, bool is_set);

#endif
