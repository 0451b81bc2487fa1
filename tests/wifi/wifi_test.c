/* SPDX-License-Identifier: MIT */
/* A board with a Wi-Fi module from its own side: verbs come on the console, one a line; answers go
 * back as "<verb> <what came of it>". The module is tools/modem; wifi_kit.py holds both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"

#include "../target/console.h"
#include "verbs.h"

#define LINE_BYTES  1024u
#define STACK_WORDS 2048u

unsigned word_number(const struct words *words, int place)
{
    return place < words->count ? (unsigned)strtoul(words->at[place], NULL, 10) : 0;
}

static unsigned digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a' + 10);
}

/* In place: two digits become one byte. */
char *word_text(const struct words *words, int place, size_t *length)
{
    static char empty[1];
    char *const word = place < words->count ? words->at[place] : empty;

    *length = 0;
    if (word[0] == '-') {
        return NULL;
    }
    if (word[0] == '.') {
        return empty;
    }
    for (size_t i = 0; word[i] != '\0' && word[i + 1] != '\0'; i += 2) {
        word[(*length)++] = (char)(digit(word[i]) << 4 | digit(word[i + 1]));
    }
    word[*length] = '\0';
    return word;
}

static void split(char *line, struct words *words)
{
    words->count = 0;
    for (char *at = strtok(line, " "); at != NULL && words->count < WORDS_MAX;
         at = strtok(NULL, " ")) {
        words->at[words->count++] = at;
    }
}

static void run(void *unused)
{
    static char line[LINE_BYTES];
    struct words words;

    (void)unused;
    printf("ready %d\n", radio_begin());
    links_begin();
    for (;;) {
        console_read_line(line, sizeof line);
        split(line, &words);
        if (words.count > 0 && !radio_verb(&words) && !link_verb(&words)) {
            printf("%s is no verb\n", words.at[0]);
        }
    }
}

int main(void)
{
    static StackType_t stack[STACK_WORDS];
    static StaticTask_t memory;

    board_init();
    xTaskCreateStatic(run, "verbs", STACK_WORDS, NULL, 2, stack, &memory);
    vTaskStartScheduler();
    return 1;
}
