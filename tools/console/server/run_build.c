/* SPDX-License-Identifier: MIT */
/* A package becomes an image: by the commands that its own README names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run_parts.h"

#define BUILD       "build" /* where the preset "default" of a package builds */
#define CONFIGURE_S 120
#define BUILD_S     900
#define LINE_BYTES  512
#define TAIL_BYTES  512
#define COMPILER    "-DCMAKE_C_COMPILER_LAUNCHER=ccache"

/* Lines of a build: the last that says error, or the last one. */
struct lines {
    struct run *run;
    const char *step;
    size_t bytes;
    char line[LINE_BYTES], worst[TAIL_BYTES];
    bool has_error, is_too_large;
};

static void take_line(struct lines *lines)
{
    int done, of, end = 0;

    if (sscanf(lines->line, "[%d/%d] %n", &done, &of, &end) == 2 && end > 0) {
        run_say_progress(lines->run, lines->step, lines->line + end, done, of);
        return;
    }
    const bool is_too_large = strstr(lines->line, "overflowed by") != NULL;
    const bool is_error = strstr(lines->line, "rror:") != NULL ||
                          strstr(lines->line, "Error at") != NULL || is_too_large;
    /* Which memory is too small says more than what comes of it. */
    if (lines->line[0] != '\0' && (is_too_large || !lines->is_too_large) &&
        (is_error || !lines->has_error)) {
        lines->has_error |= is_error;
        lines->is_too_large |= is_too_large;
        (void)snprintf(lines->worst, sizeof(lines->worst), "%s", lines->line);
    }
}

static void take(struct lines *lines, const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == '\n') {
            lines->line[lines->bytes] = '\0';
            take_line(lines);
            lines->bytes = 0;
        } else if (lines->bytes + 1 < LINE_BYTES && text[i] != '\r') {
            lines->line[lines->bytes++] = text[i];
        }
    }
}

enum outcome { DONE, FAILED, TOO_LARGE };

/* But DONE: `why` says why not. */
static enum outcome command(struct run *run, const char *step, const char *folder,
                            const char *const *words, int seconds, char *why, size_t why_bytes)
{
    struct lines lines = {.run = run, .step = step};
    char text[4096];
    ssize_t bytes;

    run_say_progress(run, step, "", 0, 0);
    if (!run_start_ward(run, folder, words, seconds)) {
        (void)snprintf(why, why_bytes, "%s cannot be started", words[0]);
        return FAILED;
    }
    while ((bytes = ward_read(&run->ward, text, sizeof(text), 1000)) != 0) {
        if (bytes > 0) {
            take(&lines, text, (size_t)bytes);
        }
    }
    const int code = run_wait_ward(run);
    if (code == 0 && !run->is_to_end) {
        return DONE;
    }
    (void)snprintf(why, why_bytes, "%s",
                   run->is_to_end            ? "Ended as it was wished"
                   : code == WARD_TIME_IS_UP ? "It took longer than a build may"
                                             : lines.worst);
    return lines.is_too_large && !run->is_to_end ? TOO_LARGE : FAILED;
}

/* A whole text file of the package, malloc'd; NULL: there is none. */
static char *read_text(const char *package, const char *name)
{
    char path[256];
    struct stat status;

    (void)snprintf(path, sizeof(path), "%s/%s", package, name);
    FILE *file = fopen(path, "r");
    char *text = NULL;
    if (file != NULL && fstat(fileno(file), &status) == 0) {
        text = malloc((size_t)status.st_size + 1);
        if (text != NULL) {
            text[fread(text, 1, (size_t)status.st_size, file)] = '\0';
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return text;
}

/* A path that the build says, if it is one in the package. */
static bool take_path(const json_t *said, const char *name, const char *package, char path[512])
{
    const char *text = json_string_value(json_object_get(said, name));
    const size_t bytes = strlen(package);

    (void)snprintf(path, 512, "%s", text != NULL ? text : "");
    return path[0] == '\0' || (strlen(text) < 512 && strncmp(path, package, bytes) == 0 &&
                               path[bytes] == '/' && strstr(path, "/../") == NULL);
}

/* What the package's target `run` would boot. */
static bool read_made(const char *package, struct run_made *made, char *why, size_t why_bytes)
{
    char *text = read_text(package, BUILD "/run.json");
    json_t *said = text != NULL ? json_loads(text, 0, NULL) : NULL;
    const char *refusal = json_string_value(json_object_get(said, "why"));
    const bool is_good = take_path(said, "image", package, made->image) &&
                         take_path(said, "program", package, made->program) &&
                         take_path(said, "flash", package, made->flash) && made->image[0] != '\0' &&
                         refusal != NULL && refusal[0] == '\0';

    if (!is_good) {
        (void)snprintf(why, why_bytes, "%s",
                       refusal != NULL && refusal[0] != '\0'
                           ? refusal
                           : "The package does not say what it runs");
    }
    json_decref(said);
    free(text);
    return is_good;
}

static bool unfold(struct run *run, const char *package, char *why, size_t why_bytes)
{
    const struct keep *keep = run->keep;

    run_say_progress(run, "unfold", "", 0, 0);
    return package_unfold(run->runs->catalogue, run->choice, keep != NULL ? keep->files : NULL,
                          keep != NULL ? keep->count : 0, package, why, why_bytes);
}

static enum outcome make(struct run *run, const char *package, struct run_made *made, char *why,
                         size_t why_bytes)
{
    static const char *const configure[] = {"cmake", "--preset", "default", COMPILER, NULL};
    static const char *const plain[] = {"cmake", "--preset", "default", NULL};
    static const char *const build[] = {"cmake",    "--build", "--preset", "default",
                                        "--target", "ready",   NULL};
    const bool has_cache = access("/usr/bin/ccache", X_OK) == 0;

    run_give_folder(run->folder, run->runs->uid);
    if (command(run, "configure", package, has_cache ? configure : plain, CONFIGURE_S, why,
                why_bytes) != DONE ||
        !read_made(package, made, why, why_bytes)) {
        return FAILED;
    }
    return command(run, "build", package, build, BUILD_S, why, why_bytes);
}

/* With the task that tells figures; and where the linker finds no room for it, without. */
static bool build_with_figures(struct run *run, const char *package, struct run_made *made,
                               char *why, size_t why_bytes)
{
    char none[160] = "";

    if (!unfold(run, package, why, why_bytes)) {
        return false;
    }
    const bool has_probe =
        probe_add(catalogue_root(run->runs->catalogue), package, none, sizeof(none));
    enum outcome outcome = make(run, package, made, why, why_bytes);
    if (outcome == TOO_LARGE && has_probe) {
        (void)snprintf(none, sizeof(none),
                       "The task that tells of heap, stacks and processor does not fit: %.80s",
                       strstr(why, "region") != NULL ? strstr(why, "region") : why);
        run_remove_folder(package);
        outcome = unfold(run, package, why, why_bytes) ? make(run, package, made, why, why_bytes)
                                                       : FAILED;
    }
    if (outcome == DONE && none[0] != '\0') {
        probe_tell_none(run->events, none);
    }
    return outcome == DONE;
}

bool run_build(struct run *run, struct run_made *made, char *why, size_t why_bytes)
{
    char package[160];

    (void)snprintf(package, sizeof(package), "%s/" RUN_PACKAGE, run->folder);
    const bool is_made = build_with_figures(run, package, made, why, why_bytes);
    keep_free(run->keep);
    run->keep = NULL;
    return is_made;
}
