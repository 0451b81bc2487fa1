/* SPDX-License-Identifier: MIT */
/* Dialogues of the public command reference, and what may come between, cut at every point. */
#include "exact.h"
#include "test.h"
#include "transcript.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BYTES(text)  (text), (sizeof(text) - 1u)

enum { NOTHING, PROMPT, ANSWER, ACTIVE };

static struct at_engine engine_that_expects(int what)
{
    struct at_engine engine;

    at_init(&engine);
    if (what == PROMPT) {
        at_expect_prompt(&engine);
    } else if (what == ANSWER) {
        at_expect_data(&engine, 2, 20);
    } else if (what == ACTIVE) {
        at_allow_active(&engine, 20);
    }
    return engine;
}

static const struct dialogue {
    const char *name, *bytes;
    size_t length;
    int expects;
    const char *said;
} dialogues[] = {
    {"results", BYTES("\r\nOK\r\n\r\nERROR\r\nFAIL\r\nSEND OK\r\nSEND FAIL\r\n"), NOTHING,
     "result0|result1|result2|result3|result4"},
    {"restart", BYTES("\r\nready\r\nWill force to restart!!!\r\n"), NOTHING, "ready0|ready1"},
    {"join", BYTES("WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n"), NOTHING, "wifi0|wifi1|result0"},
    {"wrong password", BYTES("+CWJAP:2\r\n\r\nERROR\r\nWIFI DISCONNECT\r\n"), NOTHING,
     "line +CWJAP:2|result1|wifi2"},
    {"scan",
     BYTES("+CWLAP:(3,\"home\",-52,\"02:00:00:00:00:01\",6)\r\n"
           "+CWLAP:(0,\"\",-70,\"02:00:00:00:00:02\",11)\r\n\r\nOK\r\n"),
     NOTHING,
     "line +CWLAP:(3,\"home\",-52,\"02:00:00:00:00:01\",6)|"
     "line +CWLAP:(0,\"\",-70,\"02:00:00:00:00:02\",11)|result0"},
    {"connect", BYTES("0,CONNECT\r\n\r\nOK\r\n4,CONNECT\r\nCONNECT\r\n"), NOTHING,
     "open0|result0|open4|open0"},
    {"close", BYTES("0,CLOSED\r\n\r\nOK\r\nCLOSED\r\n5,CLOSED\r\n4,CLOSED!\r\n"), NOTHING,
     "closed0|result0|closed0|line 5,CLOSED|line 4,CLOSED!"},
    {"refused", BYTES("ERR CODE:0x01090000\r\n\r\nERROR\r\nERR CODE:0xg\r\n"), NOTHING,
     "code1090000|result1|line ERR CODE:0xg"},
    {"send", BYTES("\r\nOK\r\n\r\n> \r\nRecv 4 bytes\r\n\r\nSEND OK\r\n"), PROMPT,
     "result0|prompt|accepted4|result3"},
    {"send at once", BYTES("\r\nOK\r\n>Recv 4 bytes\r\nSEND OK\r\n"), PROMPT,
     "result0|prompt|accepted4|result3"},
    {"no prompt expected", BYTES("> x\r\nOK\r\n"), NOTHING, "line > x|result0"},
    {"one prompt", BYTES(">>\r\n"), PROMPT, "prompt|line >"},
    {"a refused send ends the prompt", BYTES("\r\nERROR\r\n>\r\n"), PROMPT, "result1|line >"},
    {"a restart ends the prompt", BYTES("ready\r\n>\r\n"), PROMPT, "ready0|line >"},
    {"busy", BYTES("busy p...\r\nbusy s...\r\n\r\nOK\r\n"), NOTHING, "busy|busy|result0"},
    {"data waits", BYTES("+IPD,0,4\r\n+IPD,7\r\n+IPD,4,65535\r\n"), NOTHING,
     "available0 4|available0 7|available4 65535"},
    {"no data waits", BYTES("+IPD,0,0\r\n+IPD,\r\n+IPD,0,65536\r\n+IPD,0,4x\r\n"), NOTHING,
     "line +IPD,0,0|line +IPD,|line +IPD,0,65536|line +IPD,0,4x"},
    {"passive", BYTES("+CIPRECVDATA:4,test\r\nOK\r\n"), ANSWER, "data 2:test|result0"},
    {"passive, older", BYTES("+CIPRECVDATA,4:test\r\n\r\nOK\r\n"), ANSWER, "data 2:test|result0"},
    {"data like replies", BYTES("+CIPRECVDATA:18,\r\nOK\r\n+IPD,0,4\r\nOK\r\nOK\r\n"), ANSWER,
     "data 2:\\0d\\0aOK\\0d\\0a+IPD,0,4\\0d\\0aOK|result0"},
    {"one answer", BYTES("+CIPRECVDATA:1,x\r\n+CIPRECVDATA:1,x\r\nOK\r\n"), ANSWER,
     "data 2:x|line +CIPRECVDATA:1,x|result0"},
    {"no answer expected", BYTES("+CIPRECVDATA:4,test\r\nOK\r\n"), NOTHING,
     "line +CIPRECVDATA:4,test|result0"},
    {"answer too long", BYTES("+CIPRECVDATA:21,test\r\nOK\r\n"), ANSWER, "lost|result0"},
    {"answer of nothing", BYTES("+CIPRECVDATA:0,\r\nOK\r\n"), ANSWER, "lost|result0"},
    {"answer refused", BYTES("\r\nERROR\r\n+CIPRECVDATA:1,x\r\n"), ANSWER,
     "result1|line +CIPRECVDATA:1,x"},
    {"a byte of data is missing", BYTES("+CIPRECVDATA:4,tst\r\nOK\r\n"), ANSWER,
     "data 2:tst\\0d|lost|result0"},
    {"a byte of data too many", BYTES("+CIPRECVDATA:4,testy\r\nOK\r\n"), ANSWER,
     "data 2:test|lost|line y|result0"},
    {"reports inside an answer",
     BYTES("WIFI DISCONNECT\r\n1,CLOSED\r\n+IPD,0,9\r\n+CIPRECVDATA:2,ab\r\nOK\r\n"), ANSWER,
     "wifi2|closed1|available0 9|data 2:ab|result0"},
    {"active", BYTES("+IPD,4:test\r\n+IPD,3,2:\r\n\r\nOK\r\n"), ACTIVE,
     "data 0:test|data 3:\\0d\\0a|result0"},
    {"active with the peer",
     BYTES("+IPD,1,4,\"192.168.3.102\",8080:test+IPD,2,\"fe80::1\",1:ab\r\nOK\r\n"), ACTIVE,
     "data 1:test|data 0:ab|result0"},
    {"active between OK and prompt", BYTES("\r\nOK\r\n+IPD,0,3:>OK\r\n"), ACTIVE,
     "result0|data 0:>OK"},
    {"active not allowed", BYTES("+IPD,0,4:test\r\nOK\r\n"), NOTHING, "lost|result0"},
    {"active too long", BYTES("+IPD,0,21:test\r\nOK\r\n"), ACTIVE, "lost|result0"},
    {"no block", BYTES("+IPD,a:\r\n+IPD,1,2,x:\r\n+IPD,1,2,\"a\",:\r\n+IPD,1,2,\"a\":\r\n"), ACTIVE,
     "line +IPD,a:|line +IPD,1,2,x:|line +IPD,1,2,\"a\",:|line +IPD,1,2,\"a\":"},
    {"stations",
     BYTES("+STA_CONNECTED:\"0e:01\"\r\n+DIST_STA_IP:\"0e:01\",\"192.168.4.2\"\r\n"
           "+STA_DISCONNECTED:\"0e:01\"\r\n"),
     NOTHING, "station 0 \"0e:01\"|station 2 \"0e:01\",\"192.168.4.2\"|station 1 \"0e:01\""},
    {"echo", BYTES("AT+GMR\r\r\nAT version:2.2.0.0\r\n\r\nOK\r\nAT\r\r\nATE0\r\r\nATX\r\n"),
     NOTHING, "echo AT+GMR|line AT version:2.2.0.0|result0|echo AT|echo ATE0|line ATX"},
    {"boot messages",
     BYTES("+CWLAP:(3,\"ho\x7f\x80\xfe"
           "ets Jan  8\x00\x01zz\r\nrst:0x1\r\n\r\nready\r\n"),
     NOTHING, "lost|line rst:0x1|ready0"},
    {"half lines", BYTES("WIFI DISC\rx\r\nOK\r\nO\tK\r\n\n\r\r\n  OK\n"), NOTHING,
     "lost|result0|line O\\09K|result0"},
    {"accepted", BYTES("Recv  bytes\r\nRecv 1 byte\r\nRecv 15 bytes\r\n"), NOTHING,
     "line Recv  bytes|line Recv 1 byte|acceptedf"},
    {"time", BYTES("+TIME_UPDATED\r\n+CIPSNTPTIME:Tue Oct 19 17:47:56 2021\r\nOK\r\n"), NOTHING,
     "line +TIME_UPDATED|line +CIPSNTPTIME:Tue Oct 19 17:47:56 2021|result0"},
};

