/* SPDX-License-Identifier: MIT */
/** Commands by name: a line of text finds the function that was registered for its first word.
 *
 *      "set lamp on" ──► find "set" ──► two parameters, as registered? ──► its function ──► output
 *
 * A command may say more than a buffer holds: it returns pdTRUE as long as there is more, and the
 * line is processed again. One line at a time: the functions are for one task, or under its lock.
 *
 * FreeRTOSConfig.h may set configCOMMAND_INT_MAX_OUTPUT_SIZE, bytes of the output buffer [256];
 * configCOMMAND_INT_MAX_COMMANDS, commands beside `help` [16];
 * configAPPLICATION_PROVIDES_cOutputBuffer, 1: the application defines `char cOutputBuffer[]`
 * itself [0].
 */
#ifndef FREERTOS_CLI_H
#define FREERTOS_CLI_H

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Carries out a command. Writes at most `xWriteBufferLen` bytes with the terminator; pdTRUE: call
 * again, there is more. */
typedef BaseType_t (*pdCOMMAND_LINE_CALLBACK)(char *pcWriteBuffer, size_t xWriteBufferLen,
                                              const char *pcCommandString);

/** A command. The structure and its texts stay valid. */
typedef struct xCOMMAND_LINE_INPUT {
    const char *pcCommand;    /**< Its name: one word. */
    const char *pcHelpString; /**< What `help` says of it, with an end of line. */
    pdCOMMAND_LINE_CALLBACK pxCommandInterpreter;
    int8_t cExpectedNumberOfParameters; /**< -1: any number. */
} CLI_Command_Definition_t;

/**
 * Register a command.
 *
 * @param pxCommandToRegister  Not NULL; stays valid.
 * @retval pdPASS  It will be found.
 * @retval pdFAIL  A member is missing, the name is taken or not one word, or
 *                 configCOMMAND_INT_MAX_COMMANDS are registered.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 * Source:  FreeRTOS+CLI reference, FreeRTOS_CLIRegisterCommand.
 */
BaseType_t FreeRTOS_CLIRegisterCommand(const CLI_Command_Definition_t *const pxCommandToRegister);

/**
 * Carry out a line. Unknown commands and wrong numbers of parameters are answered with a sentence.
 *
 * @param pcCommandInput   0-terminated. The same in each call until pdFALSE.
 * @param[out] pcWriteBuffer  The output, 0-terminated.
 * @param xWriteBufferLen  Bytes of it, 1 or more.
 * @retval pdTRUE   There is more: call again.
 * @retval pdFALSE  That was all.
 *
 * Context: task.
 * Blocks:  as the command does.
 * Source:  FreeRTOS+CLI reference, FreeRTOS_CLIProcessCommand.
 */
BaseType_t FreeRTOS_CLIProcessCommand(const char *const pcCommandInput, char *pcWriteBuffer,
                                      size_t xWriteBufferLen);

/**
 * The buffer that all consoles share, so that there is one.
 *
 * @return configCOMMAND_INT_MAX_OUTPUT_SIZE bytes.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  FreeRTOS+CLI reference, FreeRTOS_CLIGetOutputBuffer.
 */
char *FreeRTOS_CLIGetOutputBuffer(void);

/**
 * Find a parameter of a line.
 *
 * @param pcCommandString              The line, as the command got it.
 * @param uxWantedParameter            1 is the first behind the name.
 * @param[out] pxParameterStringLength Bytes of it; 0 when there is none. Not NULL.
 * @return Its first byte; NULL: there are fewer. No terminator.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  FreeRTOS+CLI reference, FreeRTOS_CLIGetParameter.
 */
const char *FreeRTOS_CLIGetParameter(const char *pcCommandString, UBaseType_t uxWantedParameter,
                                     BaseType_t *pxParameterStringLength);

#ifdef __cplusplus
}
#endif

#endif
