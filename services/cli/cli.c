/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "FreeRTOS_CLI.h"

#ifndef configCOMMAND_INT_MAX_OUTPUT_SIZE
#define configCOMMAND_INT_MAX_OUTPUT_SIZE 256
#endif
#ifndef configCOMMAND_INT_MAX_COMMANDS
#define configCOMMAND_INT_MAX_COMMANDS 16
#endif
#ifndef configAPPLICATION_PROVIDES_cOutputBuffer
#define configAPPLICATION_PROVIDES_cOutputBuffer 0
#endif

#if configAPPLICATION_PROVIDES_cOutputBuffer
extern char cOutputBuffer[];
#else
static char cOutputBuffer[configCOMMAND_INT_MAX_OUTPUT_SIZE];
#endif

static BaseType_t help(char *out, size_t size, const char *line);

static const CLI_Command_Definition_t help_command = {"help", "help: what commands there are\r\n",
                                                      help, 0};

/* `help` first; the line that is being carried out, which may take several calls. */
static const CLI_Command_Definition_t *commands[1 + configCOMMAND_INT_MAX_COMMANDS] = {
    &help_command};
static size_t command_count = 1;
static const CLI_Command_Definition_t *running;
static size_t help_next;

/* --- words --- */

static const char *skip_spaces(const char *text)
{
    while (*text == ' ') {
        text++;
    }
    return text;
}

static size_t word_length(const char *text)
{
    return strcspn(text, " ");
}

static BaseType_t parameter_count(const char *line)
{
    BaseType_t count = 0;

    for (const char *at = skip_spaces(line); *at != '\0'; at = skip_spaces(at + word_length(at))) {
        count++;
    }
    return count > 0 ? count - 1 : 0;
}

const char *FreeRTOS_CLIGetParameter(const char *line, UBaseType_t wanted, BaseType_t *length)
{
    const char *at = skip_spaces(line);

    for (UBaseType_t i = 0; i < wanted && *at != '\0'; i++) {
        at = skip_spaces(at + word_length(at));
    }
    *length = wanted > 0 ? (BaseType_t)word_length(at) : 0;
    return *length > 0 ? at : NULL;
}

/* --- commands --- */

static const CLI_Command_Definition_t *find(const char *name, size_t length)
{
    for (size_t i = 0; i < command_count; i++) {
        if (strlen(commands[i]->pcCommand) == length &&
            memcmp(commands[i]->pcCommand, name, length) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

/* One command's help in each call. */
static BaseType_t help(char *out, size_t size, const char *line)
{
    (void)line;
    (void)snprintf(out, size, "%s", commands[help_next]->pcHelpString);
    help_next = (help_next + 1) % command_count;
    return help_next != 0 ? pdTRUE : pdFALSE;
}

BaseType_t FreeRTOS_CLIRegisterCommand(const CLI_Command_Definition_t *const command)
{
    if (command == NULL || command->pcCommand == NULL || command->pcHelpString == NULL ||
        command->pxCommandInterpreter == NULL || command->cExpectedNumberOfParameters < -1) {
        return pdFAIL;
    }
    const size_t length = word_length(command->pcCommand);
    if (length == 0 || command->pcCommand[length] != '\0' ||
        find(command->pcCommand, length) != NULL ||
        command_count == sizeof commands / sizeof commands[0]) {
        return pdFAIL;
    }
    commands[command_count++] = command;
    return pdPASS;
}

BaseType_t FreeRTOS_CLIProcessCommand(const char *const line, char *out, size_t size)
{
    configASSERT(line != NULL && out != NULL && size > 0);
    const char *const name = skip_spaces(line);
    const int length = (int)word_length(name);

    out[0] = '\0';
    if (running == NULL) {
        const CLI_Command_Definition_t *const found = find(name, (size_t)length);
        if (found == NULL) {
            (void)snprintf(out, size, "There is no command \"%.*s\": try help.\r\n", length, name);
            return pdFALSE;
        }
        if (found->cExpectedNumberOfParameters >= 0 &&
            parameter_count(line) != found->cExpectedNumberOfParameters) {
            (void)snprintf(out, size, "%s wants %d parameters, not %ld: try help.\r\n",
                           found->pcCommand, found->cExpectedNumberOfParameters,
                           (long)parameter_count(line));
            return pdFALSE;
        }
        running = found;
    }
    const BaseType_t more = running->pxCommandInterpreter(out, size, line);
    if (more == pdFALSE) {
        running = NULL;
    }
    return more;
}

char *FreeRTOS_CLIGetOutputBuffer(void)
{
    return cOutputBuffer;
}
