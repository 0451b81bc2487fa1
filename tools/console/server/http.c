/* SPDX-License-Identifier: MIT */
#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <microhttpd.h>

#include "connections.h"
#include "router.h"

#define CONNECTIONS_MAX 96
#define MEMORY_BYTES    (32u << 10) /* of a connection: request line and headers */
#define IDLE_S          30
#define PATIENCE_S      20
#define STREAM_BYTES    4096
#define STACK_BYTES     (1u << 20)

struct http {
    const struct console *console;
    struct MHD_Daemon *daemon;
    struct connections *connections;
};

/* What has come of a request so far. */
struct arriving {
    char *body;
    size_t bytes;
    bool is_too_large, is_ambiguous;
};

static const char *const policy = "default-src 'none'; script-src 'self'; style-src 'self'; "
                                  "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
                                  "manifest-src 'self'; base-uri 'none'; form-action 'none'; "
                                  "frame-ancestors 'none'";

static void add_headers(struct MHD_Response *response, const struct answer *answer)
{
    (void)MHD_add_response_header(response, "Content-Security-Policy", policy);
    (void)MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    (void)MHD_add_response_header(response, "X-Frame-Options", "DENY");
    (void)MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    (void)MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    (void)MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    (void)MHD_add_response_header(response, "Cache-Control",
                                  answer->is_cacheable ? "no-cache" : "no-store");
    if (answer->type != NULL) {
        (void)MHD_add_response_header(response, "Content-Type", answer->type);
    }
    for (size_t i = 0; i < answer->header_count; i++) {
        (void)MHD_add_response_header(response, answer->header[i].name, answer->header[i].value);
    }
}

/* A stream gives whole events, libmicrohttpd asks for as many bytes as it has room for. */
struct live {
    struct answer_stream stream;
    size_t at, count;
    char bytes[STREAM_BYTES];
};

static ssize_t read_stream(void *self, uint64_t position, char *buffer, size_t bytes_max)
{
    struct live *live = self;

    (void)position;
    if (live->at == live->count) {
        const ssize_t bytes =
            live->stream.read(live->stream.context, live->bytes, sizeof(live->bytes));
        if (bytes <= 0) {
            return MHD_CONTENT_READER_END_OF_STREAM;
        }
        live->at = 0;
        live->count = (size_t)bytes;
    }
    const size_t left = live->count - live->at;
    const size_t bytes = left < bytes_max ? left : bytes_max;
    memcpy(buffer, live->bytes + live->at, bytes);
    live->at += bytes;
    return (ssize_t)bytes;
}

static void close_stream(void *self)
{
    struct live *live = self;

    live->stream.close(live->stream.context);
    free(live);
}

