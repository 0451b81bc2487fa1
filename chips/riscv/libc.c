/* SPDX-License-Identifier: MIT */
/* What picolibc asks of a system: a place for its thread-local variables, three streams, an end.
 *
 * printf works from any task. Nothing is buffered: each character goes to the board's console as it
 * comes, so lines of two tasks may mix; log through one task or a mutex where that matters. */
#include <stdio.h>
#include <stdlib.h>

#include "board.h"
#include "image.h"
#include "riscv.h"

extern char __tls_base[]; /* linker template: the image's own thread-local variables */

__attribute__((noreturn)) void startup_run(void);

/* From startup.S. The thread pointer first: what follows may be compiled to use it. */
void startup_run(void)
{
    __asm volatile("mv tp, %0" ::"r"(__tls_base));
    image_load();
    RISCV_SET(mstatus, RISCV_MSTATUS_MIE); /* each source is still off */
    image_run();
}

static int put(char character, FILE *stream)
{
    (void)stream;
    board_console_write(&character, 1);
    return (unsigned char)character;
}

/* Never waits: end of file where nothing has arrived. */
static int get(FILE *stream)
{
    char character;

    (void)stream;
    return board_console_read(&character, 1) == 1 ? (unsigned char)character : EOF;
}

static FILE console = FDEV_SETUP_STREAM(put, get, NULL, _FDEV_SETUP_RW);

FILE *const stdin = &console;
FILE *const stdout = &console;
FILE *const stderr = &console;

__attribute__((noreturn)) void _exit(int status)
{
    board_exit(status);
}
