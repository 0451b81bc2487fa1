/* SPDX-License-Identifier: MIT */
#include "at_text.h"

#include "lib_assert.h"

static void begin(struct at_command *command, char *buffer, size_t size, const char *name,
                  const char *end)
{
    LIB_ASSERT(command != NULL && name != NULL && (buffer != NULL || size == 0));

    *command = (struct at_command){{buffer, size, 0}, true, false};
    lib_text_put(&command->out, LIB_TEXT("AT+"));
    lib_text_put(&command->out, name, strlen(name));
    lib_text_put(&command->out, end, strlen(end));
}

void at_set(struct at_command *command, char *buffer, size_t size, const char *name)
{
    begin(command, buffer, size, name, "=");
}

void at_query(struct at_command *command, char *buffer, size_t size, const char *name)
{
    begin(command, buffer, size, name, "?");
}

void at_execute(struct at_command *command, char *buffer, size_t size, const char *name)
{
    begin(command, buffer, size, name, "");
}

void at_put_omitted(struct at_command *command)
{
    if (!command->first) {
        lib_text_put(&command->out, ",", 1);
    }
    command->first = false;
}

void at_put_number(struct at_command *command, int32_t number)
{
    at_put_omitted(command);
    if (number < 0) {
        lib_text_put(&command->out, "-", 1);
    }
    lib_text_put_number(&command->out, number < 0 ? 0u - (uint32_t)number : (uint32_t)number);
}

void at_put_string(struct at_command *command, const void *text, size_t length)
{
    const char *const bytes = text;

    LIB_ASSERT(text != NULL || length == 0);
    at_put_omitted(command);
    lib_text_put(&command->out, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        const char c = bytes[i];
        if (c == '\r' || c == '\n' || c == '\0') {
            command->bad = true;
        }
        if (c == '"' || c == '\\' || c == ',') {
            lib_text_put(&command->out, "\\", 1);
        }
        lib_text_put(&command->out, &c, 1);
    }
    lib_text_put(&command->out, "\"", 1);
}

size_t at_end(struct at_command *command)
{
    lib_text_put(&command->out, LIB_TEXT("\r\n"));
    const bool good =
        !command->bad && lib_text_fits(&command->out) && command->out.needed <= AT_COMMAND_MAX;
    return good ? command->out.needed : 0;
}

bool at_take(struct at_reader *reader, const char *known)
{
    return lib_text_take(&reader->left, known, strlen(known));
}

/* What may follow a parameter: its comma is taken, and so is the bracket that ends some lines. */
static bool end_parameter(struct lib_text *left)
{
    if (left->length == 0 || lib_text_take(left, ",", 1)) {
        return true;
    }
    return left->at[0] == ')' || left->at[0] == '\r';
}

bool at_take_number(struct at_reader *reader, int32_t *number)
{
    struct lib_text left = reader->left;
    const bool negative = lib_text_take(&left, "-", 1);
    size_t digits = 0;
    uint32_t value;

    while (digits < left.length && left.at[digits] >= '0' && left.at[digits] <= '9') {
        digits++;
    }
    if (!lib_text_to_number(left.at, digits, (uint32_t)INT32_MAX + (negative ? 1u : 0u), &value)) {
        return false;
    }
    left.at += digits;
    left.length -= digits;
    if (!end_parameter(&left)) {
        return false;
    }
    *number = negative ? (int32_t)(0u - value) : (int32_t)value;
    reader->left = left;
    return true;
}

bool at_take_string(struct at_reader *reader, unsigned after, struct lib_text *text)
{
    struct lib_text left = reader->left;
    unsigned commas = 0;

    if (!lib_text_take(&left, "\"", 1)) {
        return false;
    }
    for (size_t end = left.length; end > 0; end--) {
        const char c = left.at[end - 1];
        const bool last = end == left.length || left.at[end] == ',' || left.at[end] == ')';
        if (c == '"' && commas == after && last) {
            *text = (struct lib_text){left.at, end - 1};
            reader->left = (struct lib_text){left.at + end, left.length - end};
            return end_parameter(&reader->left);
        }
        commas += c == ',' ? 1u : 0u;
    }
    return false;
}

/* `count` numbers of `base` with `mark` between them, and nothing else. */
static bool split_numbers(struct lib_text text, char mark, unsigned count, uint8_t *numbers)
{
    uint8_t found[6];

    for (unsigned i = 0; i < count; i++) {
        uint32_t value = 0;
        size_t digits = 0;
        for (; digits < text.length && text.at[digits] != mark; digits++) {
            const char c = text.at[digits];
            const char low = (char)(c | 0x20);
            if (c >= '0' && c <= '9') {
                value = value * (mark == ':' ? 16u : 10u) + (uint32_t)(c - '0');
            } else if (mark == ':' && low >= 'a' && low <= 'f') {
                value = value * 16u + (uint32_t)(low - 'a' + 10);
            } else {
                return false;
            }
        }
        if (digits == 0 || digits > (mark == ':' ? 2u : 3u) || value > UINT8_MAX) {
            return false;
        }
        found[i] = (uint8_t)value;
        text.at += digits;
        text.length -= digits;
        if (i + 1 < count && !lib_text_take(&text, &mark, 1)) {
            return false;
        }
    }
    if (text.length > 0) {
        return false;
    }
    memcpy(numbers, found, count);
    return true;
}

static bool take_numbers(struct at_reader *reader, unsigned after, char mark, unsigned count,
                         uint8_t *numbers)
{
    struct at_reader rest = *reader;
    struct lib_text text = rest.left;

    if (text.length > 0 && text.at[0] != '"' &&
        after == 0) { /* older firmware has no quotes there */
        rest.left.at += text.length;
        rest.left.length = 0;
    } else if (!at_take_string(&rest, after, &text)) {
        return false;
    }
    if (!split_numbers(text, mark, count, numbers)) {
        return false;
    }
    *reader = rest;
    return true;
}

bool at_take_address(struct at_reader *reader, unsigned after, uint8_t address[4])
{
    return take_numbers(reader, after, '.', 4, address);
}

bool at_take_mac(struct at_reader *reader, unsigned after, uint8_t mac[6])
{
    return take_numbers(reader, after, ':', 6, mac);
}
