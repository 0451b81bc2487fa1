/* SPDX-License-Identifier: MIT */
/** The SNTP client: asks one server of a list, moves on to the next when it refuses or is silent.
 *
 *      Sntp_Init ─► Sntp_SendTimeRequest ─► Sntp_ReceiveTimeResponse ─► SntpSetTime_t
 *                        ▲                     │ refused, timed out: next server
 *                        └─────────────────────┘
 *
 * One request is pending at a time, and one response ends it. A packet that is not its answer (from
 * another request, of an attacker who does not see the request) is ignored and does not end it.
 *
 * No memory but the context, no clock, no network: they are handed in. One task uses a context.
 */
#ifndef CORE_SNTP_CLIENT_H
#define CORE_SNTP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core_sntp_serializer.h"
#include "network_context.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Version of the interface. */
#define SNTP_LIBRARY_VERSION "v2.0.0"

/** UDP port of time servers. */
#define SNTP_DEFAULT_SERVER_PORT (123U)

/** A time server. */
typedef struct SntpServerInfo {
    const char *pServerName; /**< Name or dotted address; need not end in 0. */
    size_t serverNameLen;    /**< Characters, 1 or more. */
    uint16_t port;           /**< UDP port, host byte order. */
} SntpServerInfo_t;

/**
 * Find the address of a server; called before each request.
 *
 * @param pServerAddr      One of the list.
 * @param[out] pIpV4Addr   Passed on to the transport unchanged, in whatever byte order it wants.
 * @return Whether there is an address.
 */
typedef bool (*SntpResolveDns_t)(const SntpServerInfo_t *pServerAddr, uint32_t *pIpV4Addr);

/** Tell the time of the client's clock: one that runs, right or not, and is not set meanwhile. */
typedef void (*SntpGetTime_t)(SntpTimestamp_t *pCurrentTime);

/**
 * Take the server's time; called once for each successful exchange.
 *
 * @param pTimeServer     Who answered.
 * @param pServerTime     Its time when it sent the response.
 * @param clockOffsetMs   What to add to the clock of SntpGetTime_t: the better value, the time on
 *                        the way is taken out.
 * @param leapSecondInfo  AlarmServerNotSynchronized: the server itself does not trust the time.
 */
typedef void (*SntpSetTime_t)(const SntpServerInfo_t *pTimeServer,
                              const SntpTimestamp_t *pServerTime, int64_t clockOffsetMs,
                              SntpLeapSecondInfo_t leapSecondInfo);

/**
 * Send one datagram.
 *
 * @return `bytesToSend`: sent. 0: not now, will be called again. Anything else: failed.
 */
typedef int32_t (*UdpTransportSendTo_t)(NetworkContext_t *pNetworkContext, uint32_t serverAddr,
                                        uint16_t serverPort, const void *pBuffer,
                                        uint16_t bytesToSend);

/**
 * Receive one datagram; of a longer one, the beginning.
 *
 * @return Bytes received from that address and port. 0: none yet. Below 0: failed.
 */
typedef int32_t (*UdpTransportRecvFrom_t)(NetworkContext_t *pNetworkContext, uint32_t serverAddr,
                                          uint16_t serverPort, void *pBuffer, uint16_t bytesToRecv);

typedef struct UdpTransportIntf {
    NetworkContext_t *pUserContext; /**< Passed to both; may be NULL. */
    UdpTransportSendTo_t sendTo;
    UdpTransportRecvFrom_t recvFrom;
} UdpTransportInterface_t;

/** The application's own, for its authentication. */
struct SntpAuthContext;
typedef struct SntpAuthContext SntpAuthContext_t;

/**
 * Append to a request what proves who sends it.
 *
 * @param pBuffer             The request in its first SNTP_PACKET_BASE_SIZE bytes.
 * @param bufferSize          Room in all.
 * @param[out] pAuthCodeSize  Bytes appended. A response has as many.
 * @return SntpSuccess, or the status that Sntp_SendTimeRequest() is to return.
 */
typedef SntpStatus_t (*SntpGenerateAuthCode_t)(SntpAuthContext_t *pContext,
                                               const SntpServerInfo_t *pTimeServer, void *pBuffer,
                                               size_t bufferSize, uint16_t *pAuthCodeSize);

/**
 * Check who sent a response.
 *
 * @return SntpSuccess, SntpServerNotAuthenticated or SntpErrorAuthFailure.
 */
typedef SntpStatus_t (*SntpValidateServerAuth_t)(SntpAuthContext_t *pContext,
                                                 const SntpServerInfo_t *pTimeServer,
                                                 const void *pResponseData, uint16_t responseSize);

typedef struct SntpAuthenticationIntf {
    SntpAuthContext_t *pAuthContext; /**< Passed to both; may be NULL. */
    SntpGenerateAuthCode_t generateClientAuth;
    SntpValidateServerAuth_t validateServerAuth;
} SntpAuthenticationInterface_t;

