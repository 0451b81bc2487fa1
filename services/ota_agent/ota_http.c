/* SPDX-License-Identifier: MIT */
#include "ota_http.h"

#include <string.h>

#include "lib_text.h"
#include "ota_url.h"

#define WAIT_BASE_MS  500u
#define WAIT_MAX_MS   16000u
#define REDIRECTS_MAX 3u
#define PORT_BYTES    6u

enum outcome {
    GOT_BLOCKS,
    AGAIN_AT_ONCE, /* at another address */
    AGAIN_LATER,
    EXPIRED,
    UNUSABLE
};

struct range {
    uint32_t block, begin, end; /* bytes; the end is behind the last */
};

/* ---- The connection ---- */

static void disconnect(struct ota_http *http)
{
    if (http->is_connected) {
        http->is_connected = false;
        http->config.close(http->config.context);
    }
}

static bool connect(struct ota_http *http)
{
    if (!http->is_connected && http->config.open(http->config.context, http->url, http->port)) {
        http->is_connected = true;
        http->connections++;
    }
    return http->is_connected;
}

static bool set_address(struct ota_http *http, const char *text, size_t length)
{
    struct ota_url url = {0, 0};

    disconnect(http);
    const bool is_good = ota_url_read(&url, http->url, sizeof http->url, text, length);
    http->port = url.port;
    http->path = is_good ? url.path : 0;
    return is_good;
}

/* ---- One exchange ---- */

static bool is_missing(const struct ota_http *http, uint32_t bit)
{
    return bit < http->bits && (http->bitmap[bit / 8u] & 1u << bit % 8u) != 0;
}

/* Of what is missing the first blocks in a row. */
static bool next_range(const struct ota_http *http, struct range *range)
{
    uint32_t bit = 0, end;

    while (bit < http->bits && !is_missing(http, bit)) {
        bit++;
    }
    for (end = bit; is_missing(http, end); end++) {
    }
    range->block = http->first + bit;
    range->begin = range->block * http->file->ulBlockSize;
    range->end = (http->first + end) * http->file->ulBlockSize;
    if (range->end > http->file->ulFileSize) {
        range->end = http->file->ulFileSize;
    }
    return bit < end;
}

static bool write_request(struct ota_http *http, const struct range *range,
                          HTTPRequestHeaders_t *headers)
{
    char host[256u + PORT_BYTES];
    struct lib_text_out out = {host, sizeof host, 0};

    lib_text_put(&out, http->url, strlen(http->url));
    if (http->port != 443u) {
        lib_text_put(&out, LIB_TEXT(":"));
        lib_text_put_number(&out, http->port);
    }
    const HTTPRequestInfo_t info = {.pMethod = HTTP_METHOD_GET,
                                    .methodLen = sizeof HTTP_METHOD_GET - 1u,
                                    .pPath = http->url + http->path,
                                    .pathLen = strlen(http->url + http->path),
                                    .pHost = host,
                                    .hostLen = out.needed,
                                    .reqFlags = HTTP_REQUEST_KEEP_ALIVE_FLAG};
    *headers = (HTTPRequestHeaders_t){.pBuffer = http->buffer, .bufferLen = sizeof http->buffer};
    return lib_text_fits(&out) && range->end - 1u <= INT32_MAX &&
           HTTPClient_InitializeRequestHeaders(headers, &info) == HTTPSuccess &&
           HTTPClient_AddRangeHeader(headers, (int32_t)range->begin, (int32_t)(range->end - 1u)) ==
               HTTPSuccess;
}

static bool take_number(struct lib_text *text, const char *end, uint32_t *number)
{
    size_t digits = 0;

    while (digits < text->length && text->at[digits] != *end) {
        digits++;
    }
    const bool is_good = digits > 0 && lib_text_to_number(text->at, digits, UINT32_MAX, number);
    text->at += digits;
    text->length -= digits;
    return is_good && (*end == '\0' || lib_text_take(text, end, 1));
}

/* "bytes 0-1023/146515": does it begin where it was asked to? Then its end may be earlier. */
static enum outcome read_content_range(const struct ota_http *http, const HTTPResponse_t *response,
                                       struct range *range)
{
    struct lib_text text;
    uint32_t begin, last, all;

