/* SPDX-License-Identifier: MIT */
#include "ota_answer.h"

#include <string.h>

#include "json_member.h"

bool ota_answer_is_end(const char *message, size_t length, uint32_t *version)
{
    const char *text;
    size_t bytes;

    if (json_member(message, length, "executionState.status", &text, &bytes)) {
        *version = json_member_number(message, length, "executionState.versionNumber");
        return !(bytes == 11u && memcmp(text, "IN_PROGRESS", 11) == 0) &&
               !(bytes == 6u && memcmp(text, "QUEUED", 6) == 0);
    }
    return json_member(message, length, "code", &text, &bytes) &&
           ((bytes == 16u && memcmp(text, "ResourceNotFound", 16) == 0) ||
            (bytes == 20u && memcmp(text, "TerminalStateReached", 20) == 0) ||
            (bytes == 22u && memcmp(text, "InvalidStateTransition", 22) == 0));
}

bool ota_answer_is_to(uint32_t token, const char *message, size_t length)
{
    const char *text;
    size_t bytes;
    uint32_t found = 0;

    if (!json_member(message, length, "clientToken", &text, &bytes) || bytes != 10u) {
        return false;
    }
    for (size_t i = 2; i < bytes; i++) {
        const char *digit = memchr("0123456789abcdef", text[i], 16);
        if (digit == NULL) {
            return false;
        }
        found = found << 4 | (uint32_t)(digit - "0123456789abcdef");
    }
    return found == token;
}
