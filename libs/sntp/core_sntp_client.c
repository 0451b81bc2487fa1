/* SPDX-License-Identifier: MIT */
/* One request at a time. lastRequestTime is the state: zero = none is pending, otherwise it is what
 * the answer has to carry. Whoever ends a request zeroes it, so that no packet is taken twice. */
#include "core_sntp_client.h"

#include "lib_assert.h"

#include "sntp_timestamp.h"

/* Random bits in the request's time, see Sntp_SerializeRequest(). Without them it is not later than
 * any time read after it. */
#define SALT_MASK UINT64_C(0xFFFF)

static uint64_t now(const SntpContext_t *client)
{
    SntpTimestamp_t time = {0, 0};

    client->getTimeFunc(&time);
    return sntp_timestamp_join(&time);
}

static bool is_ready(const SntpContext_t *client)
{
    return client->pTimeServers != NULL && client->numOfServers != 0 &&
           client->pNetworkBuffer != NULL && client->resolveDnsFunc != NULL &&
           client->getTimeFunc != NULL && client->setTimeFunc != NULL &&
           client->networkIntf.sendTo != NULL && client->networkIntf.recvFrom != NULL;
}

static bool is_pending(const SntpContext_t *client)
{
    return sntp_timestamp_join(&client->lastRequestTime) != 0;
}

static void end_request(SntpContext_t *client)
{
    client->lastRequestTime = (SntpTimestamp_t){0, 0};
}

static void next_server(SntpContext_t *client)
{
    client->currentServerIndex = (client->currentServerIndex + 1u) % client->numOfServers;
}

static bool servers_have_names(const SntpServerInfo_t *servers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (servers[i].pServerName == NULL || servers[i].serverNameLen == 0) {
            return false;
        }
    }
    return count != 0;
}

SntpStatus_t Sntp_Init(SntpContext_t *pContext, const SntpServerInfo_t *pTimeServers,
                       size_t numOfServers, uint32_t serverResponseTimeoutMs,
                       uint8_t *pNetworkBuffer, size_t bufferSize, SntpResolveDns_t resolveDnsFunc,
                       SntpGetTime_t getTimeFunc, SntpSetTime_t setTimeFunc,
                       const UdpTransportInterface_t *pTransportIntf,
                       const SntpAuthenticationInterface_t *pAuthIntf)
{
    if (pContext == NULL || pTimeServers == NULL || pNetworkBuffer == NULL ||
        resolveDnsFunc == NULL || getTimeFunc == NULL || setTimeFunc == NULL ||
        pTransportIntf == NULL || pTransportIntf->sendTo == NULL ||
        pTransportIntf->recvFrom == NULL || !servers_have_names(pTimeServers, numOfServers)) {
        return SntpErrorBadParameter;
    }
    if (pAuthIntf != NULL &&
        (pAuthIntf->generateClientAuth == NULL || pAuthIntf->validateServerAuth == NULL)) {
        return SntpErrorBadParameter;
    }
    if (bufferSize < SNTP_PACKET_BASE_SIZE) {
        return SntpErrorBufferTooSmall;
    }
    *pContext = (SntpContext_t){
        .pTimeServers = pTimeServers,
        .numOfServers = numOfServers,
        .pNetworkBuffer = pNetworkBuffer,
        .bufferSize = bufferSize,
        .resolveDnsFunc = resolveDnsFunc,
        .getTimeFunc = getTimeFunc,
        .setTimeFunc = setTimeFunc,
        .networkIntf = *pTransportIntf,
        .sntpPacketSize = SNTP_PACKET_BASE_SIZE,
        .responseTimeoutMs = serverResponseTimeoutMs,
    };
    if (pAuthIntf != NULL) {
        pContext->authIntf = *pAuthIntf;
    }
    return SntpSuccess;
}

