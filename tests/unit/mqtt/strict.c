/* SPDX-License-Identifier: MIT */
#include "strict.h"

#include <string.h>

/* Reads on until something is not there; from then on everything is bad. */
struct reader {
    const uint8_t *at;
    size_t left;
    bool bad;
};

static unsigned take(struct reader *in)
{
    if (in->left == 0) {
        in->bad = true;
        return 0;
    }
    in->left--;
    return *in->at++;
}

static unsigned take_two(struct reader *in)
{
    const unsigned high = take(in);

    return high * 256u + take(in);
}

static unsigned long take_four(struct reader *in)
{
    const unsigned long high = take_two(in);

    return high * 65536u + take_two(in);
}

/* Variable byte integer, in as few bytes as it can be. */
static unsigned long take_varint(struct reader *in)
{
    unsigned long value = 0, weight = 1;

    for (int n = 1; n <= 4; n++) {
        const unsigned byte = take(in);
        value += byte % 128u * weight;
        weight *= 128u;
        if (byte < 128u) {
            in->bad |= byte == 0 && n > 1;
            return value;
        }
    }
    in->bad = true;
    return value;
}

static struct reader take_part(struct reader *in, size_t length)
{
    struct reader part = {in->at, length, in->bad};

    if (length > in->left) {
        in->bad = part.bad = true;
        part.left = 0;
        return part;
    }
    in->at += length;
    in->left -= length;
    return part;
}

static size_t take_text(struct reader *in)
{
    const size_t length = take_two(in);

    (void)take_part(in, length);
    return length;
}

static bool is_one_of(unsigned value, const char *set, size_t count)
{
    return memchr(set, (int)value, count) != NULL;
}
#define IS_ONE_OF(value, set) is_one_of(value, set, sizeof(set) - 1)

/* Properties that a server sends, packet by packet: identifiers, and what is special. */
static bool may_have(unsigned type, unsigned id)
{
    if (id == 0x26) {
        return true;
    }
    switch (type) {
    case 2:
        return IS_ONE_OF(id, "\x11\x12\x13\x15\x16\x1A\x1C\x1F\x21\x22\x24\x25\x27\x28\x29\x2A");
    case 3:
        return IS_ONE_OF(id, "\x01\x02\x03\x08\x09\x0B\x23");
    case 14:
        return IS_ONE_OF(id, "\x1C\x1F");
    default: /* PUBACK ... PUBCOMP, SUBACK, UNSUBACK */
        return id == 0x1F;
    }
}

static void take_value(struct reader *in, unsigned id)
{
    unsigned long value;

    switch (id) {
    case 0x01:
    case 0x24:
    case 0x25:
    case 0x28:
    case 0x29:
    case 0x2A:
        in->bad |= take(in) > 1;
        break;
    case 0x13:
    case 0x22:
        (void)take_two(in);
        break;
    case 0x21:
        in->bad |= take_two(in) == 0;
        break;
    case 0x23:
        (void)take_two(in);
        in->bad = true; /* any alias is above a maximum of 0 */
        break;
    case 0x02:
    case 0x11:
        (void)take_four(in);
        break;
    case 0x27:
        in->bad |= take_four(in) == 0;
        break;
    case 0x0B:
        value = take_varint(in);
        in->bad |= value == 0;
        break;
    case 0x26:
        (void)take_text(in);
        (void)take_text(in);
        break;
    default: /* texts and data */
        (void)take_text(in);
        break;
    }
}

static void take_properties(struct reader *in, unsigned type)
{
    bool seen[256] = {false};
    struct reader list = take_part(in, take_varint(in));

    while (!list.bad && list.left > 0) {
        const unsigned id = take(&list);
        if (!may_have(type, id) || (seen[id] && id != 0x26 && id != 0x0B)) {
            list.bad = true;
            break;
        }
        seen[id] = true;
        take_value(&list, id);
    }
    in->bad |= list.bad || (seen[0x16] && !seen[0x15]);
}

static bool publish(int version, unsigned flags, struct reader *in)
{
    const unsigned qos = flags / 2u % 4u;

    if (qos == 3 || (qos == 0 && flags >= 8u)) {
        return false;
    }
    const size_t topic = take_text(in);
    if (qos > 0) {
        in->bad |= take_two(in) == 0;
    }
    if (version == 5) {
        take_properties(in, 3);
    }
    return !in->bad && topic > 0;
}

static bool connack(int version, struct reader *in)
{
    const unsigned flags = take(in), code = take(in);

    if (flags > 1 || (flags == 1 && code != 0)) {
        return false;
    }
    if (version == 3) {
        return !in->bad && code <= 5 && in->left == 0;
    }
    take_properties(in, 2);
    return !in->bad && in->left == 0 &&
           (code == 0 || IS_ONE_OF(code, "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8C\x90"
                                         "\x95\x97\x99\x9A\x9B\x9C\x9D\x9F"));
}

static bool is_code_of(unsigned type, unsigned code)
{
    switch (type) {
    case 4:
    case 5:
        return code == 0 || IS_ONE_OF(code, "\x10\x80\x83\x87\x90\x91\x97\x99");
    case 6:
    case 7:
        return code == 0 || code == 0x92;
    case 9:
        return code <= 2 || IS_ONE_OF(code, "\x80\x83\x87\x8F\x91\x97\x9E\xA1\xA2");
    case 11:
        return code == 0 || IS_ONE_OF(code, "\x11\x80\x83\x87\x8F\x91");
    default: /* DISCONNECT from a server */
        return code == 0 ||
               IS_ONE_OF(code, "\x80\x81\x82\x83\x87\x89\x8B\x8C\x8D\x8E\x8F\x90\x93\x94\x95\x96"
                               "\x97\x98\x99\x9A\x9B\x9C\x9D\x9E\x9F\xA0\xA1\xA2");
    }
}

/* A code and properties, neither of which need be there. */
static bool reason(unsigned type, struct reader *in)
{
    if (in->left > 0) {
        in->bad |= !is_code_of(type, take(in));
    }
    if (in->left > 0) {
        take_properties(in, type);
    }
    return !in->bad && in->left == 0;
}

static bool list_of_codes(int version, unsigned type, struct reader *in)
{
    if (version == 5) {
        take_properties(in, type);
    } else if (type == 11) {
        return !in->bad && in->left == 0;
    }
    in->bad |= in->left == 0;
    while (!in->bad && in->left > 0) {
        const unsigned code = take(in);
        in->bad |= version == 5 ? !is_code_of(type, code) : code > 2 && code != 0x80;
    }
    return !in->bad;
}

bool strict_is_allowed(int version, uint8_t first, const uint8_t *body, size_t length)
{
    struct reader in = {body, length, false};
    const unsigned type = first / 16u, flags = first % 16u;

    if (type == 3) {
        return publish(version, flags, &in);
    }
    if (flags != (type == 6 ? 2u : 0u)) {
        return false;
    }
    switch (type) {
    case 2:
        return connack(version, &in);
    case 4:
    case 5:
    case 6:
    case 7:
        in.bad |= take_two(&in) == 0;
        return version == 5 ? reason(type, &in) : !in.bad && in.left == 0;
    case 9:
    case 11:
        in.bad |= take_two(&in) == 0;
        return list_of_codes(version, type, &in);
    case 13:
        return length == 0;
    case 14:
        return version == 5 && reason(type, &in);
    default:
        return false;
    }
}
