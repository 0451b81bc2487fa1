/* SPDX-License-Identifier: MIT */
#include "connections.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct connection {
    struct connection *next;
    int fd;
    bool is_awaited;
    time_t since; /* it is awaited */
    char *uri;
};

struct connections {
    pthread_mutex_t lock;
    pthread_cond_t end;
    pthread_t watch;
    bool is_ending;
    int patience_s;
    struct connection *first;
};

static time_t now(void)
{
    struct timespec time;

    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

static void *watch(void *self)
{
    struct connections *connections = self;

    (void)pthread_mutex_lock(&connections->lock);
    while (!connections->is_ending) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec++;
        (void)pthread_cond_timedwait(&connections->end, &connections->lock, &until);
        const time_t latest = now() - connections->patience_s;
        for (struct connection *one = connections->first; one != NULL; one = one->next) {
            if (one->is_awaited && one->since < latest) {
                (void)shutdown(one->fd, SHUT_RDWR);
                one->is_awaited = false;
            }
        }
    }
    (void)pthread_mutex_unlock(&connections->lock);
    return NULL;
}

struct connections *connections_new(int patience_s)
{
    struct connections *connections = calloc(1, sizeof(*connections));

    if (connections == NULL) {
        return NULL;
    }
    connections->patience_s = patience_s;
    (void)pthread_mutex_init(&connections->lock, NULL);
    (void)pthread_cond_init(&connections->end, NULL);
    if (pthread_create(&connections->watch, NULL, watch, connections) != 0) {
        free(connections);
        return NULL;
    }
    return connections;
}

void connections_free(struct connections *connections)
{
    if (connections == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&connections->lock);
    connections->is_ending = true;
    (void)pthread_cond_signal(&connections->end);
    (void)pthread_mutex_unlock(&connections->lock);
    (void)pthread_join(connections->watch, NULL);
    free(connections);
}

struct connection *connections_open(struct connections *connections, int fd)
{
    struct connection *connection = calloc(1, sizeof(*connection));

    if (connection != NULL) {
        (void)pthread_mutex_lock(&connections->lock);
        *connection = (struct connection){connections->first, fd, true, now(), NULL};
        connections->first = connection;
        (void)pthread_mutex_unlock(&connections->lock);
    }
    return connection;
}

void connections_close(struct connections *connections, struct connection *connection)
{
    (void)pthread_mutex_lock(&connections->lock);
    struct connection **at = &connections->first;
    while (*at != NULL && *at != connection) {
        at = &(*at)->next;
    }
    if (*at != NULL) {
        *at = connection->next;
    }
    (void)pthread_mutex_unlock(&connections->lock);
    free(connection->uri);
    free(connection);
}

void connection_set_uri(struct connection *connection, const char *uri)
{
    if (connection != NULL) {
        free(connection->uri);
        connection->uri = strdup(uri);
    }
}

const char *connection_uri(const struct connection *connection)
{
    return connection != NULL ? connection->uri : NULL;
}

static void set(struct connections *connections, struct connection *connection, bool is_awaited)
{
    if (connection != NULL) {
        (void)pthread_mutex_lock(&connections->lock);
        connection->is_awaited = is_awaited;
        connection->since = now();
        (void)pthread_mutex_unlock(&connections->lock);
    }
}

void connections_arrived(struct connections *connections, struct connection *connection)
{
    set(connections, connection, false);
}

void connections_await(struct connections *connections, struct connection *connection)
{
    set(connections, connection, true);
}
