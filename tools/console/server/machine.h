/* SPDX-License-Identifier: MIT */
/* A board of QEMU, or the simulator's process, as board.json says to run it: the command line, and
 * the monitor of it. */
#ifndef CONSOLE_MACHINE_H
#define CONSOLE_MACHINE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define MACHINE_WORDS_MAX 48
#define MACHINE_TEXT      8192

struct machine {
    bool is_emulated;  /* has a monitor */
    bool has_cable;    /* and not only a Wi-Fi module */
    bool has_radio;    /* a module that is a process of its own: radio.h */
    char monitor[108]; /* path of its socket */
    char cut[108];     /* of the file that cuts the simulator's cable */
    const char *command[MACHINE_WORDS_MAX + 1];
    char text[MACHINE_TEXT];
};

/* False: this board does not run beside the page, `error` says why. */
bool machine_is_here(const json_t *board, char *error, size_t error_bytes);
/* Whether it has a network that can be cut: a cable, or an access point. */
bool machine_has_network(const json_t *board);
/* `flash` "": one of the folder's, made, erased, when the board has one that must exist. False:
 * `error` says why. */
bool machine_prepare(struct machine *machine, const json_t *board, const char *folder,
                     const char *image, const char *flash, char *error, size_t error_bytes);
/* Reset the board, or set the cable. False: the monitor does not answer, or there is no cable. */
bool machine_reset(const struct machine *machine);
bool machine_set_network(const struct machine *machine, bool is_up);

#endif
