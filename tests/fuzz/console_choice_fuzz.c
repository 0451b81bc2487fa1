/* SPDX-License-Identifier: MIT */
/* A choice as an address and as a document. What is taken is canonical: it says the same when it is
 * written as an address and read again, or read once more, and its command has no line of its own.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static void check(const struct catalogue *catalogue, json_t *choice)
{
    char error[200];
    char *const query = choice_query(choice), *const command = choice_command(choice);
    json_t *const again = choice_from_query(query, error, sizeof(error));
    json_t *const same = choice_read(choice, error, sizeof(error));

    require(json_equal(choice, again) && json_equal(choice, same));
    require(strpbrk(command, "\n\r") == NULL);
    json_t *const answer = resolve(catalogue, choice);

    require(json_is_boolean(json_object_get(answer, "valid")));
    require(json_is_true(json_object_get(answer, "valid")) ||
            json_array_size(json_object_get(answer, "problems")) > 0);
    json_decref(answer);
    json_decref(same);
    json_decref(again);
    free(command);
    free(query);
    json_decref(choice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct catalogue *catalogue;
    char *const text = malloc(size + 1);
    char error[200] = "";

    if (catalogue == NULL) {
        catalogue = fixture_catalogue(CONSOLE_FIXTURE_TREE);
    }
    require(text != NULL);
    memcpy(text, bytes, size);
    text[size] = '\0';
    json_t *choice = choice_from_query(text, error, sizeof(error));

    require((choice != NULL) == (error[0] == '\0'));
    if (choice != NULL) {
        check(catalogue, choice);
    }
    json_t *const document = json_loadb(text, size, 0, NULL);

    choice = document == NULL ? NULL : choice_read(document, error, sizeof(error));
    if (choice != NULL) {
        check(catalogue, choice);
    }
    json_decref(document);
    free(text);
    return 0;
}
