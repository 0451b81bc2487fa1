/* SPDX-License-Identifier: MIT */
#include "more.h"

void more_commands(void)
{
}
