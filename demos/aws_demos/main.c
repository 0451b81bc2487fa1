/* SPDX-License-Identifier: MIT */
/* One image for all demos, as applications of 2019 had: config/aws_demo_config.h says which it is.
 */
#include "iot_demo_runner.h"

int DEMO_entryFUNCTION(void); /* main() of that demo's folder */

int DEMO_RUNNER_RunDemos(void)
{
    return DEMO_entryFUNCTION();
}

int main(void)
{
    return DEMO_RUNNER_RunDemos();
}
