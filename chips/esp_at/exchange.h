/* SPDX-License-Identifier: MIT */
/* One command and all that comes until its result. */
#ifndef ESP_AT_EXCHANGE_H
#define ESP_AT_EXCHANGE_H

#include "esp_at_core.h"

#define SECOND_MS 1000u

/* What a command expects besides its result. Zero is nothing. */
struct exchange {
    uint32_t timeout_ms; /* 0: a second */
    bool (*line)(void *context, const char *text,
                 size_t length); /* false: no line of this answer */
    void *context;
    /* Announced data: written after the prompt. */
    const void *data;
    size_t data_length;
    /* The answer to CIPRECVDATA. */
    void *into;
    size_t room, got;
    unsigned link;
    bool connects; /* this link */
    /* What came. */
    bool ended, prompted, broken;
    bool begun;     /* a line of the answer was here */
    bool odd;       /* a line that is none of this answer */
    bool asked;     /* whether it is still sending */
    bool connected; /* it is said to be, without a result yet */
    bool thrown;    /* away, by a busy module; what result comes is of the command before */
    uint8_t result; /* enum at_result */
    uint32_t accepted;
    uint32_t wrote_ms; /* when the data were written, it was asked, or connected */
};

/* Send the command in module->command, `length` bytes, and wait for its result. WIFI_RESULT_FAILED:
 * the module said ERROR or FAIL; _LOST: it restarted; _TIMED_OUT; _UNSUPPORTED: length 0. */
enum wifi_result esp_at_exchange(struct esp_at *module, size_t length, struct exchange *with);

/* The same, but the settings are made first where they are not. */
enum wifi_result esp_at_ask(struct esp_at *module, size_t length, struct exchange *with);

/* The same for what depends on state that a restart takes away: _LOST where there was one. */
enum wifi_result esp_at_ask_now(struct esp_at *module, size_t length, struct exchange *with);

/* Commands that are the same always. */
enum wifi_result esp_at_say(struct esp_at *module, const char *command, struct exchange *with);

/* Make the module ready if it is not. */
enum wifi_result esp_at_be_ready(struct esp_at *module);

/* Find a module that answers. False: none. */
bool esp_at_probe(struct esp_at *module);

/* What may have been said and was not understood is asked for: links, what they hold, the network.
 */
void esp_at_settle_doubts(struct esp_at *module);

/* Every link that was open is gone; a module that has restarted knows none at all. */
void esp_at_end_links(struct esp_at *module, bool module_forgot);

/* A link came up, or went down; whoever waits for it looks again. */
void esp_at_link_opened(struct esp_at *module, unsigned number);
void esp_at_link_closed(struct esp_at *module, unsigned number);
void esp_at_tell_link(const struct esp_at *module, unsigned number);

/* Bytes that came unasked. Hold: false, there is no room. Take: how many, 0 .. capacity. */
bool esp_at_hold(struct esp_at *module, unsigned link, const void *bytes, size_t length);
size_t esp_at_take_held(struct esp_at *module, unsigned link, void *bytes, size_t capacity);
void esp_at_forget_held(struct esp_at *module, unsigned link);

/* A command that is the same always; its length. */
size_t esp_at_put_text(struct esp_at *module, const char *command);

/* The network is gone, and nobody here has asked for that. */
void esp_at_network_is_lost(struct esp_at *module);

/* What comes in so long, without a command. True: something came. */
bool esp_at_listen_for(struct esp_at *module, uint32_t wait_ms);

/* What comes until the module says that it has started, or for so long. */
void esp_at_await_start(struct esp_at *module, uint32_t most_ms);

#endif
