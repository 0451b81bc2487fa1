/* SPDX-License-Identifier: MIT */
/* An application's defender_config.h is found and heeded. */
#include "defender.h"

#include <string.h>

#include "test.h"

static void keys_are_as_short_as_the_applications_file_says(void)
{
    CHECK_EQ(DEFENDER_USE_LONG_KEYS, 0);
    CHECK_EQ(strcmp(DEFENDER_REPORT_HEADER_KEY, "hed"), 0);
    CHECK_EQ(DEFENDER_REPORT_LENGTH_CUSTOM_METRICS_KEY, 4);
}

int main(void)
{
    RUN(keys_are_as_short_as_the_applications_file_says);
    return 0;
}
