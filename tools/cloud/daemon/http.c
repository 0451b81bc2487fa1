/* SPDX-License-Identifier: MIT */
/* libmicrohttpd before cloud_data and cloud_control. A request is one transaction; its answer is
 * sent when that is committed. */
#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/gnutls.h>
#include <microhttpd.h>
#include <netdb.h>
#include <sys/socket.h>

#include "download.h"
#include "issuer.h"

#define BODY_BYTES_MAX (16u << 20)
#define QUERY_MAX      32
#define THREADS        4
#define BACKLOG        1024
#define IDLE_S         60
#define TLS_PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

struct http {
    struct engine *engine;
    struct MHD_Daemon *daemon;
    int port;
    bool is_control;
};

/* What has come of a request so far. */
struct request {
    char *body;
    size_t bytes;
    bool is_too_large;
};

static enum MHD_Result send_reply(struct MHD_Connection *connection, struct cloud_reply *reply)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        reply->bytes, reply->body != NULL ? reply->body : "",
        reply->body != NULL ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (response == NULL) {
        free(reply->body);
        return MHD_NO;
    }
    (void)MHD_add_response_header(response, "Content-Type", "application/json");
    if (reply->error_type != NULL) {
        (void)MHD_add_response_header(response, "x-amzn-ErrorType", reply->error_type);
    }
    const enum MHD_Result result =
        MHD_queue_response(connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result refuse(struct MHD_Connection *connection, int status, const char *type,
                              const char *message)
{
    json_t *document = json_pack("{s:s}", "message", message);
    struct cloud_reply reply = {
        .status = status, .error_type = type, .body = json_dumps(document, JSON_COMPACT)};

    reply.bytes = reply.body != NULL ? strlen(reply.body) : 0;
    json_decref(document);
    return send_reply(connection, &reply);
}

static bool is_utf8(const char *text)
{
    json_t *string = json_string(text);

    json_decref(string);
    return string != NULL;
}

struct pairs {
    struct cloud_pair pair[QUERY_MAX];
    size_t count;
    bool is_good;
};

static enum MHD_Result add_pair(void *context, enum MHD_ValueKind kind, const char *name,
                                const char *value)
{
    struct pairs *pairs = context;
    const char *text = value != NULL ? value : "";

    (void)kind;
    pairs->is_good = pairs->is_good && pairs->count < QUERY_MAX && is_utf8(name) && is_utf8(text);
    if (pairs->is_good) {
        pairs->pair[pairs->count++] = (struct cloud_pair){name, text};
    }
    return pairs->is_good ? MHD_YES : MHD_NO;
}

/* Two operations of AWS IoT have a parameter in a header. */
static enum MHD_Result add_header(void *context, enum MHD_ValueKind kind, const char *name,
                                  const char *value)
{
    static const char *const headers[] = {"x-amzn-principal", "x-amzn-iot-principal"};

    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
        if (strcasecmp(name, headers[i]) == 0) {
            return add_pair(context, kind, "principal", value);
        }
    }
    return MHD_YES;
}

/* The id of the certificate with which the connection was made; false: there is none, or none that
 * is valid now. Who signed it does not matter: its holder has proved to have its key, and the
 * registry knows it by its very bytes or not at all. */
static bool peer_id(struct MHD_Connection *connection, char id[65])
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    const unsigned of_others =
        GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_NOT_FOUND | GNUTLS_CERT_SIGNER_NOT_CA;
    unsigned status = 0, count = 0;

    if (info == NULL ||
        gnutls_certificate_verify_peers2((gnutls_session_t)info->tls_session, &status) != 0 ||
        (status & ~of_others) != 0) {
        return false;
    }
    const gnutls_datum_t *peers =
        gnutls_certificate_get_peers((gnutls_session_t)info->tls_session, &count);
    if (peers == NULL || count == 0) {
        return false;
    }
    issuer_identify_der(peers[0].data, peers[0].size, id);
    return true;
}

static bool is_local_name(const char *host)
{
    static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};

    for (size_t i = 0; host != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
        const size_t bytes = strlen(names[i]);
        if (strncmp(host, names[i], bytes) == 0 && (host[bytes] == ':' || host[bytes] == '\0')) {
            return true;
        }
    }
    return false;
}

