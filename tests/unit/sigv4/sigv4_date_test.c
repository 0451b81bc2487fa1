/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "sigv4.h"
#include "test.h"

static char iso[32];

static SigV4Status_t convert(const char *date)
{
    memset(iso, '#', sizeof iso);
    return SigV4_AwsIotDateToIso8601(date, strlen(date), iso, sizeof iso);
}

static void both_forms_of_a_date_are_converted(void)
{
    static const struct {
        const char *date;
        const char *want;
    } cases[] = {
        {"2018-01-18T09:18:06Z", "20180118T091806Z"},
        {"Thu, 18 Jan 2018 09:18:06 GMT", "20180118T091806Z"},
        {"2020-02-29T23:59:60Z", "20200229T235960Z"},
        {"2000-02-29T00:00:00Z", "20000229T000000Z"},
        {"Sat, 31 Dec 2016 23:59:60 GMT", "20161231T235960Z"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_case = cases[i].date;
        CHECK_EQ(convert(cases[i].date), SigV4Success);
        CHECK_EQ(memcmp(iso, cases[i].want, SIGV4_ISO_STRING_LEN), 0);
        CHECK_EQ(iso[SIGV4_ISO_STRING_LEN], '#');
    }
}

static void the_day_of_the_week_is_any_three_characters(void)
{
    CHECK_EQ(convert("***, 18 Jan 2018 09:18:06 GMT"), SigV4Success);
    CHECK_EQ(memcmp(iso, "20180118T091806Z", 16), 0);
    CHECK_EQ(convert("Thus 18 Jan 2018 09:18:06 GMT"), SigV4ISOFormattingError);
}

static void every_month_and_day_of_the_week_has_its_name(void)
{
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const char days[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    char date[40], want[40];

    for (unsigned i = 0; i < 12; i++) {
        snprintf(date, sizeof date, "%s, 28 %s 2026 01:02:03 GMT", days[i % 7], months[i]);
        snprintf(want, sizeof want, "2026%02u28T010203Z", i + 1);
        CHECK_EQ(convert(date), SigV4Success);
        CHECK_EQ(memcmp(iso, want, 16), 0);
    }
}

static void a_day_or_time_that_is_none_is_refused(void)
{
    static const char *const bad[] = {
        "2018-00-18T09:18:06Z",          "2018-13-18T09:18:06Z",
        "2018-01-00T09:18:06Z",          "2018-01-32T09:18:06Z",
        "2018-02-29T09:18:06Z",          "1900-02-29T09:18:06Z",
        "2018-04-31T09:18:06Z",          "2018-01-18T24:18:06Z",
        "2018-01-18T09:60:06Z",          "2018-01-18T09:18:61Z",
        "2018-01-18 09:18:06Z",          "2018-01-18T09:18:06z",
        "2018/01-18T09:18:06Z",          "2018-01-1xT09:18:06Z",
        "1899-12-31T23:59:59Z",          "Thu, 18 jan 2018 09:18:06 GMT",
        "Thu, 18 Jan 2018 09:18:06 GXT", "Thu; 18 Jan 2018 09:18:06 GMT",
        "Thu, 31 Jun 2018 09:18:06 GMT", "Thu, 18 anF 2018 09:18:06 GMT",
    };

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        test_case = bad[i];
        CHECK_EQ(convert(bad[i]), SigV4ISOFormattingError);
        CHECK_EQ(iso[0], '#');
    }
}

static void a_wrong_length_or_a_missing_argument_is_refused(void)
{
    static const char date[] = "2018-01-18T09:18:06Z";

    CHECK_EQ(convert("2018-01-18T09:18:06"), SigV4InvalidParameter);
    CHECK_EQ(convert(""), SigV4InvalidParameter);
    CHECK_EQ(SigV4_AwsIotDateToIso8601(NULL, 20, iso, 16), SigV4InvalidParameter);
    CHECK_EQ(SigV4_AwsIotDateToIso8601(date, 20, NULL, 16), SigV4InvalidParameter);
    CHECK_EQ(SigV4_AwsIotDateToIso8601(date, 20, iso, 15), SigV4InvalidParameter);
    CHECK_EQ(SigV4_AwsIotDateToIso8601(date, 20, iso, 16), SigV4Success);
}

int main(void)
{
    RUN(both_forms_of_a_date_are_converted);
    RUN(every_month_and_day_of_the_week_has_its_name);
    RUN(the_day_of_the_week_is_any_three_characters);
    RUN(a_day_or_time_that_is_none_is_refused);
    RUN(a_wrong_length_or_a_missing_argument_is_refused);
    return 0;
}
