/* SPDX-License-Identifier: MIT */
/* Any packet as the response to any request. The first 16 bytes are the two times of the client. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core_sntp_serializer.h"

#define TIMES      16u
#define ORIGINATE  24u
#define OFFSET_MAX INT64_C(2147483648000)

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static int is_rejection(SntpStatus_t status)
{
    return status == SntpRejectedResponseChangeServer ||
           status == SntpRejectedResponseRetryWithBackoff ||
           status == SntpRejectedResponseOtherCode;
}

static void check(const SntpTimestamp_t *request, const SntpTimestamp_t *received,
                  const uint8_t *packet, size_t size)
{
    SntpResponseData_t data;
    memset(&data, 0xEE, sizeof data);
    const SntpResponseData_t before = data;

    const SntpStatus_t status = Sntp_DeserializeResponse(request, received, packet, size, &data);
    if (status == SntpSuccess) {
        uint32_t seconds, microseconds;
        require(data.clockOffsetMs >= -OFFSET_MAX && data.clockOffsetMs < OFFSET_MAX);
        require(data.serverTime.seconds != 0 || data.serverTime.fractions != 0);
        require(data.leapSecondType <= AlarmServerNotSynchronized);
        require(Sntp_ConvertToUnixTime(&data.serverTime, &seconds, &microseconds) == SntpSuccess);
        require(microseconds < 1000000u);
    } else if (!is_rejection(status)) {
        require(memcmp(&data, &before, sizeof data) == 0);
        require(status == SntpInvalidResponse || status == SntpErrorBadParameter ||
                (status == SntpErrorBufferTooSmall && size < SNTP_PACKET_BASE_SIZE));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    SntpTimestamp_t times[2];
    uint8_t request[SNTP_PACKET_BASE_SIZE];

    if (size < TIMES) {
        return 0;
    }
    memcpy(times, bytes, sizeof times);
    check(&times[0], &times[1], bytes + TIMES, size - TIMES);

    /* Once more with the request's time in place, which chance would not put there. */
    require(Sntp_SerializeRequest(&times[0], times[1].seconds, request, sizeof request) ==
            SntpSuccess);
    if (size >= TIMES + SNTP_PACKET_BASE_SIZE) {
        uint8_t answer[SNTP_PACKET_BASE_SIZE];
        memcpy(answer, bytes + TIMES, sizeof answer);
        memcpy(answer + ORIGINATE, request + 40, 8);
        check(&times[0], &times[1], answer, sizeof answer);
    }
    return 0;
}
