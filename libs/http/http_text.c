/* SPDX-License-Identifier: MIT */
#include "core_http_client.h"

#define NAME(status) [status] = #status

const char *HTTPClient_strerror(HTTPStatus_t status)
{
    static const char *const names[] = {
        NAME(HTTPSuccess),
        NAME(HTTPInvalidParameter),
        NAME(HTTPNetworkError),
        NAME(HTTPPartialResponse),
        NAME(HTTPNoResponse),
        NAME(HTTPInsufficientMemory),
        NAME(HTTPSecurityAlertExtraneousResponseData),
        NAME(HTTPSecurityAlertInvalidChunkHeader),
        NAME(HTTPSecurityAlertInvalidProtocolVersion),
        NAME(HTTPSecurityAlertInvalidStatusCode),
        NAME(HTTPSecurityAlertInvalidCharacter),
        NAME(HTTPSecurityAlertInvalidContentLength),
        NAME(HTTPParserPaused),
        NAME(HTTPParserInternalError),
        NAME(HTTPHeaderNotFound),
        NAME(HTTPInvalidResponse),
        NAME(HTTPSecurityAlertResponseHeadersSizeLimitExceeded),
    };

    return (size_t)status < sizeof names / sizeof *names ? names[status] : "Invalid HTTP status";
}
