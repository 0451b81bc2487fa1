/* SPDX-License-Identifier: MIT */
#include "at_line.h"

#include "lib_text.h"

/* Lines that are always the same. Sorted by nothing: the first that fits counts. */
static const struct {
    const char *text;
    uint8_t length;
    uint8_t type;
    uint8_t what;
} known[] = {
#define SAYS(text, type, what)                                                                     \
    {                                                                                              \
        text, sizeof(text) - 1u, type, what                                                        \
    }
    SAYS("OK", AT_RESULT, AT_OK),
    SAYS("ERROR", AT_RESULT, AT_ERROR),
    SAYS("FAIL", AT_RESULT, AT_FAIL),
    SAYS("SEND OK", AT_RESULT, AT_SEND_OK),
    SAYS("SEND FAIL", AT_RESULT, AT_SEND_FAIL),
    SAYS("WIFI CONNECTED", AT_WIFI, AT_WIFI_CONNECTED),
    SAYS("WIFI GOT IP", AT_WIFI, AT_WIFI_GOT_IP),
    SAYS("WIFI DISCONNECT", AT_WIFI, AT_WIFI_DISCONNECTED),
    SAYS("busy p...", AT_BUSY, 0),
    SAYS("busy s...", AT_BUSY, 0),
    SAYS("ready", AT_READY, AT_READY_NOW),
    SAYS("Will force to restart!!!", AT_READY, AT_READY_RESTARTING),
    SAYS("CONNECT", AT_LINK_OPEN, 0),
    SAYS("CLOSED", AT_LINK_CLOSED, 0),
#undef SAYS
};

static bool take_digits(struct lib_text *text, uint32_t max, uint32_t *number)
{
    size_t digits = 0;

    while (digits < text->length && text->at[digits] >= '0' && text->at[digits] <= '9') {
        digits++;
    }
    if (!lib_text_to_number(text->at, digits, max, number)) {
        return false;
    }
    text->at += digits;
    text->length -= digits;
    return true;
}

static bool take_hex(struct lib_text *text, uint32_t *number)
{
    uint32_t value = 0;
    size_t digits = 0;

    for (; digits < text->length; digits++) {
        const char c = text->at[digits];
        const char low = (char)(c | 0x20);
        if (c >= '0' && c <= '9') {
            value = value << 4 | (uint32_t)(c - '0');
        } else if (low >= 'a' && low <= 'f') {
            value = value << 4 | (uint32_t)(low - 'a' + 10);
        } else {
            return false;
        }
    }
    *number = value;
    return digits > 0 && digits <= 8;
}

static bool take_char(struct lib_text *text, char c)
{
    return lib_text_take(text, &c, 1);
}

/* `[link,]count`, in front of whatever ends it. */
static bool take_link_and_count(struct lib_text *text, struct at_block *block)
{
    uint32_t first, second;

    block->link = 0;
    if (!take_digits(text, AT_DATA_MAX, &first)) {
        return false;
    }
    block->count = first;
    struct lib_text rest = *text;
    if (first < AT_LINKS && take_char(&rest, ',') && take_digits(&rest, AT_DATA_MAX, &second)) {
        block->link = (unsigned)first;
        block->count = second;
        *text = rest;
    }
    return true;
}

bool at_line_is_active(const char *line, size_t length, struct at_block *block)
{
    struct lib_text text = {line, length};
    uint32_t port;

    if (!lib_text_take(&text, LIB_TEXT("+IPD,")) || !take_link_and_count(&text, block)) {
        return false;
    }
    if (take_char(&text, ',')) { /* who has sent it */
        if (!take_char(&text, '"')) {
            return false;
        }
        while (text.length > 0 && text.at[0] != '"') {
            text.at++;
            text.length--;
        }
        if (!take_char(&text, '"') || !take_char(&text, ',') ||
            !take_digits(&text, UINT16_MAX, &port)) {
            return false;
        }
    }
    return take_char(&text, ':') && text.length == 0;
}

