/* SPDX-License-Identifier: MIT */
#include "command_words.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "room.h"

/* Bytes of the placeholder that begins here, 0: none does. */
static size_t placeholder_length(const char *text)
{
    const char *const end = strncmp(text, "{{", 2) == 0 ? strstr(text, "}}") : NULL;

    return end != NULL ? (size_t)(end + 2 - text) : 0;
}

static bool has(const char *text, const char *characters)
{
    while (*text != '\0') {
        const size_t placeholder = placeholder_length(text);

        if (placeholder == 0 && strchr(characters, *text) != NULL) {
            return true;
        }
        text += placeholder != 0 ? placeholder : 1;
    }
    return false;
}

static void add(char ***words, size_t *count, char *word)
{
    *words = room_grow(*words, (*count + 2) * sizeof(char *));
    (*words)[(*count)++] = word;
    (*words)[*count] = NULL;
}

static char **split(const char *text)
{
    char **words = NULL;
    size_t count = 0, length = 0;
    char *const word = room_grow(NULL, strlen(text) + 1);
    bool begun = false;
    char quote = '\0';

    for (; *text != '\0'; text++) {
        const size_t placeholder = placeholder_length(text);

        if (placeholder != 0) {
            memcpy(word + length, text, placeholder);
            length += placeholder;
            text += placeholder - 1;
            begun = true;
        } else if (quote != '\0' ? *text == quote : *text == '"' || *text == '\'') {
            quote = quote != '\0' ? '\0' : *text;
            begun = true;
        } else if (quote == '\0' && isspace((unsigned char)*text)) {
            if (begun) {
                add(&words, &count, room_copy(word, length));
            }
            begun = false;
            length = 0;
        } else {
            if (*text == '\\' && quote != '\'' && text[1] != '\0') {
                text++;
            }
            word[length++] = *text;
            begun = true;
        }
    }
    if (begun) {
        add(&words, &count, room_copy(word, length));
    }
    if (words == NULL) {
        words = room_zero(sizeof(char *));
    }
    free(word);
    return words;
}

static char **through_shell(char *line)
{
    char **words = NULL;
    size_t count = 0;

    add(&words, &count, room_copy("/bin/sh", 7));
    add(&words, &count, room_copy("-c", 2));
    add(&words, &count, line);
    return words;
}

char **command_words(const char *const *texts, size_t count)
{
    char **words = NULL;
    size_t words_count = 0;

    if (count == 1) {
        return has(texts[0], "|&;<>$`()*~") ? through_shell(room_copy(texts[0], strlen(texts[0])))
                                            : split(texts[0]);
    }
    if (count > 1 && has(texts[0], " \t")) {
        char *line = room_copy(texts[0], strlen(texts[0]));

        for (size_t i = 1; i < count; i++) {
            char *const longer = room_text("%s && %s", line, texts[i]);

            free(line);
            line = longer;
        }
        return through_shell(line);
    }
    for (size_t i = 0; i < count; i++) {
        add(&words, &words_count, room_copy(texts[i], strlen(texts[i])));
    }
    return words != NULL ? words : room_zero(sizeof(char *));
}

void command_words_free(char **words)
{
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        free(words[i]);
    }
    free(words);
}
