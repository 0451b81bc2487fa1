/* SPDX-License-Identifier: MIT */
/* A packet, both ways. Numbers are most significant byte first.
 *
 *      0  LI 2 bits, version 3, mode 3 | stratum | poll | precision
 *      4  root delay
 *      8  root dispersion
 *     12  reference identifier; stratum 0: four characters that say why there is no time
 *     16  reference time, 64 bits
 *     24  originate time: the transmit time of the request
 *     32  receive time
 *     40  transmit time
 *     48
 */
#include "core_sntp_serializer.h"

#include <stdbool.h>
#include <string.h>

#include "lib_bytes.h"

#include "sntp_timestamp.h"

#define AT_STRATUM    1u
#define AT_IDENTIFIER 12u
#define AT_ORIGINATE  24u
#define AT_RECEIVE    32u
#define AT_TRANSMIT   40u

#define MODE_MASK    0x07u
#define MODE_CLIENT  3u
#define MODE_SERVER  4u
#define VERSION_MAX  4u
#define STRATUM_KISS 0u
#define STRATUM_MAX  15u

#define HALF_MS UINT64_C(0x0020C49C) /* in fractions: adding it rounds to the nearest */

#define KISS_DENY 0x44454E59u
#define KISS_RSTR 0x52535452u
#define KISS_RATE 0x52415445u

static uint64_t get_time(const uint8_t *bytes)
{
    return (uint64_t)lib_bytes_get32(bytes) << 32 | lib_bytes_get32(bytes + 4);
}

SntpStatus_t Sntp_SerializeRequest(SntpTimestamp_t *pRequestTime, uint32_t randomNumber,
                                   void *pBuffer, size_t bufferSize)
{
    if (pRequestTime == NULL || pBuffer == NULL) {
        return SntpErrorBadParameter;
    }
    if (bufferSize < SNTP_PACKET_BASE_SIZE) {
        return SntpErrorBufferTooSmall;
    }
    pRequestTime->fractions = (pRequestTime->fractions & 0xFFFF0000u) | randomNumber >> 16;
    if (pRequestTime->seconds == 0 && pRequestTime->fractions == 0) {
        pRequestTime->fractions = 1; /* zero would mean "no time" */
    }
    uint8_t *packet = pBuffer;
    memset(packet, 0, SNTP_PACKET_BASE_SIZE);
    packet[0] = VERSION_MAX << 3 | MODE_CLIENT;
    uint8_t *rest = lib_bytes_put32(packet + AT_TRANSMIT, pRequestTime->seconds);
    (void)lib_bytes_put32(rest, pRequestTime->fractions);
    return SntpSuccess;
}

/* Whoever passes knows the request. Says nothing about the times. */
static bool answers(const uint8_t *packet, uint64_t request)
{
    const uint32_t version = packet[0] >> 3 & 7u;

    return (packet[0] & MODE_MASK) == MODE_SERVER && version >= 1 && version <= VERSION_MAX &&
           packet[AT_STRATUM] <= STRATUM_MAX && get_time(packet + AT_ORIGINATE) == request;
}

static SntpStatus_t kiss_status(uint32_t code)
{
    switch (code) {
    case KISS_DENY:
    case KISS_RSTR:
        return SntpRejectedResponseChangeServer;
    case KISS_RATE:
        return SntpRejectedResponseRetryWithBackoff;
    default:
        return SntpRejectedResponseOtherCode;
    }
}

/* The mean of the two differences. The second is taken relative to the first, which is at most the
 * round trip away from it: nothing overflows however far apart the clocks are. */
static int64_t offset_ms(uint64_t t1, uint64_t t2, uint64_t t3, uint64_t t4)
{
    const uint64_t there = t2 - t1;
    const uint64_t back = t3 - t4;
    const uint64_t apart = back - there;
    const uint64_t half = apart >> 1 | (apart & UINT64_C(1) << 63);
    const uint64_t offset = there + half + HALF_MS;

    if (offset >> 63 == 0) {
        return (int64_t)sntp_timestamp_span_ms(offset);
    }
    /* Below zero: -x rounded down is -(x rounded up); ~offset = -offset - 1 rounds down. */
    return -1 - (int64_t)sntp_timestamp_span_ms(~offset);
}

SntpStatus_t Sntp_DeserializeResponse(const SntpTimestamp_t *pRequestTime,
                                      const SntpTimestamp_t *pResponseRxTime,
                                      const void *pResponseBuffer, size_t bufferSize,
                                      SntpResponseData_t *pParsedResponse)
{
    if (pRequestTime == NULL || pResponseRxTime == NULL || pResponseBuffer == NULL ||
        pParsedResponse == NULL) {
        return SntpErrorBadParameter;
    }
    const uint64_t request = sntp_timestamp_join(pRequestTime);
    if (request == 0) {
        return SntpErrorBadParameter;
    }
    if (bufferSize < SNTP_PACKET_BASE_SIZE) {
        return SntpErrorBufferTooSmall;
    }
    const uint8_t *packet = pResponseBuffer;
    if (!answers(packet, request)) {
        return SntpInvalidResponse;
    }
    if (packet[AT_STRATUM] == STRATUM_KISS) {
        const uint32_t code = lib_bytes_get32(packet + AT_IDENTIFIER);
        *pParsedResponse = (SntpResponseData_t){.rejectedResponseCode = code};
        return kiss_status(code);
    }
    const uint64_t received = get_time(packet + AT_RECEIVE);
    const uint64_t sent = get_time(packet + AT_TRANSMIT);
    if (received == 0 || sent == 0) {
        return SntpInvalidResponse;
    }
    *pParsedResponse = (SntpResponseData_t){
        .serverTime = {(uint32_t)(sent >> 32), (uint32_t)sent},
        .leapSecondType = (SntpLeapSecondInfo_t)(packet[0] >> 6),
        .rejectedResponseCode = SNTP_KISS_OF_DEATH_CODE_NONE,
        .clockOffsetMs = offset_ms(request, received, sent, sntp_timestamp_join(pResponseRxTime)),
    };
    return SntpSuccess;
}

SntpStatus_t Sntp_CalculatePollInterval(uint16_t clockFreqTolerance, uint16_t desiredAccuracy,
                                        uint32_t *pPollInterval)
{
    if (clockFreqTolerance == 0 || desiredAccuracy == 0 || pPollInterval == NULL) {
        return SntpErrorBadParameter;
    }
    /* One part per million is one microsecond a second. */
    const uint32_t seconds = desiredAccuracy * 1000u / clockFreqTolerance;
    if (seconds == 0) {
        return SntpZeroPollInterval;
    }
    uint32_t interval = 1;
    while (interval <= seconds / 2u) {
        interval *= 2u;
    }
    *pPollInterval = interval;
    return SntpSuccess;
}

SntpStatus_t Sntp_ConvertToUnixTime(const SntpTimestamp_t *pSntpTime, uint32_t *pUnixTimeSecs,
                                    uint32_t *pUnixTimeMicrosecs)
{
    if (pSntpTime == NULL || pUnixTimeSecs == NULL || pUnixTimeMicrosecs == NULL) {
        return SntpErrorBadParameter;
    }
    *pUnixTimeSecs = pSntpTime->seconds - SNTP_TIME_AT_UNIX_EPOCH_SECS;
    *pUnixTimeMicrosecs = (uint32_t)((uint64_t)pSntpTime->fractions * 1000000u >> 32);
    return SntpSuccess;
}
