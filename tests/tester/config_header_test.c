/* SPDX-License-Identifier: MIT */
/* The two headers of the source copy: texts as C literals, switches. */
#include "config_header.h"
#include "test.h"

#include <stdbool.h>
#include <string.h>

static void expect_text(char *text, const char *wanted)
{
    if (strcmp(text, wanted) != 0) {
        printf("gives\n%s\nwant\n%s\n", text, wanted);
        exit(1);
    }
    free(text);
}

static void expect_part(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        printf("no\n%s\nin\n%s\n", part, text);
        exit(1);
    }
}

static void any_text_is_a_literal(void)
{
    expect_text(config_header_literal(""), "\"\"");
    expect_text(config_header_literal(NULL), "\"\"");
    expect_text(config_header_literal("a\"b\\c"), "\"a\\\"b\\\\c\"");
    expect_text(config_header_literal("?"
                                      "?="),
                "\"\\?\\?=\"");
    expect_text(config_header_literal("\x01"
                                      "7\xff\t"),
                "\"\\0017\\377\\011\"");
    expect_text(config_header_literal("-----BEGIN\nabc\n"), "\"-----BEGIN\\n\" \\\n    \"abc\\n\"");
}

static const struct suite_group groups[] = {{.id = "FullA", .enable = "testrunnerFULL_A_ENABLED"},
                                            {.id = "FullAB", .enable = "testrunnerFULL_AB_ENABLED"},
                                            {.id = "FullHost"}};
static const struct suite suite = {.groups = groups, .group_count = 3};

static void one_switch_is_on_and_all_others_are_off(void)
{
    const struct config_header header = {.suite = &suite, .group = &groups[0]};

    expect_text(
        config_header_groups(&header, "/* x */\n#define testrunnerFULL_AB_ENABLED 1\n"
                                      "#define  testrunnerFULL_A_ENABLED\t( 0 )\r\n"
                                      "#define testrunnerFULL_OTHERS_ENABLED 1\n"
                                      "#define testrunnerFULL_A_STACK 1\n#endif"),
        "/* x */\n#define testrunnerFULL_AB_ENABLED 0\n#define testrunnerFULL_A_ENABLED 1\n"
        "#define testrunnerFULL_OTHERS_ENABLED 0\n#define testrunnerFULL_A_STACK 1\n#endif");
}

static void a_switch_that_is_missing_is_added(void)
{
    const struct config_header header = {.suite = &suite, .group = &groups[1]};

    expect_text(config_header_groups(&header, "#define testrunnerFULL_A_ENABLED 1\n"),
                "#define testrunnerFULL_AB_ENABLED 1\n#define testrunnerFULL_A_ENABLED 0\n");
    expect_text(config_header_groups(&header, ""),
                "#define testrunnerFULL_A_ENABLED 0\n#define testrunnerFULL_AB_ENABLED 1\n");
}

static void parameters_are_what_the_run_has(void)
{
    static const struct configuration configuration = {
        .start_delay_ms = 250,
        .client_wifi = {.ssid = "home \"1\"", .password = "p", .security = NULL}};
    static const struct peers_offer offer = {.host = "10.0.2.2",
                                             .host_name = "localhost",
                                             .port = {[PEER_ECHO] = 1111, [PEER_TIME] = 2222},
                                             .identity = {.certificate = "C\n", .key = "K"}};
    const struct config_header header = {.suite = &suite,
                                         .run = "7f3a",
                                         .only = "X,Y",
                                         .timed = true,
                                         .configuration = &configuration,
                                         .offer = &offer};
    char *text = config_header_parameters(&header);

    expect_part(text, "#define QUALIFICATION_RUN \"7f3a\"\n");
    expect_part(text, "#define QUALIFICATION_ONLY \"X,Y\"\n");
    expect_part(text, "#define QUALIFICATION_TIMED 1\n");
    expect_part(text, "#define QUALIFICATION_START_DELAY_MS 250\n");
    expect_part(text, "PORT_LIST \\\n    [PORT_ECHO] = 1111, \\\n    [PORT_TIME] = 2222\n");
    expect_part(text, "#define QUALIFICATION_IDENTITY \"C\\n\", \\\n    \"K\"\n");
    expect_part(text, "WIFI_CLIENT \"home \\\"1\\\"\", \\\n    \"p\", \\\n    \"\"\n");
    free(text);
}

int main(void)
{
    RUN(any_text_is_a_literal);
    RUN(one_switch_is_on_and_all_others_are_off);
    RUN(a_switch_that_is_missing_is_added);
    RUN(parameters_are_what_the_run_has);
    return 0;
}
