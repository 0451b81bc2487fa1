/* SPDX-License-Identifier: MIT */
/* What the firmware of tests/wifi does on command: a line of words, an answer of one line. Texts
 * are hexadecimal digits, "." an empty one, "-" a null pointer. */
#ifndef VERBS_H
#define VERBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WORDS_MAX 16

/* One line, split; what is not there is "". */
struct words {
    int count;
    char *at[WORDS_MAX];
};

unsigned word_number(const struct words *words, int place);

/* The text of a word, with a NUL behind it; NULL: "-". It lives as long as the line. */
char *word_text(const struct words *words, int place, size_t *length);

/* False: no such verb. */
bool radio_verb(const struct words *words);
bool link_verb(const struct words *words);

/* Mount the flash and give the service its radio. */
bool radio_begin(void);
void links_begin(void);

#endif
