/* SPDX-License-Identifier: MIT */
#include "exchange.h"

#include <string.h>

#define READ_BYTES    128u
#define SLICE_MS      100u /* between two looks at the timer */
#define PROMPT_MS     2000u
#define SILENCE_MS    2000u
#define BUSY_FIRST_MS 20u
#define BUSY_LAST_MS  320u
#define PROBES        10u
#define PROBE_MS      300u
#define QUIET_MS      50u
#define QUIET_MOST_MS 2000u

static uint32_t now(const struct esp_at *module)
{
    return module->port->now_ms(module->port->context);
}

static void write_bytes(const struct esp_at *module, const void *bytes, size_t length)
{
    module->port->write(module->port->context, bytes, length);
}

void esp_at_tell_link(const struct esp_at *module, unsigned link)
{
    if (module->link_event != NULL) {
        module->link_event(module->context, link);
    }
}

void esp_at_end_links(struct esp_at *module, bool module_forgot)
{
    module->held = 0;
    for (unsigned i = 0; i < AT_LINKS; i++) {
        struct esp_at_link *const link = &module->links[i];
        link->available = 0;
        link->more = false;
        link->next = false;
        if (link->came && module_forgot) {
            *link = (struct esp_at_link){.state = ESP_AT_FREE};
        } else if (link->state == ESP_AT_OPEN || link->state == ESP_AT_PEER_ENDED ||
                   (link->state == ESP_AT_CLOSED && module_forgot)) {
            link->state = ESP_AT_GONE;
            esp_at_tell_link(module, i);
        }
    }
}

/* Nothing of before is true any more. */
static void has_restarted(struct esp_at *module)
{
    const bool was_up = module->up;

    module->up = false;
    module->echo_off = false;
    module->joined = false;
    module->time_known = false;
    module->restarts++;
    esp_at_end_links(module, true);
    if (was_up) {
        module->event(module->context, WIFI_EVENT_RESTARTED);
    }
}

void esp_at_link_opened(struct esp_at *module, unsigned number)
{
    struct esp_at_link *const link = &module->links[number];

    esp_at_forget_held(module, number);
    if (link->state == ESP_AT_FREE || link->state == ESP_AT_CLOSING) { /* it came to our server */
        *link = (struct esp_at_link){.state = ESP_AT_OPEN, .came = true};
    } else if (link->state == ESP_AT_CLOSED) {
        link->state = ESP_AT_OPEN;
    } else { /* so did this, and whoever has the link has not given it back yet */
        *link = (struct esp_at_link){.state = link->state, .next = true};
    }
    esp_at_tell_link(module, number);
}

void esp_at_link_closed(struct esp_at *module, unsigned number)
{
    struct esp_at_link *const link = &module->links[number];

    if (link->came || link->state == ESP_AT_CLOSING) {
        *link = (struct esp_at_link){.state = ESP_AT_FREE};
    } else if (link->next) {
        *link = (struct esp_at_link){.state = link->state};
    } else if (link->state == ESP_AT_OPEN) {
        link->state = ESP_AT_PEER_ENDED;
    }
    esp_at_tell_link(module, number);
}

void esp_at_network_is_lost(struct esp_at *module)
{
    module->joined = false;
    module->event(module->context, WIFI_EVENT_LOST);
}

static void wifi_changed(struct esp_at *module, enum at_wifi what)
{
    if (!module->up) {
        return; /* a network of before, which the module has joined by itself: it is left */
    }
    switch (what) {
    case AT_WIFI_CONNECTED:
        module->event(module->context, WIFI_EVENT_JOINED);
        break;
    case AT_WIFI_GOT_IP:
        module->joined = true;
        module->event(module->context, WIFI_EVENT_ADDRESS);
        break;
    case AT_WIFI_DISCONNECTED:
        /* A name from the air can say this as well. */
        module->said_lost = module->said_lost || (module->joined && !module->leaving);
        module->doubt = module->doubt || module->said_lost;
        module->joined = module->joined && !module->leaving;
        break;
    }
}

/* What comes unasked has to be kept now. */
static void keep(struct esp_at *module, const struct at_event *event)
{
    struct esp_at_link *const link = &module->links[event->link];
    const bool wanted = link->state == ESP_AT_OPEN || link->next;

    if (wanted && !esp_at_hold(module, event->link, event->text, event->length)) {
        *link = (struct esp_at_link){.state = ESP_AT_GONE, .came = link->came};
        module->lost++;
        esp_at_forget_held(module, event->link);
    }
    esp_at_tell_link(module, event->link);
}

