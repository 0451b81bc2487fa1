/* SPDX-License-Identifier: MIT */
#include "keeps.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/crypto.h>

#include "digest.h"

#define KEEPS_MAX 16
#define KEPT_S    600

struct place {
    struct keep *keep;
    char id[KEEP_ID_BYTES], user[80];
    time_t since;
};

struct keeps {
    pthread_mutex_t lock;
    struct place place[KEEPS_MAX];
};

static time_t now(void)
{
    struct timespec time;

    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec;
}

struct keeps *keeps_new(void)
{
    struct keeps *keeps = calloc(1, sizeof(*keeps));

    if (keeps != NULL) {
        (void)pthread_mutex_init(&keeps->lock, NULL);
    }
    return keeps;
}

void keeps_free(struct keeps *keeps)
{
    for (size_t i = 0; keeps != NULL && i < KEEPS_MAX; i++) {
        keep_free(keeps->place[i].keep);
    }
    free(keeps);
}

static void expire(struct keeps *keeps)
{
    for (size_t i = 0; i < KEEPS_MAX; i++) {
        struct place *place = &keeps->place[i];
        if (place->keep != NULL && now() - place->since >= KEPT_S) {
            keep_free(place->keep);
            place->keep = NULL;
        }
    }
}

void keeps_expire(struct keeps *keeps)
{
    (void)pthread_mutex_lock(&keeps->lock);
    expire(keeps);
    (void)pthread_mutex_unlock(&keeps->lock);
}

bool keeps_put(struct keeps *keeps, struct keep *keep, const char *user, char id[KEEP_ID_BYTES])
{
    unsigned char random[16];
    bool is_kept = false;

    digest_random(random, sizeof(random));
    digest_hex(random, sizeof(random), id);
    (void)pthread_mutex_lock(&keeps->lock);
    expire(keeps);
    for (size_t i = 0; i < KEEPS_MAX && !is_kept; i++) {
        struct place *place = &keeps->place[i];
        if (place->keep == NULL) {
            place->keep = keep;
            place->since = now();
            memcpy(place->id, id, KEEP_ID_BYTES);
            (void)strncpy(place->user, user, sizeof(place->user) - 1);
            is_kept = true;
        }
    }
    (void)pthread_mutex_unlock(&keeps->lock);
    if (!is_kept) {
        keep_free(keep);
    }
    return is_kept;
}

struct keep *keeps_take(struct keeps *keeps, const char *id, const char *user)
{
    struct keep *keep = NULL;

    if (strlen(id) != KEEP_ID_BYTES - 1) {
        return NULL;
    }
    (void)pthread_mutex_lock(&keeps->lock);
    expire(keeps);
    for (size_t i = 0; i < KEEPS_MAX && keep == NULL; i++) {
        struct place *place = &keeps->place[i];
        if (place->keep != NULL && digest_equal(place->id, id, KEEP_ID_BYTES - 1) &&
            strcmp(place->user, user) == 0) {
            keep = place->keep;
            place->keep = NULL;
        }
    }
    (void)pthread_mutex_unlock(&keeps->lock);
    return keep;
}

bool keep_add(struct keep *keep, const char *path, const void *bytes, size_t length)
{
    char *name = strdup(path);
    void *copy = malloc(length + 1);

    if (keep->count == KEEP_FILES_MAX || name == NULL || copy == NULL) {
        free(name);
        free(copy);
        return false;
    }
    memcpy(copy, bytes, length);
    keep->files[keep->count++] = (struct package_file){name, copy, length};
    return true;
}

void keep_free(struct keep *keep)
{
    for (size_t i = 0; keep != NULL && i < keep->count; i++) {
        void *bytes = (void *)(uintptr_t)keep->files[i].bytes;
        OPENSSL_cleanse(bytes, keep->files[i].length);
        free(bytes);
        free((void *)(uintptr_t)keep->files[i].path);
    }
    if (keep != NULL && keep->told != NULL) {
        OPENSSL_cleanse(keep->told, strlen(keep->told));
        free(keep->told);
    }
    if (keep != NULL) {
        free(keep->thing);
        free(keep->forget);
    }
    free(keep);
}
