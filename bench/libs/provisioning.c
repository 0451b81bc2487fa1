/* SPDX-License-Identifier: MIT */
#include "fleet_provisioning.h"

#include "bench.h"

void bench_run(void)
{
    static const char accepted[] = "$aws/provisioning-templates/Template-1/provision/cbor/accepted";
    static const char foreign[] = "devices/thing-0001/commands/reboot/please";
    FleetProvisioningTopic_t api;

    START(match_accepted);
    (void)FleetProvisioning_MatchTopic(accepted, sizeof accepted - 1, &api);
    END(match_accepted);

    START(match_foreign);
    (void)FleetProvisioning_MatchTopic(foreign, sizeof foreign - 1, &api);
    END(match_foreign);
}
