/* SPDX-License-Identifier: MIT */
/* dunlin-package: a choice as options, its package as a zip. Exit 1: the choice does not work, 2:
 * it was not understood. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "console_core.h"
#include "credentials.h"
#include "list.h"
#include "options.h"
#include "read_lock.h"
#include "text.h"

static int refuse(const char *why)
{
    fprintf(stderr, "package: %s\n", why);
    return 2;
}

static bool put(void *context, const void *bytes, size_t length)
{
    return fwrite(bytes, 1, length, context) == length;
}

static void print_json(const json_t *document)
{
    json_dumpf(document, stdout, JSON_INDENT(1));
    putchar('\n');
}

/* Write beside, and rename: whoever looks sees the whole file or none. */
static int write_zip(const struct catalogue *catalogue, const json_t *choice, const char *folder,
                     const char *output)
{
    char *const beside = text_make("%s.part", output);
    FILE *const file = fopen(beside, "wb");
    struct credentials credentials = {.count = 0};
    char error[600];
    bool fine = false;

    if (file == NULL) {
        snprintf(error, sizeof(error), "%s cannot be written", beside);
    } else {
        fine = credentials_read(&credentials, folder, error, sizeof(error)) &&
               package_write(catalogue, choice, credentials.files, credentials.count, put, file,
                             error, sizeof(error));
        if (fclose(file) != 0 || (fine && rename(beside, output) != 0)) {
            snprintf(error, sizeof(error), "%s cannot be written", output);
            fine = false;
        }
    }
    if (!fine) {
        unlink(beside);
        refuse(error);
    }
    credentials_free(&credentials);
    free(beside);
    return fine ? 0 : 1;
}

static int make(const struct catalogue *catalogue, const struct options *options, json_t *choice)
{
    json_t *const answer = resolve(catalogue, choice);
    const bool is_valid = json_is_true(json_object_get(answer, "valid"));
    int status = is_valid ? 0 : 1;
    char *const own = text_make("%s.zip", json_string_value(json_object_get(choice, "name")));
    const char *const output = options->output == NULL ? own : options->output;

    if (options->json) {
        print_json(answer);
    } else {
        list_problems(answer);
        if (options->explain) {
            list_explain(answer);
        }
    }
    if (is_valid && !options->explain && (!options->json || options->output != NULL)) {
        status = write_zip(catalogue, choice, options->credentials, output);
        if (status == 0 && !options->json) {
            printf("%s\n", output);
        }
    }
    free(own);
    json_decref(answer);
    return status;
}

/* What changed since a lock, and, with -o, the zip of today. */
static int update(const struct catalogue *catalogue, const struct options *options)
{
    char error[600];
    json_t *const lock = read_lock(options->update, error, sizeof(error));
    json_t *const difference =
        lock == NULL ? NULL : package_difference(catalogue, lock, error, sizeof(error));
    int status = 0;

    json_decref(lock);
    if (difference == NULL) {
        fprintf(stderr, "package: %s: %s\n", options->update, error);
        return 2;
    }
    if (options->json) {
        print_json(difference);
    } else {
        list_difference(difference);
        list_problems(difference);
    }
    if (options->output != NULL) {
        status = write_zip(catalogue, json_object_get(difference, "choice"), options->credentials,
                           options->output);
    }
    json_decref(difference);
    return status;
}

static int list(const struct catalogue *catalogue, const struct options *options)
{
    json_t *const document = catalogue_document(catalogue);
    bool known = true;

    if (options->json) {
        known = json_object_get(document, options->list) != NULL;
        print_json(json_object_get(document, options->list));
    } else {
        known = list_print(document, options->list);
    }
    json_decref(document);
    return known ? 0 : refuse("--list boards, modules or demos");
}

static int choose(const struct catalogue *catalogue, const struct options *options)
{
    char error[300];
    json_t *const choice = choice_read(options->choice, error, sizeof(error));

    if (choice == NULL) {
        return refuse(json_object_size(options->choice) == 0
                          ? "which board? --list boards shows them, --help tells the options"
                          : error);
    }
    const int status = make(catalogue, options, choice);

    json_decref(choice);
    return status;
}

int main(int count, char **words)
{
    struct options options;
    char error[8000];
    int status = 2;

    if (!options_read(&options, count, words, error, sizeof(error))) {
        json_decref(options.choice);
        return refuse(error);
    }
    struct catalogue *const catalogue = catalogue_load(options.root, error, sizeof(error));

    if (catalogue == NULL) {
        refuse(error);
    } else if (options.list != NULL) {
        status = list(catalogue, &options);
    } else if (options.update != NULL) {
        status = update(catalogue, &options);
    } else {
        status = choose(catalogue, &options);
    }
    catalogue_free(catalogue);
    json_decref(options.choice);
    return status;
}
