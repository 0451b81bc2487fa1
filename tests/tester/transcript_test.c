/* SPDX-License-Identifier: MIT */
/* What an image says, cut at every place, and what it means. */
#include "test.h"
#include "transcript.h"

#include <string.h>

static char told[8192];

static void put(const char *text)
{
    strncat(told, text, sizeof told - 1 - strlen(told));
}

static void take(void *context, const struct transcript_event *event)
{
    static const char *const names[] = {
        [TRANSCRIPT_LINE] = "line",         [TRANSCRIPT_STARTED] = "started",
        [TRANSCRIPT_BEGUN] = "begun",       [TRANSCRIPT_PASSED] = "passed",
        [TRANSCRIPT_FAILED] = "failed",     [TRANSCRIPT_IGNORED] = "ignored",
        [TRANSCRIPT_MEASURED] = "measured", [TRANSCRIPT_TOTALS] = "totals",
        [TRANSCRIPT_FINISHED] = "finished", [TRANSCRIPT_CRASHING] = "crashing",
        [TRANSCRIPT_CRASHED] = "crashed",   [TRANSCRIPT_CLOCK] = "clock"};
    char number[32];

    (void)context;
    if (event->kind == TRANSCRIPT_LINE) {
        return;
    }
    put(names[event->kind]);
    for (size_t i = 0; i < 4; i++) {
        const char *const texts[] = {event->group, event->name, event->text, event->detail};

        if (texts[i][0] != '\0') {
            put("|");
            put(texts[i]);
        }
    }
    if (event->kind == TRANSCRIPT_CLOCK) {
        snprintf(number, sizeof number, "|%u|%u", event->number, event->of);
        put(number);
    }
    if (event->kind == TRANSCRIPT_MEASURED || event->kind == TRANSCRIPT_TOTALS ||
        event->kind == TRANSCRIPT_CLOCK) {
        snprintf(number, sizeof number, "|%lld", event->value);
        put(number);
    }
    put("\n");
}

/* The events of a text, in two pieces. */
static const char *events(const char *text, size_t length, size_t cut)
{
    struct transcript transcript;

    told[0] = '\0';
    transcript_begin(&transcript, take, NULL);
    transcript_feed(&transcript, text, cut);
    transcript_feed(&transcript, text + cut, length - cut);
    transcript_end(&transcript);
    return told;
}

static void expect(const char *text, const char *wanted)
{
    size_t length = strlen(text);

    test_case = text;
    for (size_t cut = 0; cut <= length; cut++) {
        if (strcmp(events(text, length, cut), wanted) != 0) {
            printf("[%s] cut at %zu gives\n%s, want\n%s", text, cut, told, wanted);
            exit(1);
        }
    }
}

static void a_whole_run_is_understood_however_it_is_cut(void)
{
    expect("\r\n-------STARTING TESTS mps2_an385 run 7f3a-------\r\n"
           "TEST(Full_TCP, AFQP_A) PASS\r\n"
           "TEST(Full_TCP, AFQP_B)\r\n"
           "MEASURE Full_TCP AFQP_B tcp.rate 1250 kB/s\r\n"
           "dir/send.c:41:TEST(Full_TCP, AFQP_B):FAIL: sent is 4, want 5\r\n"
           "TEST(Full_TCP, AFQP_C)\r\n"
           "link up\r\n"
           " PASS\r\n"
           "TEST(Full_TCP, AFQP_D)\r\n"
           "x.c:0:TEST(Full_TCP, AFQP_D):IGNORE: no antenna\r\n"
           "\r\n-----------------------\r\n4 Tests 1 Failures 1 Ignored \r\nFAIL\r\n"
           "-------ALL TESTS FINISHED-------\r\n",
           "started|mps2_an385|7f3a\nbegun|Full_TCP|AFQP_A\npassed\nbegun|Full_TCP|AFQP_B\n"
           "measured|Full_TCP|AFQP_B|tcp.rate|kB/s|1250\nfailed|AFQP_B|dir/send.c:41: sent is 4, "
           "want 5\n"
           "begun|Full_TCP|AFQP_C\npassed\nbegun|Full_TCP|AFQP_D\nignored|AFQP_D|no antenna\n"
           "totals|4\nfinished\n");
}

static void a_case_has_begun_before_its_line_has_ended(void)
{
    struct transcript transcript;
    static const char text[] = "noise TEST(G, Case)";

    told[0] = '\0';
    transcript_begin(&transcript, take, NULL);
    transcript_feed(&transcript, text, sizeof text - 2);
    CHECK_EQ(strlen(told), 0);
    transcript_feed(&transcript, ")", 1);
    CHECK_EQ(strcmp(told, "begun|G|Case\n"), 0);
    transcript_feed(&transcript, " PASS\n", 6);
    CHECK_EQ(strcmp(told, "begun|G|Case\npassed\n"), 0);
}

static void unity_alone_is_understood(void)
{
    expect("test_x.c:30:test_one:PASS\ntest_x.c:31:test_two:FAIL: Expected 4 Was 5\n"
           "test_x.c:32:test_three:IGNORE\nC:\\t.c:33:test_four:FAIL\n"
           "2 Tests 1 Failures 1 Ignored\nFAIL\n",
           "passed|test_one\nfailed|test_two|test_x.c:31: Expected 4 Was "
           "5\nignored|test_three\nfailed|test_four|C:\\t.c:33: \ntotals|2\n");
    expect("TEST(G, A)t.c:9:TEST(G, A):FAIL: no\n", "begun|G|A\nfailed|A|t.c:9: no\n");
    expect("-------STARTING TESTS-------\n", "started\n");
}

