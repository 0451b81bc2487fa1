/* SPDX-License-Identifier: MIT */
/* Tests of the port itself, one process each: a control task runs them in turn. */
#ifndef PORT_TEST_H
#define PORT_TEST_H

#include <stdio.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"
#include "sim.h"

#define STACK 1024u

static unsigned failures;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            failures++;                                                                            \
            printf("FAIL %s:%d: %s\n", __FILE__, __LINE__, #condition);                            \
        }                                                                                          \
    } while (0)

#define RUN(test)                                                                                  \
    do {                                                                                           \
        unsigned before = failures;                                                                \
        test();                                                                                    \
        printf("%s %s\n", failures == before ? "PASS" : "FAIL", #test);                            \
    } while (0)

static inline TaskHandle_t spawn(const char *name, TaskFunction_t code, UBaseType_t priority,
                                 void *arg)
{
    TaskHandle_t task = NULL;
    CHECK(xTaskCreate(code, name, STACK, arg, priority, &task) == pdPASS);
    return task;
}

#endif
