/* SPDX-License-Identifier: MIT */
#include "greengrass.h"

#include "bench.h"

void bench_run(void)
{
    static const char document[] =
        "{\"GGGroups\":[{\"GGGroupId\":\"group-0001\",\"Cores\":[{\"thingArn\":\"arn:aws:iot:us-"
        "east-1:"
        "1:thing/"
        "core\",\"Connectivity\":[{\"Id\":\"1\",\"HostAddress\":\"192.168.0.9\",\"PortNumber\":"
        "8883,\"Metadata\":\"\"},{\"Id\":\"2\",\"HostAddress\":\"10.0.0.9\",\"PortNumber\":8883,"
        "\"Metadata\":\"\"}]}],\"CAs\":[\"-----BEGIN CERTIFICATE-----\\n\"]}]}";
    struct greengrass_endpoint endpoint;

    START(endpoint_1);
    (void)greengrass_endpoint(document, sizeof document - 1, 1, &endpoint);
    END(endpoint_1);
}
