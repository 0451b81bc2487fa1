/* SPDX-License-Identifier: MIT */
/* From a line to a handler: name, kind, parameters; each mistake is blamed on the firmware. */
#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modem.h"

typedef enum reply (*handler_fn)(struct modem *modem, const struct command *command);

static const struct known {
    const char *name;
    handler_fn query, execute, set;
    const char *form;
} table[] = {
#define ROW(name, query, execute, set, form) {#name, query, execute, set, form},
    COMMANDS(ROW)
#undef ROW
};

/* The link is kept behind the other parameters. */
#define LINK_PLACE (PARAMETERS - 1)

long number_at(const struct command *c, int place, long otherwise)
{
    return place < c->count && c->at[place].kind == NUMBER ? c->at[place].number : otherwise;
}

const char *text_at(const struct command *c, int place)
{
    return place < c->count && c->at[place].kind == TEXT ? c->at[place].text : "";
}

int link_of(const struct command *c)
{
    return (int)c->at[LINK_PLACE].number;
}

bool in_range(struct modem *modem, const char *what, long value, long low, long high)
{
    if (value < low || value > high) {
        blame(modem, "%s is %ld, not %ld to %ld", what, value, low, high);
        return false;
    }
    return true;
}

/* A text in quotes, its escapes resolved; NULL: it does not end, or is followed by something. */
static char *read_text(char *at, struct parameter *parameter)
{
    size_t used = 0;

    parameter->kind = TEXT;
    while (*at != '"') {
        at += *at == '\\' ? 1 : 0;
        if (*at == '\0' || used + 1 == sizeof parameter->text) {
            return NULL;
        }
        parameter->text[used++] = *at++;
    }
    parameter->text[used] = '\0';
    return at + 1;
}

static char *read_number(char *at, struct parameter *parameter)
{
    char *end;

    parameter->kind = NUMBER;
    parameter->number = strtol(at, &end, 10);
    const bool good = end != at && (isdigit((unsigned char)*at) || *at == '-');
    return good && labs(parameter->number) <= INT_MAX ? end : NULL;
}

/* False: blamed. */
static bool read_parameters(struct modem *modem, char *at, struct command *command)
{
    for (;;) {
        if (command->count == PARAMETERS - 1) {
            blame(modem, "too many parameters");
            return false;
        }
        struct parameter *const parameter = &command->at[command->count++];
        parameter->kind = OMITTED;
        char *end = at;
        if (*at == '"') {
            end = read_text(at + 1, parameter);
        } else if (*at != ',' && *at != '\0') {
            end = read_number(at, parameter);
        }
        if (end == NULL || (*end != ',' && *end != '\0')) {
            blame(modem, "parameter %d is ill-formed", command->count);
            return false;
        }
        if (*end == '\0') {
            return true;
        }
        at = end + 1;
    }
}

/* Takes the link out, if the form has one and connections are several. */
static bool take_link(struct modem *modem, const char **form, struct command *command)
{
    command->at[LINK_PLACE].number = 0;
    if (**form != 'l') {
        return true;
    }
    (*form)++;
    if (!modem->mux) {
        return true;
    }
    if (command->count == 0 || command->at[0].kind != NUMBER || command->at[0].number < 0 ||
        command->at[0].number > ALL_LINKS) {
        blame(modem, "no link where connections are several");
        return false;
    }
    command->at[LINK_PLACE] = command->at[0];
    memmove(&command->at[0], &command->at[1], (size_t)command->count * sizeof command->at[0]);
    command->count--;
    return true;
}

/* Do the parameters have the form? */
static bool fits(struct modem *modem, const char *form, struct command *command)
{
    bool optional = false;
    int place = 0;

    if (!take_link(modem, &form, command)) {
        return false;
    }
    for (; *form != '\0'; form++) {
        if (*form == '|') {
            optional = true;
            continue;
        }
        const bool there = place < command->count && command->at[place].kind != OMITTED;
        if (!there && !optional) {
            blame(modem, "parameter %d is missing", place + 1);
            return false;
        }
        if (there && (command->at[place].kind == TEXT) != (*form == 's')) {
            blame(modem, "parameter %d is no %s", place + 1, *form == 's' ? "text" : "number");
            return false;
        }
        place++;
    }
    if (command->count > place) {
        blame(modem, "%d parameters, at most %d", command->count, place);
        return false;
    }
    return true;
}

static void answer(struct modem *modem, enum reply reply)
{
    if (reply != REPLY_LATER) {
        say_result(modem, reply == REPLY_OK ? "OK" : "ERROR");
    }
}

static void run_known(struct modem *modem, const struct known *known, char *rest)
{
    static struct command command;
    handler_fn handler = NULL;

    memset(&command, 0, sizeof command);
    command.name = known->name;
    if (*rest == '=') {
        handler = known->set;
        if (handler != NULL &&
            (!read_parameters(modem, rest + 1, &command) || !fits(modem, known->form, &command))) {
            answer(modem, REPLY_ERROR);
            return;
        }
    } else if (strcmp(rest, "?") == 0) {
        handler = known->query;
    } else if (*rest == '\0') {
        handler = known->execute;
    }
    if (handler == NULL) {
        blame(modem, "the command does not exist in this form");
        answer(modem, REPLY_ERROR);
        return;
    }
    answer(modem, handler(modem, &command));
}

/* It is no fault to ask an old firmware for what it does not know. */
static bool has_learnt(const struct modem *modem, const struct known *known)
{
    for (size_t i = 0; i < json_array_size(modem->lacks); i++) {
        const char *const name = json_string_value(json_array_get(modem->lacks, i));
        if (name != NULL && strcmp(name, known->name) == 0) {
            return false;
        }
    }
    return true;
}

static void run_now(struct modem *modem, char *line)
{
    const size_t name = strcspn(line + 2, "=?");

    if (strcmp(line, "AT") == 0) {
        answer(modem, REPLY_OK);
        return;
    }
    if (strcmp(line, "ATE0") == 0 || strcmp(line, "ATE1") == 0) {
        modem->echo = line[3] == '1';
        answer(modem, REPLY_OK);
        return;
    }
    for (size_t i = 0; line[2] == '+' && i < sizeof table / sizeof table[0]; i++) {
        if (strlen(table[i].name) + 1 == name && strncmp(line + 3, table[i].name, name - 1) == 0) {
            if (has_learnt(modem, &table[i])) {
                run_known(modem, &table[i], line + 2 + name);
            } else {
                answer(modem, REPLY_ERROR);
            }
            return;
        }
    }
    blame(modem, "there is no such command");
    answer(modem, REPLY_ERROR);
}

enum reply later(struct modem *modem, int ms, resume_fn resume)
{
    modem->resume = resume;
    modem->resume_at = now_ms() + ms;
    return REPLY_LATER;
}

static void run_late(struct modem *modem)
{
    modem->resume = NULL;
    run_now(modem, modem->late);
}

void command_run(struct modem *modem, char *line)
{
    modem->commands++;
    if (modem->busy_count > 0) { /* a fault on command: thrown away */
        modem->busy_count--;
        say(modem, "busy p...");
        return;
    }
    modem->busy_since = now_ms();
    if (modem->slow_ms > 0) {
        strcpy(modem->late, line);
        (void)later(modem, modem->slow_ms, run_late);
    } else {
        run_now(modem, line);
    }
}
