/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"

static char *made[16];
static size_t made_count;

static void remove_all(void)
{
    for (size_t i = 0; i < made_count; i++) {
        char *const command = text_make("rm -rf '%s'", made[i]);

        if (system(command) != 0) {
            printf("%s is left\n", made[i]);
        }
        free(command);
        free(made[i]);
    }
}

void fixture_put(const char *tree, const char *path, const char *text)
{
    char *const file = text_make("%s/%s", tree, path);

    for (char *slash = file + strlen(tree) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        mkdir(file, 0777);
        *slash = '/';
    }
    FILE *const stream = text == NULL ? NULL : fopen(file, "w");

    if (text == NULL ? unlink(file) != 0 : stream == NULL || fputs(text, stream) < 0) {
        printf("%s cannot be written\n", file);
        exit(1);
    }
    if (stream != NULL) {
        fclose(stream);
    }
    free(file);
}

char *fixture_tree(void)
{
    char *const tree = text_make("/tmp/console-XXXXXX");

    if (mkdtemp(tree) == NULL) {
        exit(1);
    }
    if (made_count == 0) {
        atexit(remove_all);
    }
    made[made_count++] = text_make("%s", tree);
    char *const command = text_make("cp -r '" CONSOLE_FIXTURE_TREE "/.' '%s'", tree);

    if (system(command) != 0) {
        exit(1);
    }
    free(command);
    return tree;
}

struct catalogue *fixture_catalogue(const char *tree)
{
    char error[2000];
    struct catalogue *const catalogue = catalogue_load(tree, error, sizeof(error));

    if (catalogue == NULL) {
        printf("the tree does not load:\n%s\n", error);
        exit(1);
    }
    return catalogue;
}

json_t *fixture_choice(const char *document)
{
    char *const text = text_make("%s", document);
    char error[300] = "no JSON";

    for (char *at = text; *at != '\0'; at++) {
        *at = *at == '\'' ? '"' : *at;
    }
    json_t *const parsed = json_loads(text, 0, NULL);
    json_t *const choice = parsed == NULL ? NULL : choice_read(parsed, error, sizeof(error));

    if (choice == NULL) {
        printf("%s is no choice: %s\n", document, error);
        exit(1);
    }
    json_decref(parsed);
    free(text);
    return choice;
}

const char *fixture_text(const json_t *document, const char *path)
{
    const json_t *at = document;
    char key[100];

    while (*path != '\0') {
        const size_t length = strcspn(path, ".");

        snprintf(key, sizeof(key), "%.*s", (int)length, path);
        at = json_is_array(at) ? json_array_get(at, (size_t)atoi(key)) : json_object_get(at, key);
        path += length + (path[length] == '.');
    }
    return json_is_string(at) ? json_string_value(at) : "";
}

const json_t *fixture_problem(const json_t *answer, const char *code)
{
    const json_t *problem;
    size_t i;

    json_array_foreach(json_object_get(answer, "problems"), i, problem)
    {
        if (strcmp(fixture_text(problem, "code"), code) == 0) {
            return problem;
        }
    }
    return NULL;
}

void fixture_check_text(const char *actual, const char *expected, const char *file, int line)
{
    if (strcmp(actual, expected) != 0) {
        printf("%s:%d: \"%s\", want \"%s\"\n", file, line, actual, expected);
        exit(1);
    }
}

void fixture_check_has(const char *actual, const char *part, const char *file, int line)
{
    if (strstr(actual, part) == NULL) {
        printf("%s:%d: \"%s\" lacks \"%s\"\n", file, line, actual, part);
        exit(1);
    }
}
