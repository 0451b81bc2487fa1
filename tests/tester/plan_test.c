/* SPDX-License-Identifier: MIT */
/* Which groups run with which device.json: every value of every feature beside every group. */
#include "plan.h"
#include "test.h"

#include <stdbool.h>
#include <string.h>

static char *yes[] = {"Yes", NULL};
static char *network[] = {"network", "echo", NULL};
static char *tls[] = {"tls", NULL};
static char *cloud[] = {"cloud", NULL};

static const struct suite_group kernel = {.id = "FullKernel"},
                                tcp = {.id = "FullTCP", .needs = network},
                                secure = {.id = "FullTLS", .needs = tls},
                                mqtt = {.id = "FullMQTT", .needs = cloud},
                                wifi = {.id = "FullWiFi", .feature = "WIFI", .values = yes},
                                ota = {.id = "FullOTA", .feature = "OTA", .values = yes},
                                ble = {.id = "FullBLE",
                                       .kind = GROUP_DECLARED,
                                       .reason = "no stack",
                                       .feature = "BLE",
                                       .values = yes};

static struct feature features[5];
static struct pool pool = {.id = "p", .features = features};

static const char *const choices[] = {NULL, "No", "Yes", "On-chip", "Offloaded", "yes", "on-chip"};
enum { CHOICES = sizeof choices / sizeof choices[0] };

static void declare(const char *name, const char *value)
{
    if (value != NULL) {
        features[pool.feature_count++] = (struct feature){name, value};
    }
}

static bool is(const char *value, const char *wanted)
{
    return value != NULL && (strcmp(value, wanted) == 0 || (value[0] | 32) == (wanted[0] | 32));
}

static bool runs(const struct suite_group *group)
{
    char *skip = plan_skip(group, &pool), *refuse = plan_refuse(group, &pool);
    bool free_to_run = skip == NULL && refuse == NULL;

    free(skip);
    free(refuse);
    return free_to_run;
}

static void check(const char *chosen_wifi, const char *chosen_ota, const char *chosen_ble,
                  const char *chosen_tcp, const char *chosen_tls)
{
    bool has_tcp = chosen_tcp != NULL && !is(chosen_tcp, "No");
    bool has_tls = chosen_tls != NULL && !is(chosen_tls, "No");

    pool.feature_count = 0;
    declare("WIFI", chosen_wifi);
    declare("OTA", chosen_ota);
    declare("BLE", chosen_ble);
    declare("TCP/IP", chosen_tcp);
    declare("TLS", chosen_tls);
    CHECK_EQ(runs(&kernel), true);
    CHECK_EQ(runs(&tcp), has_tcp);
    CHECK_EQ(runs(&secure), has_tcp && has_tls);
    CHECK_EQ(runs(&mqtt), has_tcp && has_tls);
    CHECK_EQ(runs(&wifi), is(chosen_wifi, "Yes"));
    CHECK_EQ(runs(&ota), is(chosen_ota, "Yes"));
    CHECK_EQ(runs(&ble), false);
}

static void only_wifi_ble_and_ota_may_be_absent(void)
{
    for (size_t a = 0; a < 3; a++) {
        for (size_t b = 0; b < 3; b++) {
            for (size_t c = 0; c < 3; c++) {
                for (size_t d = 0; d < CHOICES; d++) {
                    for (size_t e = 0; e < CHOICES; e++) {
                        check(choices[a], choices[b], choices[c], choices[d], choices[e]);
                    }
                }
            }
        }
    }
}

static void expect_text(char *text, const char *wanted)
{
    if (text == NULL || strcmp(text, wanted) != 0) {
        printf("%s, want %s\n", text != NULL ? text : "(nothing)", wanted);
        exit(1);
    }
    free(text);
}

static void what_is_skipped_or_refused_has_its_reason(void)
{
    pool.feature_count = 0;
    declare("WIFI", "No");
    declare("TCP/IP", "No");
    expect_text(plan_skip(&wifi, &pool), "the board declares WIFI: No");
    expect_text(plan_skip(&ota, &pool), "the board does not declare the feature OTA");
    expect_text(plan_skip(&ble, &pool), "no stack");
    expect_text(
        plan_refuse(&tcp, &pool),
        "pool p says No to TCP/IP: every board has it, On-chip or Offloaded, and FullTCP needs it");
}

int main(void)
{
    RUN(only_wifi_ble_and_ota_may_be_absent);
    RUN(what_is_skipped_or_refused_has_its_reason);
    return 0;
}
