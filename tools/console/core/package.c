/* SPDX-License-Identifier: MIT */
#include "package.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "making.h"
#include "resolve.h"
#include "tree.h"
#include "zip.h"

time_t making_time(const struct catalogue *catalogue)
{
    struct tm utc = {.tm_mday = 1};
    int year = 2026, month = 1;

    sscanf(catalogue_release(catalogue), "%4d%2d", &year, &month);
    utc.tm_year = year - 1900;
    utc.tm_mon = month - 1;
    return timegm(&utc);
}

/* False: the choice is not valid, and `error` says its first problem. */
static bool check_choice(const struct catalogue *catalogue, const json_t *choice, char *error,
                         size_t error_bytes)
{
    json_t *const answer = resolve(catalogue, choice);
    const bool is_valid = json_is_true(json_object_get(answer, "valid"));
    const json_t *problem;
    size_t i;

    json_array_foreach(json_object_get(answer, "problems"), i, problem)
    {
        if (!is_valid && strcmp(json_text(problem, "severity"), "error") == 0) {
            snprintf(error, error_bytes, "%s. %s.", json_text(problem, "text"),
                     json_text(problem, "advice"));
            break;
        }
    }
    json_decref(answer);
    return is_valid;
}

static void add_files(struct making *making, const struct package_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text text = {0};

        text_add(&text, files[i].bytes, files[i].length);
        content_take(&making->content, files[i].path, text_take(&text), files[i].length);
    }
}

/* The files of the package, all in `making`. False: `error` says why. */
static bool make(struct making *making, const struct catalogue *catalogue, const json_t *choice,
                 const struct package_file *files, size_t file_count, char *error,
                 size_t error_bytes)
{
    *making = (struct making){
        .catalogue = catalogue,
        .choice = choice,
        .board = json_text(choice, "board"),
        .demo = json_text(choice, "demo"),
        .table = catalogue_table(catalogue, json_text(choice, "board")),
        .content.name = json_text(choice, "name"),
    };
    if (!check_choice(catalogue, choice, error, error_bytes)) {
        return false;
    }
    closure_make(catalogue, choice, &making->closure);
    making->profile = closure_profile(catalogue, choice, &making->closure);
    making_sources(making);
    making_third_party(making);
    making_application(making);
    making_texts(making);
    add_files(making, files, file_count);
    making_lock(making);
    making_bill(making);
    making_sums(making);
    content_sort(&making->content);
    closure_free(&making->closure);
    if (making->content.problem.length > 0) {
        snprintf(error, error_bytes, "%s", making->content.problem.bytes);
        content_free(&making->content);
        return false;
    }
    return true;
}

bool package_write(const struct catalogue *catalogue, const json_t *choice,
                   const struct package_file *files, size_t file_count, package_sink sink,
                   void *context, char *error, size_t error_bytes)
{
    struct making making;

    if (!make(&making, catalogue, choice, files, file_count, error, error_bytes)) {
        return false;
    }
    const bool is_written = zip_write(&making.content, making_time(catalogue), sink, context);

    if (!is_written) {
        snprintf(error, error_bytes, "%s", making.content.problem.bytes);
    }
    content_free(&making.content);
    return is_written;
}

/* The file with its folders. */
static bool put(const char *folder, const struct content_file *file)
{
    char *const path = text_make("%s/%s", folder, file->path);
    bool fine = true;

    for (char *slash = path + strlen(folder); fine && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        fine = mkdir(path, 0777) == 0 || errno == EEXIST;
        *slash = '/';
    }
    FILE *const stream = fine ? fopen(path, "wbx") : NULL;

    fine = stream != NULL && fwrite(file->bytes, 1, file->length, stream) == file->length;
    if (stream != NULL) {
        fine = fclose(stream) == 0 && fine;
    }
    free(path);
    return fine;
}

static bool is_empty(const char *folder)
{
    json_t *const files = tree_files(folder), *const folders = tree_folders(folder);
    const bool empty = json_array_size(files) == 0 && json_array_size(folders) == 0;

    json_decref(files);
    json_decref(folders);
    return empty;
}

bool package_unfold(const struct catalogue *catalogue, const json_t *choice,
                    const struct package_file *files, size_t file_count, const char *folder,
                    char *error, size_t error_bytes)
{
    struct making making;
    bool fine = true;

    if (!is_empty(folder)) {
        snprintf(error, error_bytes, "%s is not empty", folder);
        return false;
    }
    if (!make(&making, catalogue, choice, files, file_count, error, error_bytes)) {
        return false;
    }
    for (size_t i = 0; i < making.content.count && fine; i++) {
        fine = put(folder, &making.content.files[i]);
        if (!fine) {
            snprintf(error, error_bytes, "%s/%s cannot be written", folder,
                     making.content.files[i].path);
        }
    }
    content_free(&making.content);
    return fine;
}
