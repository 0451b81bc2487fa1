/* SPDX-License-Identifier: MIT */
/* How much memory a connected demo takes. A profile (boards/config) may say otherwise. */
#ifndef CLOUD_SIZES_H
#define CLOUD_SIZES_H

#include "FreeRTOS.h"

/* Stacks, words: a TLS handshake runs on each of the two. */
#ifndef demoDEVICE_TASK_WORDS
#define demoDEVICE_TASK_WORDS 2048
#endif
#ifndef demoTASK_WORDS
#define demoTASK_WORDS 2048
#endif

/* The longest packet that the server sends, bytes. */
#ifndef demoRECEIVE_BYTES
#define demoRECEIVE_BYTES 4096
#endif

/* Messages that are not acknowledged yet: bytes of all, and how many are under way at a time. */
#ifndef demoSTORE_BYTES
#define demoSTORE_BYTES 8192
#endif
#ifndef demoMESSAGES_UNDER_WAY
#define demoMESSAGES_UNDER_WAY 8
#endif

#ifndef demoSUBSCRIPTIONS
#define demoSUBSCRIPTIONS 16
#endif

/* A shadow's request and the answer to it, bytes. */
#ifndef demoSHADOW_REQUEST_BYTES
#define demoSHADOW_REQUEST_BYTES 384
#endif
#ifndef demoSHADOW_ANSWER_BYTES
#define demoSHADOW_ANSWER_BYTES 1024
#endif

#endif
