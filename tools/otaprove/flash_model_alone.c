/* SPDX-License-Identifier: MIT */
/* What the simulator's flash asks of the simulated machine, for programs without one. It is never
 * reached: the model cuts the power itself. */
#include <stdlib.h>

#include "sim.h"

uint64_t sim_random(void)
{
    abort();
}

void sim_exit(int status)
{
    (void)status;
    abort();
}
