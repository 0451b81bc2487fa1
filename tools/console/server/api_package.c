/* SPDX-License-Identifier: MIT */
/* Resolving, zips, differences. */
#include "api_package.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choice_in.h"
#include "connect.h"
#include "router.h"

#define ZIP_BYTES_MAX (256u << 20)
#define AT_ONCE       2

/* A zip takes a core for a second: more than two wait for each other. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t one_less = PTHREAD_COND_INITIALIZER;
static int under_way;

struct zip {
    char *bytes;
    size_t count, room;
};

static bool put(void *self, const void *bytes, size_t length)
{
    struct zip *zip = self;

    if (length > ZIP_BYTES_MAX - zip->count) {
        return false;
    }
    if (zip->count + length > zip->room) {
        const size_t room = 2 * (zip->count + length);
        char *larger = realloc(zip->bytes, room);
        if (larger == NULL) {
            return false;
        }
        zip->bytes = larger;
        zip->room = room;
    }
    memcpy(zip->bytes + zip->count, bytes, length);
    zip->count += length;
    return true;
}

static void take_turn(void)
{
    (void)pthread_mutex_lock(&lock);
    while (under_way == AT_ONCE) {
        (void)pthread_cond_wait(&one_less, &lock);
    }
    under_way++;
    (void)pthread_mutex_unlock(&lock);
}

static void end_turn(void)
{
    (void)pthread_mutex_lock(&lock);
    under_way--;
    (void)pthread_cond_signal(&one_less);
    (void)pthread_mutex_unlock(&lock);
}

/* A choice that was read has such a name; this is for the header's sake. */
static bool is_plain(const char *name)
{
    return name != NULL && name[0] != '\0' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

void package_answer(const struct console *console, json_t *choice, const struct package_file *files,
                    size_t file_count, struct answer *answer)
{
    const char *named = json_string_value(json_object_get(choice, "name"));
    const char *name = is_plain(named) ? named : "package";
    struct zip zip = {NULL, 0, 0};
    char error[512] = "", disposition[256];

    take_turn();
    const bool is_made = package_write(console->catalogue, choice, files, file_count, put, &zip,
                                       error, sizeof(error));
    end_turn();
    if (is_made) {
        (void)snprintf(disposition, sizeof(disposition), "attachment; filename=\"%.80s.zip\"",
                       name);
        answer_bytes(answer, 200, "application/zip", zip.bytes, zip.count);
        answer_header(answer, "Content-Disposition", disposition);
    } else {
        free(zip.bytes);
        answer_error(answer, 500, "package", "./run console prints more on its terminal",
                     "The package was not made: %s", error);
    }
    json_decref(choice);
}

static void post_resolve(const struct console *console, struct request *request,
                         struct answer *answer)
{
    json_t *body = body_in(request, answer);
    json_t *choice = body != NULL ? choice_in(body, answer) : NULL;

    if (choice != NULL) {
        answer_json(answer, 200, resolve(console->catalogue, choice));
    }
    json_decref(choice);
    json_decref(body);
}

static void post_package(const struct console *console, struct request *request,
                         struct answer *answer)
{
    json_t *body = body_in(request, answer);
    json_t *quick = json_incref(json_object_get(body, "quickConnect"));
    struct keep *keep = NULL;

    json_object_del(body, "quickConnect");
    json_t *choice = body != NULL ? valid_choice_in(console, body, answer) : NULL;
    if (choice != NULL && connect_take(console, request, quick, choice, false, &keep, answer)) {
        package_answer(console, json_incref(choice), keep != NULL ? keep->files : NULL,
                       keep != NULL ? keep->count : 0, answer);
    }
    keep_free(keep);
    json_decref(choice);
    json_decref(quick);
    json_decref(body);
}

static void post_difference(const struct console *console, struct request *request,
                            struct answer *answer)
{
    json_t *body = body_in(request, answer);
    char error[512] = "";

    if (body == NULL) {
        return;
    }
    const json_t *lock_document = json_object_get(body, "lock");
    json_t *difference =
        json_is_object(lock_document)
            ? package_difference(console->catalogue, lock_document, error, sizeof(error))
            : NULL;
    if (difference != NULL) {
        answer_json(answer, 200, difference);
    } else {
        answer_error(answer, 422, "lock", "Send the package.lock.json of a package as \"lock\"",
                     "This is no lock file of a package%s%s", error[0] != '\0' ? ": " : "", error);
    }
    json_decref(body);
}

const struct route package_routes[] = {
    {"POST", "resolve", NULL, post_resolve},
    {"POST", "packages", "freertos:GetSoftwareURL", post_package},
    {"POST", "packages/difference", NULL, post_difference},
    {NULL, NULL, NULL, NULL},
};
