/* SPDX-License-Identifier: MIT */
/* Updates whose blocks come over HTTP, from a server with one fault at a time. */
#include <stdio.h>
#include <string.h>

#include "device.h"
#include "file_server.h"
#include "ota_url.h"
#include "test.h"

#define STEPS 20000u
#define URL   "https:\\/\\/files.test:8443/image?Expires=1\\u0026Signature=abc"

static struct fake_service *const service = &device.service;
static struct ota_http http;

static const struct ota_data *make_data(void)
{
    struct ota_http_config config;

    file_server.is_open = false; /* a start ends what was open */
    file_server_config(&config);
    return ota_http_init(&http, &config);
}

/* protocols, and the members of both ways. */
static void offer(const char *protocols)
{
    char text[sizeof service->document];

    device_offer_version("j1", 2);
    file_server.file = service->file;
    file_server.file_bytes = service->file_bytes;
    const char *rest = strstr(service->document, "\"streamname\"");
    CHECK_EQ(rest != NULL, true);
    const char *end = strstr(rest, "}]}}");
    CHECK_EQ(end != NULL, true);
    snprintf(text, sizeof text,
             "{\"afr_ota\":{\"protocols\":[%s],%.*s,\"update_data_url\":\"" URL
             "\",\"auth_scheme\":\"aws.s3.presigned\"}]}}",
             protocols, (int)(end - rest), rest);
    strcpy(service->document, text);
}

static void given_a_device(void)
{
    device_new();
    file_server_new(&device.life.now);
    device.life.make_data = make_data;
}

static void an_update_comes_over_one_connection_window_by_window(void)
{
    given_a_device();
    offer("\"HTTP\"");
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    CHECK_EQ(service->requests, 0);
    CHECK_EQ(file_server.requests, 2); /* 16 blocks, 8 a window */
    CHECK_EQ(file_server.connections, 1);
    CHECK_EQ(file_server.body_bytes, service->file_bytes);
    device_check_version(2);
}

static void an_answer_may_come_byte_by_byte(void)
{
    given_a_device();
    file_server.step = 1;
    offer("\"HTTP\"");
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    device_check_version(2);
}

static void the_way_is_the_documents_or_the_preferred_of_two(void)
{
    static const struct {
        const char *protocols;
        bool by_http;
    } cases[] = {{"\"MQTT\"", false},
                 {"\"HTTP\"", true},
                 {"\"MQTT\",\"HTTP\"", otaconfigPRIMARY_DATA_PROTOCOL == OTA_DATA_OVER_HTTP},
                 {"\"HTTP\",\"MQTT\"", otaconfigPRIMARY_DATA_PROTOCOL == OTA_DATA_OVER_HTTP}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].protocols;
        given_a_device();
        offer(cases[i].protocols);
        CHECK_EQ(device_run(STEPS), true);
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        CHECK_EQ(file_server.requests > 0, cases[i].by_http);
        CHECK_EQ(service->requests > 0, !cases[i].by_http);
    }
}

static void a_way_that_does_not_answer_is_left_for_the_other(void)
{
    given_a_device();
    service->is_silent = true; /* streams */
    offer("\"MQTT\",\"HTTP\"");
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
    CHECK_EQ(service->requests, otaconfigMAX_NUM_REQUEST_MOMENTUM);
    CHECK_EQ(file_server.requests, 2);
    device_check_version(2);
}

/* One fault at each request in turn: it costs at most a bitmap and a block, and the update comes
 * all the same, or the job fails with its reason. */
static void a_fault_at_any_request_ends_in_the_new_version_or_a_reason(void)
{
    uint32_t most = 0;

    for (enum file_fault fault = NO_CONNECTION; fault < FILE_FAULTS; fault++) {
        for (unsigned at = 1; at <= 2; at++) {
            char name[32];
            snprintf(name, sizeof name, "fault %d at %u", (int)fault, at);
            test_case = name;
            given_a_device();
            file_server.fault = fault;
            file_server.from = at;
            file_server.until = at + 1u;
            offer("\"HTTP\"");
            CHECK_EQ(device_run(STEPS), true);
            const bool is_fatal = fault == OTHER_SIZE || fault == NOT_SATISFIABLE;
            CHECK_EQ(service->status, is_fatal ? FAKE_FAILED : FAKE_SUCCEEDED);
            CHECK_EQ(device_reported("update_data_url"), is_fatal);
            const uint32_t sent = file_server.body_bytes;
            if (!is_fatal && fault != WITHOUT_RANGES) {
                CHECK_EQ(sent - service->file_bytes <= 9u * AGENT_BLOCK, true);
                most = sent - service->file_bytes > most ? sent - service->file_bytes : most;
            }
            device_check_version(is_fatal ? 1 : 2);
        }
    }
    printf("most bytes sent twice for one fault: %u (a block: %u, a bitmap: %u)\n", most,
           AGENT_BLOCK, 8u * AGENT_BLOCK);
}

/* A fault that lasts: it is tried again, more and more rarely, and the job goes on afterwards. */
static void a_fault_that_lasts_is_not_answered_by_a_storm(void)
{
    for (enum file_fault fault = NO_CONNECTION; fault < OTHER_SIZE; fault++) {
        char name[32];
        if (fault == SHORT_RANGE || fault == CLOSES_AFTER || fault == CLOSED_LATER ||
            fault == SILENT_IN_BODY || fault == REDIRECTED) {
            continue; /* blocks come */
        }
        snprintf(name, sizeof name, "fault %d", (int)fault);
        test_case = name;
        given_a_device();
        file_server.fault = fault;
        file_server.from = 1;
        file_server.until = UINT32_MAX;
        offer("\"HTTP\"");
        while (device.life.now < 600000u) {
            CHECK_EQ(device_run(1), false);
        }
        CHECK_EQ(file_server.requests < 500, true); /* in ten minutes; a redirection is four */
        CHECK_EQ(file_server.connections < 500, true);
        CHECK_EQ(service->asked < 300, true);
        CHECK_EQ(service->status, FAKE_IN_PROGRESS);
        file_server.until = 0;
        CHECK_EQ(device_run(STEPS), true);
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        device_check_version(2);
    }
}

