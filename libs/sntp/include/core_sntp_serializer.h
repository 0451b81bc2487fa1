/* SPDX-License-Identifier: MIT */
/** The SNTP packet: request to bytes, response to time. RFC 4330.
 *
 *      client                      server
 *        T1 ───────request──────────► T2      offset of the server's clock from the client's
 *        T4 ◄──────response────────── T3        = ((T2 - T1) + (T3 - T4)) / 2
 *
 * The response carries T1 back ("originate"); whoever cannot see the request cannot know it, so a
 * response with another one is not an answer to this request and is refused.
 *
 * Timestamps count seconds from 1900 in 32 bits and start again at zero on 7 February 2036. All
 * arithmetic here is modulo 2^32 s: right as long as the two clocks are less than 68 years apart.
 */
#ifndef CORE_SNTP_SERIALIZER_H
#define CORE_SNTP_SERIALIZER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes in a request and in a response without authentication. */
#define SNTP_PACKET_BASE_SIZE (48U)

/** Timestamp fractions in one microsecond, rounded. */
#define SNTP_FRACTION_VALUE_PER_MICROSECOND (4295U)

/** Timestamp seconds at 1 January 1970. */
#define SNTP_TIME_AT_UNIX_EPOCH_SECS (2208988800U)

/** Timestamp seconds, era 1, at 19 January 2038 3:14:07, the end of signed 32-bit Unix time. Not a
 *  limit of this library. */
#define SNTP_TIME_AT_LARGEST_UNIX_TIME_SECS (61505151U)

/** Unix seconds at 7 February 2036 6:28:16, where era 1 begins. */
#define UNIX_TIME_SECS_AT_SNTP_ERA_1_SMALLEST_TIME (2085978496U)

/** Characters in a kiss-o'-death code. */
#define SNTP_KISS_OF_DEATH_CODE_LENGTH (4U)

/** `rejectedResponseCode` of a response that is not a kiss-o'-death. */
#define SNTP_KISS_OF_DEATH_CODE_NONE (0U)

typedef enum SntpStatus {
    SntpSuccess = 0,
    SntpErrorBadParameter,                /**< The caller's mistake; nothing was done. */
    SntpRejectedResponse,                 /**< Refused by the server; the three below say how. */
    SntpRejectedResponseChangeServer,     /**< DENY or RSTR: never ask this server again. */
    SntpRejectedResponseRetryWithBackoff, /**< RATE: ask this server less often. */
    SntpRejectedResponseOtherCode,        /**< Refused with another code. */
    SntpErrorBufferTooSmall,              /**< Less than a packet. */
    SntpInvalidResponse,                  /**< Not an answer to this request; to be ignored. */
    SntpZeroPollInterval,                 /**< The accuracy cannot be had by asking. */
    SntpErrorDnsFailure,                  /**< The server's name has no address. */
    SntpErrorNetworkFailure,              /**< The transport failed. */
    SntpServerNotAuthenticated,           /**< The response does not prove who sent it. */
    SntpErrorAuthFailure,                 /**< The authentication interface itself failed. */
    SntpErrorSendTimeout,                 /**< The transport took no request in time. */
    SntpErrorResponseTimeout,             /**< The server did not answer in time. */
    SntpNoResponseReceived,               /**< Nothing yet; receive again. */
    SntpErrorContextNotInitialized        /**< Sntp_Init() has not been called. */
} SntpStatus_t;

/** The server's warning about the last minute of the month, as on the wire. */
typedef enum SntpLeapSecondInfo {
    NoLeapSecond = 0x00,
    LastMinuteHas61Seconds = 0x01,
    LastMinuteHas59Seconds = 0x02,
    AlarmServerNotSynchronized = 0x03 /**< The server's time is not to be believed. */
} SntpLeapSecondInfo_t;

/** A moment since 1 January 1900, or 7 February 2036, UTC. Both zero: no moment. */
typedef struct SntpTimestamp {
    uint32_t seconds;
    uint32_t fractions; /**< In 2^-32 s. */
} SntpTimestamp_t;

/** What a response says. */
typedef struct SntpResponse {
    SntpTimestamp_t serverTime;          /**< T3, when the response left the server. */
    SntpLeapSecondInfo_t leapSecondType; /**< May be the alarm: look at it before the time. */
    uint32_t rejectedResponseCode;       /**< First character in the top byte, or _CODE_NONE. */
    int64_t clockOffsetMs; /**< To add to the client's clock, to the nearest ms; either sign. */
} SntpResponseData_t;

