/* SPDX-License-Identifier: MIT */
#include <mbedtls/platform_time.h>
#include <mbedtls/platform_util.h>
#include <string.h>
#include <time.h>

#include "test.h"
#include "tls_host.h"

static const int64_t moments[] = {
    0,
    951782399,
    951782400,
    951868800, /* 29 February 2000 */
    1709164799,
    1709164800,
    1709251200, /* 29 February 2024 */
    1798761599,
    1798761600, /* New Year 2027 */
    2147483647,
    2147483648, /* 32 bits end */
    4107542399,
    4107542400,   /* 2100 has no leap day */
    253402300799, /* the last second of 9999 */
};

static void dates_are_those_of_the_host(void)
{
    for (size_t i = 0; i < sizeof(moments) / sizeof(moments[0]); i++) {
        mbedtls_time_t moment = moments[i];
        time_t same = (time_t)moments[i];
        struct tm ours;
        struct tm theirs;
        CHECK_EQ(mbedtls_platform_gmtime_r(&moment, &ours) == &ours, 1);
        gmtime_r(&same, &theirs);
        CHECK_EQ(ours.tm_year, theirs.tm_year);
        CHECK_EQ(ours.tm_mon, theirs.tm_mon);
        CHECK_EQ(ours.tm_mday, theirs.tm_mday);
        CHECK_EQ(ours.tm_hour, theirs.tm_hour);
        CHECK_EQ(ours.tm_min, theirs.tm_min);
        CHECK_EQ(ours.tm_sec, theirs.tm_sec);
    }
}

static void dates_of_every_day_of_four_thousand_years_agree(void)
{
    for (int64_t day = -730000; day < 730000; day += 1) {
        mbedtls_time_t moment = day * 86400 + 43200;
        time_t same = (time_t)moment;
        struct tm ours;
        struct tm theirs;
        mbedtls_platform_gmtime_r(&moment, &ours);
        gmtime_r(&same, &theirs);
        CHECK_EQ(ours.tm_year, theirs.tm_year);
        CHECK_EQ(ours.tm_mon, theirs.tm_mon);
        CHECK_EQ(ours.tm_mday, theirs.tm_mday);
    }
}

static void time_is_the_floor_while_the_clock_is_not_set_or_behind_it(void)
{
    tls_host_begin();
    tls_host.now = TLS_NO_TIME;
    CHECK_EQ(mbedtls_time(NULL), tls_host_port().time_floor);
    tls_host.now = 12345;
    CHECK_EQ(mbedtls_time(NULL), tls_host_port().time_floor);
    tls_host.now = INT64_C(4107542400);
    mbedtls_time_t told = 0;
    CHECK_EQ(mbedtls_time(&told), INT64_C(4107542400));
    CHECK_EQ(told, INT64_C(4107542400));
    tls_deinit();
}

static void init_refuses_a_port_with_a_hole(void)
{
    struct tls_port port = tls_host_port();
    port.entropy = NULL;
    CHECK_EQ(tls_init(&port), TLS_BAD_CONFIG);
    CHECK_EQ(tls_init(NULL), TLS_BAD_CONFIG);
}

static void init_without_entropy_says_so_and_can_be_repeated(void)
{
    struct tls_port port = tls_host_port();
    memset(&tls_host, 0, sizeof(tls_host));
    tls_host.no_entropy = true;
    CHECK_EQ(tls_init(&port), TLS_NO_ENTROPY);
    tls_host.no_entropy = false;
    CHECK_EQ(tls_init(&port), TLS_OK);
    CHECK_EQ(tls_init(&port), TLS_OK);
    tls_deinit();
    CHECK_EQ(tls_host.used, 0);
    CHECK_EQ(tls_host.mutexes, 0);
}

static void every_status_has_its_own_words(void)
{
    for (int status = TLS_OK; status <= TLS_BAD_CONFIG; status++) {
        const char *text = tls_status_text((tls_status_t)status);
        CHECK_EQ(strlen(text) > 4, 1);
        for (int other = TLS_OK; other < status; other++) {
            CHECK_EQ(strcmp(text, tls_status_text((tls_status_t)other)) != 0, 1);
        }
    }
    CHECK_EQ(strcmp(tls_status_text((tls_status_t)(TLS_BAD_CONFIG + 1)), "unknown status"), 0);
    CHECK_EQ(strcmp(tls_alert_text(48), "unknown certificate authority"), 0);
    CHECK_EQ(strcmp(tls_alert_text(255), "unknown alert"), 0);
}

int main(void)
{
    RUN(dates_are_those_of_the_host);
    RUN(dates_of_every_day_of_four_thousand_years_agree);
    RUN(time_is_the_floor_while_the_clock_is_not_set_or_behind_it);
    RUN(init_refuses_a_port_with_a_hole);
    RUN(init_without_entropy_says_so_and_can_be_repeated);
    RUN(every_status_has_its_own_words);
    return 0;
}