static void an_address_that_has_expired_is_asked_for_again(void)
{
    given_a_device();
    file_server.fault = FORBIDDEN;
    file_server.from = 2;
    file_server.until = 3;
    offer("\"HTTP\"");
    while (file_server.requests < 2) {
        CHECK_EQ(device_run(1), false);
    }
    const unsigned asked = service->asked;
    const uint32_t before = device.life.now;
    while (file_server.requests < 3) {
        CHECK_EQ(device_run(1), false);
    }
    CHECK_EQ(service->asked, asked); /* it was asked with the second answer */
    CHECK_EQ(asked, 2);
    CHECK_EQ(device.life.now - before < 2000u, true);
    CHECK_EQ(device_run(STEPS), true);
    CHECK_EQ(service->status, FAKE_SUCCEEDED);
}

static unsigned act_at;
static int action;

static void act(unsigned step)
{
    if (step != act_at) {
        return;
    }
    switch (action) {
    case 0:
        ota_core_down(&device.life.core);
        fake_lose_connection(service);
        ota_core_up(&device.life.core);
        break;
    case 1:
        device.life.flash.config.reset(NULL);
        break;
    case 2:
        ota_core_suspend(&device.life.core);
        break;
    case 3:
        fake_cancel(service);
        break;
    default:
        (void)ota_core_reject(&device.life.core, OTA_REFUSED_REJECTED);
        break;
    }
}

static void an_interruption_at_any_step_costs_at_most_a_bitmap(void)
{
    given_a_device();
    offer("\"HTTP\"");
    CHECK_EQ(device_run(STEPS), true);
    const unsigned steps = device.step;

    for (action = 0; action <= 4; action++) {
        for (act_at = 1; act_at <= steps; act_at++) {
            given_a_device();
            offer("\"HTTP\"");
            device.before_step = act;
            CHECK_EQ(device_run(STEPS), true);
            device.before_step = NULL;
            if (action == 2) {
                ota_core_resume(&device.life.core);
                CHECK_EQ(device_run(STEPS), true);
            }
            CHECK_EQ(device.life.core.where.state, OTA_IDLE);
            CHECK_EQ(file_server.body_bytes <= service->file_bytes + 9u * AGENT_BLOCK, true);
            if (action == 0 || action == 2) {
                CHECK_EQ(service->status == FAKE_SUCCEEDED || device.resets > 1, true);
            }
            CHECK_EQ(file_server.is_open, false);
        }
    }
}

static void only_addresses_that_can_be_fetched_are_read(void)
{
    static const struct {
        const char *url, *host, *path;
        unsigned port;
    } cases[] = {
        {"https://a/b", "a", "/b", 443},
        {"https:\\/\\/a\\/b?c=d\\u0026e", "a", "/b?c=d&e", 443},
        {"https://a.b:1/", "a.b", "/", 1},
        {"https://a:65535/x:y@z", "a", "/x:y@z", 65535},
        {"http://a/b", NULL, NULL, 0},
        {"https://a", NULL, NULL, 0},
        {"https:///b", NULL, NULL, 0},
        {"https://:1/b", NULL, NULL, 0},
        {"https://a:/b", NULL, NULL, 0},
        {"https://a:0/b", NULL, NULL, 0},
        {"https://a:65536/b", NULL, NULL, 0},
        {"https://u@a/b", NULL, NULL, 0},
        {"https://a/b c", NULL, NULL, 0},
        {"https://a/b\\n", NULL, NULL, 0},
        {"https://a/b\\u000a", NULL, NULL, 0},
        {"https://a/b\\u00zz", NULL, NULL, 0},
        {"https://a/b\\u002", NULL, NULL, 0},
        {"https://a/\\", NULL, NULL, 0},
        {"https:/a/b", NULL, NULL, 0},
        {"", NULL, NULL, 0},
        {"https://a/0123456789012345678901234567890123456789", NULL, NULL, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ota_url url;
        char text[40];
        test_case = cases[i].url;
        const bool is_good =
            ota_url_read(&url, text, sizeof text, cases[i].url, strlen(cases[i].url));
        CHECK_EQ(is_good, cases[i].host != NULL);
        if (is_good) {
            CHECK_EQ(strcmp(text, cases[i].host), 0);
            CHECK_EQ(strcmp(text + url.path, cases[i].path), 0);
            CHECK_EQ(url.port, cases[i].port);
        }
    }
}

int main(void)
{
    RUN(an_update_comes_over_one_connection_window_by_window);
    RUN(an_answer_may_come_byte_by_byte);
    RUN(the_way_is_the_documents_or_the_preferred_of_two);
    RUN(a_way_that_does_not_answer_is_left_for_the_other);
    RUN(a_fault_at_any_request_ends_in_the_new_version_or_a_reason);
    RUN(a_fault_that_lasts_is_not_answered_by_a_storm);
    RUN(an_address_that_has_expired_is_asked_for_again);
    RUN(an_interruption_at_any_step_costs_at_most_a_bitmap);
    RUN(only_addresses_that_can_be_fetched_are_read);
    return 0;
}
