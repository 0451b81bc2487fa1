/* SPDX-License-Identifier: MIT */
#include "sessions.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BUCKETS 4096u

static struct session *by_id[BUCKETS], *by_client[BUCKETS];

int64_t now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static size_t bucket_of_id(const char *id)
{
    uint32_t hash = 2166136261u;

    while (*id != '\0') {
        hash = (hash ^ (unsigned char)*id++) * 16777619u;
    }
    return hash % BUCKETS;
}

static size_t bucket_of_client(const struct mosquitto *client)
{
    return ((uintptr_t)client >> 4) % BUCKETS;
}

struct session *session_of_client(const struct mosquitto *client)
{
    struct session *session = by_client[bucket_of_client(client)];

    while (session != NULL && session->client != client) {
        session = session->next_by_client;
    }
    return session;
}

struct session *session_of_id(const char *id)
{
    struct session *session = by_id[bucket_of_id(id)];

    while (session != NULL && strcmp(session->id, id) != 0) {
        session = session->next_by_id;
    }
    return session;
}

struct session *session_make(const char *id)
{
    struct session *session = session_of_id(id);

    if (session == NULL && strlen(id) <= CLIENT_BYTES_MAX) {
        session = calloc(1, sizeof(*session));
        if (session != NULL) {
            struct session **first = &by_id[bucket_of_id(id)];
            strcpy(session->id, id);
            session->version = -1;
            session->next_by_id = *first;
            *first = session;
        }
    }
    return session;
}

void session_connected(struct session *session, struct mosquitto *client)
{
    struct session **first = &by_client[bucket_of_client(client)];

    session->client = client;
    session->next_by_client = *first;
    *first = session;
}

static void unlink_client(struct session *session)
{
    struct session **at = &by_client[bucket_of_client(session->client)];

    while (*at != NULL && *at != session) {
        at = &(*at)->next_by_client;
    }
    if (*at != NULL) {
        *at = session->next_by_client;
    }
    session->client = NULL;
}

void session_disconnected(struct session *session)
{
    if (session->client != NULL) {
        unlink_client(session);
    }
    if (!session->is_persistent) {
        session_clear_filters(session);
        X509_free(session->x509);
        session->x509 = NULL;
        session->subject.context = NULL;
    }
    json_decref(session->topics);
    session->topics = NULL;
    session->packet_at = NULL;
}

static size_t place_of(const struct session *session, const char *filter)
{
    size_t i = 0;

    while (i < session->filter_count && strcmp(session->filters[i], filter) != 0) {
        i++;
    }
    return i;
}

bool session_has_filter(const struct session *session, const char *filter)
{
    return place_of(session, filter) < session->filter_count;
}

void session_add_filter(struct session *session, const char *filter)
{
    if (!session_has_filter(session, filter) && session->filter_count < FILTERS_MAX) {
        session->filters[session->filter_count++] = strdup(filter);
    }
}

void session_remove_filter(struct session *session, const char *filter)
{
    const size_t i = place_of(session, filter);

    if (i < session->filter_count) {
        free(session->filters[i]);
        session->filters[i] = session->filters[--session->filter_count];
    }
}

void session_clear_filters(struct session *session)
{
    while (session->filter_count > 0) {
        free(session->filters[--session->filter_count]);
    }
}

void sessions_each(void (*visit)(struct session *session))
{
    for (size_t i = 0; i < BUCKETS; i++) {
        for (struct session *session = by_id[i]; session != NULL; session = session->next_by_id) {
            visit(session);
        }
    }
}

static void release(struct session *session)
{
    session_clear_filters(session);
    subject_forget(&session->subject);
    X509_free(session->x509);
    json_decref(session->topics);
    free(session);
}

void sessions_sweep(int64_t now_s)
{
    for (size_t i = 0; i < BUCKETS; i++) {
        struct session **at = &by_id[i];
        while (*at != NULL) {
            struct session *session = *at;
            if (session->client == NULL && now_s - session->left_s > SESSION_KEPT_S) {
                *at = session->next_by_id;
                release(session);
            } else {
                at = &session->next_by_id;
            }
        }
    }
}

void sessions_free(void)
{
    for (size_t i = 0; i < BUCKETS; i++) {
        while (by_id[i] != NULL) {
            struct session *session = by_id[i];
            by_id[i] = session->next_by_id;
            release(session);
        }
        by_client[i] = NULL;
    }
}