static void check_said(const struct transcript *said, const char *want)
{
    if (strcmp(said->text, want) != 0) {
        printf("[%s]\n  said %s\n  want %s\n", test_case, said->text, want);
        exit(1);
    }
}

static void feed_exactly(struct transcript *said, struct at_engine *engine, const char *bytes,
                         size_t length)
{
    char *const copy = exact_copy(bytes, length);

    transcript_feed(said, engine, copy, length);
    free(copy);
}

static void a_dialogue_says_the_same_however_it_is_cut(void)
{
    for (size_t i = 0; i < COUNT(dialogues); i++) {
        const struct dialogue *const it = &dialogues[i];
        test_case = it->name;
        for (size_t one = 0; one <= it->length; one++) {
            for (size_t two = one; two <= it->length; two++) {
                struct at_engine engine = engine_that_expects(it->expects);
                struct transcript said = {.used = 0};
                feed_exactly(&said, &engine, it->bytes, one);
                feed_exactly(&said, &engine, it->bytes + one, two - one);
                feed_exactly(&said, &engine, it->bytes + two, it->length - two);
                check_said(&said, it->said);
            }
        }
    }
}

static void a_dialogue_says_the_same_byte_by_byte(void)
{
    for (size_t i = 0; i < COUNT(dialogues); i++) {
        struct at_engine engine = engine_that_expects(dialogues[i].expects);
        struct transcript said = {.used = 0};
        test_case = dialogues[i].name;
        for (size_t at = 0; at < dialogues[i].length; at++) {
            feed_exactly(&said, &engine, dialogues[i].bytes + at, 1);
        }
        check_said(&said, dialogues[i].said);
    }
}

