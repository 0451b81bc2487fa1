/* SPDX-License-Identifier: MIT */
#include "run.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "context.h"
#include "files.h"
#include "interrupt.h"
#include "judge.h"
#include "keeper.h"
#include "plan.h"
#include "preflight.h"
#include "process.h"
#include "release_name.h"
#include "room.h"
#include "run_state.h"
#include "source_copy.h"
#include "trouble.h"
#include "worker.h"

static char *new_uuid(void)
{
    unsigned char bytes[16];
    char *text = room_zero(37);
    size_t at = 0;

    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) {
        abort();
    }
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    for (size_t i = 0; i < sizeof bytes; i++) {
        at += (size_t)snprintf(text + at, 37 - at, "%s%02x",
                               i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
    }
    return text;
}

/* This machine's first address that is not the loopback. */
static char *own_address(void)
{
    struct ifaddrs *all = NULL;
    char text[INET_ADDRSTRLEN] = "127.0.0.1";

    if (getifaddrs(&all) == 0) {
        for (struct ifaddrs *at = all; at != NULL; at = at->ifa_next) {
            if (at->ifa_addr != NULL && at->ifa_addr->sa_family == AF_INET &&
                (at->ifa_flags & IFF_UP) != 0 && (at->ifa_flags & IFF_LOOPBACK) == 0) {
                inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)at->ifa_addr)->sin_addr, text,
                          sizeof text);
                break;
            }
        }
        freeifaddrs(all);
    }
    return room_text("%s", text);
}

