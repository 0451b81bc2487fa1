/* SPDX-License-Identifier: MIT */
/* The Wi-Fi module of a run, and the air around it: tools/modem as a process in the run's folder,
 * there before the board and after it. Its access point leads to this machine, at the address that
 * user networking gives it. */
#ifndef CONSOLE_RADIO_H
#define CONSOLE_RADIO_H

#include <stdbool.h>
#include <stddef.h>

#include "ward.h"

#define RADIO_NETWORK    "dunlin-home"
#define RADIO_PASSPHRASE "correct horse"
#define RADIO_TIME       "time.local" /* who tells the time there; modules ask names */
#define RADIO_UART       "uart"       /* socket in the run's folder that the board connects to */

struct radio {
    struct ward ward;
    bool is_on;
    char control[112];
};

/* `program` is the emulator, `order` says in which folder, as whom and for how long: its command is
 * made here. `package`: the folder in it whose credentials a module has that does TLS itself.
 * `host`: the name of the cloud, "": there is none. Returns when the board may start. False: `why`
 * says why not. */
bool radio_start(struct radio *radio, const char *program, const struct ward_order *order,
                 const char *package, const char *host, char *why, size_t why_bytes);
/* Its access point is lost, or back; the module starts anew. False: it does not answer. */
bool radio_set_network(const struct radio *radio, bool is_up);
bool radio_reboot(const struct radio *radio);
void radio_stop(struct radio *radio);

#endif