    if (HTTPClient_ReadHeader(response, LIB_TEXT("Content-Range"), &text.at, &text.length) !=
            HTTPSuccess ||
        !lib_text_take(&text, LIB_TEXT("bytes ")) || !take_number(&text, "-", &begin) ||
        !take_number(&text, "/", &last) || !take_number(&text, "", &all)) {
        return AGAIN_LATER;
    }
    if (all != http->file->ulFileSize) {
        return UNUSABLE;
    }
    if (begin != range->begin || last < begin || last >= range->end ||
        response->contentLength != last - begin + 1u) {
        return AGAIN_LATER;
    }
    range->end = last + 1u;
    return GOT_BLOCKS;
}

static enum outcome follow(struct ota_http *http, const HTTPResponse_t *response)
{
    struct lib_text to;

    if (http->redirects == REDIRECTS_MAX ||
        HTTPClient_ReadHeader(response, LIB_TEXT("Location"), &to.at, &to.length) != HTTPSuccess) {
        return EXPIRED;
    }
    http->redirects++;
    return set_address(http, to.at, to.length) ? AGAIN_AT_ONCE : EXPIRED;
}

static enum outcome judge(struct ota_http *http, const HTTPResponse_t *response,
                          struct range *range)
{
    switch (response->statusCode) {
    case 206:
        return read_content_range(http, response, range);
    case 200: /* it knows no ranges: of use when the range is the file */
        return response->contentLength != http->file->ulFileSize && response->contentLength != 0
                   ? UNUSABLE
               : range->begin == 0 && range->end == http->file->ulFileSize ? GOT_BLOCKS
                                                                           : AGAIN_LATER;
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return follow(http, response);
    case 401:
    case 403:
    case 404:
    case 410:
        return EXPIRED;
    case 416:
        return UNUSABLE;
    default:
        return AGAIN_LATER;
    }
}

/* Fill the buffer up to `length`. */
static bool receive(const struct ota_http *http, uint8_t *to, size_t have, size_t length)
{
    const TransportInterface_t *stream = &http->config.stream;
    uint32_t since = http->config.now();

    while (have < length) {
        const int32_t got = stream->recv(stream->pNetworkContext, to + have, length - have);
        if (got < 0 || (got == 0 && http->config.now() - since >= otaconfigFILE_REQUEST_WAIT_MS)) {
            return false;
        }
        if (got > 0) {
            have += (size_t)got;
            since = http->config.now();
        }
    }
    return true;
}

/* Whole blocks go to the machine as they come. False: the stream is of no use any more. */
static bool pass_on(struct ota_http *http, struct ota_core *core, const struct range *range,
                    const HTTPResponse_t *response, uint32_t *blocks)
{
    const OTA_FileContext_t *file = http->file;
    size_t have = response->bodyLen;

    if (have > range->end - range->begin) {
        return false;
    }
    if (have > 0) {
        memmove(http->buffer, response->pBody, have);
    }
    for (uint32_t at = range->begin, block = range->block; at < range->end; block++) {
        const uint32_t id = file->ulServerFileID;
        const uint32_t left = file->ulFileSize - at;
        const uint32_t length = left < file->ulBlockSize ? left : file->ulBlockSize;
        if (length > range->end - at || /* the answer ends within a block */
            (have < length && !receive(http, http->buffer, have, length)) ||
            !ota_core_block(core, id, block, http->buffer, length)) {
            return false;
        }
        ++*blocks;
        at += length;
        have = have > length ? have - length : 0;
        memmove(http->buffer, http->buffer + length, have);
    }
    return (response->respFlags & HTTP_RESPONSE_CONNECTION_CLOSE_FLAG) == 0;
}

static enum outcome fetch_range(struct ota_http *http, struct ota_core *core, struct range range)
{
    HTTPRequestHeaders_t headers;
    HTTPResponse_t response = {.pBuffer = http->buffer,
                               .bufferLen = sizeof http->buffer,
                               .getTime = http->config.now,
                               .respOptionFlags = HTTP_RESPONSE_DO_NOT_PARSE_BODY_FLAG};
    uint32_t blocks = 0;