/* First line of what a program prints. @return Owned by the caller, or NULL. */
static char *first_line_of(char *const *command, const char *folder)
{
    const struct process_request request = {
        .command = command, .folder = folder, .output = -1, .errors = -1};
    struct process process;
    char line[256] = "", *why = NULL;
    ssize_t got = 0;

    if (!process_start(&process, &request, &why)) {
        free(why);
        return NULL;
    }
    if (interrupt_wait(process.output, 5) == 1) {
        got = read(process.output, line, sizeof line - 1);
    }
    if (!process_finish(&process, 5, NULL, NULL) || process.status != 0 || got <= 0) {
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return room_text("%s", line);
}

/* Programs that the tester starts have another working directory. */
static char *absolute(const char *folder, const char *name)
{
    char *here = folder[0] == '/' ? NULL : getcwd(NULL, 0);
    char *path =
        here != NULL ? room_text("%s/%s/%s", here, folder, name) : room_text("%s/%s", folder, name);

    free(here);
    return path;
}

static void prepare_results(struct run *run)
{
    const struct run_request *request = run->request;
    struct results *results = &run->results;
    /* What was not committed cannot be run again by others: such a commit says so. */
    char *command[] = {"sh", "-c",
                       "commit=$(git rev-parse HEAD) && state=$(git status --porcelain) && "
                       "echo \"$commit${state:+-dirty}\"",
                       NULL};
    char *release = release_name(request->configuration->source_path);

    *results = (struct results){
        .id = new_uuid(),
        .suite = request->suite,
        .configuration = request->configuration,
        .pool = request->pool,
        .tester_version = room_text(TESTER_VERSION),
        .product_version = release != NULL ? release : room_text(TESTER_PRODUCT_VERSION),
        .commit = first_line_of(command, request->configuration->source_path),
        .command_line = room_text("%s", request->command_line),
        .started = time(NULL),
        .group_count = request->group_count};
    results->folder = absolute(request->configuration->results_folder, results->id);
    results->groups = room_zero((request->group_count + 1) * sizeof *results->groups);
    for (size_t i = 0; i < request->group_count; i++) {
        judge_prepare(&results->groups[i], request->groups[i].group, request->groups[i].cases);
    }
}

static void release(struct run *run)
{
    struct results *results = &run->results;

    for (size_t i = 0; i < results->group_count; i++) {
        judge_release(&results->groups[i]);
    }
    free(results->groups);
    free((char *)results->id);
    free((char *)results->folder);
    free(results->tester_version);
    free(results->product_version);
    free(results->commit);
    free(results->command_line);
    free(run->scratch);
    free(run->source);
    free(run->logs);
    free(run->peers_file);
    free(run->peers_why);
    free(run->taken);
    free((char *)run->offer.host);
}

/* Groups that do not run on this board have their outcome before anything begins. */
static unsigned skip_groups(struct run *run)
{
    unsigned left = 0;

    for (size_t i = 0; i < run->results.group_count; i++) {
        struct group_result *group = &run->results.groups[i];
        char *why = plan_skip(group->is, run->request->pool);

        if (why == NULL) {
            left++;
            continue;
        }
        judge_rest(group, OUTCOME_SKIPPED, TROUBLE_NONE, why);
        group->outcome = OUTCOME_SKIPPED;
        group->message = why;
        run->taken[i] = true;
        progress_note(run->progress, NULL, "%s is skipped: %s", group->is->id, why);
    }
    return left;
}

/* Servers listen on the loopback when the board sees this machine through an emulator's network. */
static void start_peers(struct run *run)
{
    const char *given = run->request->configuration->peer_host;
    char *folder = room_text("%s/peers", run->scratch);
    struct peers_request request = {.folder = folder,
                                    .log_folder = run->logs,
                                    .tester_root = run->request->tester_root,
                                    .bind = "0.0.0.0"};

    run->offer.host = given != NULL && given[0] != '\0' ? room_text("%s", given) : own_address();
    run->offer.host_name = "peers.dunlin.test";
    if (strcmp(run->offer.host, "10.0.2.2") == 0 || strncmp(run->offer.host, "127.", 4) == 0) {
        request.bind = "127.0.0.1";
    }
    for (size_t i = 0; i < run->results.group_count; i++) {
        const struct suite_group *group = run->results.groups[i].is;

        if (!run->taken[i]) {
            request.needs_echo = request.needs_echo || plan_needs(group, "echo");
            request.needs_tls = request.needs_tls || plan_needs(group, "tls");
            request.needs_cloud =
                request.needs_cloud || plan_needs(group, "cloud") || plan_needs(group, "ota");
            request.needs_time = request.needs_time || plan_needs(group, "time");
        }
    }
    if (!files_make_folder(folder)) {
        run->peers_why = room_text("%s: %s", folder, strerror(errno));
    } else {
        run->peers = peers_start(&request, &run->offer, &run->peers_why);
    }
    if (run->peers_why != NULL && !interrupted()) {
        progress_say(run->progress, NULL, "peers: %s", run->peers_why);
    }
    for (size_t i = 0; i < PEER_PORTS; i++) {
        if (run->offer.port[i] != 0) {
            progress_note(run->progress, NULL, "peer %s listens on %s:%u", peer_port_names[i],
                          request.bind, run->offer.port[i]);
        }
    }
    free(folder);
}

static bool needs_cloud(const struct group_result *group)
{
    return plan_needs(group->is, "cloud") || plan_needs(group->is, "ota");
}

/* The next group for a device that is free; -1: none is left. Two that need the cloud do not run
 * side by side: the thing's name is one. The lock is held. */
static long next_group(struct run *run)
{
    for (;;) {
        bool waiting = false;

        for (size_t i = 0; i < run->results.group_count && !interrupted(); i++) {
            bool cloud = needs_cloud(&run->results.groups[i]);

            if (!run->taken[i] && cloud && run->cloud_busy) {
                waiting = true;
            } else if (!run->taken[i]) {
                run->taken[i] = true;
                run->cloud_busy = run->cloud_busy || cloud;
                return (long)i;
            }
        }
        if (!waiting) {
            return -1;
        }
        pthread_cond_wait(&run->changed, &run->lock);
    }
}

struct worker {
    struct run *run;
    const struct device *device;
    pthread_t thread;
};

static void *work(void *context)
{
    struct worker *worker = context;
    struct run *run = worker->run;
    bool used = false, there = true;
    long at;

    pthread_mutex_lock(&run->lock);
    while (there && (at = next_group(run)) >= 0) {
        struct group_result *group = &run->results.groups[at];

        pthread_mutex_unlock(&run->lock);
        used = true;
        progress_say(
            run->progress, run->request->pool->device_count > 1 ? worker->device->id : NULL,
            "[%ld/%zu] %s: %s", at + 1, run->results.group_count, group->is->id, group->is->title);
        there = worker_run_group(run, worker->device, group);
        pthread_mutex_lock(&run->lock);
        run->cloud_busy = run->cloud_busy && !needs_cloud(group);
        pthread_cond_broadcast(&run->changed);
    }
    pthread_mutex_unlock(&run->lock);
    if (used) {
        worker_stop_device(run, worker->device);
    }
    return NULL;
}

/* Groups that nobody has taken: their devices have gone. */
static void tell_what_is_left(struct run *run)
{
    unsigned left = 0;

    for (size_t i = 0; i < run->results.group_count && !interrupted(); i++) {
        struct group_result *group = &run->results.groups[i];

        if (!run->taken[i]) {
            judge_rest(group, OUTCOME_ERROR, TROUBLE_SERIAL, "no board is left to run it on");
            group->trouble = TROUBLE_SERIAL;
            group->message = room_text("no board is left to run it on");
            judge_group(group);
            left++;
        }
    }
    if (left > 0) {
        progress_say(run->progress, NULL, "no board is left: %u group%s not begun", left,
                     left == 1 ? " was" : "s were");
    }
}

static void run_devices(struct run *run)
{
    const struct pool *pool = run->request->pool;
    struct worker *workers = room_zero((pool->device_count + 1) * sizeof *workers);

    for (size_t i = 0; i < pool->device_count; i++) {
        workers[i] = (struct worker){.run = run, .device = &pool->devices[i]};
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0) {
            abort();
        }
    }
    for (size_t i = 0; i < pool->device_count; i++) {
        pthread_join(workers[i].thread, NULL);
    }
    tell_what_is_left(run);
    free(workers);
}

