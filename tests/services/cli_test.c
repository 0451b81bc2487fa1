/* SPDX-License-Identifier: MIT */
/* Commands, their parameters, and the console. */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS_CLI_Console.h"
#include "conformance.h"

static char out[64];

static BaseType_t echo(char *buffer, size_t size, const char *line)
{
    BaseType_t length = 0;
    const char *word = FreeRTOS_CLIGetParameter(line, 1, &length);

    (void)snprintf(buffer, size, "<%.*s>", (int)length, word);
    return pdFALSE;
}

/* Counts down from its parameter, a number a call. */
static BaseType_t count(char *buffer, size_t size, const char *line)
{
    static int left = -1;
    BaseType_t length;

    if (left < 0) {
        left = FreeRTOS_CLIGetParameter(line, 1, &length)[0] - '0';
    }
    (void)snprintf(buffer, size, "%d.", left);
    return left-- > 0 ? pdTRUE : pdFALSE;
}

static BaseType_t number(char *buffer, size_t size, const char *line)
{
    BaseType_t length;
    UBaseType_t i = 0;

    while (FreeRTOS_CLIGetParameter(line, i + 1, &length) != NULL) {
        i++;
    }
    (void)snprintf(buffer, size, "%u", (unsigned)i);
    return pdFALSE;
}

static const CLI_Command_Definition_t commands[] = {
    {"echo", "echo <word>\r\n", echo, 1},
    {"count", "count <n>\r\n", count, 1},
    {"any", "any ...\r\n", number, -1},
};

static void answer_is(const char *line, const char *expected)
{
    conformance_case = line;
    CHECK_EQ(FreeRTOS_CLIProcessCommand(line, out, sizeof out), pdFALSE);
    CHECK(strcmp(out, expected) == 0);
    conformance_case = "";
}

static void a_line_finds_its_command(void)
{
    answer_is("echo one", "<one>");
    answer_is("  echo   one  ", "<one>");
    answer_is("any", "0");
    answer_is("any a b  c", "3");
}

static void what_is_not_understood_is_said(void)
{
    answer_is("ech one", "There is no command \"ech\": try help.\r\n");
    answer_is("echoo one", "There is no command \"echoo\": try help.\r\n");
    answer_is("", "There is no command \"\": try help.\r\n");
    answer_is("echo", "echo wants 1 parameters, not 0: try help.\r\n");
    answer_is("echo a b", "echo wants 1 parameters, not 2: try help.\r\n");
}

static void a_long_answer_comes_in_parts(void)
{
    CHECK_EQ(FreeRTOS_CLIProcessCommand("count 2", out, sizeof out), pdTRUE);
    CHECK(strcmp(out, "2.") == 0);
    CHECK_EQ(FreeRTOS_CLIProcessCommand("count 2", out, sizeof out), pdTRUE);
    answer_is("count 2", "0.");
    answer_is("echo next", "<next>");
}

static void help_lists_every_command_each_time(void)
{
    for (unsigned round = 0; round < 2; round++) {
        char all[256] = "";
        BaseType_t more;
        do {
            more = FreeRTOS_CLIProcessCommand("help", out, sizeof out);
            strncat(all, out, sizeof all - strlen(all) - 1);
        } while (more != pdFALSE);
        CHECK(strcmp(all,
                     "help: what commands there are\r\necho <word>\r\ncount <n>\r\nany ...\r\n") ==
              0);
    }
}

static void no_answer_is_longer_than_its_buffer(void)
{
    char small[8];

    memset(small, 'x', sizeof small);
    CHECK_EQ(FreeRTOS_CLIProcessCommand("this is no command", small, 7), pdFALSE);
    CHECK(small[6] == '\0' && small[7] == 'x');
    CHECK_EQ(FreeRTOS_CLIProcessCommand("echo abcdefghijk", small, 7), pdFALSE);
    CHECK(small[6] == '\0' && small[7] == 'x');
}