/* Connections are several, so each report names its link: one that does not has lost it. */
static bool names_its_link(const struct at_event *event)
{
    return event->type == AT_AVAILABLE ? memchr(event->text + 5, ',', event->length - 5) != NULL
                                       : event->length > 1 && event->text[1] == ',';
}

/* What a module says by itself; false: it is part of an answer. */
static bool report(struct esp_at *module, const struct at_event *event)
{
    const bool of_link =
        event->type == AT_AVAILABLE || event->type == AT_LINK_OPEN || event->type == AT_LINK_CLOSED;

    if ((of_link && !names_its_link(event)) ||
        (module->scanning && (of_link || event->type == AT_WIFI || event->type == AT_STATION))) {
        module->doubt = true;
        return true;
    }
    switch (event->type) {
    case AT_AVAILABLE:
        module->links[event->link].available = event->count;
        esp_at_tell_link(module, event->link);
        return true;
    case AT_LINK_OPEN:
        esp_at_link_opened(module, event->link);
        return true;
    case AT_LINK_CLOSED:
        esp_at_link_closed(module, event->link);
        return true;
    case AT_WIFI:
        wifi_changed(module, (enum at_wifi)event->what);
        return true;
    case AT_STATION:
        if (event->what != AT_STATION_ADDRESS) {
            module->event(module->context, event->what == AT_STATION_CAME
                                               ? WIFI_EVENT_STATION_CAME
                                               : WIFI_EVENT_STATION_LEFT);
        }
        return true;
    case AT_DATA:
        if (module->active) {
            keep(module, event);
        }
        return module->active;
    case AT_READY:
        module->said_restart = true;
        return true;
    case AT_ECHO: /* asked once more, it is certain */
        module->restarted = module->restarted || (module->echo_off && module->probing &&
                                                  event->length == sizeof "AT" - 1u);
        module->said_restart = module->said_restart || module->echo_off;
        return true;
    default:
        return false;
    }
}

static void take_data(struct exchange *with, const struct at_event *event)
{
    const size_t room = with->into != NULL ? with->room - with->got : 0;
    const size_t part = event->length < room ? event->length : room;

    if (part > 0) {
        memcpy((char *)with->into + with->got, event->text, part);
        with->got += part;
    }
}

/* Part of an answer, `with` NULL: of none that is waited for. */
static void answer(struct esp_at *module, const struct at_event *event, struct exchange *with)
{
    if (event->type == AT_LOST) {
        module->lost++;
        module->doubt = true;
        if (module->active) {
            esp_at_end_links(module, false);
        }
    }
    if (event->type == AT_LINE) {
        const bool known = with != NULL && with->line != NULL &&
                           with->line(with->context, event->text, event->length);
        module->doubt = module->doubt || !known; /* a report of which bytes are missing, perhaps */
        if (module->active && !known) {
            esp_at_end_links(module, false); /* or data, which cannot be asked for again */
        }
        if (with != NULL) {
            with->begun = with->begun || known;
            with->thrown = with->thrown && !known;
            with->odd = with->odd || (!known && with->got == 0); /* the head of the data, perhaps */
        }
    }
    if (event->type == AT_ERROR_CODE) {
        module->error_code = event->count;
    }
    if (with == NULL || with->ended) {
        return;
    }
    switch (event->type) {
    case AT_BUSY:
        with->thrown = !with->prompted && !with->begun;
        break;
    case AT_RESULT:
        if (!with->thrown) {
            with->result = event->what;
            /* OK in front of a prompt is not the end; behind it, it is of sending_goes_on(). */
            with->ended = with->data == NULL || event->what != AT_OK;
            with->broken = with->broken || (with->asked && event->what == AT_OK);
        }
        break;
    case AT_PROMPT:
        with->prompted = true;
        write_bytes(module, with->data, with->data_length);
        with->wrote_ms = now(module);
        break;
    case AT_ACCEPTED:
        with->accepted = event->count;
        break;
    case AT_DATA:
        take_data(with, event);
        with->thrown = false;
        break;
    case AT_LOST:
        /* While data are announced or on their way, what else the module says is worth waiting for,
         * unless it is noise. */
        with->broken = !module->scanning && (with->data == NULL || with->accepted > 0 || with->odd);
        with->odd = true;
        break;
    default:
        break;
    }
}

/* Bytes were lost on their way here: of the answer, or of a report, of any link. */
static void look_for_overruns(struct esp_at *module, struct exchange *with)
{
    const uint32_t overruns =
        module->port->overruns != NULL ? module->port->overruns(module->port->context) : 0;

    if (overruns == module->overruns) {
        return;
    }
    module->overruns = overruns;
    module->lost++;
    esp_at_end_links(module, false);
    if (with != NULL) {
        with->odd = true;
        with->broken = with->data == NULL || with->accepted > 0;
    }
}

