/* SPDX-License-Identifier: MIT */
/* One board as the API shows it, in the rows of the catalogue and by itself. */
#ifndef CONSOLE_BOARD_DOCUMENT_H
#define CONSOLE_BOARD_DOCUMENT_H

#include "catalogue_data.h"

/* What every list of boards says of one. */
json_t *board_row(const struct catalogue *catalogue, const char *name);
/* [{"id": "ethernet", "name": "Ethernet (lan9118)"}] of what the board has. */
json_t *board_features(const struct catalogue *catalogue, const char *name);
/* File of boards/pictures, or NULL: none is named. */
const char *board_picture(const struct catalogue *catalogue, const char *name);

#endif
