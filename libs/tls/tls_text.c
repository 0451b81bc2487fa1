/* SPDX-License-Identifier: MIT */
/* Statuses and alerts in words. */
#include "tls.h"
#include "tls_alert.h"

static const struct {
    uint8_t alert;
    const char *text;
} alerts[] = {
    {10, "unexpected message"},
    {20, "bad record MAC"},
    {22, "record overflow"},
    {ALERT_HANDSHAKE_FAILURE, "handshake failure"},
    {ALERT_BAD_CERTIFICATE, "bad certificate"},
    {43, "unsupported certificate"},
    {44, "certificate revoked"},
    {45, "certificate expired"},
    {46, "certificate unknown"},
    {ALERT_ILLEGAL_PARAMETER, "illegal parameter"},
    {ALERT_UNKNOWN_CA, "unknown certificate authority"},
    {ALERT_ACCESS_DENIED, "access denied"},
    {50, "decode error"},
    {ALERT_DECRYPT_ERROR, "decrypt error"},
    {ALERT_PROTOCOL_VERSION, "protocol version"},
    {71, "insufficient security"},
    {80, "internal error"},
    {90, "user cancelled"},
    {109, "missing extension"},
    {110, "unsupported extension"},
    {112, "unrecognised name"},
    {ALERT_CERTIFICATE_REQUIRED, "certificate required"},
    {ALERT_NO_APPLICATION_PROTOCOL, "no application protocol"},
};

static const char *const texts[] = {
    [TLS_OK] = "in order",
    [TLS_WANT_READ] = "waiting for data",
    [TLS_WANT_WRITE] = "waiting for room to send",
    [TLS_CLOSED] = "the peer closed the connection",
    [TLS_WRONG_NAME] = "the server's certificate is for another name",
    [TLS_EXPIRED] = "the server's certificate has expired",
    [TLS_NOT_YET_VALID] = "the server's certificate is not valid yet",
    [TLS_UNTRUSTED] = "the server's certificate is not signed by a trusted authority",
    [TLS_UNFIT_CERTIFICATE] = "the server's certificate is not fit for this use",
    [TLS_TIME_UNKNOWN] = "the time is not known, and the server's certificate may not be valid yet",
    [TLS_CLIENT_CERTIFICATE_MISSING] = "the server wants a client certificate and there is none",
    [TLS_CLIENT_CERTIFICATE_REFUSED] = "the server refused the client certificate",
    [TLS_NO_COMMON_VERSION] = "no TLS version in common with the server",
    [TLS_NO_COMMON_ALPN] = "no application protocol in common with the server",
    [TLS_PEER_ALERT] = "the server ended the connection with an alert",
    [TLS_RECORD_TOO_LARGE] = "the server sent more at a time than the buffer holds",
    [TLS_NO_RECORD_LIMIT] =
        "the server does not promise to keep its records to what the buffer holds",
    [TLS_PROTOCOL] = "the server broke the protocol, or data changed on the way",
    [TLS_CUT] = "the connection was cut without a goodbye",
    [TLS_TRANSPORT] = "the transport failed",
    [TLS_NO_MEMORY] = "out of memory",
    [TLS_NO_ENTROPY] = "no entropy",
    [TLS_SIGN_FAILED] = "the private key made no signature",
    [TLS_BAD_CERTIFICATE] = "a certificate given by the application cannot be used",
    [TLS_CERTIFICATE_TOO_LARGE] = "our certificate does not fit in a record",
    [TLS_BAD_CONFIG] = "a parameter is missing or wrong",
};

const char *tls_status_text(tls_status_t status)
{
    size_t index = (size_t)status;
    return index < sizeof(texts) / sizeof(texts[0]) ? texts[index] : "unknown status";
}

const char *tls_alert_text(uint8_t alert)
{
    for (size_t i = 0; i < sizeof(alerts) / sizeof(alerts[0]); i++) {
        if (alerts[i].alert == alert) {
            return alerts[i].text;
        }
    }
    return "unknown alert";
}
