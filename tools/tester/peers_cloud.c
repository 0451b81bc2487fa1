/* SPDX-License-Identifier: MIT */
/* The cloud in a box, in a folder of the run, under the run's own authority; the run's identities
 * are registered in it. ./run cloud starts it, enrol.py registers. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <jansson.h>

#include "files.h"
#include "interrupt.h"
#include "peers.h"
#include "process.h"
#include "room.h"

/* The first time its programs are built. */
enum { START_S = 300, ENROL_S = 60, ANSWER_BYTES = 16384 };

struct cloud {
    struct process process;
    char *log;
    char answer[ANSWER_BYTES];
    size_t length;
    char *trouble;
};

static bool wanted(const struct peers_request *request)
{
    return request->needs_cloud;
}

/* A port that was free a moment ago. */
static uint16_t free_port(const char *bind)
{
    uint16_t port = 0;
    int listener = peers_listen(bind, SOCK_STREAM, PEER_TLS_FIRST, PEER_TLS_LAST, &port);

    if (listener >= 0) {
        close(listener);
    }
    return port;
}

static bool same_authority(const struct peers_request *request, const char *folder)
{
    static const char *const files[][2] = {{"root.crt", "ca.crt"}, {"root.key", "ca.key"}};

    for (size_t i = 0; i < 2; i++) {
        char *from = room_text("%s/%s", request->folder, files[i][0]);
        char *to = room_text("%s/%s", folder, files[i][1]);
        char *text = files_read(from);
        bool good = text != NULL && files_write(to, text);

        free(text);
        free(from);
        free(to);
        if (!good) {
            return false;
        }
    }
    return true;
}

/* One line of JSON on standard output says that it is up. */
static bool wait_until_up(struct cloud *cloud)
{
    double until = interrupt_clock() + START_S;

    while (memchr(cloud->answer, '\n', cloud->length) == NULL) {
        ssize_t got;

        if (cloud->length == sizeof cloud->answer - 1 ||
            interrupt_wait(cloud->process.output, until - interrupt_clock()) != 1) {
            return false;
        }
        got = read(cloud->process.output, cloud->answer + cloud->length,
                   sizeof cloud->answer - 1 - cloud->length);
        if (got <= 0) {
            return false;
        }
        cloud->length += (size_t)got;
    }
    return true;
}

static bool run_box(struct cloud *cloud, const struct peers_request *request,
                    const struct peers_offer *offer, char **why)
{
    char *run = room_text("%s/run", request->tester_root);
    char *port = room_text("%u", free_port(request->bind));
    char *https_port = room_text("%u", free_port(request->bind));
    char *command[] = {run,
                       "cloud",
                       "--dir",
                       offer->cloud_folder,
                       "--endpoint",
                       (char *)offer->host,
                       "--name",
                       (char *)offer->host_name,
                       "--bind",
                       (char *)request->bind,
                       "--port",
                       port,
                       "--https-port",
                       https_port,
                       "--json",
                       NULL};
    int log = open(cloud->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    struct process_request launch = {.command = command, .output = -1, .errors = log};
    bool good = log >= 0 && process_start(&cloud->process, &launch, why);

    if (log >= 0) {
        close(log);
    } else {
        *why = room_text("%s: %s", cloud->log, strerror(errno));
    }
    if (good && !wait_until_up(cloud)) {
        process_end(&cloud->process, 5);
        *why = room_text("the cloud in a box does not start: %s", cloud->log);
        good = false;
    }
    free(run);
    free(port);
    free(https_port);
    return good;
}

static bool read_answer(const struct cloud *cloud, struct peers_offer *offer)
{
    json_t *box = json_loadb(cloud->answer, cloud->length, JSON_DISABLE_EOF_CHECK, NULL);
    int port = 0, https_port = 0;
    const char *control = "";
    bool good = json_unpack(box, "{s:i, s:{s:i}, s:s}", "port", &port, "https", "port", &https_port,
                            "control", &control) == 0;

    if (good) {
        offer->port[PEER_BROKER] = offer->port[PEER_BROKER_ALPN] = (uint16_t)port;
        offer->port[PEER_DISCOVERY] = (uint16_t)https_port;
        offer->cloud_control = room_text("%s", control);
    }
    json_decref(box);
    return good;
}

static bool enrol(const struct cloud *cloud, const struct peers_request *request,
                  const struct peers_offer *offer, char **why)
{
    char *program = room_text("%s/tools/tester/enrol.py", request->tester_root);
    char *command[] = {"python3",
                       program,
                       offer->cloud_folder,
                       offer->thing,
                       (char *)request->folder,
                       (char *)offer->host_name,
                       NULL};
    int log = open(cloud->log, O_WRONLY | O_APPEND | O_CLOEXEC);
    struct process_request launch = {.command = command, .output = log, .errors = -1};
    struct process process;
    bool good = process_start(&process, &launch, why);

    if (good && (!process_finish(&process, ENROL_S, NULL, NULL) || process.status != 0)) {
        *why = room_text("the identities could not be registered in the cloud: %s", cloud->log);
        good = false;
    }
    close(log);
    free(program);
    return good;
}

static void stop(void *state)
{
    struct cloud *cloud = state;

    process_end(&cloud->process, 15);
    free(cloud->log);
    free(cloud->trouble);
    free(cloud);
}

static void *start(const struct peers_request *request, struct peers_offer *offer, char **why)
{
    struct cloud *cloud = room_zero(sizeof *cloud);

    cloud->process.pid = -1;
    cloud->process.output = -1;
    cloud->log = room_text("%s/cloud.log", request->log_folder);
    offer->cloud_folder = room_text("%s/cloud", request->folder);
    files_remove(offer->cloud_folder); /* of an earlier run, with another authority */
    if (!files_make_folder(offer->cloud_folder) || !same_authority(request, offer->cloud_folder)) {
        *why = room_text("%s: %s", offer->cloud_folder, strerror(errno));
    } else if (run_box(cloud, request, offer, why)) {
        if (!read_answer(cloud, offer)) {
            *why = room_text("the cloud in a box says %.80s", cloud->answer);
        } else if (enrol(cloud, request, offer, why)) {
            return cloud;
        }
    }
    stop(cloud);
    return NULL;
}

static const char *trouble(void *state)
{
    struct cloud *cloud = state;

    if (cloud->trouble == NULL && process_has_ended(&cloud->process)) {
        char *how = process_status_text(cloud->process.status);

        cloud->trouble = room_text("the cloud in a box has ended: %s; %s", how, cloud->log);
        free(how);
    }
    return cloud->trouble;
}

const struct peers_kind peers_cloud = {
    .name = "cloud", .wanted = wanted, .start = start, .stop = stop, .trouble = trouble};
