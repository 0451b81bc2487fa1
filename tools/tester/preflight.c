/* SPDX-License-Identifier: MIT */
#include "preflight.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "complaints.h"
#include "files.h"
#include "placeholder.h"
#include "plan.h"
#include "process.h"
#include "room.h"
#include "serial.h"
#include "source_copy.h"

/* What a build of the tree takes besides its sources, and what logs and reports take. */
static const long long build_bytes = 100LL << 20;
static const long long results_bytes = 16LL << 20;

/* The program of a group of kind host; one in the source tree is looked for there: there is no copy
 * yet. */
static unsigned look_for_program(const struct run *run, FILE *out, const char *key,
                                 char *const *command)
{
    const struct configuration *configuration = run->request->configuration;
    const struct placeholder_values values = {.source_path = configuration->source_path,
                                              .tester_root = run->request->tester_root,
                                              .enable_tests = "1",
                                              .image_name = configuration->image_name,
                                              .sdk_path = configuration->sdk_path,
                                              .device = &run->request->pool->devices[0],
                                              .cmake = &configuration->cmake};
    char *why = NULL, *name, *found;
    unsigned missing = 0;

    if (command == NULL) {
        return 0;
    }
    name = placeholder_expand(command[0], &values, &why);
    found = name != NULL ? process_find(name, configuration->source_path) : NULL;
    if (found == NULL) {
        missing = 1;
        fprintf(out, "devicetester: %s: %s%s\n", key, name != NULL ? name : why,
                name == NULL                ? ""
                : strchr(name, '/') != NULL ? ": there is no such program"
                                            : ": there is no such program in PATH; install it, or "
                                              "name it with its folder");
    }
    free(found);
    free(name);
    free(why);
    return missing;
}

static unsigned look_for_room(const char *folder, long long needed, FILE *out, const char *advice)
{
    long long room = files_room(folder);

    if (room < 0 || room >= needed) {
        return 0;
    }
    fprintf(out, "devicetester: %s has %lld MB free, and the run needs %lld MB: %s\n", folder,
            room >> 20, (needed >> 20) + 1, advice);
    return 1;
}

/* Build, flash and stop commands, devices. */
static unsigned look_for_what_is_named(const struct run *run, FILE *out)
{
    struct complaints *complaints = complaints_new();
    unsigned count;

    configuration_look(run->request->configuration, run->request->pool, run->request->tester_root,
                       complaints);
    count = (unsigned)complaints_count(complaints);
    complaints_print(complaints, out);
    complaints_free(complaints);
    return count;
}

static unsigned look_for_lines(const struct run *run, FILE *out)
{
    const struct pool *pool = run->request->pool;
    unsigned missing = 0;

    for (size_t i = 0; i < pool->device_count; i++) {
        char *why = serial_fault(&pool->devices[i], 0);

        if (why != NULL) {
            fprintf(out, "devicetester: device %s: %s\n", pool->devices[i].id, why);
            missing++;
        }
        free(why);
    }
    return missing;
}

/* The tester makes things and certificates of its own: nobody else's cloud is for that. */
static unsigned refuse_cloud(const struct run_request *request, FILE *out)
{
    const char *cloud = request->configuration->cloud;

    for (size_t i = 0; i < request->group_count; i++) {
        const struct suite_group *group = request->groups[i].group;

        if ((plan_needs(group, "cloud") || plan_needs(group, "ota")) && strcmp(cloud, "box") != 0) {
            fprintf(
                out,
                "devicetester: config.json: cloud is \"%s\": %s needs \"box\", the cloud on this "
                "machine\n",
                cloud, group->id);
            return 1;
        }
    }
    return 0;
}

enum verdict preflight(const struct run *run, FILE *out)
{
    const struct run_request *request = run->request;
    const struct configuration *configuration = request->configuration;
    unsigned refused = 0, missing = 0, boards = 0;
    long long bytes;

    for (size_t i = 0; i < request->group_count; i++) {
        const struct suite_group *group = request->groups[i].group;
        char *skip = plan_skip(group, request->pool);
        char *refuse = skip == NULL ? plan_refuse(group, request->pool) : NULL;

        if (refuse != NULL && refused == 0) {
            fprintf(out, "devicetester: %s\n", refuse);
            refused++;
        }
        if (skip == NULL && group->kind == GROUP_HOST) {
            missing += look_for_program(run, out, group->id, group->command);
        }
        boards += skip == NULL;
        free(skip);
        free(refuse);
    }
    refused += refuse_cloud(request, out);
    if (refused > 0) {
        return VERDICT_CONFIGURATION;
    }
    if (boards == 0) {
        return VERDICT_PASSED;
    }
    missing += look_for_what_is_named(run, out);
    missing += missing == 0 ? look_for_lines(run, out) : 0;
    bytes = source_copy_bytes(configuration->source_path, configuration->results_folder);
    if (bytes < 0) {
        fprintf(out, "devicetester: %s: %s\n", configuration->source_path, strerror(errno));
        missing++;
    } else {
        missing += look_for_room(run->scratch, bytes + build_bytes, out,
                                 "free some, or set TMPDIR to a folder with room");
    }
    missing += look_for_room(run->results.folder, results_bytes, out,
                             "free some, or set reportPath of config.json to a folder with room");
    return missing > 0 ? VERDICT_MACHINE : VERDICT_PASSED;
}