/* Sets the packet's size. */
static SntpStatus_t add_authentication(SntpContext_t *client, const SntpServerInfo_t *server)
{
    const SntpAuthenticationInterface_t *by = &client->authIntf;
    uint16_t added = 0;

    client->sntpPacketSize = SNTP_PACKET_BASE_SIZE;
    if (by->generateClientAuth == NULL) {
        return SntpSuccess;
    }
    const SntpStatus_t status = by->generateClientAuth(
        by->pAuthContext, server, client->pNetworkBuffer, client->bufferSize, &added);
    if (status != SntpSuccess) {
        return status;
    }
    if (added > client->bufferSize - SNTP_PACKET_BASE_SIZE ||
        added > UINT16_MAX - SNTP_PACKET_BASE_SIZE) {
        return SntpErrorAuthFailure;
    }
    client->sntpPacketSize = (uint16_t)(SNTP_PACKET_BASE_SIZE + added);
    return SntpSuccess;
}

static SntpStatus_t send_packet(SntpContext_t *client, uint16_t port, uint32_t block_ms)
{
    const UdpTransportInterface_t *by = &client->networkIntf;
    const uint64_t start = now(client);

    for (;;) {
        const int32_t sent = by->sendTo(by->pUserContext, client->currentServerAddr, port,
                                        client->pNetworkBuffer, client->sntpPacketSize);
        if (sent == client->sntpPacketSize) {
            return SntpSuccess;
        }
        if (sent != 0) {
            return SntpErrorNetworkFailure;
        }
        if (sntp_timestamp_span_ms(now(client) - start) >= block_ms) {
            return SntpErrorSendTimeout;
        }
    }
}

SntpStatus_t Sntp_SendTimeRequest(SntpContext_t *pContext, uint32_t randomNumber,
                                  uint32_t blockTimeMs)
{
    if (pContext == NULL) {
        return SntpErrorBadParameter;
    }
    if (!is_ready(pContext)) {
        return SntpErrorContextNotInitialized;
    }
    LIB_ASSERT(pContext->currentServerIndex < pContext->numOfServers);

    const SntpServerInfo_t *server = &pContext->pTimeServers[pContext->currentServerIndex];
    end_request(pContext);
    if (!pContext->resolveDnsFunc(server, &pContext->currentServerAddr)) {
        next_server(pContext);
        return SntpErrorDnsFailure;
    }
    SntpTimestamp_t request = {0, 0};
    pContext->getTimeFunc(&request);
    SntpStatus_t status = Sntp_SerializeRequest(&request, randomNumber, pContext->pNetworkBuffer,
                                                pContext->bufferSize);
    LIB_ASSERT(status == SntpSuccess);
    status = add_authentication(pContext, server);
    if (status == SntpSuccess) {
        status = send_packet(pContext, server->port, blockTimeMs);
    }
    if (status == SntpSuccess) {
        pContext->lastRequestTime = request;
    }
    return status;
}

/* Of the pending request, in ms. The clock was set back: very old. */
static uint64_t age_ms(const SntpContext_t *client, uint64_t time)
{
    return sntp_timestamp_span_ms(time -
                                  (sntp_timestamp_join(&client->lastRequestTime) & ~SALT_MASK));
}

static SntpStatus_t time_out(SntpContext_t *client)
{
    end_request(client);
    next_server(client);
    return SntpErrorResponseTimeout;
}

/* A packet is in the buffer, received at `time`. */
static SntpStatus_t judge(SntpContext_t *client, uint64_t time)
{
    const SntpServerInfo_t *server = &client->pTimeServers[client->currentServerIndex];
    const SntpAuthenticationInterface_t *by = &client->authIntf;
    const SntpTimestamp_t received = {(uint32_t)(time >> 32), (uint32_t)time};
    SntpResponseData_t response;

    const SntpStatus_t status =
        Sntp_DeserializeResponse(&client->lastRequestTime, &received, client->pNetworkBuffer,
                                 client->sntpPacketSize, &response);
    if (status == SntpInvalidResponse) {
        return status;
    }
    if (by->validateServerAuth != NULL) {
        const SntpStatus_t proven = by->validateServerAuth(
            by->pAuthContext, server, client->pNetworkBuffer, client->sntpPacketSize);
        if (proven != SntpSuccess) {
            return proven;
        }
    }
    end_request(client);
    if (status == SntpSuccess) {
        client->setTimeFunc(server, &response.serverTime, response.clockOffsetMs,
                            response.leapSecondType);
    } else {
        next_server(client);
    }
    return status;
}