/**
 * Write a request.
 *
 * The lower half of the time's fraction (15 us) is replaced with random bits, so that the request's
 * time is hard to guess. The clock that `*pRequestTime` comes from may be any; one that starts from
 * a random moment makes all 64 bits hard to guess and tells the network nothing.
 *
 * @param[in,out] pRequestTime  T1, the client's time now; afterwards what went into the packet, to
 *                              be kept for Sntp_DeserializeResponse(). Not NULL.
 * @param randomNumber          Unpredictable, the upper 16 bits are used.
 * @param[out] pBuffer          The first SNTP_PACKET_BASE_SIZE bytes are written. Not NULL.
 * @param bufferSize            Bytes of room.
 * @retval SntpSuccess              `*pRequestTime` is not zero.
 * @retval SntpErrorBadParameter    A pointer is NULL. Nothing is written.
 * @retval SntpErrorBufferTooSmall  Nothing is written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreSNTP API reference, Sntp_SerializeRequest; RFC 4330, 5.
 */
SntpStatus_t Sntp_SerializeRequest(SntpTimestamp_t *pRequestTime, uint32_t randomNumber,
                                   void *pBuffer, size_t bufferSize);

/**
 * Check a response and take the time from it.
 *
 * Refused as not an answer: another mode than server, version 0 or above 4, an originate time other
 * than `*pRequestTime`, a stratum above 15, a receive or transmit time of zero. A response with the
 * alarm is successful; `leapSecondType` tells, and the caller decides.
 *
 * @param pRequestTime          T1 as Sntp_SerializeRequest() left it. Not NULL, not zero.
 * @param pResponseRxTime       T4, the client's time when the response came. Not NULL.
 * @param pResponseBuffer       The response. Not NULL. Bytes behind the first 48 do not count.
 * @param bufferSize            Its bytes.
 * @param[out] pParsedResponse  Set on success; on a rejection only `rejectedResponseCode` is set
 *                              and the rest is zero; otherwise untouched. Not NULL.
 * @retval SntpSuccess                           The response is an answer with a time.
 * @retval SntpRejectedResponseChangeServer      Kiss-o'-death DENY or RSTR.
 * @retval SntpRejectedResponseRetryWithBackoff  Kiss-o'-death RATE.
 * @retval SntpRejectedResponseOtherCode         Kiss-o'-death with any other code.
 * @retval SntpInvalidResponse                   Not an answer to this request.
 * @retval SntpErrorBufferTooSmall               Fewer than SNTP_PACKET_BASE_SIZE bytes.
 * @retval SntpErrorBadParameter                 A pointer is NULL or the request time is zero.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreSNTP API reference, Sntp_DeserializeResponse; RFC 4330, 5 and 8.
 */
SntpStatus_t Sntp_DeserializeResponse(const SntpTimestamp_t *pRequestTime,
                                      const SntpTimestamp_t *pResponseRxTime,
                                      const void *pResponseBuffer, size_t bufferSize,
                                      SntpResponseData_t *pParsedResponse);

/**
 * Tell how often a drifting clock must be corrected to stay accurate.
 *
 * @param clockFreqTolerance   Drift of the client's clock in parts per million, 1 or more.
 * @param desiredAccuracy      Largest error wanted, in ms, 1 or more.
 * @param[out] pPollInterval   Seconds, the largest power of two that keeps the accuracy. Not NULL.
 *                             Set on success only.
 * @retval SntpSuccess            `*pPollInterval` is 1 or more.
 * @retval SntpZeroPollInterval   Less than a second: the clock is not good enough.
 * @retval SntpErrorBadParameter  A zero or NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreSNTP API reference, Sntp_CalculatePollInterval.
 */
SntpStatus_t Sntp_CalculatePollInterval(uint16_t clockFreqTolerance, uint16_t desiredAccuracy,
                                        uint32_t *pPollInterval);

/**
 * Convert a timestamp to Unix time.
 *
 * Every timestamp has exactly one Unix time between 1 January 1970 and 7 February 2106, which is
 * the result: seconds before 1970 in era 0 are taken as era 1.
 *
 * @param pSntpTime               Not NULL.
 * @param[out] pUnixTimeSecs      Seconds since 1970, unsigned: not to be put in a signed 32-bit
 *                                number. Not NULL.
 * @param[out] pUnixTimeMicrosecs 0 .. 999,999, rounded down. Not NULL.
 * @retval SntpSuccess            Both are set.
 * @retval SntpErrorBadParameter  A pointer is NULL. Nothing is set.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreSNTP API reference, Sntp_ConvertToUnixTime; RFC 4330, 3.
 */
SntpStatus_t Sntp_ConvertToUnixTime(const SntpTimestamp_t *pSntpTime, uint32_t *pUnixTimeSecs,
                                    uint32_t *pUnixTimeMicrosecs);

#ifdef __cplusplus
}
#endif

#endif
