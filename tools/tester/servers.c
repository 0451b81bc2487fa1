/* SPDX-License-Identifier: MIT */
/* Whoever stops rings the bell, shuts every connection down, and waits until all have left. */
#include "servers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "room.h"

#define SERVERS_MAX 8
#define BACKLOG     16
#define BUFFER      65536 /* bytes: so that a server that reads nothing is full soon */

struct listener {
    struct server_role role;
    int socket; /* -1: not open */
};

struct connection {
    struct servers *servers;
    struct connection *next, **link;
    const struct server_role *role;
    struct server_line line;
};

struct servers {
    struct listener listeners[SERVERS_MAX];
    size_t count;
    int bell[2];
    pthread_t thread;
    bool running;
    pthread_mutex_t mutex; /* guards what follows, and that a listed socket is open */
    pthread_cond_t left;
    struct connection *connections;
    bool stopping;
};

int server_read(struct server_line *line, void *bytes, size_t room)
{
    return line->tls != NULL ? SSL_read(line->tls, bytes, (int)room)
                             : (int)recv(line->socket, bytes, room, 0);
}

bool server_write(struct server_line *line, const void *bytes, size_t length)
{
    const char *at = bytes;

    while (length > 0) {
        const int sent = line->tls != NULL ? SSL_write(line->tls, at, (int)length)
                                           : (int)send(line->socket, at, length, MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        at += sent;
        length -= (size_t)sent;
    }
    return true;
}

void server_echo(struct server_line *line)
{
    char bytes[16384];

    for (int got; (got = server_read(line, bytes, sizeof bytes)) > 0;) {
        if (!server_write(line, bytes, (size_t)got)) {
            return;
        }
    }
}

/* Whether the connection is in the list now; it must be ended by leave() then. */
static bool enter(struct connection *connection)
{
    struct servers *const servers = connection->servers;
    bool in;

    pthread_mutex_lock(&servers->mutex);
    in = !servers->stopping;
    if (in) {
        connection->next = servers->connections;
        connection->link = &servers->connections;
        if (connection->next != NULL) {
            connection->next->link = &connection->next;
        }
        servers->connections = connection;
    }
    pthread_mutex_unlock(&servers->mutex);
    return in;
}

static void leave(struct connection *connection)
{
    struct servers *const servers = connection->servers;

    SSL_free(connection->line.tls);
    pthread_mutex_lock(&servers->mutex);
    *connection->link = connection->next;
    if (connection->next != NULL) {
        connection->next->link = connection->link;
    }
    close(connection->line.socket);
    free(connection);
    pthread_cond_broadcast(&servers->left);
    pthread_mutex_unlock(&servers->mutex);
}

static void *talk(void *argument)
{
    struct connection *const connection = argument;
    struct server_line *const line = &connection->line;
    const struct server_role *const role = connection->role;

    if (role->context == NULL) {
        role->talk(line);
    } else {
        line->tls = SSL_new(role->context);
        if (line->tls != NULL && SSL_set_fd(line->tls, line->socket) == 1 &&
            SSL_accept(line->tls) == 1) {
            role->talk(line);
            (void)SSL_shutdown(line->tls);
        }
    }
    leave(connection);
    return NULL;
}

static void take_connection(struct servers *servers, const struct listener *listener)
{
    const int on = 1;
    const int socket = accept4(listener->socket, NULL, NULL, SOCK_CLOEXEC);
    struct connection *connection = NULL;
    pthread_attr_t detached;
    pthread_t thread;

    if (socket < 0) {
        return;
    }
    (void)setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connection = room_zero(sizeof *connection);
    *connection = (struct connection){
        .servers = servers, .role = &listener->role, .line = {.socket = socket, .tls = NULL}};
    if (!enter(connection)) {
        close(socket);
        free(connection);
        return;
    }
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&thread, &detached, talk, connection) != 0) {
        leave(connection);
    }
    pthread_attr_destroy(&detached);
}

