/* SPDX-License-Identifier: MIT */
#include "jobs.h"

#include "bench.h"

void bench_run(void)
{
    static char next[] = "$aws/things/thing-0001/jobs/notify-next";
    static char update[] = "$aws/things/thing-0001/jobs/job-17/update/accepted";
    static char foreign[] = "devices/thing-0001/commands/reboot/please";
    static char buffer[128];
    JobsTopic_t api;
    char *job;
    uint16_t length;

    START(match_notify_next);
    (void)Jobs_MatchTopic(next, sizeof next - 1, "thing-0001", 10, &api, &job, &length);
    END(match_notify_next);

    START(match_update);
    (void)Jobs_MatchTopic(update, sizeof update - 1, "thing-0001", 10, &api, &job, &length);
    END(match_update);

    START(match_foreign);
    (void)Jobs_MatchTopic(foreign, sizeof foreign - 1, "thing-0001", 10, &api, &job, &length);
    END(match_foreign);

    START(update_message);
    (void)Jobs_UpdateMsg((JobsUpdateRequest_t){.status = InProgress}, buffer, sizeof buffer);
    END(update_message);
}
