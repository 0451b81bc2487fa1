/* SPDX-License-Identifier: MIT */
#include "key_pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include <openssl/rsa.h>

#define KEYS_MAX 8
#define BITS     2048

struct key_pool {
    pthread_mutex_t lock;
    pthread_cond_t wanted;
    pthread_t maker;
    bool has_maker, is_ended;
    size_t count;
    EVP_PKEY *keys[KEYS_MAX];
};

static void *make_keys(void *context)
{
    struct key_pool *pool = context;

    (void)pthread_mutex_lock(&pool->lock);
    while (!pool->is_ended) {
        if (pool->count == KEYS_MAX) {
            (void)pthread_cond_wait(&pool->wanted, &pool->lock);
            continue;
        }
        (void)pthread_mutex_unlock(&pool->lock);
        EVP_PKEY *key = EVP_RSA_gen(BITS);
        (void)pthread_mutex_lock(&pool->lock);
        if (key == NULL) {
            break; /* who takes one is told */
        }
        pool->keys[pool->count++] = key;
    }
    (void)pthread_mutex_unlock(&pool->lock);
    return NULL;
}

struct key_pool *key_pool_new(void)
{
    struct key_pool *pool = calloc(1, sizeof(*pool));

    if (pool != NULL) {
        (void)pthread_mutex_init(&pool->lock, NULL);
        (void)pthread_cond_init(&pool->wanted, NULL);
    }
    return pool;
}

void key_pool_free(struct key_pool *pool)
{
    if (pool == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&pool->lock);
    pool->is_ended = true;
    (void)pthread_cond_signal(&pool->wanted);
    (void)pthread_mutex_unlock(&pool->lock);
    if (pool->has_maker) {
        (void)pthread_join(pool->maker, NULL);
    }
    while (pool->count > 0) {
        EVP_PKEY_free(pool->keys[--pool->count]);
    }
    free(pool);
}

EVP_PKEY *key_pool_take(struct key_pool *pool)
{
    EVP_PKEY *key = NULL;

    (void)pthread_mutex_lock(&pool->lock);
    if (!pool->has_maker) {
        pool->has_maker = pthread_create(&pool->maker, NULL, make_keys, pool) == 0;
    }
    if (pool->count > 0) {
        key = pool->keys[--pool->count];
        (void)pthread_cond_signal(&pool->wanted);
    }
    (void)pthread_mutex_unlock(&pool->lock);
    return key != NULL ? key : EVP_RSA_gen(BITS);
}
