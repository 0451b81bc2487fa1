/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <stdio.h>
#include <string.h>

#include "choice.h"

static bool refuse(char *error, size_t error_bytes, const char *why, const char *word)
{
    snprintf(error, error_bytes, why, word);
    return false;
}

/* One option with its value; false: there is none of this name. */
static bool take(struct options *options, const char *name, const char *value)
{
    static const char *const words[] = {"--board", "--demo", "--name"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(name, words[i]) == 0) {
            return json_object_set_new(options->choice, name + 2, json_string(value)) == 0;
        }
    }
    if (strcmp(name, "--modules") == 0) {
        return json_object_set_new(options->choice, "modules", choice_list(value)) == 0;
    }
    if (strcmp(name, "--root") == 0) {
        options->root = value;
    } else if (strcmp(name, "--list") == 0) {
        options->list = value;
    } else if (strcmp(name, "--update") == 0) {
        options->update = value;
    } else if (strcmp(name, "--credentials") == 0) {
        options->credentials = value;
    } else if (strcmp(name, "-o") == 0) {
        options->output = value;
    } else {
        return false;
    }
    return true;
}

bool options_read(struct options *options, int count, char **words, char *error, size_t error_bytes)
{
    *options = (struct options){.root = ".", .choice = json_object()};
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--json") == 0) {
            options->json = true;
        } else if (strcmp(words[i], "--explain") == 0) {
            options->explain = true;
        } else if (words[i][0] != '-') {
            return refuse(error, error_bytes, "what is %s? --help tells the options", words[i]);
        } else if (i + 1 == count) {
            return refuse(error, error_bytes, "%s is unknown, or wants a value; --help tells",
                          words[i]);
        } else if (!take(options, words[i], words[i + 1])) {
            return refuse(error, error_bytes, "%s is no option, or its value is no text", words[i]);
        } else {
            i++;
        }
    }
    return true;
}
