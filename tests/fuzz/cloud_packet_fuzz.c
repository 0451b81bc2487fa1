/* SPDX-License-Identifier: MIT */
/* Bytes of a device as CONNECT and as SUBSCRIBE, for each protocol version. The first byte chooses
 * version and flags, the second the keep-alive; the client is "lamp". */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "packet.h"

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 2) {
        return 0;
    }
    const struct packet_expected expected = {3 + bytes[0] % 3, bytes[1], (bytes[0] & 0x80u) != 0,
                                             "lamp"};
    const size_t count = size - 2;
    uint8_t *body = malloc(count + 1u);
    struct packet_connect connect;
    bool has_identifier;

    memcpy(body, bytes + 2, count);
    if (packet_read_connect(body, count, &expected, &connect)) {
        require(connect.has_will == (connect.will_topic != NULL));
        require(!connect.has_will ||
                (connect.will_topic >= body &&
                 connect.will_topic_bytes <= (size_t)(body + count - connect.will_topic)));
        require(connect.will_payload_bytes < count);
    }
    const uint8_t *at = packet_first_filter(body, count, expected.version == 5, &has_identifier);
    while (at != NULL && at < body + count) {
        const size_t length = (size_t)(body + count - at) < 2 ? 0 : (size_t)(at[0] << 8 | at[1]);
        char *filter = (size_t)(body + count - at) >= 2 + length
                           ? strndup((const char *)at + 2, length)
                           : strdup("");
        const uint8_t *before = at;
        const int options = packet_filter_options(at, body + count, filter, &at);
        free(filter);
        if (options < 0) {
            break;
        }
        require(at > before && at <= body + count);
    }
    free(body);
    return 0;
}