/* A page in a browser of this machine reaches the loopback too; it says where it is from, or names
 * a host of its own. */
static bool is_of_a_page(struct MHD_Connection *connection)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Origin") != NULL ||
           !is_local_name(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Host"));
}

/* Clients of the control plane sign for the service they mean: two have the same paths. */
static bool is_signed_for_data(struct MHD_Connection *connection)
{
    const char *signature =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization");

    return signature != NULL && (strstr(signature, "/iot-jobs-data/aws4_request") != NULL ||
                                 strstr(signature, "/iotdata/aws4_request") != NULL);
}

static enum MHD_Result serve(const struct http *http, struct MHD_Connection *connection,
                             const struct cloud_http *request)
{
    struct cloud_reply reply = {0};

    if (!engine_begin(http->engine)) {
        return refuse(connection, 503, "ServiceUnavailableException",
                      "The database cannot be written");
    }
    if (request->principal == NULL) {
        cloud_control(http->engine->cloud, request, &reply);
    } else {
        cloud_data(http->engine->cloud, request, &reply);
    }
    if (!engine_commit(http->engine)) {
        free(reply.body);
        return refuse(connection, 503, "ServiceUnavailableException",
                      "The database cannot be written");
    }
    if (http->engine->settle != NULL) {
        http->engine->settle(http->engine->settle_context);
    }
    return send_reply(connection, &reply);
}

/* The command line of the control plane asks what there is. */
static enum MHD_Result list_operations(struct MHD_Connection *connection)
{
    json_t *operations = cloud_operations();
    struct cloud_reply reply = {.status = 200, .body = json_dumps(operations, JSON_COMPACT)};

    reply.bytes = reply.body != NULL ? strlen(reply.body) : 0;
    json_decref(operations);
    return send_reply(connection, &reply);
}

static enum MHD_Result answer(const struct http *http, struct MHD_Connection *connection,
                              const char *method, const char *path, const struct request *request)
{
    struct pairs pairs = {.count = 0, .is_good = is_utf8(path)};
    char id[65];

    (void)MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, add_pair, &pairs);
    if (http->is_control) {
        (void)MHD_get_connection_values(connection, MHD_HEADER_KIND, add_header, &pairs);
    }
    if (!pairs.is_good) {
        return refuse(connection, 400, "InvalidRequestException",
                      "Path and query must be UTF-8, with at most 32 parameters");
    }
    if (request->is_too_large) {
        return refuse(connection, 413, "RequestEntityTooLargeException",
                      "The payload exceeds the maximum size allowed");
    }
    if (!http->is_control && download_is_meant(path)) {
        return download(http->engine, connection, method, path);
    }
    if (http->is_control ? is_of_a_page(connection) : !peer_id(connection, id)) {
        return refuse(connection, 403, "ForbiddenException",
                      http->is_control ? "Requests of web pages are not served" : "Forbidden");
    }
    if (http->is_control && strcmp(method, "GET") == 0 && strcmp(path, "/operations") == 0) {
        return list_operations(connection);
    }
    const struct cloud_http full = {.method = method,
                                    .path = path,
                                    .query = pairs.pair,
                                    .query_count = pairs.count,
                                    .body = request->body,
                                    .bytes = request->bytes,
                                    .principal = !http->is_control                ? id
                                                 : is_signed_for_data(connection) ? cloud_operator
                                                                                  : NULL};
    return serve(http, connection, &full);
}

static void take(struct request *request, const char *data, size_t bytes)
{
    if (request->is_too_large || request->bytes + bytes > BODY_BYTES_MAX) {
        request->is_too_large = true;
        return;
    }
    char *body = realloc(request->body, request->bytes + bytes);
    if (body == NULL) {
        request->is_too_large = true;
        return;
    }
    memcpy(body + request->bytes, data, bytes);
    request->body = body;
    request->bytes += bytes;
}