static void a_parameter_is_found_by_its_number(void)
{
    BaseType_t length;

    CHECK(strncmp(FreeRTOS_CLIGetParameter("a bc d", 1, &length), "bc", 2) == 0);
    CHECK_EQ(length, 2);
    CHECK(strcmp(FreeRTOS_CLIGetParameter("a bc d", 2, &length), "d") == 0);
    CHECK_EQ(length, 1);
    CHECK(FreeRTOS_CLIGetParameter("a bc d", 3, &length) == NULL);
    CHECK_EQ(length, 0);
    CHECK(FreeRTOS_CLIGetParameter("", 1, &length) == NULL);
    CHECK(FreeRTOS_CLIGetParameter("a bc", 0, &length) == NULL);
}

static void a_command_that_cannot_be_is_refused(void)
{
    static const CLI_Command_Definition_t bad[] = {
        {NULL, "", echo, 0},  {"x", NULL, echo, 0},  {"x", "", NULL, 0},    {"", "", echo, 0},
        {"x y", "", echo, 0}, {"echo", "", echo, 0}, {"help", "", echo, 0}, {"x", "", echo, -2},
    };

    CHECK_EQ(FreeRTOS_CLIRegisterCommand(NULL), pdFAIL);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_EQ(FreeRTOS_CLIRegisterCommand(&bad[i]), pdFAIL);
    }
}

/* The console's line: what is typed, and what was answered. */
static const char *typed;
static char shown[512];

static int32_t read_typed(char *const buffer, uint32_t size)
{
    CHECK(size >= 1);
    if (*typed == '\0') {
        return -1;
    }
    *buffer = *typed++;
    return 1;
}

static int32_t write_shown(const char *const text, uint32_t size)
{
    strncat(shown, text, size);
    return (int32_t)size;
}

static void console_shows(const char *keys, const char *expected)
{
    char line[16];
    const xConsoleIO_t io = {read_typed, write_shown};

    typed = keys;
    shown[0] = '\0';
    FreeRTOS_CLIEnterConsoleLoop(io, line, sizeof line, FreeRTOS_CLIGetOutputBuffer(), 64);
    conformance_case = keys;
    CHECK(strcmp(shown, expected) == 0);
    conformance_case = "";
}

static void the_console_carries_out_lines_of_every_kind(void)
{
    console_shows("", "> ");
    console_shows("echo a\r", "> <a>> ");
    console_shows("echo a\necho b\r\necho c\n", "> <a>> <b>> <c>> ");
    console_shows("\r\n\n  \r", "> > > > ");
    console_shows("echo ab\b\bc\r", "> <c>> ");
    console_shows("\b\x7f"
                  "echo d\r",
                  "> <d>> ");
    console_shows("count 2\r", "> 2.1.0.> ");
    console_shows("echo 0123456789abcdef\recho e\r", "> This line is too long.\r\n> <e>> ");
    console_shows("echo not finished", "> ");
}

static void registers_until_it_is_full(void)
{
    static char names[20][4];
    static CLI_Command_Definition_t more[20];
    unsigned taken = 0;

    for (unsigned i = 0; i < 20; i++) {
        (void)snprintf(names[i], sizeof names[i], "c%u", i);
        more[i] = (CLI_Command_Definition_t){names[i], "", number, -1};
        taken += FreeRTOS_CLIRegisterCommand(&more[i]) == pdPASS;
    }
    CHECK_EQ(taken, 16 - sizeof commands / sizeof commands[0]);
    answer_is("c0 a", "1");
    answer_is("c19 a", "There is no command \"c19\": try help.\r\n");
}

void conformance_before_scheduler(void)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        CHECK_EQ(FreeRTOS_CLIRegisterCommand(&commands[i]), pdPASS);
    }
}

CONFORMANCE_MAIN("cli", TEST(a_line_finds_its_command), TEST(what_is_not_understood_is_said),
                 TEST(a_long_answer_comes_in_parts), TEST(help_lists_every_command_each_time),
                 TEST(no_answer_is_longer_than_its_buffer),
                 TEST(a_parameter_is_found_by_its_number),
                 TEST(a_command_that_cannot_be_is_refused),
                 TEST(the_console_carries_out_lines_of_every_kind),
                 TEST(registers_until_it_is_full))
