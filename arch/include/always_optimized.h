/* SPDX-License-Identifier: MIT */
/* First in each file that a project for FreeRTOS compiles: its debug build without optimization
 * gets the kernel with it.
 *
 * The kernel is made of small inline functions. Without optimization each has a frame, and a call
 * that waits takes up to 155 words of stack instead of 78 on a Cortex-M: more than projects give
 * their tasks. The project's own code is not affected. Other compilers than GCC ignore it.
 */
#ifndef ARCH_ALWAYS_OPTIMIZED_H
#define ARCH_ALWAYS_OPTIMIZED_H

#if defined(__GNUC__) && !defined(__clang__) && !defined(__OPTIMIZE__)
#pragma GCC optimize("Os")
#endif

#endif