    if (!write_request(http, &range, &headers)) {
        return EXPIRED;
    }
    http->requests++;
    if (HTTPClient_Send(&http->config.stream, &headers, NULL, 0, &response, 0) != HTTPSuccess) {
        return AGAIN_LATER;
    }
    const struct lib_text coding = {"Transfer-Encoding", sizeof "Transfer-Encoding" - 1u};
    const char *value;
    size_t length;
    enum outcome outcome = judge(http, &response, &range);
    if (outcome != GOT_BLOCKS || HTTPClient_ReadHeader(&response, coding.at, coding.length, &value,
                                                       &length) == HTTPSuccess) {
        disconnect(http); /* an answer's body is left on it */
        return outcome == GOT_BLOCKS ? AGAIN_LATER : outcome;
    }
    if (!pass_on(http, core, &range, &response, &blocks)) {
        disconnect(http);
    }
    return blocks > 0 ? GOT_BLOCKS : AGAIN_LATER;
}

/* ---- The way ---- */

static bool open(void *context, const char *url, size_t length)
{
    struct ota_http *http = context;

    http->redirects = 0;
    http->is_wanted = false;
    return set_address(http, url, length);
}

static bool fetch(void *context, const OTA_FileContext_t *file, uint32_t first,
                  const uint8_t *bitmap, size_t bitmap_bytes)
{
    struct ota_http *http = context;

    http->file = file;
    http->first = first;
    http->bitmap = bitmap;
    http->bits = (uint32_t)(8u * bitmap_bytes);
    http->is_wanted = http->path != 0;
    return http->is_wanted;
}

static void rest(struct ota_http *http)
{
    uint16_t wait = WAIT_MAX_MS;

    disconnect(http);
    (void)BackoffAlgorithm_GetNextBackoff(&http->waits, http->config.random(), &wait);
    http->not_before = http->config.now() + wait;
    http->is_waiting = true;
}

static void forget_rest(struct ota_http *http)
{
    BackoffAlgorithm_InitializeParams(&http->waits, WAIT_BASE_MS, WAIT_MAX_MS,
                                      BACKOFF_ALGORITHM_RETRY_FOREVER);
    http->redirects = 0;
}

static void take_outcome(struct ota_http *http, struct ota_core *core, enum outcome outcome)
{
    switch (outcome) {
    case GOT_BLOCKS:
        forget_rest(http);
        break;
    case AGAIN_AT_ONCE:
        break;
    case EXPIRED:
        http->is_wanted = false;
        http->path = 0;
        rest(http);
        ota_core_expired(core);
        break;
    case UNUSABLE:
        http->is_wanted = false;
        ota_core_unusable(core);
        break;
    case AGAIN_LATER:
    default:
        rest(http);
        break;
    }
}

static uint32_t run(void *context, struct ota_core *core)
{
    struct ota_http *http = context;
    struct range range;

    if (!ota_core_wants(core)) {
        http->is_wanted = false;
        disconnect(http);
        return UINT32_MAX;
    }
    if (!http->is_wanted || !next_range(http, &range)) {
        return UINT32_MAX;
    }
    const int32_t left = (int32_t)(http->not_before - http->config.now());
    if (http->is_waiting && left > 0) {
        return (uint32_t)left;
    }
    http->is_waiting = false;
    const bool was_connected = http->is_connected;
    enum outcome outcome = connect(http) ? fetch_range(http, core, range) : AGAIN_LATER;
    if (outcome == AGAIN_LATER && was_connected) {
        disconnect(http); /* a server may end a connection that rested */
        outcome = AGAIN_AT_ONCE;
    }
    take_outcome(http, core, outcome);
    return 0;
}

const struct ota_data *ota_http_init(struct ota_http *http, const struct ota_http_config *config)
{
    memset(http, 0, sizeof *http);
    http->config = *config;
    http->data = (struct ota_data){http, open, fetch, run};
    forget_rest(http);
    return &http->data;
}
