/* SPDX-License-Identifier: MIT */
/* The time, for boards that run on this machine: they trust no certificate before they know it.
 * SNTP on the loopback, at the UDP port of the console's number. */
#ifndef CONSOLE_SNTP_H
#define CONSOLE_SNTP_H

struct sntp;

/* NULL: the port is taken; boards then know no time. */
struct sntp *sntp_start(int port);
void sntp_stop(struct sntp *sntp);

#endif
