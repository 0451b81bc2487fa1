/* SPDX-License-Identifier: MIT */
/* Quick Connect: a device in the cloud in a box, and its credentials for one package. Keys go from
 * the helper into memory, from there into one zip; no answer, log or file of ours has them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "choice_in.h"
#include "connect.h"
#include "console_core.h"
#include "digest.h"
#include "helper.h"
#include "radio.h"
#include "router.h"

#define MAKE_S  60
#define FLASH_S 30

static void wipe(char *text, size_t bytes)
{
    if (text != NULL) {
        OPENSSL_cleanse(text, bytes);
        free(text);
    }
}

/* NULL: the answer says why not. */
static char *ask(const struct console *console, const char *what, const char *input, int seconds,
                 size_t *bytes, struct answer *answer)
{
    char script[1024];
    const char *const command[] = {"/usr/bin/python3", "-B",           script, what,
                                   "--cloud",          console->cloud, NULL};
    int code = 0;

    (void)snprintf(script, sizeof(script), "%s/tools/console/server/connect.py", console->root);
    char *text = helper_ask(command, input, seconds, bytes, &code);
    if (text != NULL && code == 0) {
        return text;
    }
    json_t *why = text != NULL && code == HELPER_REFUSED ? json_loads(text, 0, NULL) : NULL;
    const char *name = json_string_value(json_object_get(why, "code"));
    const char *message = json_string_value(json_object_get(why, "message"));
    const char *advice = json_string_value(json_object_get(why, "advice"));
    const bool is_wish = name != NULL && (strcmp(name, "thing") == 0 || strcmp(name, "by") == 0 ||
                                          strcmp(name, "endpoint") == 0);
    answer_error(answer, is_wish ? 400 : 503, name != NULL ? name : "quick-connect",
                 advice != NULL ? advice : "Try again", "%s",
                 message != NULL ? message : "Quick Connect has not come to an end");
    json_decref(why);
    free(text);
    return NULL;
}

/* The files of the document, as those of a package, and what makes a flash of them. False: no
 * room. */
static bool keep_files(struct keep *keep, const json_t *made)
{
    json_t *files = json_object_get(made, "files"), *file;
    const char *name;
    char path[80];
    bool is_kept = true;

    json_object_foreach(files, name, file)
    {
        (void)snprintf(path, sizeof(path), "credentials/%.60s", name);
        is_kept =
            is_kept && keep_add(keep, path, json_string_value(file), json_string_length(file));
    }
    if (json_object_size(json_object_get(made, "told")) > 0) {
        json_t *told =
            json_pack("{s:O, s:O}", "told", json_object_get(made, "told"), "files", files);
        keep->told = json_dumps(told, JSON_COMPACT);
        json_decref(told);
    }
    return is_kept;
}

static char *copy_of(const json_t *made, const char *name)
{
    const char *text = json_string_value(json_object_get(made, name));

    return text != NULL ? strdup(text) : NULL;
}

/* NULL: no room. */
static struct keep *keep_of(const json_t *made)
{
    struct keep *keep = calloc(1, sizeof(*keep));

    if (keep != NULL && keep_files(keep, made)) {
        keep->thing = copy_of(made, "thing");
        return keep;
    }
    keep_free(keep);
    return NULL;
}

static void answer_made(const struct console *console, const struct request *request,
                        const json_t *made, struct answer *answer)
{
    struct keep *keep = keep_of(made);
    char id[KEEP_ID_BYTES] = "";

    if (keep == NULL) {
        answer_error(answer, 503, "memory", "Try again", "Out of memory");
        return;
    }
    if (!keeps_put(console->keeps, keep, request->user, id)) {
        answer_error(answer, 429, "too-many", "Download what was made, or wait ten minutes",
                     "Too much of Quick Connect is kept and was not downloaded");
        return;
    }
    answer_json(
        answer, 201,
        json_pack("{s:s, s:O, s:O, s:O, s:O}", "id", id, "thing", json_object_get(made, "thing"),
                  "certificateArn", json_object_get(made, "certificateArn"), "policy",
                  json_object_get(made, "policy"), "steps", json_object_get(made, "steps")));
}

/* The helper's answer to a wish; NULL: the answer says why there is none. */
static json_t *make_one(const struct console *console, const json_t *wish, struct answer *answer)
{
    char *input = json_dumps(wish, JSON_COMPACT);
    size_t bytes = 0;
    char *text = input != NULL ? ask(console, "make", input, MAKE_S, &bytes, answer) : NULL;
    json_t *made = text != NULL ? json_loadb(text, bytes, 0, NULL) : NULL;

    free(input);
    wipe(text, bytes);
    if (made == NULL && answer->status == 0) {
        answer_error(answer, 503, "quick-connect", "Try again", "Quick Connect has said nothing");
    }
    return made;
}

static void make(const struct console *console, struct request *request, struct answer *answer)
{
    json_t *body = body_in(request, answer);
    json_t *made = body != NULL ? make_one(console, body, answer) : NULL;

    if (made != NULL) {
        answer_made(console, request, made, answer);
    }
    json_decref(made);
    json_decref(body);
}

static bool has_wifi(const json_t *board)
{
    return json_is_object(json_object_get(json_object_get(board, "features"), "wifi"));
}