/* One look at the network. */
static SntpStatus_t receive(SntpContext_t *client)
{
    const UdpTransportInterface_t *by = &client->networkIntf;
    const uint16_t port = client->pTimeServers[client->currentServerIndex].port;

    const int32_t got = by->recvFrom(by->pUserContext, client->currentServerAddr, port,
                                     client->pNetworkBuffer, client->sntpPacketSize);
    if (got < 0 || got > client->sntpPacketSize) {
        return SntpErrorNetworkFailure;
    }
    const uint64_t time = now(client);
    if (age_ms(client, time) > client->responseTimeoutMs) {
        return time_out(client);
    }
    if (got == client->sntpPacketSize) {
        return judge(client, time);
    }
    return got == 0 ? SntpNoResponseReceived : SntpInvalidResponse;
}

SntpStatus_t Sntp_ReceiveTimeResponse(SntpContext_t *pContext, uint32_t blockTimeMs)
{
    if (pContext == NULL) {
        return SntpErrorBadParameter;
    }
    if (!is_ready(pContext)) {
        return SntpErrorContextNotInitialized;
    }
    if (!is_pending(pContext)) {
        return SntpErrorBadParameter;
    }
    LIB_ASSERT(pContext->currentServerIndex < pContext->numOfServers);

    const uint64_t start = now(pContext);
    SntpStatus_t verdict = SntpNoResponseReceived;
    for (;;) {
        const SntpStatus_t status = receive(pContext);
        if (status != SntpNoResponseReceived && status != SntpInvalidResponse) {
            return status;
        }
        if (status == SntpInvalidResponse) {
            verdict = status;
        }
        const uint64_t time = now(pContext);
        if (age_ms(pContext, time) >= pContext->responseTimeoutMs) {
            return time_out(pContext);
        }
        if (sntp_timestamp_span_ms(time - start) >= blockTimeMs) {
            return verdict;
        }
    }
}

const char *Sntp_StatusToStr(SntpStatus_t status)
{
    static const char *const names[] = {
        [SntpSuccess] = "SntpSuccess",
        [SntpErrorBadParameter] = "SntpErrorBadParameter",
        [SntpRejectedResponse] = "SntpRejectedResponse",
        [SntpRejectedResponseChangeServer] = "SntpRejectedResponseChangeServer",
        [SntpRejectedResponseRetryWithBackoff] = "SntpRejectedResponseRetryWithBackoff",
        [SntpRejectedResponseOtherCode] = "SntpRejectedResponseOtherCode",
        [SntpErrorBufferTooSmall] = "SntpErrorBufferTooSmall",
        [SntpInvalidResponse] = "SntpInvalidResponse",
        [SntpZeroPollInterval] = "SntpZeroPollInterval",
        [SntpErrorDnsFailure] = "SntpErrorDnsFailure",
        [SntpErrorNetworkFailure] = "SntpErrorNetworkFailure",
        [SntpServerNotAuthenticated] = "SntpServerNotAuthenticated",
        [SntpErrorAuthFailure] = "SntpErrorAuthFailure",
        [SntpErrorSendTimeout] = "SntpErrorSendTimeout",
        [SntpErrorResponseTimeout] = "SntpErrorResponseTimeout",
        [SntpNoResponseReceived] = "SntpNoResponseReceived",
        [SntpErrorContextNotInitialized] = "SntpErrorContextNotInitialized",
    };
    const size_t at = (size_t)status;

    return at < sizeof names / sizeof names[0] ? names[at] : "?";
}
