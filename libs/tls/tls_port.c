/* SPDX-License-Identifier: MIT */
/* What Mbed TLS asks of its surroundings, answered by the functions that tls_init was given.
 *
 *      Mbed TLS            here                  struct tls_port
 *      calloc, free        tls_port_allocate     allocate, release
 *      mutexes             mutex_*               mutex_*
 *      time, ms time       tls_port_time ...     time, time_floor, uptime_ms
 *      random numbers      tls_random.c          entropy
 *
 * Invariant: `port` is filled in before the library is used, and does not change while it is.
 */
#include "tls_port.h"

#include <mbedtls/platform.h>
#include <mbedtls/platform_time.h>
#include <mbedtls/platform_util.h>
#include <mbedtls/threading.h>
#include <psa/crypto.h>
#include <string.h>
#include <time.h>

#include "lib_assert.h"
#include "tls.h"

#define DAY_SECONDS 86400

static struct tls_port port;
static bool ready;
static volatile uint32_t memory_failures;
static volatile size_t bytes_wanted; /* by the last that failed */
static volatile size_t bytes_largest;
static const char *volatile bytes_where;
static volatile uint32_t entropy_failures;

void *tls_port_allocate(size_t count, size_t bytes)
{
    void *memory = NULL;

    if (bytes == 0 || count <= SIZE_MAX / bytes) {
        memory = port.allocate(count, bytes);
    }
    if (memory == NULL && count != 0 && bytes != 0) {
        bytes_wanted = count <= SIZE_MAX / bytes ? count * bytes : SIZE_MAX;
        bytes_largest = port.largest != NULL ? port.largest() : 0;
        memory_failures = memory_failures + 1;
    }
    return memory;
}

void tls_port_release(void *memory)
{
    port.release(memory);
}

uint32_t tls_port_memory_failures(void)
{
    return memory_failures;
}

void tls_memory_error(struct tls_error *error)
{
    size_t wanted = bytes_wanted;
    size_t largest = bytes_largest;

    memset(error, 0, sizeof(*error));
    if (wanted != 0) {
        error->status = TLS_NO_MEMORY;
        error->bytes_wanted = wanted;
        error->bytes_missing = largest < wanted ? wanted - largest : wanted;
        error->where = bytes_where;
    }
}

void tls_port_memory_where(const char *where)
{
    bytes_where = where;
}

uint32_t tls_port_entropy_failures(void)
{
    return entropy_failures;
}

static void mutex_init(mbedtls_threading_mutex_t *mutex)
{
    mutex->handle = port.mutex_create();
}

static void mutex_free(mbedtls_threading_mutex_t *mutex)
{
    if (mutex->handle != NULL) {
        port.mutex_delete(mutex->handle);
        mutex->handle = NULL;
    }
}

static int mutex_lock(mbedtls_threading_mutex_t *mutex)
{
    bool done = mutex->handle != NULL && port.mutex_lock(mutex->handle);
    return done ? 0 : MBEDTLS_ERR_THREADING_MUTEX_ERROR;
}

static int mutex_unlock(mbedtls_threading_mutex_t *mutex)
{
    bool done = mutex->handle != NULL && port.mutex_unlock(mutex->handle);
    return done ? 0 : MBEDTLS_ERR_THREADING_MUTEX_ERROR;
}

bool tls_port_time_known(void)
{
    return port.time() != TLS_NO_TIME;
}

/* A clock behind the floor is wrong: the image did not exist then. */
long long tls_port_time(long long *seconds)
{
    int64_t now = port.time();

    if (now < port.time_floor) {
        now = port.time_floor;
    }
    if (seconds != NULL) {
        *seconds = now;
    }
    return now;
}

mbedtls_ms_time_t mbedtls_ms_time(void)
{
    return port.uptime_ms();
}

/* Days since 1970-01-01 to a date: years begin in March here, so that the leap day is the last. */
struct tm *mbedtls_platform_gmtime_r(const mbedtls_time_t *seconds, struct tm *date)
{
    long long days = *seconds / DAY_SECONDS;
    long long rest = *seconds % DAY_SECONDS;

    if (rest < 0) {
        rest += DAY_SECONDS;
        days--;
    }
    days += 719468; /* since 0000-03-01 */
    long long era = (days >= 0 ? days : days - 146096) / 146097;
    long long day_of_era = days - era * 146097;
    long long year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long long month = (5 * day_of_year + 2) / 153; /* 0: March */

    memset(date, 0, sizeof(*date));
    date->tm_mday = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    date->tm_mon = (int)(month < 10 ? month + 2 : month - 10);
    date->tm_year = (int)(year_of_era + era * 400 + (month >= 10 ? 1 : 0) - 1900);
    date->tm_hour = (int)(rest / 3600);
    date->tm_min = (int)(rest / 60 % 60);
    date->tm_sec = (int)(rest % 60);
    return date;
}

bool tls_port_entropy(void *buffer, size_t length)
{
    bool filled = port.entropy(buffer, length);

    if (!filled) {
        entropy_failures = entropy_failures + 1;
    }
    return filled;
}

static bool complete(const struct tls_port *given)
{
    return given->allocate != NULL && given->release != NULL && given->mutex_create != NULL &&
           given->mutex_delete != NULL && given->mutex_lock != NULL &&
           given->mutex_unlock != NULL && given->entropy != NULL && given->uptime_ms != NULL &&
           given->time != NULL;
}

static void release_all(void)
{
    mbedtls_psa_crypto_free();
    tls_random_end();
    mbedtls_threading_free_alt();
}

tls_status_t tls_init(const struct tls_port *given)
{
    if (ready) {
        return TLS_OK;
    }
    if (given == NULL || !complete(given)) {
        return TLS_BAD_CONFIG;
    }
    port = *given;
    mbedtls_platform_set_calloc_free(tls_port_allocate, tls_port_release);
    mbedtls_threading_set_alt(mutex_init, mutex_free, mutex_lock, mutex_unlock);
    uint32_t failures = entropy_failures;
    if (tls_random_begin() && psa_crypto_init() == PSA_SUCCESS) {
        ready = true;
        return TLS_OK;
    }
    release_all();
    return entropy_failures != failures ? TLS_NO_ENTROPY : TLS_NO_MEMORY;
}

void tls_deinit(void)
{
    if (ready) {
        release_all();
        ready = false;
    }
}