static struct MHD_Response *response_of(struct answer *answer)
{
    if (answer->stream.read == NULL) {
        struct MHD_Response *response = MHD_create_response_from_buffer(
            answer->bytes, answer->body,
            answer->is_borrowed || answer->body == NULL ? MHD_RESPMEM_PERSISTENT
                                                        : MHD_RESPMEM_MUST_FREE);
        answer->body = response != NULL ? NULL : answer->body;
        return response;
    }
    struct live *live = malloc(sizeof(*live));
    if (live == NULL) {
        return NULL;
    }
    *live = (struct live){.stream = answer->stream};
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_BYTES, read_stream, live, close_stream);
    if (response == NULL) {
        free(live);
        return NULL;
    }
    answer->stream = (struct answer_stream){NULL, NULL, NULL};
    return response;
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, struct answer *answer)
{
    struct MHD_Response *response = response_of(answer);
    enum MHD_Result result = MHD_NO;

    if (response != NULL) {
        add_headers(response, answer);
        result = MHD_queue_response(connection, (unsigned)answer->status, response);
        MHD_destroy_response(response);
    }
    answer_free(answer);
    return result;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

struct framing {
    unsigned hosts, lengths, encodings;
};

static enum MHD_Result count_framing(void *self, enum MHD_ValueKind kind, const char *name,
                                     const char *value)
{
    struct framing *framing = self;

    (void)kind;
    (void)value;
    framing->hosts += strcasecmp(name, "Host") == 0;
    framing->lengths += strcasecmp(name, "Content-Length") == 0;
    framing->encodings += strcasecmp(name, "Transfer-Encoding") == 0;
    return MHD_YES;
}

/* Whose it is, or where it ends, is said twice: a server in front might have read the other. */
static bool is_ambiguous(struct MHD_Connection *connection)
{
    struct framing framing = {0, 0, 0};

    (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, count_framing, &framing);
    return framing.hosts > 1 || framing.lengths + framing.encodings > 1;
}

/* "127.0.0.1:8090", "[::1]:8090": this end of the connection. */
static void local_address(struct MHD_Connection *connection, char *text, size_t bytes)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct sockaddr_storage address;
    socklen_t address_bytes = sizeof(address);
    char host[INET6_ADDRSTRLEN], port[8];

    text[0] = '\0';
    if (info == NULL ||
        getsockname(info->connect_fd, (struct sockaddr *)&address, &address_bytes) != 0 ||
        getnameinfo((struct sockaddr *)&address, address_bytes, host, sizeof(host), port,
                    sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        return;
    }
    const char *mapped = strncasecmp(host, "::ffff:", 7) == 0 ? host + 7 : host;
    (void)snprintf(text, bytes, strchr(mapped, ':') != NULL ? "[%s]:%s" : "%s:%s", mapped, port);
}

static enum MHD_Result answer_request(const struct http *http, struct MHD_Connection *connection,
                                      const char *method, const char *uri,
                                      const struct arriving *arriving)
{
    struct answer answer = {.status = 0};
    char server[INET6_ADDRSTRLEN + 16];
    struct request request = {
        .method = method,
        .uri = uri,
        .host = header(connection, "Host"),
        .origin = header(connection, "Origin"),
        .site = header(connection, "Sec-Fetch-Site"),
        .token = header(connection, "X-Dunlin-Token"),
        .cookie = header(connection, "Cookie"),
        .authorization = header(connection, "Authorization"),
        .if_none_match = header(connection, "If-None-Match"),
        .last_event = header(connection, "Last-Event-ID"),
        .server = server,
        .body = arriving->body != NULL ? arriving->body : "",
        .bytes = arriving->bytes,
    };

    local_address(connection, server, sizeof(server));
    if (arriving->is_too_large) {
        answer_error(&answer, 413, "too-large", "A request has at most 256 KB",
                     "The request is too large");
        answer_header(&answer, "Connection", "close");
    } else if (arriving->is_ambiguous) {
        answer_error(&answer, 400, "ambiguous", "Send Host and Content-Length once each",
                     "Headers of the request contradict each other");
        answer_header(&answer, "Connection", "close");
    } else {
        router_serve(http->console, &request, &answer);
    }
    return send_answer(connection, &answer);
}

static bool take(struct arriving *arriving, const char *data, size_t bytes)
{
    if (arriving->bytes + bytes > REQUEST_BODY_BYTES) {
        arriving->is_too_large = true;
        free(arriving->body);
        arriving->body = NULL;
        arriving->bytes += bytes;
        return arriving->bytes < 8u * REQUEST_BODY_BYTES; /* who goes on is not answered */
    }
    char *body = realloc(arriving->body, arriving->bytes + bytes);
    if (body == NULL) {
        return false;
    }
    memcpy(body + arriving->bytes, data, bytes);
    arriving->body = body;
    arriving->bytes += bytes;
    return true;
}

static struct connection *of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info != NULL ? info->socket_context : NULL;
}

static enum MHD_Result handle(void *self, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *data,
                              size_t *bytes, void **state)
{
    const struct http *http = self;
    struct arriving *arriving = *state;
    const char *uri = connection_uri(of(connection));

    (void)path;
    (void)version;
    if (uri == NULL) {
        return MHD_NO;
    }
    if (arriving == NULL) {
        const char *length = header(connection, "Content-Length");
        *state = arriving = calloc(1, sizeof(*arriving));
        if (arriving == NULL) {
            return MHD_NO;
        }
        arriving->is_too_large = length != NULL && strtoull(length, NULL, 10) > REQUEST_BODY_BYTES;
        arriving->is_ambiguous = is_ambiguous(connection);
        if (!arriving->is_too_large && !arriving->is_ambiguous) {
            return MHD_YES;
        }
    } else if (*bytes > 0) {
        const bool goes_on = take(arriving, data, *bytes);
        *bytes = 0;
        return goes_on ? MHD_YES : MHD_NO;
    }
    connections_arrived(http->connections, of(connection));
    return answer_request(http, connection, method, uri, arriving);
}