static void what_only_looks_like_it_is_no_verdict(void)
{
    expect("TEST(G,A)\nTEST(G, )\nMYTEST(G, A)\nx:TEST(G, A)\n", "");
    expect("TLS: handshake:FAIL: later\nlog: a.c:12 FAIL\nfile.c::x:FAIL\n:FAIL:\n", "");
    expect("MEASURE G A\nMEASURE G A m nan us\n", "");
    expect("12 Tests\nTests 12 Failures\nFAILED\nPASS\n", "");
    expect("fault: kind of noise\nfault: end 1\n", "");
}

static void a_fault_report_is_a_crash(void)
{
    expect(
        "TEST(G, A)\nfault: begin 1\nfault: kind usage fault\nfault: cause UNALIGNED: odd address\n"
        "fault: address 00000003\nfault: task main\nfault: pc 00000100\nfault: end 1\n",
        "begun|G|A\ncrashing\ncrashed|usage fault, UNALIGNED: odd address, address 00000003, task "
        "main\n");
    expect(
        "[log] fault: begin 1\nfault: kind failed assert\nfault: assert a < b\nfault: at x.c:3\n",
        "crashing\ncrashed|failed assert: a < b at x.c:3\n");
    expect("fault: begin 1\nfault: kind bus fault\nfault: again while reporting a fault\n",
           "crashing\ncrashed|bus fault, and a fault while reporting it\n");
    expect("Assertion failed: x > 0, file a.c, line 3\n",
           "crashed|Assertion failed: x > 0, file a.c, line 3\n");
}

static void bytes_that_are_no_text_do_no_harm(void)
{
    static const char noisy[] = "\0\0TEST(G, A)\0 PASS\n";
    static const char wild[] = "\xff\xfe\x01TEST(G, A) PASS\n";

    for (size_t cut = 0; cut < sizeof noisy; cut++) {
        CHECK_EQ(strcmp(events(noisy, sizeof noisy - 1, cut), "begun|G|A\npassed\n"), 0);
    }
    CHECK_EQ(strcmp(events(wild, sizeof wild - 1, 0), "begun|G|A\npassed\n"), 0);
    expect("\x1b[1;32mTEST(G, A)\x1b[0m PASS\x1b\n\x1b[", "begun|G|A\npassed\n");
}

static void garbage_is_known(void)
{
    struct transcript transcript;

    transcript_begin(&transcript, take, NULL);
    transcript_feed(&transcript, "\x80\x91\xa2\xb3\xc4\xd5\xe6", 7);
    CHECK_EQ(transcript_is_garbage(&transcript), 0);
    transcript_feed(&transcript, "\xf7 x", 3);
    CHECK_EQ(transcript_is_garbage(&transcript), 1);
    for (int i = 0; i < 10; i++) {
        transcript_feed(&transcript, "text\n", 5);
    }
    CHECK_EQ(transcript_is_garbage(&transcript), 0);
}

static void a_line_without_an_end_is_cut_and_the_next_is_whole(void)
{
    static char text[5000];

    memset(text, 'x', sizeof text);
    memcpy(text + 4900, "\nTEST(G, A) PASS\n", 17);
    CHECK_EQ(strcmp(events(text, 4917, 0), "begun|G|A\npassed\n"), 0);
    memset(text, ')', 4900);
    CHECK_EQ(strcmp(events(text, 4917, 77), "begun|G|A\npassed\n"), 0);
}

#define BEGUN "TEST(Full_X, AFQP_X)\n"
#define TOLD  "begun|Full_X|AFQP_X\n"

static void lines_that_are_checked_come_whole_and_all(void)
{
    static const char first[] = "CHECK 1 2 806c5cd3 a b\n";
    static const char second[] = "CHECK 2 2 40e38b8c long text\n";
    static const char cut[] = "CHECK 2 2 40e38b8c long t\n";
    char text[256];

    (void)snprintf(text, sizeof text, BEGUN "%s%s PASS\n", first, second);
    expect(text, TOLD "passed\n");
    (void)snprintf(text, sizeof text, BEGUN "%s%s PASS\n", first, cut);
    expect(text, TOLD "failed|a line of the console has not come whole\npassed\n");
    (void)snprintf(text, sizeof text, BEGUN "%s PASS\n", first);
    expect(text, TOLD "failed|a line of the console has not come\npassed\n");
    (void)snprintf(text, sizeof text, BEGUN "%s" BEGUN " PASS\n", first);
    expect(text, TOLD TOLD "passed\n");
    (void)snprintf(text, sizeof text, BEGUN "%s PASS\n", second);
    expect(text, TOLD "failed|a line of the console has not come whole\nfailed|a line of the "
                      "console has not come\npassed\n");
}

static void a_clock_says_its_milliseconds(void)
{
    expect("CLOCK 1 4 00000\nCLOCK 2 4 05000\r\n PASS\n", "clock|1|4|0\nclock|2|4|5000\npassed\n");
    expect("CLOCK 1 4\nCLOCK\nCLOCKS 1 2 3\nCLOCK a b c\n", "");
}

int main(void)
{
    RUN(a_whole_run_is_understood_however_it_is_cut);
    RUN(a_case_has_begun_before_its_line_has_ended);
    RUN(unity_alone_is_understood);
    RUN(what_only_looks_like_it_is_no_verdict);
    RUN(a_fault_report_is_a_crash);
    RUN(bytes_that_are_no_text_do_no_harm);
    RUN(garbage_is_known);
    RUN(a_line_without_an_end_is_cut_and_the_next_is_whole);
    RUN(lines_that_are_checked_come_whole_and_all);
    RUN(a_clock_says_its_milliseconds);
    return 0;
}