/** A client. Zero it before Sntp_Init(); read it if you like, write nothing in it. */
typedef struct SntpContext {
    const SntpServerInfo_t *pTimeServers;
    size_t numOfServers;
    size_t currentServerIndex; /**< Whom the pending or the next request goes to. */
    uint8_t *pNetworkBuffer;
    size_t bufferSize;
    SntpResolveDns_t resolveDnsFunc;
    SntpGetTime_t getTimeFunc;
    SntpSetTime_t setTimeFunc;
    UdpTransportInterface_t networkIntf;
    SntpAuthenticationInterface_t authIntf;
    uint32_t currentServerAddr;
    SntpTimestamp_t lastRequestTime; /**< Of the pending request; zero: none is pending. */
    uint16_t sntpPacketSize;
    uint32_t responseTimeoutMs;
} SntpContext_t;

/**
 * Make a client.
 *
 * @param[out] pContext            Not NULL.
 * @param pTimeServers             The most wanted first; must stay valid. Not NULL.
 * @param numOfServers             1 or more.
 * @param serverResponseTimeoutMs  How long a server has for its answer, in ms; 0 only with a
 *                                 response that is there at once.
 * @param pNetworkBuffer           For one packet at a time; must stay valid. Not NULL.
 * @param bufferSize               SNTP_PACKET_BASE_SIZE and room for authentication.
 * @param resolveDnsFunc, getTimeFunc, setTimeFunc  Not NULL.
 * @param pTransportIntf           Copied. Its functions are not NULL.
 * @param pAuthIntf                Copied; both functions or NULL for no authentication.
 * @retval SntpSuccess              Ready.
 * @retval SntpErrorBadParameter    NULL, no server, or a server without name. `*pContext` is as it
 *                                  was.
 * @retval SntpErrorBufferTooSmall  Less than SNTP_PACKET_BASE_SIZE. Likewise.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreSNTP API reference, Sntp_Init.
 */
SntpStatus_t Sntp_Init(SntpContext_t *pContext, const SntpServerInfo_t *pTimeServers,
                       size_t numOfServers, uint32_t serverResponseTimeoutMs,
                       uint8_t *pNetworkBuffer, size_t bufferSize, SntpResolveDns_t resolveDnsFunc,
                       SntpGetTime_t getTimeFunc, SntpSetTime_t setTimeFunc,
                       const UdpTransportInterface_t *pTransportIntf,
                       const SntpAuthenticationInterface_t *pAuthIntf);

/**
 * Send a request to the current server. One that was pending is given up.
 *
 * @param pContext      Not NULL.
 * @param randomNumber  Unpredictable: half of what keeps a forged answer out, the port is the
 * other.
 * @param blockTimeMs   How long to try while the transport takes nothing, in ms; 0 = once.
 * @retval SntpSuccess                     The request is pending.
 * @retval SntpErrorDnsFailure             No address; the next server is the current one.
 * @retval SntpErrorSendTimeout            The transport took nothing in time.
 * @retval SntpErrorNetworkFailure         The transport failed.
 * @retval SntpErrorAuthFailure, other     From the authentication interface.
 * @retval SntpErrorBadParameter           The context is NULL.
 * @retval SntpErrorContextNotInitialized  All zero.
 *         No request is pending but on success.
 *
 * Context: the task of the client.
 * Blocks:  `blockTimeMs` by the client's clock, and as the functions handed in do.
 * Source:  coreSNTP API reference, Sntp_SendTimeRequest.
 */
SntpStatus_t Sntp_SendTimeRequest(SntpContext_t *pContext, uint32_t randomNumber,
                                  uint32_t blockTimeMs);

/**
 * Receive the response to the pending request and set the time.
 *
 * @param pContext     Not NULL.
 * @param blockTimeMs  How long to wait, in ms; 0 = look once.
 * @retval SntpSuccess                 SntpSetTime_t was called; none is pending.
 * @retval SntpRejectedResponse...     Kiss-o'-death: none is pending, the next server is the
 * current one. ChangeServer: leave the server out of the list; RetryWithBackoff: double the
 * interval at least.
 * @retval SntpErrorResponseTimeout    The server's time is over; none is pending, the next server
 * is the current one. A response that comes later is ignored.
 * @retval SntpNoResponseReceived      Nothing within `blockTimeMs`; still pending.
 * @retval SntpInvalidResponse         Only packets that are no answer; still pending: receive
 * again.
 * @retval SntpServerNotAuthenticated, SntpErrorAuthFailure  From the authentication interface;
 *                                     still pending.
 * @retval SntpErrorNetworkFailure     The transport failed; still pending.
 * @retval SntpErrorBadParameter       The context is NULL, or no request is pending.
 * @retval SntpErrorContextNotInitialized  All zero.
 *
 * Context: the task of the client.
 * Blocks:  `blockTimeMs` by the client's clock, and as the functions handed in do.
 * Source:  coreSNTP API reference, Sntp_ReceiveTimeResponse; RFC 4330, 5 and 8.
 */
SntpStatus_t Sntp_ReceiveTimeResponse(SntpContext_t *pContext, uint32_t blockTimeMs);

/**
 * Name a status, for logs.
 *
 * @return The name of the constant as a literal, never NULL; "?" for another number.
 *
 * Context: any.  Blocks: never.  Source: coreSNTP API reference, Sntp_StatusToStr.
 */
const char *Sntp_StatusToStr(SntpStatus_t status);

#ifdef __cplusplus
}
#endif

#endif