/* The address as it came: it is read by request.c, once. */
static void *begin(void *self, const char *uri, struct MHD_Connection *connection)
{
    (void)self;
    connection_set_uri(of(connection), uri);
    return NULL;
}

static size_t leave_escapes(void *self, struct MHD_Connection *connection, char *text)
{
    (void)self;
    (void)connection;
    return strlen(text);
}

static void completed(void *self, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode why)
{
    const struct http *http = self;
    struct arriving *arriving = *state;

    (void)why;
    connections_await(http->connections, of(connection));
    if (arriving != NULL) {
        free(arriving->body);
        free(arriving);
        *state = NULL;
    }
}

static void notify(void *self, struct MHD_Connection *connection, void **context,
                   enum MHD_ConnectionNotificationCode what)
{
    const struct http *http = self;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);

    if (what == MHD_CONNECTION_NOTIFY_STARTED && info != NULL) {
        *context = connections_open(http->connections, info->connect_fd);
    } else if (what == MHD_CONNECTION_NOTIFY_CLOSED && *context != NULL) {
        connections_close(http->connections, *context);
        *context = NULL;
    }
}

static int listen_on(const struct addrinfo *at)
{
    const int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;

    if (fd < 0) {
        return -1;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, CONNECTIONS_MAX) == 0) {
        return fd;
    }
    const int why = errno;
    (void)close(fd);
    errno = why;
    return -1;
}

int http_listen(const char *address, int port, char *error, size_t error_bytes)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_PASSIVE | AI_NUMERICSERV | AI_NUMERICHOST};
    struct addrinfo *found = NULL;
    char service[16];

    (void)snprintf(service, sizeof(service), "%d", port);
    if (getaddrinfo(address, service, &hints, &found) != 0) {
        (void)snprintf(error, error_bytes, "%s is no address of numbers", address);
        return -1;
    }
    const int fd = listen_on(found), why = errno;
    freeaddrinfo(found);
    if (fd < 0) {
        (void)snprintf(error, error_bytes, "port %d of %s: %s", port, address,
                       why == EADDRINUSE ? "another program listens there; --port N takes another"
                                         : strerror(why));
    }
    return fd;
}

int http_port(int socket)
{
    struct sockaddr_storage address;
    socklen_t bytes = sizeof(address);

    if (getsockname(socket, (struct sockaddr *)&address, &bytes) != 0) {
        return 0;
    }
    return ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                               : ((struct sockaddr_in *)&address)->sin_port);
}

static void say_nothing(void *self, const char *format, va_list arguments)
{
    (void)self;
    (void)format;
    (void)arguments;
}

struct http *http_start(const struct console *console, int socket)
{
    struct http *http = calloc(1, sizeof(*http));

    if (http == NULL) {
        return NULL;
    }
    http->console = console;
    http->connections = connections_new(PATIENCE_S);
    http->daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL |
            MHD_USE_ERROR_LOG,
        0, NULL, NULL, handle, http, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL,
        MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)MEMORY_BYTES, MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES,
        MHD_OPTION_URI_LOG_CALLBACK, begin, NULL, MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
        MHD_OPTION_NOTIFY_COMPLETED, completed, http, MHD_OPTION_NOTIFY_CONNECTION, notify, http,
        MHD_OPTION_END);
    if (http->daemon == NULL) {
        http_stop(http);
        return NULL;
    }
    return http;
}

void http_stop(struct http *http)
{
    if (http == NULL) {
        return;
    }
    if (http->daemon != NULL) {
        MHD_stop_daemon(http->daemon);
    }
    connections_free(http->connections);
    free(http);
}
