/* SPDX-License-Identifier: MIT */
/* What the cases share: the broker of the tester, messages to oneself, and who heard them. */
#ifndef QUALIFICATION_BROKER_H
#define QUALIFICATION_BROKER_H

#include <stdbool.h>
#include <stdint.h>

#define ANSWER_MS  10000u
#define TOPIC_ROOT "qualification/"

/* Messages that came back, in order, and whether one came twice or in another order. */
struct heard {
    volatile unsigned messages, wrong;
    unsigned next; /* the number that is expected */
};

extern struct heard heard;

void heard_nothing(void);

/* A message whose text is a number. */
void heard_text(const void *text, uint32_t length);

/* Waits for `count` messages, ANSWER_MS at most. */
bool heard_wait(unsigned count);

/* Cases by file. */
void agent_default_port(void);
void agent_alpn(void);
void agent_invalid_credentials(void);
void agent_many_tasks(void);

void system_at_most_once(void);
void system_at_least_once(void);
void system_asynchronous(void);
void system_session_goes_on(void);
void system_wait_after_disconnect(void);
void system_publish_in_callback(void);
void system_large_message(void);
void system_connect_again(void);

#endif
