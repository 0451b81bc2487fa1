/* SPDX-License-Identifier: MIT */
#include "image.h"

#include <stdint.h>
#include <stdlib.h>

#include "board.h"

extern uint32_t __data_start[], __data_end[], __data_load[], __bss_start[], __bss_end[];
typedef void (*initializer_t)(void);
extern initializer_t __preinit_array_start[], __preinit_array_end[];
extern initializer_t __init_array_start[], __init_array_end[];

int main(void);

/* Nobody reads it and the linker drops it. The reference has it choose our malloc before it comes
 * to the C library, wherever the archives stand on the command line. */
__attribute__((used)) static void *(*const prefer_our_malloc)(size_t) = malloc;

void image_load(void)
{
    const uint32_t *from = __data_load;

    for (uint32_t *to = __data_start; to < __data_end;) {
        *to++ = *from++;
    }
    for (uint32_t *to = __bss_start; to < __bss_end;) {
        *to++ = 0;
    }
}

static void run_initializers(initializer_t *first, initializer_t *last)
{
    for (initializer_t *init = first; init < last; init++) {
        (*init)();
    }
}

void image_run(void)
{
    run_initializers(__preinit_array_start, __preinit_array_end);
    run_initializers(__init_array_start, __init_array_end);
    board_exit(main());
}