/* Read once and handle all of it. True: something came. */
static bool pump(struct esp_at *module, uint32_t wait_ms, struct exchange *with)
{
    char bytes[READ_BYTES];
    struct at_event event;
    const size_t length = module->port->read(module->port->context, bytes, sizeof bytes, wait_ms);

    for (size_t at = 0; at < length;) {
        at += at_feed(&module->engine, bytes + at, length - at, &event);
        if (event.type != AT_NONE && !report(module, &event)) {
            answer(module, &event, with);
        }
    }
    look_for_overruns(module, with);
    return length > 0;
}

bool esp_at_listen_for(struct esp_at *module, uint32_t wait_ms)
{
    return pump(module, wait_ms, NULL);
}

static void until_quiet(struct esp_at *module)
{
    const uint32_t begun = now(module);

    while (now(module) - begun < QUIET_MOST_MS && esp_at_listen_for(module, QUIET_MS)) {
    }
}

void esp_at_await_start(struct esp_at *module, uint32_t most_ms)
{
    const uint32_t begun = now(module);

    while (!module->said_restart && now(module) - begun < most_ms) {
        (void)esp_at_listen_for(module, SLICE_MS);
    }
}

/* ---- recovering ---- */

/* The module may wait for announced data, or for some of it: zeros end that, and are no command
 * either. The link of such data is given up in any case. */
static void end_prompt(struct esp_at *module, const struct exchange *with)
{
    static const char zeros[64];
    const bool waits = with != NULL && with->accepted == 0 && !module->restarted;

    for (size_t left = waits ? with->data_length : 0; left > 0;) {
        const size_t part = left < sizeof zeros ? left : sizeof zeros;
        write_bytes(module, zeros, part);
        left -= part;
    }
}

bool esp_at_probe(struct esp_at *module)
{
    for (unsigned i = 0; i < PROBES; i++) {
        struct exchange with = {.timeout_ms = PROBE_MS};
        const uint32_t begun = now(module);
        (void)at_abandon(&module->engine);
        write_bytes(module, "\r\nAT\r\n", 6);
        while (!with.ended && now(module) - begun < PROBE_MS) {
            (void)pump(module, PROBE_MS, &with);
            with.thrown = false; /* the result of the command before is as good */
        }
        if (with.ended && with.result == AT_OK) {
            until_quiet(module); /* what else it had to say, to others' questions too */
            return true;
        }
    }
    return false;
}

/* Whatever has happened: a module that answers, or none. One that said it has restarted shows that
 * by its echo. */
static void recover(struct esp_at *module, const struct exchange *with)
{
    module->said_restart = false;
    module->doubt = true;
    if (module->active) {
        esp_at_end_links(module, false); /* the rest of a block may have been lost */
    }
    (void)at_abandon(&module->engine);
    end_prompt(module, with);
    until_quiet(module); /* data that look like lines are no echo */
    module->probing = true;
    if (!esp_at_probe(module)) {
        module->restarted = true; /* it will have to be set up */
        module->silent = true;
    }
    module->probing = false;
    module->said_restart = false;
}

/* What was heard of a restart is acted on. True: it was one. */
static bool act_on_restart(struct esp_at *module)
{
    if (module->said_restart && !module->restarted) {
        recover(module, NULL);
    }
    if (!module->restarted) {
        return false;
    }
    module->restarted = false;
    module->said_restart = false;
    has_restarted(module);
    return true;
}

/* ---- asking ---- */

static enum wifi_result result_of(const struct exchange *with)
{
    return with->result == AT_OK || with->result == AT_SEND_OK ? WIFI_RESULT_OK
                                                               : WIFI_RESULT_FAILED;
}

static void write_command(struct esp_at *module, size_t length, const struct exchange *with)
{
    write_bytes(module, module->command, length);
    if (with->data != NULL) {
        at_expect_prompt(&module->engine);
    }
    if (with->into != NULL) {
        at_expect_data(&module->engine, with->link, with->room);
    }
}

/* The results that come meanwhile are of the command before. Some firmware says "busy" and answers
 * all the same: then it has not been thrown away. */
static void pause_for(struct esp_at *module, uint32_t pause_ms, struct exchange *with)
{
    const uint32_t begun = now(module);

    for (uint32_t gone = 0; gone < pause_ms && with->thrown; gone = now(module) - begun) {
        (void)pump(module, pause_ms - gone, with);
    }
}

