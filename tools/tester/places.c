/* SPDX-License-Identifier: MIT */
/* The guides' tester has its files in configs/ beside the program. Ours is built inside a source
 * tree, so configs/ of the tree and of the folder where the user is count, too. */
#include "places.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "room.h"

static bool is_there(const char *folder, const char *name)
{
    char *const path = room_text("%s/%s", folder, name);
    const bool there = access(path, F_OK) == 0;

    free(path);
    return there;
}

/* The folder of a path, without its last component. */
static void up(char *path)
{
    char *const slash = strrchr(path, '/');

    if (slash == path || slash == NULL) {
        strcpy(path, "/");
        return;
    }
    *slash = '\0';
}

static char *program_folder(void)
{
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);

    path[length < 0 ? 0 : length] = '\0';
    up(path);
    return room_copy(path, strlen(path));
}

static char *source_tree(const char *folder)
{
    char *const tree = room_copy(folder, strlen(folder));

    while (strcmp(tree, "/") != 0 && !is_there(tree, "tests/qualification/suite.json")) {
        up(tree);
    }
    if (strcmp(tree, "/") == 0) {
        free(tree);
        return room_copy(folder, strlen(folder));
    }
    return tree;
}

static char *in_folder(const char *folder, const char *name)
{
    return is_there(folder, name) ? room_text("%s/%s", folder, name) : NULL;
}

/* A file as it was given; not given, by its usual name. */
static char *find(const struct places *places, const struct options *options, const char *given,
                  const char *usual)
{
    const char *const name = given != NULL ? given : usual;
    char *found = NULL;

    if (given != NULL && (strchr(given, '/') != NULL || access(given, F_OK) == 0)) {
        return room_text("%s", given);
    }
    if (options->configs != NULL) {
        return room_text("%s/%s", options->configs, name);
    }
    char *const beside = room_text("%s/configs", places->program_folder);
    char *const of_tree = room_text("%s/configs", places->root);

    found = in_folder(beside, name);
    found = found != NULL ? found : in_folder(of_tree, name);
    found = found != NULL ? found : in_folder("configs", name);
    found = found != NULL ? found : room_text("configs/%s", name);
    free(beside);
    free(of_tree);
    return found;
}

void places_find(struct places *places, const struct options *options)
{
    places->program_folder = program_folder();
    places->root = source_tree(places->program_folder);
    places->config = find(places, options, options->config, "config.json");
    places->device = find(places, options, options->device, "device.json");
    places->userdata = find(places, options, options->userdata, "userdata.json");
    if (options->config == NULL && access(places->config, F_OK) != 0) {
        free(places->config);
        places->config = NULL;
    }
}

void places_free(struct places *places)
{
    free(places->program_folder);
    free(places->root);
    free(places->config);
    free(places->device);
    free(places->userdata);
}