/* Whether the device's identity is its module's. */
static bool has_tls_in_module(const json_t *board)
{
    const char *sockets =
        json_string_value(json_object_get(json_object_get(board, "features"), "sockets"));

    return sockets != NULL && strcmp(sockets, "modem_tls") == 0;
}

/* Boards with a flash of a known place; others have the PEM files alone. A run's Wi-Fi module finds
 * a network that the board is told of. */
static bool add_flash(const struct console *console, struct keep *keep, const json_t *choice,
                      bool is_run, struct answer *answer)
{
    const char *board = json_string_value(json_object_get(choice, "board"));
    const json_t *described = catalogue_board(console->catalogue, board);
    const json_t *flash = json_object_get(json_object_get(described, "memory"), "flash");
    size_t bytes = 0;

    if (keep->told == NULL || json_object_size(flash) == 0) {
        return true;
    }
    json_t *question = json_loads(keep->told, 0, NULL);
    json_object_set_new(question, "board", json_string(board));
    json_object_set_new(question, "timePort", json_integer(console->port));
    if (is_run && has_wifi(described)) {
        json_object_set_new(question, "air",
                            json_pack("{s:s, s:s, s:s}", "network", RADIO_NETWORK, "passphrase",
                                      RADIO_PASSPHRASE, "time", RADIO_TIME));
    }
    char *input = json_dumps(question, JSON_COMPACT);
    json_decref(question);
    char *image = input != NULL ? ask(console, "flash", input, FLASH_S, &bytes, answer) : NULL;
    if (input != NULL) {
        wipe(input, strlen(input));
    }
    const bool is_added = image != NULL && keep_add(keep, "credentials/flash.bin", image, bytes);
    wipe(image, bytes);
    return is_added;
}

bool connect_take(const struct console *console, const struct request *request, const json_t *quick,
                  const json_t *choice, bool is_run, struct keep **keep, struct answer *answer)
{
    const char *id = json_string_value(json_object_get(quick, "id"));

    *keep = NULL;
    if (quick == NULL || (json_is_object(quick) && json_object_size(quick) == 0)) {
        return true;
    }
    *keep = id != NULL ? keeps_take(console->keeps, id, request->user) : NULL;
    if (*keep == NULL) {
        answer_error(answer, 410, "quick-connect", "Run Quick Connect again",
                     "What Quick Connect had made is no longer kept");
        return false;
    }
    if (!add_flash(console, *keep, choice, is_run, answer)) {
        keep_free(*keep);
        *keep = NULL;
        return false;
    }
    return true;
}

static bool is_of_cloud(const struct console *console, const char *demo)
{
    json_t *document = catalogue_document(console->catalogue), *one;
    bool is = false;
    size_t index;

    json_array_foreach(json_object_get(document, "demos"), index, one)
    {
        const char *id = json_string_value(json_object_get(one, "id"));
        is |= id != NULL && strcmp(id, demo) == 0 && json_is_true(json_object_get(one, "cloud"));
    }
    json_decref(document);
    return is;
}

bool connect_for_run(const struct console *console, const json_t *choice, struct keep **keep,
                     struct answer *answer)
{
    const char *demo = json_string_value(json_object_get(choice, "demo"));
    unsigned char random[4];
    char hex[9], thing[32];

    *keep = NULL;
    if (demo == NULL || !is_of_cloud(console, demo)) {
        return true;
    }
    digest_random(random, sizeof(random));
    digest_hex(random, sizeof(random), hex);
    (void)snprintf(thing, sizeof(thing), "run-%s", hex);
    /* Who is to be provisioned wants a claim, whose certificate is nobody's to take away. */
    const json_t *board =
        catalogue_board(console->catalogue, json_string_value(json_object_get(choice, "board")));
    const bool is_claim = strcmp(demo, "provisioning") == 0 && !has_tls_in_module(board);
    json_t *wish = json_pack("{s:s, s:s}", "thing", thing, "by", is_claim ? "claim" : "key");
    json_t *made = make_one(console, wish, answer);
    json_decref(wish);
    if (made == NULL) {
        return false;
    }
    *keep = keep_of(made);
    if (*keep != NULL && !is_claim) {
        json_t *forget = json_pack("{s:O, s:O, s:O}", "thing", json_object_get(made, "thing"),
                                   "certificateId", json_object_get(made, "certificateId"),
                                   "policy", json_object_get(made, "policy"));
        (*keep)->forget = json_dumps(forget, JSON_COMPACT);
        json_decref(forget);
    }
    json_decref(made);
    if (*keep == NULL) {
        answer_error(answer, 503, "memory", "Try again", "Out of memory");
    } else if (!add_flash(console, *keep, choice, true, answer)) {
        keep_free(*keep);
        *keep = NULL;
    }
    return *keep != NULL;
}

void connect_forget(const char *root, const char *cloud, const char *forget)
{
    char script[1024];
    const char *const command[] = {"/usr/bin/python3", "-B",  script, "forget",
                                   "--cloud",          cloud, NULL};
    size_t bytes;
    int code;

    (void)snprintf(script, sizeof(script), "%s/tools/console/server/connect.py", root);
    free(helper_ask(command, forget, FLASH_S, &bytes, &code));
}

const struct route quick_connect_routes[] = {
    {"POST", "quick-connect", "dunlin:QuickConnect", make},
    {NULL, NULL, NULL, NULL},
};
