/* SPDX-License-Identifier: MIT */
/* An empty heap, for calls that need memory. */
#ifndef WHOLE_HEAP_H
#define WHOLE_HEAP_H

/* A list of blocks, each as large as there is one. */
void *take_whole_heap(void);
void give_whole_heap(void *held);

#endif
