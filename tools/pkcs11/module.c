/* SPDX-License-Identifier: MIT */
/* The device's token for programs of the host: flash is a file, the rest is the host's.
 *
 *     DUNLIN_TOKEN=token.flash pkcs11-tool --module dunlin_pkcs11.so --test
 *
 * For desks and tests: whoever can read the file has the keys.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "flash_sim.h"
#include "pkcs11_pal_flash.h"
#include "pkcs11_port.h"
#include "sim.h"
#include "tls.h"

#define FILE_VARIABLE "DUNLIN_TOKEN"
#define FILE_DEFAULT  "dunlin_token.flash"
#define SECTOR_BYTES  4096u
#define BANK_BYTES    (8u * SECTOR_BYTES)
#define FLOOR_2026    INT64_C(1767225600)

static struct flash_sim flash_state;
static struct flash_device flash = {
    .driver = &flash_sim_driver,
    .geometry = {2u * BANK_BYTES, SECTOR_BYTES, 4},
    .state = &flash_state,
};

/* The simulator's flash wants these for power cuts, which nobody plans here. */
uint64_t sim_random(void)
{
    return 0;
}

void sim_exit(int status)
{
    _exit(status);
}

/* Mutexes for the token and for Mbed TLS. */

static void *mutex_create(void)
{
    pthread_mutex_t *mutex = malloc(sizeof *mutex);

    if (mutex != NULL && pthread_mutex_init(mutex, NULL) != 0) {
        free(mutex);
        mutex = NULL;
    }
    return mutex;
}

static void mutex_delete(void *mutex)
{
    (void)pthread_mutex_destroy(mutex);
    free(mutex);
}

static bool mutex_lock(void *mutex)
{
    return pthread_mutex_lock(mutex) == 0;
}

static bool mutex_unlock(void *mutex)
{
    return pthread_mutex_unlock(mutex) == 0;
}

static CK_RV create(CK_VOID_PTR_PTR mutex)
{
    *mutex = mutex_create();
    return *mutex != NULL ? CKR_OK : CKR_HOST_MEMORY;
}

static CK_RV destroy(CK_VOID_PTR mutex)
{
    mutex_delete(mutex);
    return CKR_OK;
}

static CK_RV lock(CK_VOID_PTR mutex)
{
    return mutex_lock(mutex) ? CKR_OK : CKR_MUTEX_BAD;
}

static CK_RV unlock(CK_VOID_PTR mutex)
{
    return mutex_unlock(mutex) ? CKR_OK : CKR_MUTEX_NOT_LOCKED;
}

/* The rest of what Mbed TLS wants. */

static bool entropy(void *buffer, size_t length)
{
    return getrandom(buffer, length, 0) == (ssize_t)length;
}

static int64_t uptime_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t utc_seconds(void)
{
    return (int64_t)time(NULL);
}

/* When the module is loaded. What fails here is C_Initialize's error later. */
__attribute__((constructor)) static void prepare(void)
{
    static const CK_C_INITIALIZE_ARGS mutexes = {create, destroy, lock, unlock, 0, NULL};
    const struct tls_port port = {
        .allocate = calloc,
        .release = free,
        .mutex_create = mutex_create,
        .mutex_delete = mutex_delete,
        .mutex_lock = mutex_lock,
        .mutex_unlock = mutex_unlock,
        .entropy = entropy,
        .uptime_ms = uptime_ms,
        .time = utc_seconds,
        .time_floor = FLOOR_2026,
    };
    const char *path = getenv(FILE_VARIABLE);

    if (tls_init(&port) != TLS_OK || !flash_sim_open(&flash, path != NULL ? path : FILE_DEFAULT)) {
        return;
    }
    const struct object_store_area area = {.device = &flash, .bank_bytes = BANK_BYTES};
    pkcs11_pal_set_area(&area);
    pkcs11_set_mutexes(&mutexes);
}
