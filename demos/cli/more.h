/* SPDX-License-Identifier: MIT */
/* What the board has beyond a console: one of two files is linked. */
#ifndef MORE_H
#define MORE_H

void more_commands(void);

#endif
