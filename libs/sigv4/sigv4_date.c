/* SPDX-License-Identifier: MIT */
#include "sigv4.h"

#include <string.h>

#define FIRST_YEAR 1900u /* RFC 5322, 3.3 */

/* Where the parts of a date stand: '0' digits, 'D' the day of the week, any, 'M' the month's name,
 * everything else itself. */
struct form {
    const char *text;
    uint8_t year, month, day, time;
};

static const struct form rfc_3339 = {"0000-00-00T00:00:00Z", 0, 5, 8, 11};
static const struct form rfc_5322 = {"DDD, 00 MMM 0000 00:00:00 GMT", 12, 8, 5, 17};

/* 1 .. 12; 0: it is none. */
static unsigned find_month(const char *name)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    for (unsigned i = 0; months[i * 3u] != '\0'; i++) {
        if (memcmp(months + i * 3u, name, 3) == 0) {
            return i + 1u;
        }
    }
    return 0;
}

static bool has_form(const char *date, const struct form *form)
{
    for (size_t i = 0; form->text[i] != '\0'; i++) {
        const char want = form->text[i];
        const bool digit = (uint8_t)(date[i] - '0') < 10u;
        const bool is_name = (want == 'D' || want == 'M') && i < form->time;
        if (!is_name && (want == '0' ? !digit : date[i] != want)) {
            return false;
        }
    }
    return true;
}

static unsigned two(const char *digits)
{
    return (unsigned)(digits[0] - '0') * 10u + (unsigned)(digits[1] - '0');
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year % 4u == 0 && (year % 100u != 0 || year % 400u == 0);

    return days[month - 1u] + (month == 2 && leap ? 1u : 0u);
}

SigV4Status_t SigV4_AwsIotDateToIso8601(const char *date, size_t date_length, char *iso,
                                        size_t iso_length)
{
    if (date == NULL || iso == NULL || iso_length < SIGV4_ISO_STRING_LEN ||
        (date_length != SIGV4_EXPECTED_LEN_RFC_3339 &&
         date_length != SIGV4_EXPECTED_LEN_RFC_5322)) {
        return SigV4InvalidParameter;
    }
    const bool named = date_length == SIGV4_EXPECTED_LEN_RFC_5322;
    const struct form *const form = named ? &rfc_5322 : &rfc_3339;
    if (!has_form(date, form)) {
        return SigV4ISOFormattingError;
    }
    const char *const time = date + form->time;
    const unsigned year = two(date + form->year) * 100u + two(date + form->year + 2);
    const unsigned day = two(date + form->day);
    const unsigned month = named ? find_month(date + form->month) : two(date + form->month);
    if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1 || day > days_in(year, month) ||
        two(time) > 23 || two(time + 3) > 59 || two(time + 6) > 60) { /* 60: a leap second */
        return SigV4ISOFormattingError;
    }
    memcpy(iso, date + form->year, 4);
    iso[4] = (char)('0' + month / 10u);
    iso[5] = (char)('0' + month % 10u);
    memcpy(iso + 6, date + form->day, 2);
    iso[8] = 'T';
    memcpy(iso + 9, time, 2);
    memcpy(iso + 11, time + 3, 2);
    memcpy(iso + 13, time + 6, 2);
    iso[15] = 'Z';
    return SigV4Success;
}
