/* SPDX-License-Identifier: MIT */
#include "defender.h"
#include "defender_report.h"

#include "bench.h"

void bench_run(void)
{
    static const char accepted[] = "$aws/things/thing-0001/defender/metrics/json/accepted";
    static const char foreign[] = "devices/thing-0001/commands/reboot/please";
    static const struct defender_connection connection = {{192, 168, 0, 1}, 8883, 49152, NULL};
    static const struct defender_network network = {29358693495u, 26485035, 10013573555u, 11382615};
    static const struct defender_report report = {
        .id = 1530304554,
        .version = "1.0",
        .connections = &connection,
        .connection_count = 1,
        .network = &network,
    };
    static uint8_t bytes[512];
    DefenderTopic_t api;
    const char *thing;
    uint16_t thing_length;
    size_t length;

    START(match_accepted);
    (void)Defender_MatchTopic(accepted, sizeof accepted - 1, &api, &thing, &thing_length);
    END(match_accepted);

    START(match_foreign);
    (void)Defender_MatchTopic(foreign, sizeof foreign - 1, &api, &thing, &thing_length);
    END(match_foreign);

    START(report_json);
    (void)defender_report_write(&report, DEFENDER_JSON, bytes, sizeof bytes, &length);
    END(report_json);

    START(report_cbor);
    (void)defender_report_write(&report, DEFENDER_CBOR, bytes, sizeof bytes, &length);
    END(report_cbor);
}