/* Each is written whole or not at all; what could not be written is told. @return false: one is
 * missing. */
static bool write_reports(struct run *run)
{
    static const struct {
        const char *name;
        const char *(*write)(const struct results *results, const char *path);
    } reports[] = {{"AFQ_Report.xml", report_junit},
                   {"awsiotdevicetester_report.xml", report_summary},
                   {"report.json", report_json},
                   {"report.html", report_html}};
    bool all = true;

    for (size_t i = 0; i < sizeof reports / sizeof reports[0]; i++) {
        char *path = room_text("%s/%s", run->results.folder, reports[i].name);
        const char *why = reports[i].write(&run->results, path);

        progress_say(run->progress, NULL, "  %s%s%s", path, why != NULL ? " is missing: " : "",
                     why != NULL ? why : "");
        all = all && why == NULL;
        free(path);
    }
    return all;
}

static enum verdict judge_run(const struct run *run, bool reported)
{
    enum verdict verdict = VERDICT_PASSED;

    if (run->results.interrupted) {
        return VERDICT_INTERRUPTED;
    }
    for (size_t i = 0; i < run->results.group_count; i++) {
        const struct group_result *group = &run->results.groups[i];

        if (trouble_is_machines(group->trouble)) {
            return VERDICT_MACHINE;
        }
        if (group->outcome != OUTCOME_PASSED && group->outcome != OUTCOME_SKIPPED) {
            verdict = VERDICT_FAILED;
        }
    }
    return reported && !progress_lost(run->progress) ? verdict : VERDICT_MACHINE;
}

static void print_json(const struct run *run)
{
    char *path = room_text("%s/report.json", run->results.folder);
    char *text = files_read(path);

    fputs(text != NULL ? text : "", stdout);
    fflush(stdout);
    free(text);
    free(path);
}

/* Copy, peers, devices. @return false: there is no copy, the reason is told. */
static bool run_all(struct run *run)
{
    const struct configuration *configuration = run->request->configuration;
    char *why;

    if (skip_groups(run) == 0) {
        return true;
    }
    why = source_copy(configuration->source_path, run->source, configuration->results_folder);
    if (why == NULL) {
        start_peers(run);
        why = context_write_peers(run->peers_file, &run->offer, configuration);
    }
    if (why != NULL) {
        for (size_t i = 0; i < run->results.group_count; i++) {
            struct group_result *group = &run->results.groups[i];

            if (!run->taken[i]) {
                judge_rest(group, OUTCOME_ERROR, TROUBLE_DISK, why);
                group->trouble = TROUBLE_DISK;
                judge_group(group);
            }
        }
        progress_say(run->progress, NULL, "the source tree cannot be copied: %s", why);
        free(why);
        return false;
    }
    run_devices(run);
    return true;
}

