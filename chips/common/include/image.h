/* SPDX-License-Identifier: MIT */
/** From a stack to main(): what a C program needs, whatever the processor. The linker template
 * names the places. */
#ifndef IMAGE_H
#define IMAGE_H

/**
 * Give initialised variables their values and clear the others.
 *
 * Context: reset, interrupts masked; nothing in RAM is in use but the stack.
 */
void image_load(void);

/** Run constructors and main(), and end with its result. Context: reset, after image_load(). */
__attribute__((noreturn)) void image_run(void);

#endif
