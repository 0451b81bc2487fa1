/* SPDX-License-Identifier: MIT */
/* What newlib asks of a system: output goes to the board's console, input comes from it, there are
 * no files and no processes, and memory is not handed out here (libc_heap.c).
 *
 * printf works from any task. newlib buffers nothing on a console: each call arrives at _write in
 * pieces, so lines of two tasks may mix; log through one task or a mutex where that matters. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "FreeRTOS.h"

#include "board.h"

/* Of standard output's buffer; 0: the library takes 1024 of the heap with the first printf. A line
 * that is longer comes in pieces, between which another task's may come. */
#ifndef configSTDOUT_BYTES
#define configSTDOUT_BYTES 0
#endif

int _write(int file, const char *bytes, int length);
int _read(int file, char *bytes, int capacity);
int _close(int file);
off_t _lseek(int file, off_t offset, int whence);
int _fstat(int file, struct stat *status);
int _isatty(int file);
void *_sbrk(ptrdiff_t increment);
int _kill(int process, int signal);
int _getpid(void);
__attribute__((noreturn)) void _exit(int status);

int _write(int file, const char *bytes, int length)
{
    if (file != 1 && file != 2) {
        errno = EBADF;
        return -1;
    }
    if (length > 0) {
        board_console_write(bytes, (size_t)length);
    }
    return length;
}

/* Never waits: end of file where nothing has arrived. */
int _read(int file, char *bytes, int capacity)
{
    if (file != 0 || capacity < 0) {
        errno = EBADF;
        return -1;
    }
    return (int)board_console_read(bytes, (size_t)capacity);
}

int _close(int file)
{
    (void)file;
    errno = EBADF;
    return -1;
}

off_t _lseek(int file, off_t offset, int whence)
{
    (void)file;
    (void)offset;
    (void)whence;
    errno = ESPIPE;
    return -1;
}

int _fstat(int file, struct stat *status)
{
    (void)file;
    status->st_mode = S_IFCHR;
    return 0;
}

int _isatty(int file)
{
    (void)file;
    return 1;
}

/* newlib's own allocator is not part of the image; whoever gets here is refused. */
void *_sbrk(ptrdiff_t increment)
{
    (void)increment;
    errno = ENOMEM;
    return (void *)-1;
}

int _kill(int process, int signal)
{
    (void)process;
    (void)signal;
    errno = EINVAL;
    return -1;
}

int _getpid(void)
{
    return 1;
}

void _exit(int status)
{
    board_exit(status);
}

#if configSTDOUT_BYTES > 0
__attribute__((constructor)) static void take_own_buffer(void)
{
    static char buffer[configSTDOUT_BYTES];

    (void)setvbuf(stdout, buffer, _IOLBF, sizeof buffer);
}
#endif