/* Not in its time, or not as it should be. */
static enum wifi_result failed(struct esp_at *module, struct exchange *with)
{
    const bool in_time = with->broken || module->restarted || module->said_restart;

    module->timeouts += in_time ? 0 : 1;
    with->broken = true;
    recover(module, with);
    if (act_on_restart(module)) {
        return WIFI_RESULT_LOST;
    }
    return in_time ? WIFI_RESULT_FAILED : WIFI_RESULT_TIMED_OUT;
}

static bool goes_on(const struct esp_at *module, const struct exchange *with)
{
    return !with->ended && !with->broken && !module->restarted &&
           (!module->said_restart || module->scanning);
}

/* The data are out, the result is not here. A module that has not said it has them waits for bytes
 * that were lost: false. One that has them sends, and says "busy" when it is asked; "OK" says that
 * its result was lost. */
static bool sending_goes_on(struct esp_at *module, struct exchange *with)
{
    if (now(module) - with->wrote_ms < SILENCE_MS) {
        return true;
    }
    if (with->accepted == 0) {
        return false;
    }
    write_bytes(module, "AT\r\n", 4);
    with->asked = true;
    with->wrote_ms = now(module);
    return true;
}

/* A link that is said to be connected has its result at once, or that was lost. */
static bool connecting_goes_on(struct esp_at *module, struct exchange *with)
{
    if (!with->connects || module->links[with->link].state != ESP_AT_OPEN) {
        return true;
    }
    if (!with->connected) {
        with->connected = true;
        with->wrote_ms = now(module);
    }
    return now(module) - with->wrote_ms < SILENCE_MS;
}

enum wifi_result esp_at_exchange(struct esp_at *module, size_t length, struct exchange *with)
{
    const uint32_t limit = with->timeout_ms != 0 ? with->timeout_ms : SECOND_MS;
    const uint32_t begun = now(module);
    uint32_t pause = BUSY_FIRST_MS;

    if (length == 0) {
        return WIFI_RESULT_UNSUPPORTED;
    }
    write_command(module, length, with);
    while (goes_on(module, with)) {
        const uint32_t gone = now(module) - begun;
        if (gone >= limit || (with->data != NULL && !with->prompted && gone >= PROMPT_MS) ||
            (with->prompted && !sending_goes_on(module, with)) ||
            !connecting_goes_on(module, with)) {
            break;
        }
        const uint32_t left = limit - gone, wait = left < SLICE_MS ? left : SLICE_MS;
        (void)pump(module, wait, with);
        if (with->thrown) {
            pause_for(module, pause, with);
            pause = pause < BUSY_LAST_MS ? pause * 2u : pause;
        }
        if (with->thrown) {
            with->thrown = false;
            write_command(module, length, with);
        }
    }
    if (with->ended && !with->broken && !module->restarted) {
        return result_of(with);
    }
    return failed(module, with);
}

enum wifi_result esp_at_ask(struct esp_at *module, size_t length, struct exchange *with)
{
    char command[AT_COMMAND_MAX];

    memcpy(command, module->command, length); /* what follows are commands, too */
    (void)act_on_restart(module);
    if (!module->up) {
        const enum wifi_result ready = esp_at_be_ready(module);
        if (ready != WIFI_RESULT_OK) {
            return ready;
        }
    }
    memcpy(module->command, command, length);
    const enum wifi_result result = esp_at_exchange(module, length, with);
    esp_at_settle_doubts(module);
    return result;
}

enum wifi_result esp_at_ask_now(struct esp_at *module, size_t length, struct exchange *with)
{
    const bool was_up = module->up;

    if (act_on_restart(module) || !was_up) {
        (void)(was_up && esp_at_be_ready(module) == WIFI_RESULT_OK);
        return WIFI_RESULT_LOST;
    }
    const enum wifi_result result = esp_at_exchange(module, length, with);
    esp_at_settle_doubts(module);
    return result;
}

size_t esp_at_put_text(struct esp_at *module, const char *command)
{
    const size_t length = strlen(command);

    memcpy(module->command, command, length);
    return length;
}

enum wifi_result esp_at_say(struct esp_at *module, const char *command, struct exchange *with)
{
    return esp_at_ask(module, esp_at_put_text(module, command), with);
}

void esp_at_poll(struct esp_at *module, uint32_t wait_ms)
{
    const bool was_up = module->up;

    (void)esp_at_listen_for(module, wait_ms);
    (void)act_on_restart(module);
    esp_at_settle_doubts(module);
    if (was_up && !module->up) {
        (void)esp_at_be_ready(
            module); /* one that is off is set up when it is asked for something */
    }
}
