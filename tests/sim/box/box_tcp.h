/* SPDX-License-Identifier: MIT */
/* TCP/IP of the box: lwIP without tasks between Ethernet frames and the broker's connections. There
 * is one box in a process, as lwIP has one stack. */
#ifndef BOX_TCP_H
#define BOX_TCP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct box_stream;

struct box_tcp_user {
    void *(*opened)(struct box_stream *stream); /* what the others get as `user` */
    void (*came)(void *user, const void *bytes, size_t count);
    void (*gone)(void *user); /* closed by the peer, reset or timed out */
    void (*frame)(const void *frame, size_t length);
    uint16_t port;
};

/* Address 10.0.0.1/24, and a port to listen on. Time is what box_tcp_run was told last. */
void box_tcp_start(const struct box_tcp_user *user);
void box_tcp_frame(const void *frame, size_t length);
/* Timers. Returns how long nothing will be due, ms. */
uint32_t box_tcp_run(uint64_t now_ms);

/* Begin or stop to accept connections; a connection while stopped is refused. */
void box_tcp_listen(bool is_on);
/* Queued without a bound, and sent as the window allows. */
void box_tcp_send(struct box_stream *stream, const void *bytes, size_t count);
/* Close in order; `gone` is not called. */
void box_tcp_close(struct box_stream *stream);
/* Forget every connection without a word to the peer, who learns of it when it sends. */
void box_tcp_forget(void);

#endif
