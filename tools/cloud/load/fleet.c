/* SPDX-License-Identifier: MIT */
#include "fleet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

#include <openssl/pem.h>

#define CONNECTING_MAX 50 /* at a time: below what listen() keeps for a broker */
#define EVENTS_MAX     256
#define WAIT_MS        100
#define SILENCE_US     30000000

static const struct fleet_config *config;

int64_t now_us(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void fail(const char *what, const char *why)
{
    (void)fprintf(stderr, "cloud_load: %s: %s\n", what, why);
    exit(1);
}

static FILE *opened(const char *path)
{
    FILE *file = fopen(path, "r");

    if (file == NULL) {
        fail(path, "cannot be read");
    }
    return file;
}

/* A process may have a thousand files unless it asks for more. */
static void ask_for_files(unsigned int count)
{
    struct rlimit limit;

    (void)getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < count + 32u) {
        fail("open files", "the limit of this process is below the number of devices (ulimit -n)");
    }
}

static void watch(struct fleet *fleet, struct device *device)
{
    const uint32_t events = EPOLLIN | (device->link.wants_write ? EPOLLOUT : 0u);
    struct epoll_event event = {.events = events, .data.ptr = device};

    if (device->watched != events && device->link.state != LINK_CLOSED) {
        (void)epoll_ctl(fleet->epoll, device->watched == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD,
                        device->link.fd, &event);
        device->watched = events;
    }
}

void fleet_flush(struct fleet *fleet, struct device *device)
{
    link_flush(&device->link);
    watch(fleet, device);
}

static void serve(struct fleet *fleet, struct device *device)
{
    const enum link_state before = device->link.state;

    link_serve(&device->link);
    watch(fleet, device);
    if (before < LINK_UP && device->link.state == LINK_UP) {
        fleet->up++;
    }
    if (before != LINK_CLOSED && device->link.state == LINK_CLOSED) {
        config->closed(device);
        fleet->up -= before == LINK_UP;
    }
}

void fleet_serve(struct fleet *fleet)
{
    struct epoll_event events[EVENTS_MAX];
    const int count = epoll_wait(fleet->epoll, events, EVENTS_MAX, WAIT_MS);

    for (int i = 0; i < count; i++) {
        serve(fleet, events[i].data.ptr);
    }
}

static void add_filter(struct device *device, size_t *at, const char *format)
{
    *at += (size_t)snprintf(device->filters + *at, sizeof(device->filters) - *at, format,
                            device->name) +
           1u;
}

static void start_one(struct fleet *fleet, unsigned int number, SSL_CTX *context,
                      const struct addrinfo *address, FILE *keys, FILE *certificates)
{
    struct device *device = &fleet->devices[number];
    EVP_PKEY *key = PEM_read_PrivateKey(keys, NULL, NULL, NULL);
    X509 *certificate = PEM_read_X509(certificates, NULL, NULL, NULL);
    size_t at = 0;

    if (key == NULL || certificate == NULL) {
        fail(config->certificates, "holds fewer certificates than there are devices");
    }
    (void)snprintf(device->name, sizeof(device->name), "load-%u", number);
    add_filter(device, &at, "load/%s");
    add_filter(device, &at, "$aws/things/%s/shadow/update/accepted");
    add_filter(device, &at, "$aws/things/%s/shadow/update/rejected");
    add_filter(device, &at, "$aws/things/%s/jobs/notify-next");
    add_filter(device, &at, "$aws/things/%s/jobs/start-next/+");
    add_filter(device, &at, "$aws/things/%s/jobs/+/update/+");
    device->link.client = device->name;
    device->link.filters = device->filters;
    device->link.message = config->message;
    if (!link_open(&device->link, context, address, certificate, key)) {
        fail(device->name, device->link.why);
    }
    X509_free(certificate);
    EVP_PKEY_free(key);
    watch(fleet, device);
}

static SSL_CTX *new_context(void)
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());

    if (context == NULL || SSL_CTX_load_verify_locations(context, config->ca, NULL) != 1) {
        fail(config->ca, "holds no certificate that can be read");
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    (void)SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    (void)SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE |
                                        SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                        SSL_MODE_RELEASE_BUFFERS);
    return context;
}

void fleet_connect(struct fleet *fleet, const struct fleet_config *from)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *address = NULL;
    unsigned int started = 0, up_before = 0;
    int64_t progress_us = now_us();

    config = from;
    ask_for_files(config->count);
    const int status = getaddrinfo(config->host, config->port, &hints, &address);
    if (status != 0) {
        fail(config->host, gai_strerror(status));
    }
    SSL_CTX *context = new_context();
    FILE *keys = opened(config->keys), *certificates = opened(config->certificates);
    fleet->count = config->count;
    fleet->devices = calloc(config->count, sizeof(fleet->devices[0]));
    fleet->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (fleet->devices == NULL || fleet->epoll < 0) {
        fail("memory", "there is too little");
    }
    while (fleet->up < fleet->count) {
        while (started < fleet->count && started - fleet->up < CONNECTING_MAX) {
            start_one(fleet, started++, context, address, keys, certificates);
        }
        fleet_serve(fleet);
        progress_us = fleet->up != up_before ? now_us() : progress_us;
        up_before = fleet->up;
        if (now_us() - progress_us > SILENCE_US) {
            fail(config->host, "no device has been let in for 30 seconds");
        }
    }
    (void)fclose(keys);
    (void)fclose(certificates);
    freeaddrinfo(address);
    SSL_CTX_free(context);
}
