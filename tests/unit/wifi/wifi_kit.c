/* SPDX-License-Identifier: MIT */
#include "wifi_kit.h"

#include <string.h>

#include "radio.h"
#include "test.h"

struct wifi_setup setup;
struct wifi_core core;
char changes[64];

static void on_change(void *context, bool joined)
{
    CHECK_EQ(context == changes, 1);
    strcat(changes, joined ? "+" : "-");
}

void begin(bool on)
{
    radio_new();
    setup = (struct wifi_setup){.device = &radio};
    changes[0] = '\0';
    wifi_core_init(&core, &setup, on_change, changes);
    if (on) {
        CHECK_EQ(wifi_core_on(&core), eWiFiSuccess);
        radio_asked[0] = '\0';
    }
}

/* What the radio was asked since the last time. */
bool asked(const char *words)
{
    const bool same = strcmp(radio_asked, words) == 0;

    if (!same) {
        printf("asked \"%s\", not \"%s\"\n", radio_asked, words);
    }
    radio_asked[0] = '\0';
    return same;
}

const WIFINetworkParams_t home = {"home", 4, "secret12", 8, eWiFiSecurityWPA2, 6};
