/* SPDX-License-Identifier: MIT */
#include "shadow.h"

#include "bench.h"

void bench_run(void)
{
    static const char delta[] = "$aws/things/thing-0001/shadow/update/delta";
    static const char named[] = "$aws/things/thing-0001/shadow/name/config/get/accepted";
    static const char foreign[] = "devices/thing-0001/commands/reboot/please";
    static char topic[128];
    ShadowMessageType_t message;
    const char *thing, *name;
    uint8_t thing_length, name_length;
    uint16_t length;

    START(match_delta);
    (void)Shadow_MatchTopicString(delta, sizeof delta - 1, &message, &thing, &thing_length, &name,
                                  &name_length);
    END(match_delta);

    START(match_named);
    (void)Shadow_MatchTopicString(named, sizeof named - 1, &message, &thing, &thing_length, &name,
                                  &name_length);
    END(match_named);

    START(match_foreign);
    (void)Shadow_MatchTopicString(foreign, sizeof foreign - 1, &message, &thing, &thing_length,
                                  &name, &name_length);
    END(match_foreign);

    START(assemble);
    (void)Shadow_AssembleTopicString(ShadowTopicStringTypeUpdate, "thing-0001", 10, "", 0, topic,
                                     sizeof topic, &length);
    END(assemble);
}
