/* SPDX-License-Identifier: MIT */
/* Updates of shadows a second, in core alone: rows in memory, a bus that counts. Each of 1,000
 * things has a desired and a reported section of 12 members; an update reports two of them, and
 * differs from what is desired, so that each is answered with accepted, delta and documents.
 *
 *     build/tools/tools/cloud/bench/cloud_shadow_bench
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cloud.h"

#define THINGS  1000u
#define UPDATES 100000u
#define BATCH   100u /* updates in a transaction */

static uint64_t said_count, said_bytes;

static void count(void *self, const char *client, const char *topic, const void *payload,
                  size_t bytes)
{
    (void)self;
    (void)client;
    (void)topic;
    (void)payload;
    said_count++;
    said_bytes += bytes;
}

static int64_t virtual_ms(void *context)
{
    return *(int64_t *)context;
}

static void no_random(void *context, void *bytes, size_t amount)
{
    (void)context;
    memset(bytes, 0, amount);
}

static double processor_seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void update(struct cloud *cloud, unsigned thing, const char *payload)
{
    char topic[64];
    const struct cloud_message message = {"client", "principal", topic, payload, strlen(payload)};

    (void)snprintf(topic, sizeof(topic), "$aws/things/thing-%u/shadow/update", thing);
    (void)cloud_message(cloud, &message);
}

static void fill(struct cloud *cloud)
{
    static const char members[] =
        "{\"power\":true,\"color\":\"warm "
        "white\",\"level\":80,\"temperature\":21.5,\"humidity\":44,"
        "\"mode\":\"auto\",\"firmware\":\"1.4.2\",\"uptime\":86400,\"rssi\":-61,\"network\":{"
        "\"address\":\"192.168.1.17\",\"channel\":6},\"schedule\":[7,12,19]}";
    char payload[1024];

    (void)snprintf(payload, sizeof(payload), "{\"state\":{\"desired\":%s,\"reported\":%s}}",
                   members, members);
    (void)cloud_begin(cloud);
    for (unsigned i = 0; i < THINGS; i++) {
        update(cloud, i, payload);
    }
    (void)cloud_commit(cloud);
}

int main(void)
{
    int64_t now_ms = 1700000000000;
    struct cloud_store *store = cloud_store_memory_new();
    const struct cloud_bus bus = {.publish = count};
    const struct cloud_config config = {.store = store,
                                        .bus = &bus,
                                        .now_ms = virtual_ms,
                                        .random = no_random,
                                        .context = &now_ms,
                                        .region = "us-east-1",
                                        .account = "000000000000",
                                        .endpoint = "bench"};
    struct cloud *cloud = cloud_new(&config);

    fill(cloud);
    said_count = said_bytes = 0;
    const double start = processor_seconds();
    for (unsigned i = 0; i < UPDATES; i += BATCH) {
        now_ms += 10;
        (void)cloud_begin(cloud);
        for (unsigned j = i; j < i + BATCH; j++) {
            char payload[128];
            (void)snprintf(payload, sizeof(payload),
                           "{\"state\":{\"reported\":{\"level\":%u,\"temperature\":%u.5}},"
                           "\"clientToken\":\"t-%u\"}",
                           j % 50, j % 20, j);
            update(cloud, j % THINGS, payload);
        }
        (void)cloud_commit(cloud);
    }
    const double seconds = processor_seconds() - start;
    const bool is_whole = said_count == 3u * UPDATES; /* none was refused */
    printf("%.0f updates a second, %.1f us each, %.0f bytes said for one%s\n", UPDATES / seconds,
           seconds * 1e6 / UPDATES, (double)said_bytes / UPDATES,
           is_whole ? "" : "; NOT ALL ACCEPTED");
    cloud_free(cloud);
    cloud_store_memory_free(store);
    return is_whole ? 0 : 1;
}
