/* SPDX-License-Identifier: MIT */
/* Any bytes as a topic: what is recognised, written again from its parts, is the same topic. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "defender.h"

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > 400) {
        return 0;
    }
    char *topic = malloc(size + 1), *again = malloc(size + 1);
    char *exact = topic + 1; /* ends where the memory ends, for the sanitizer */
    memcpy(exact, bytes, size);
    DefenderTopic_t api = DefenderMaxTopic;
    const char *thing = NULL;
    uint16_t length = 0, written = 0;
    const DefenderStatus_t status =
        Defender_MatchTopic(exact, (uint16_t)size, &api, &thing, &length);
    if (status == DefenderSuccess) {
        require(Defender_GetTopic(again, (uint16_t)size, thing, length, api, &written) ==
                DefenderSuccess);
        require(written == size && memcmp(again, exact, size) == 0);
    } else {
        require(status == DefenderNoMatch && api == DefenderInvalidTopic && thing == NULL);
    }
    free(again);
    free(topic);
    return 0;
}