/* Whatever a module says before it restarts, and wherever it stops: `ready` is heard, unless bytes
 * of a block are missing, and after at_abandon it is heard then, too. */
static void a_restart_is_heard_at_every_point(void)
{
    for (size_t i = 0; i < COUNT(dialogues); i++) {
        const struct dialogue *const it = &dialogues[i];
        test_case = it->name;
        for (size_t end = 0; end <= it->length; end++) {
            struct at_engine engine = engine_that_expects(it->expects);
            struct transcript said = {.used = 0};
            feed_exactly(&said, &engine, it->bytes, end);
            const size_t missing = at_missing(&engine);
            CHECK_EQ(at_abandon(&engine), missing);
            CHECK_EQ(at_missing(&engine), 0);
            feed_exactly(&said, &engine, BYTES("\r\nready\r\n"));
            const size_t length = strlen(said.text);
            CHECK_EQ(length >= 6 && strcmp(said.text + length - 6, "ready0") == 0, 1);

            struct at_engine other = engine_that_expects(it->expects);
            struct transcript heard = {.used = 0};
            feed_exactly(&heard, &other, it->bytes, end);
            feed_exactly(&heard, &other, BYTES("\r\nready\r\n"));
            CHECK_EQ(missing > 0 || strstr(heard.text, "ready0") != NULL, 1);
        }
    }
}

static void a_line_may_fill_the_room_and_no_more(void)
{
    char bytes[AT_LINE_BYTES + 8];

    for (size_t length = AT_LINE_BYTES - 2; length <= AT_LINE_BYTES + 2; length++) {
        struct at_engine engine = engine_that_expects(NOTHING);
        struct transcript said = {.used = 0};
        memset(bytes, 'a', length);
        memcpy(bytes + length, "\r\nOK\r\n", 6);
        feed_exactly(&said, &engine, bytes, length + 6);
        const bool fits = length < AT_LINE_BYTES; /* with its CR */
        CHECK_EQ(strncmp(said.text, fits ? "line a" : "lost|r", 6), 0);
        CHECK_EQ(strcmp(said.text + said.used - 8, "|result0"), 0);
    }
}

static void nothing_is_taken_of_nothing(void)
{
    struct at_engine engine = engine_that_expects(NOTHING);
    struct at_event event;

    CHECK_EQ(at_feed(&engine, NULL, 0, &event), 0);
    CHECK_EQ(event.type, AT_NONE);
}

int main(void)
{
    RUN(a_dialogue_says_the_same_however_it_is_cut);
    RUN(a_dialogue_says_the_same_byte_by_byte);
    RUN(a_restart_is_heard_at_every_point);
    RUN(a_line_may_fill_the_room_and_no_more);
    RUN(nothing_is_taken_of_nothing);
    return 0;
}