static void *listen_to_all(void *argument)
{
    struct servers *const servers = argument;
    struct pollfd waiting[SERVERS_MAX + 1];

    for (size_t i = 0; i < servers->count; i++) {
        const bool held = servers->listeners[i].role.talk == NULL;
        waiting[i] = (struct pollfd){held ? -1 : servers->listeners[i].socket, POLLIN, 0};
    }
    waiting[servers->count] = (struct pollfd){servers->bell[0], POLLIN, 0};
    for (;;) {
        if (poll(waiting, servers->count + 1, -1) < 0) {
            continue;
        }
        if (waiting[servers->count].revents != 0) {
            return NULL;
        }
        for (size_t i = 0; i < servers->count; i++) {
            if ((waiting[i].revents & POLLIN) != 0) {
                take_connection(servers, &servers->listeners[i]);
            }
        }
    }
}

static bool open_listener(const struct peers_request *request, struct listener *listener,
                          struct peers_offer *offer)
{
    const struct server_role *const role = &listener->role;
    const bool tls = role->context != NULL;
    const int room = BUFFER;

    listener->socket =
        peers_listen(request->bind, SOCK_STREAM, tls ? PEER_TLS_FIRST : PEER_PLAIN_FIRST,
                     tls ? PEER_TLS_LAST : PEER_PLAIN_LAST, &offer->port[role->port]);
    if (listener->socket < 0) {
        return false;
    }
    (void)setsockopt(listener->socket, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (role->talk == NULL) {
        (void)shutdown(listener->socket, SHUT_RD); /* no longer listens, and keeps the port */
        return true;
    }
    return listen(listener->socket, BACKLOG) == 0;
}

static bool open_all(struct servers *servers, const struct peers_request *request,
                     struct peers_offer *offer, char **why)
{
    for (size_t i = 0; i < servers->count; i++) {
        if (!open_listener(request, &servers->listeners[i], offer)) {
            *why = room_text("no free port on %s: %s", request->bind, strerror(errno));
            return false;
        }
    }
    return true;
}

struct servers *servers_start(const struct peers_request *request, const struct server_role *roles,
                              size_t count, struct peers_offer *offer, char **why)
{
    struct servers *const servers = room_zero(sizeof *servers);

    servers->count = count;
    servers->bell[0] = servers->bell[1] = -1;
    pthread_mutex_init(&servers->mutex, NULL);
    pthread_cond_init(&servers->left, NULL);
    for (size_t i = 0; i < count; i++) {
        servers->listeners[i] = (struct listener){.role = roles[i], .socket = -1};
    }
    (void)signal(SIGPIPE, SIG_IGN);
    if (open_all(servers, request, offer, why)) {
        if (pipe2(servers->bell, O_CLOEXEC) == 0 &&
            pthread_create(&servers->thread, NULL, listen_to_all, servers) == 0) {
            servers->running = true;
            return servers;
        }
        *why = room_text("no thread for servers: %s", strerror(errno));
    }
    servers_stop(servers);
    return NULL;
}

static void end_connections(struct servers *servers)
{
    pthread_mutex_lock(&servers->mutex);
    servers->stopping = true;
    for (struct connection *at = servers->connections; at != NULL; at = at->next) {
        (void)shutdown(at->line.socket, SHUT_RDWR);
    }
    while (servers->connections != NULL) {
        pthread_cond_wait(&servers->left, &servers->mutex);
    }
    pthread_mutex_unlock(&servers->mutex);
}

void servers_stop(struct servers *servers)
{
    if (servers->running) {
        while (write(servers->bell[1], "", 1) < 0 && errno == EINTR) {
        }
        pthread_join(servers->thread, NULL);
        end_connections(servers);
    }
    for (size_t i = 0; i < servers->count; i++) {
        if (servers->listeners[i].socket >= 0) {
            close(servers->listeners[i].socket);
        }
        SSL_CTX_free(servers->listeners[i].role.context);
    }
    for (int i = 0; i < 2; i++) {
        if (servers->bell[i] >= 0) {
            close(servers->bell[i]);
        }
    }
    pthread_cond_destroy(&servers->left);
    pthread_mutex_destroy(&servers->mutex);
    free(servers);
}
