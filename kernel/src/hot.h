/* SPDX-License-Identifier: MIT */
/* Speed or size. Built for speed (-O1 to -O3), the bodies in *_hot.h are inline wherever they are
 * called, and the common case of a call has a path of its own. Built for size (-Os, -Oz), each body
 * is one function, in hot.c, and the general path serves everybody: nothing is handed over,
 * and a wait begins in one lock section, however long it looks for a place. The behaviour is the
 * same.
 */
#ifndef KERNEL_HOT_H
#define KERNEL_HOT_H

#ifdef __OPTIMIZE_SIZE__
#define KERNEL_INLINE 0
#define HOT
#define HOT_LOCAL static __attribute__((noinline)) /* the same, within one file */
#define HOT_EACH  static inline                    /* inline by all means, where built for speed */
#else
#define KERNEL_INLINE 1
#define HOT           static inline
#define HOT_LOCAL     static inline
#define HOT_EACH      static inline __attribute__((always_inline))
#endif

#endif
