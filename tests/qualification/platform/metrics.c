/* SPDX-License-Identifier: MIT */
/* Which connections are shown; the networks that note them are in platform_network/. */
#include <string.h>

#include "metrics_list.h"
#include "platform_kit.h"

#define NOTED 2u

static IotMetricsTcpConnection_t noted[NOTED];
static char shown[NOTED + 1]; /* "ab": the first and the second */
static unsigned calls;

static void show(void *context, const IotListDouble_t *connections)
{
    size_t count = 0;

    *(unsigned *)context += 1;
    for (const IotLink_t *link = connections->pNext; link != connections && count < NOTED;
         link = link->pNext) {
        const IotMetricsTcpConnection_t *const connection =
            IotLink_Container(IotMetricsTcpConnection_t, link, link);
        shown[count++] = (char)('a' + (connection - noted));
    }
    shown[count] = '\0';
}

/* What is shown now; "-": nobody was asked. */
static const char *shown_now(void)
{
    strcpy(shown, "-");
    calls = 0;
    IotMetrics_GetTcpConnections(&calls, show);
    EXPECT(calls <= 1);
    return shown;
}

#define EXPECT_SHOWN(names) EXPECT(strcmp(shown_now(), (names)) == 0)

void platform_metrics_show_connections(void)
{
    memset(noted, 0, sizeof noted);
    REQUIRE(IotMetrics_Init());
    EXPECT_SHOWN("");
    metrics_note(&noted[0]);
    metrics_note(&noted[1]);
    EXPECT_SHOWN("ab");
    metrics_forget(&noted[0]);
    EXPECT_SHOWN("b");
    metrics_forget(&noted[0]); /* once more: nothing happens */
    EXPECT_SHOWN("b");
    metrics_forget(&noted[1]);
    EXPECT_SHOWN("");
    IotMetrics_Cleanup();
}

void platform_metrics_cleaned_up(void)
{
    memset(noted, 0, sizeof noted);
    metrics_note(&noted[0]); /* before it begins: not shown */
    EXPECT_SHOWN("-");
    REQUIRE(IotMetrics_Init());
    EXPECT_SHOWN("");
    metrics_note(&noted[1]);
    EXPECT_SHOWN("b");
    IotMetrics_Cleanup();
    EXPECT_SHOWN("-");
    REQUIRE(IotMetrics_Init());
    EXPECT_SHOWN(""); /* forgotten */
    IotMetrics_Cleanup();
}