static enum MHD_Result handle(void *self, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *data,
                              size_t *bytes, void **state)
{
    (void)version;
    if (*state == NULL) {
        *state = calloc(1, sizeof(struct request));
        return *state != NULL ? MHD_YES : MHD_NO;
    }
    if (*bytes > 0) {
        take(*state, data, *bytes);
        *bytes = 0;
        return MHD_YES;
    }
    return answer(self, connection, method, path, *state);
}

static void completed(void *self, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode why)
{
    struct request *request = *state;

    (void)self;
    (void)connection;
    (void)why;
    if (request != NULL) {
        free(request->body);
        free(request);
        *state = NULL;
    }
}

/* -1: errno says why. */
static int listen_on(const struct addrinfo *at)
{
    const int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1, no = 0;

    if (fd < 0) {
        return -1;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (at->ai_family == AF_INET6) {
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof(no));
    }
    if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0) {
        return fd;
    }
    const int why = errno;
    (void)close(fd);
    errno = why;
    return -1;
}

/* A socket that listens; -1: `error` says why. */
static int listen_at(const char *address, int port, char *error, size_t error_bytes)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    char service[16];

    (void)snprintf(service, sizeof(service), "%d", port);
    if (getaddrinfo(address != NULL ? address : "::", service, &hints, &found) != 0) {
        (void)snprintf(error, error_bytes, "%s is no address", address != NULL ? address : "::");
        return -1;
    }
    const int fd = listen_on(found), why = errno;
    freeaddrinfo(found);
    if (fd < 0 && address == NULL && why == EAFNOSUPPORT) {
        return listen_at("0.0.0.0", port, error, error_bytes);
    }
    if (fd < 0) {
        (void)snprintf(error, error_bytes, "port %d: %s", port,
                       why == EADDRINUSE ? "another program listens there" : strerror(why));
    }
    return fd;
}

static int port_of(int fd)
{
    struct sockaddr_storage address;
    socklen_t bytes = sizeof(address);

    if (getsockname(fd, (struct sockaddr *)&address, &bytes) != 0) {
        return 0;
    }
    return ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                               : ((struct sockaddr_in *)&address)->sin_port);
}

static struct MHD_Daemon *start(struct http *http, int fd, const struct http_tls *tls)
{
    const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | (tls != NULL ? MHD_USE_TLS : 0);
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_LISTEN_SOCKET, fd, NULL},
        {MHD_OPTION_THREAD_POOL_SIZE, THREADS, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, IDLE_S, NULL},
        {MHD_OPTION_END, 0, NULL},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, NULL},
        {MHD_OPTION_HTTPS_MEM_TRUST, 0, NULL},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, TLS_PRIORITIES},
        {MHD_OPTION_END, 0, NULL},
    };

    if (tls != NULL) {
        options[3] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0,
                                             (void *)(uintptr_t)tls->certificate_pem};
        options[4].ptr_value = (void *)(uintptr_t)tls->key_pem;
        options[5].ptr_value = (void *)(uintptr_t)tls->trust_pem;
    }
    return MHD_start_daemon(flags, 0, NULL, NULL, handle, http, MHD_OPTION_NOTIFY_COMPLETED,
                            completed, http, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
}

struct http *http_start(struct engine *engine, const char *address, int port,
                        const struct http_tls *tls, char *error, size_t error_bytes)
{
    struct http *http = calloc(1, sizeof(*http));
    const int fd = http != NULL ? listen_at(address, port, error, error_bytes) : -1;

    if (fd < 0) {
        free(http);
        return NULL;
    }
    *http = (struct http){.engine = engine, .port = port_of(fd), .is_control = tls == NULL};
    http->daemon = start(http, fd, tls);
    if (http->daemon == NULL) {
        (void)snprintf(error, error_bytes, "port %d: the server cannot start%s", port,
                       tls != NULL ? "; are its certificate and key good?" : "");
        (void)close(fd);
        free(http);
        return NULL;
    }
    return http;
}

void http_stop(struct http *http)
{
    if (http != NULL) {
        MHD_stop_daemon(http->daemon);
        free(http);
    }
}

int http_port(const struct http *http)
{
    return http->port;
}