static void finish(struct run *run)
{
    run->results.interrupted = interrupted();
    for (size_t i = 0; i < run->results.group_count && interrupted(); i++) {
        struct group_result *group = &run->results.groups[i];

        if (group->outcome == OUTCOME_NOT_RUN) {
            judge_rest(group, OUTCOME_NOT_RUN, TROUBLE_INTERRUPTED, "interrupted before it");
        }
    }
    if (run->results.interrupted) {
        progress_say(run->progress, NULL, "interrupted: ending what was started");
    }
    peers_stop(run->peers, &run->offer);
    process_end_all();
    if (run->request->keep) {
        char *note = room_text("%s/.keep", run->scratch);

        (void)files_write(note, "");
        free(note);
        progress_say(run->progress, NULL, "kept: %s", run->scratch);
    } else {
        files_remove(run->scratch);
    }
}

/* Nobody shall think that an update was signed as userdata.json says. */
static void tell_what_is_not_used(const struct run *run)
{
    const char *unused = run->request->configuration->ota.unused;
    bool is_asked = false;

    for (size_t i = 0; i < run->results.group_count; i++) {
        const char *feature = run->results.groups[i].is->feature;

        is_asked = is_asked || (feature != NULL && strcmp(feature, "OTA") == 0);
    }
    if (unused != NULL && is_asked) {
        progress_say(run->progress, NULL,
                     "accepted, not used: otaConfiguration: %s: the groups build and sign their "
                     "images themselves, on this machine",
                     unused);
    }
}

static enum verdict begin_run(struct run *run, FILE *terminal, double began)
{
    char *log;
    enum verdict verdict;
    bool reported;

    if (!files_make_folder(run->results.folder) || !files_make_folder(run->logs)) {
        fprintf(stderr, "devicetester: %s: %s\n", run->logs, strerror(errno));
        return VERDICT_MACHINE;
    }
    verdict = preflight(run, stderr);
    if (verdict != VERDICT_PASSED) {
        files_remove(run->results.folder); /* nothing was found */
        return verdict;
    }
    log = room_text("%s/test_manager.log", run->logs);
    run->progress = progress_new(terminal, log);
    free(log);
    progress_say(run->progress, NULL,
                 "%s %s on pool %s (%s), %zu board%s, %zu groups; results in %s",
                 run->request->suite->id, run->request->suite->version, run->request->pool->id,
                 run->request->pool->sku != NULL ? run->request->pool->sku : "",
                 run->request->pool->device_count, run->request->pool->device_count == 1 ? "" : "s",
                 run->results.group_count, run->results.folder);
    tell_what_is_not_used(run);
    (void)run_all(run);
    finish(run);
    run->results.seconds = interrupt_clock() - began;
    progress_summary(run->progress, &run->results);
    reported = write_reports(run);
    verdict = judge_run(run, reported);
    if (run->request->json) {
        print_json(run);
    } else if (run->request->whole_suite) {
        progress_say(run->progress, NULL, "%s",
                     results_qualify(&run->results)
                         ? "The board qualifies."
                         : "The board does not qualify: see what failed above, and the reports.");
    }
    progress_free(run->progress);
    return verdict;
}

enum verdict run_suite(const struct run_request *request)
{
    struct run run = {.request = request};
    FILE *terminal = request->json ? stderr : stdout;
    char *why = NULL;
    enum verdict verdict;
    double began;

    run.scratch = keeper_begin(&why);
    if (run.scratch == NULL) {
        fprintf(stderr, "devicetester: %s\n", why);
        free(why);
        return VERDICT_MACHINE;
    }
    interrupt_catch();
    began = interrupt_clock();
    pthread_mutex_init(&run.lock, NULL);
    pthread_mutex_init(&run.building, NULL);
    pthread_cond_init(&run.changed, NULL);
    run.taken = room_zero(request->group_count + 1);
    prepare_results(&run);
    run.source = room_text("%s/source", run.scratch);
    run.logs = room_text("%s/logs", run.results.folder);
    run.peers_file = room_text("%s/peers.json", run.scratch);
    verdict = begin_run(&run, terminal, began);
    process_end_all();
    if (!request->keep) {
        files_remove(run.scratch);
    }
    release(&run);
    return verdict;
}
