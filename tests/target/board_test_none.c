/* SPDX-License-Identifier: MIT */
/* A chip whose devices have no test of their own. */
#include "board_test.h"

const struct command chip_commands[] = {{NULL, NULL}};
