/* SPDX-License-Identifier: MIT */
/* A package becomes an image: by the commands that its own README names. */
#include <ftw.h>
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
    bool has_error;
};

static void take_line(struct lines *lines)
{
    int done, of, end = 0;

    if (sscanf(lines->line, "[%d/%d] %n", &done, &of, &end) == 2 && end > 0) {
        run_say_progress(lines->run, lines->step, lines->line + end, done, of);
        return;
    }
    const bool is_error = strstr(lines->line, "rror:") != NULL ||
                          strstr(lines->line, "Error at") != NULL ||
                          strstr(lines->line, "overflowed by") != NULL;
    if (lines->line[0] != '\0' && (is_error || !lines->has_error)) {
        lines->has_error |= is_error;
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

/* False: `why` says why not. */
static bool command(struct run *run, const char *step, const char *folder, const char *const *words,
                    int seconds, char *why, size_t why_bytes)
{
    struct lines lines = {.run = run, .step = step};
    char text[4096];
    ssize_t bytes;

    run_say_progress(run, step, "", 0, 0);
    if (!run_start_ward(run, folder, words, seconds)) {
        (void)snprintf(why, why_bytes, "%s cannot be started", words[0]);
        return false;
    }
    while ((bytes = ward_read(&run->ward, text, sizeof(text), 1000)) != 0) {
        if (bytes > 0) {
            take(&lines, text, (size_t)bytes);
        }
    }
    const int code = run_wait_ward(run);
    if (code == 0 && !run->is_to_end) {
        return true;
    }
    (void)snprintf(why, why_bytes, "%s",
                   run->is_to_end            ? "Ended as it was wished"
                   : code == WARD_TIME_IS_UP ? "It took longer than a build may"
                                             : lines.worst);
    return false;
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

/* What the package's target `run` boots: the target that its CMakeLists.txt names, or, of an image
 * that is made for a bootloader, the one that runs alone. */
static bool find_target(const char *package, char *target, size_t target_bytes)
{
    static const char call[] = "dunlin_add_run(";
    char *list = read_text(package, "CMakeLists.txt");
    char *rules = read_text(package, BUILD "/build.ninja");
    const char *at = list != NULL ? strstr(list, call) : NULL;
    char rule[128];

    target[0] = '\0';
    if (at != NULL && rules != NULL) {
        at += strlen(call);
        const int bytes = (int)strcspn(at, " )\n");
        (void)snprintf(rule, sizeof(rule), "\nbuild %.*s_alone: phony", bytes, at);
        (void)snprintf(target, target_bytes, "%.*s%s", bytes, at,
                       strstr(rules, rule) != NULL ? "_alone" : "");
    }
    free(list);
    free(rules);
    return target[0] != '\0';
}

static _Thread_local struct {
    const char *target;
    char *path;
    size_t bytes;
    bool is_found;
} sought;

/* nftw: a file of the target's name; 1 ends the walk. */
static int look_at(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    const char *name = path + where->base;
    const size_t bytes = strlen(sought.target);

    (void)status;
    if (kind != FTW_F || strncmp(name, sought.target, bytes) != 0 ||
        (name[bytes] != '\0' && strcmp(name + bytes, ".elf") != 0) ||
        strlen(path) >= sought.bytes) {
        return 0;
    }
    memcpy(sought.path, path, strlen(path) + 1);
    sought.is_found = true;
    return 1;
}

/* The image is in the build folder, by its target's name; what is a link is not followed. */
static bool find_image(const char *package, const char *target, char *image, size_t image_bytes)
{
    char folder[256];

    (void)snprintf(folder, sizeof(folder), "%s/" BUILD, package);
    sought.target = target;
    sought.path = image;
    sought.bytes = image_bytes;
    sought.is_found = false;
    (void)nftw(folder, look_at, 16, FTW_PHYS);
    return sought.is_found;
}

/* Credentials of a package are flash that the board finds. */
static void take_flash(const char *package, const char *folder)
{
    char from[640], to[256];

    (void)snprintf(from, sizeof(from), "%s/credentials/flash.bin", package);
    (void)snprintf(to, sizeof(to), "%s/flash.bin", folder);
    (void)rename(from, to);
}

static bool unfold(struct run *run, const char *package, char *why, size_t why_bytes)
{
    const struct keep *keep = run->keep;

    run_say_progress(run, "unfold", "", 0, 0);
    const bool is_done =
        package_unfold(run->runs->catalogue, run->choice, keep != NULL ? keep->files : NULL,
                       keep != NULL ? keep->count : 0, package, why, why_bytes);
    keep_free(run->keep);
    run->keep = NULL;
    return is_done;
}

bool run_build(struct run *run, char *image, size_t image_bytes, char *why, size_t why_bytes)
{
    static const char *const configure[] = {"cmake", "--preset", "default", COMPILER, NULL};
    static const char *const plain[] = {"cmake", "--preset", "default", NULL};
    const bool has_cache = access("/usr/bin/ccache", X_OK) == 0;
    char package[160], target[80];

    (void)snprintf(package, sizeof(package), "%s/package", run->folder);
    if (!unfold(run, package, why, why_bytes)) {
        return false;
    }
    take_flash(package, run->folder);
    probe_add(catalogue_root(run->runs->catalogue),
              catalogue_board(run->runs->catalogue,
                              json_string_value(json_object_get(run->choice, "board"))),
              package);
    run_give_folder(run->folder, run->runs->uid);
    if (!command(run, "configure", package, has_cache ? configure : plain, CONFIGURE_S, why,
                 why_bytes)) {
        return false;
    }
    if (!find_target(package, target, sizeof(target))) {
        (void)snprintf(why, why_bytes, "The package does not say what it runs");
        return false;
    }
    const char *const build[] = {"cmake",    "--build", "--preset", "default",
                                 "--target", target,    NULL};
    if (!command(run, "build", package, build, BUILD_S, why, why_bytes)) {
        return false;
    }
    if (!find_image(package, target, image, image_bytes)) {
        (void)snprintf(why, why_bytes, "The package was built, and there is no image");
        return false;
    }
    return true;
}