bool at_line_is_answer(const char *line, size_t length, uint32_t *count)
{
    struct lib_text text = {line, length};

    if (!lib_text_take(&text, LIB_TEXT("+CIPRECVDATA")) || text.length == 0) {
        return false;
    }
    const char first = text.at[0];
    if ((first != ':' && first != ',') || !take_char(&text, first) ||
        !take_digits(&text, AT_DATA_MAX, count)) {
        return false;
    }
    return take_char(&text, first == ':' ? ',' : ':') && text.length == 0;
}

/* `<link>,CONNECT` and `<link>,CLOSED`. */
static bool is_of_link(struct lib_text text, struct at_event *event)
{
    if (text.length < 3 || text.at[0] < '0' || text.at[0] >= (char)('0' + AT_LINKS) ||
        text.at[1] != ',') {
        return false;
    }
    event->link = (uint8_t)(text.at[0] - '0');
    text.at += 2;
    text.length -= 2;
    const bool open = lib_text_take(&text, LIB_TEXT("CONNECT"));
    if ((!open && !lib_text_take(&text, LIB_TEXT("CLOSED"))) || text.length > 0) {
        return false;
    }
    event->type = open ? AT_LINK_OPEN : AT_LINK_CLOSED;
    return true;
}

static bool is_available(struct lib_text text, struct at_event *event)
{
    struct at_block block;

    if (!lib_text_take(&text, LIB_TEXT("+IPD,")) || !take_link_and_count(&text, &block) ||
        text.length > 0 || block.count == 0) {
        return false;
    }
    event->type = AT_AVAILABLE;
    event->link = (uint8_t)block.link;
    event->count = block.count;
    return true;
}

static bool is_station(struct lib_text text, struct at_event *event)
{
    if (lib_text_take(&text, LIB_TEXT("+STA_CONNECTED:"))) {
        event->what = AT_STATION_CAME;
    } else if (lib_text_take(&text, LIB_TEXT("+STA_DISCONNECTED:"))) {
        event->what = AT_STATION_LEFT;
    } else if (lib_text_take(&text, LIB_TEXT("+DIST_STA_IP:"))) {
        event->what = AT_STATION_ADDRESS;
    } else {
        return false;
    }
    event->type = AT_STATION;
    event->text = text.at;
    event->length = text.length;
    return true;
}

static bool is_accepted(struct lib_text text, struct at_event *event)
{
    if (!lib_text_take(&text, LIB_TEXT("Recv ")) ||
        !take_digits(&text, AT_DATA_MAX, &event->count) ||
        !lib_text_take(&text, LIB_TEXT(" bytes")) || text.length > 0) {
        return false;
    }
    event->type = AT_ACCEPTED;
    return true;
}

static bool is_error_code(struct lib_text text, struct at_event *event)
{
    if (!lib_text_take(&text, LIB_TEXT("ERR CODE:0x")) || !take_hex(&text, &event->count)) {
        return false;
    }
    event->type = AT_ERROR_CODE;
    return true;
}

/* `AT` alone, `AT+...` or `ATE0`: a command, which no module says unless its echo is on. */
static bool is_echo(struct lib_text text, struct at_event *event)
{
    if (!lib_text_take(&text, LIB_TEXT("AT")) ||
        (text.length > 0 && text.at[0] != '+' && text.at[0] != 'E')) {
        return false;
    }
    event->type = AT_ECHO;
    return true;
}

void at_line_meaning(const char *line, size_t length, struct at_event *event)
{
    const struct lib_text text = {line, length};

    event->text = line;
    event->length = length;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (length == known[i].length && lib_text_equal(line, known[i].text, length)) {
            event->type = (enum at_event_type)known[i].type;
            event->what = known[i].what;
            return;
        }
    }
    if (is_of_link(text, event) || is_available(text, event) || is_station(text, event) ||
        is_accepted(text, event) || is_error_code(text, event) || is_echo(text, event)) {
        return;
    }
    event->type = AT_LINE;
    event->link = 0; /* of a line that began as one of a link */
    event->count = 0;
}
