/* SPDX-License-Identifier: MIT */
#ifndef LAMP_H
#define LAMP_H

unsigned lamp_watts(void);

#endif
