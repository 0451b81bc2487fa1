/* SPDX-License-Identifier: MIT */
/* What the files of sockets_test share. */
#ifndef SOCKETS_TEST_H
#define SOCKETS_TEST_H

#include <stdbool.h>
#include <stdio.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "credentials.h"
#include "sockets.h"

/* Ports of the host's servers, in the order of the first console line. */
enum service {
    ECHO,
    SILENT,
    CLOSER,
    RESETTER,
    TLS_ECHO,
    TLS_STRANGER,
    TLS_SLEEPER, /* reads nothing until somebody connects to ALARM, then tells how much there was */
    ALARM,
    NOBODY,
    NAME_SERVER, /* over UDP */
    TLS_WRONG_NAME_SERVER,
    TLS_EXPIRED_SERVER,
    TLS_EARLY_SERVER,
    TLS_MUTUAL, /* wants the client's certificate */
    TLS_TELLER, /* tells the protocol that was chosen */
    SERVICES
};

/* In what stacks differ. */
struct traits {
    const char *refused; /* words for a connection that was refused */
    size_t name_length;  /* of the longest name that is looked up */
    bool half_close;     /* one direction can be ended alone */
    bool send_waits;     /* when the peer takes nothing; else the connection ends */
    uint32_t many;       /* so much slower: long transfers are shorter by it */
};

extern const struct traits traits;      /* sockets_stack_lwip.c, sockets_stack_modem.c */
extern const size_t server_name_length; /* the most: sockets_tls_test.c, sockets_module_test.c */
bool start_network(uint16_t name_server_port);

extern struct credentials credentials;
extern unsigned failures; /* of the running test */

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            failures++;                                                                            \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);                                 \
        }                                                                                          \
    } while (0)

#define CHECK_EQ(actual, expected)                                                                 \
    do {                                                                                           \
        long a_ = (long)(actual);                                                                  \
        long e_ = (long)(expected);                                                                \
        if (a_ != e_) {                                                                            \
            failures++;                                                                            \
            printf("%s:%d: %s is %ld, want %ld\n", __FILE__, __LINE__, #actual, a_, e_);           \
        }                                                                                          \
    } while (0)

Socket_t new_socket(void);
SocketsSockaddr_t address_of(enum service service);

/* Connected to the service, without TLS; or SOCKETS_INVALID_SOCKET and a failure. */
Socket_t connected_to(enum service service);

/* New, with TLS required and the right name and certificate set. */
Socket_t new_tls_socket(void);
int32_t connect_to(Socket_t socket, enum service service);

void set_timeouts(Socket_t socket, TickType_t receive_ms, TickType_t send_ms);

/* Sends `bytes` bytes of a pattern and receives them back; from two tasks at once if `both`. */
void there_and_back(Socket_t socket, uint32_t bytes, uint32_t part, bool both);

/* The tests, by file. */
void run_names_tests(void);
void run_plain_tests(void);
void run_task_tests(void);
void run_tls_tests(void);
void run_wrapper_tests(void);

void run_test(const char *name, void (*test)(void));
#define RUN(test) run_test(#test, test)

/* sockets_secure_test.c: cases of both. */
void the_server_is_trusted_by_the_certificate_given_to_all(void);
void several_tasks_have_a_connection_with_tls_each(void);
void time_outs_hold_with_tls_too(void);

#endif
