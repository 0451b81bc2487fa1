/* SPDX-License-Identifier: MIT */
#include "transcript.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib_crc32.h"

enum { PLAIN, ESCAPED, IN_SEQUENCE };

void transcript_begin(struct transcript *transcript,
                      void (*take)(void *context, const struct transcript_event *event),
                      void *context)
{
    memset(transcript, 0, sizeof *transcript);
    transcript->take = take;
    transcript->context = context;
}

static void emit(struct transcript *transcript, struct transcript_event event)
{
    event.group = event.group != NULL ? event.group : "";
    event.name = event.name != NULL ? event.name : "";
    event.text = event.text != NULL ? event.text : "";
    event.detail = event.detail != NULL ? event.detail : "";
    transcript->take(transcript->context, &event);
}

static bool is_word(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

static const char *behind_word(const char *at)
{
    while (is_word(*at)) {
        at++;
    }
    return at;
}

/* A case as it is named: TEST(group, name). Cuts the text into words; NULL: it is none. */
struct named {
    char *group, *name;
    char *rest; /* behind the bracket */
};

static bool read_named(char *text, struct named *named)
{
    static const char head[] = "TEST(";
    char *end;

    if (strncmp(text, head, sizeof head - 1) != 0) {
        return false;
    }
    named->group = text + sizeof head - 1;
    end = named->group + (behind_word(named->group) - named->group);
    if (end == named->group || strncmp(end, ", ", 2) != 0) {
        return false;
    }
    named->name = end + 2;
    named->rest = named->name + (behind_word(named->name) - named->name);
    if (named->rest == named->name || *named->rest != ')') {
        return false;
    }
    *end = '\0';
    *named->rest++ = '\0';
    return true;
}

/* At the bracket that ends a name: a case begins, unless this is what a verdict is about. */
static void look_for_case(struct transcript *transcript)
{
    char copy[TRANSCRIPT_LINE_BYTES];
    char *text = NULL;
    struct named named;

    memcpy(copy, transcript->line, transcript->length);
    copy[transcript->length] = '\0';
    for (char *at = copy; (at = strstr(at, "TEST(")) != NULL; at++) {
        text = at;
    }
    if (text == NULL || (text > copy && (text[-1] == ':' || is_word(text[-1]))) ||
        !read_named(text, &named) || *named.rest != '\0') {
        return;
    }
    transcript->behind_begun = transcript->length;
    transcript->checked = transcript->to_check = 0;
    emit(transcript, (struct transcript_event){
                         .kind = TRANSCRIPT_BEGUN, .group = named.group, .name = named.name});
}

/* -------STARTING TESTS <board> run <id>-------; others print no board and no id. */
static bool take_start(struct transcript *transcript, char *line)
{
    static const char head[] = "-------STARTING TESTS";
    char *board, *run, *end;

    board = strstr(line, head);
    if (board == NULL) {
        return false;
    }
    board += sizeof head - 1;
    board += strspn(board, " ");
    end = board + strlen(board);
    while (end > board && end[-1] == '-') {
        *--end = '\0';
    }
    run = strstr(board, " run ");
    if (run != NULL) {
        *run = '\0';
        run += strlen(" run ");
    }
    emit(transcript,
         (struct transcript_event){.kind = TRANSCRIPT_STARTED, .text = board, .detail = run});
    return true;
}

/* MEASURE <group> <name> <measure> <value> <unit> */
static bool take_measure(struct transcript *transcript, char *line)
{
    char *words[6], *rest, *end;
    size_t count = 0;
    long long value;

    if (strncmp(line, "MEASURE ", 8) != 0) {
        return false;
    }
    for (char *word = strtok_r(line, " ", &rest); word != NULL && count < 6;
         word = strtok_r(NULL, " ", &rest)) {
        words[count++] = word;
    }
    if (count < 5) {
        return true;
    }
    value = strtoll(words[4], &end, 10);
    if (end != words[4] && *end == '\0') {
        emit(transcript, (struct transcript_event){.kind = TRANSCRIPT_MEASURED,
                                                   .group = words[1],
                                                   .name = words[2],
                                                   .text = words[3],
                                                   .detail = count > 5 ? words[5] : "",
                                                   .value = value});
    }
    return true;
}

/* "12 Tests 1 Failures 0 Ignored" */
static bool take_totals(struct transcript *transcript, const char *line)
{
    char *end;
    long long tests = strtoll(line, &end, 10);

    if (end == line || !isdigit((unsigned char)line[0]) || strncmp(end, " Tests ", 7) != 0 ||
        strstr(end, " Failures") == NULL) {
        return false;
    }
    emit(transcript, (struct transcript_event){.kind = TRANSCRIPT_TOTALS, .value = tests});
    return true;
}

static const struct {
    const char *word;
    enum transcript_kind kind;
} verdicts[] = {
    {":FAIL", TRANSCRIPT_FAILED}, {":IGNORE", TRANSCRIPT_IGNORED}, {":PASS", TRANSCRIPT_PASSED}};

/* A verdict's word ends here, or tells more behind a colon. */
static const char *behind_verdict(const char *at)
{
    if (*at == ':') {
        at++;
        return at + strspn(at, " ");
    }
    return *at == '\0' ? at : NULL;
}

/* Where the line number before `at` begins: digits between colons. NULL: there is none. */
static char *line_number(char *line, char *at)
{
    char *digits = at;

    while (digits > line && isdigit((unsigned char)digits[-1])) {
        digits--;
    }
    return digits < at && digits > line && digits[-1] == ':' ? digits : NULL;
}

static void tell_verdict(struct transcript *transcript, enum transcript_kind kind, const char *name,
                         const char *where, const char *what)
{
    char text[TRANSCRIPT_LINE_BYTES + 4] = "";

    /* What stands behind a case's name on one line is no file. */
    if (kind == TRANSCRIPT_FAILED && where[0] != '\0') {
        strncat(text, where, TRANSCRIPT_LINE_BYTES / 2);
        strcat(text, ": ");
    }
    strncat(text, what, sizeof text - 1 - strlen(text));
    emit(transcript, (struct transcript_event){.kind = kind, .name = name, .text = text});
}

/* file:line:TEST(group, name):FAIL: what; Unity alone prints file:line:name:FAIL: what */
static bool take_verdict(struct transcript *transcript, char *line)
{
    for (char *at = line; (at = strchr(at, ':')) != NULL; at++) {
        for (size_t i = 0; i < sizeof verdicts / sizeof verdicts[0]; i++) {
            size_t length = strlen(verdicts[i].word);
            const char *what;
            struct named named;
            char *name = at, *digits;

            if (strncmp(at, verdicts[i].word, length) != 0 ||
                (what = behind_verdict(at + length)) == NULL) {
                continue;
            }
            while (name > line && name[-1] != ':') {
                name--;
            }
            if (name < line + 2 || (digits = line_number(line, name - 1)) == NULL) {
                continue;
            }
            *at = '\0';
            name[-1] = '\0';
            if (read_named(name, &named) && *named.rest == '\0') {
                name = named.name;
            } else if (name == at || *behind_word(name) != '\0') {
                return false;
            }
            tell_verdict(transcript, verdicts[i].kind, name, line, what);
            return true;
        }
    }
    return false;
}

static void add_to_crash(struct transcript *transcript, const char *between, const char *text)
{
    size_t used = strlen(transcript->crash);

    if (used > 0) {
        strncat(transcript->crash, between, sizeof transcript->crash - 1 - used);
        used = strlen(transcript->crash);
    }
    strncat(transcript->crash, text, sizeof transcript->crash - 1 - used);
}

static void crashed(struct transcript *transcript)
{
    transcript->crashing = false;
    emit(transcript,
         (struct transcript_event){.kind = TRANSCRIPT_CRASHED, .text = transcript->crash});
}

/* Fault reports: docs/design/fault-dump.md. */
static bool take_fault(struct transcript *transcript, const char *line)
{
    static const struct {
        const char *word, *between;
    } told[] = {{"kind ", ""},   {"cause ", ", "},           {"assert ", ": "},
                {"at ", " at "}, {"address ", ", address "}, {"task ", ", task "}};
    const char *text = strstr(line, "fault: ");

    if (text == NULL) {
        return false;
    }
    text += strlen("fault: ");
    if (strncmp(text, "begin", 5) == 0) {
        transcript->crashing = true;
        transcript->crash[0] = '\0';
        emit(transcript, (struct transcript_event){.kind = TRANSCRIPT_CRASHING});
    } else if (transcript->crashing && strncmp(text, "end", 3) == 0) {
        crashed(transcript);
    } else if (transcript->crashing && strncmp(text, "again while", 11) == 0) {
        add_to_crash(transcript, ", ", "and a fault while reporting it");
        crashed(transcript);
    } else if (transcript->crashing) {
        for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
            if (strncmp(text, told[i].word, strlen(told[i].word)) == 0) {
                add_to_crash(transcript, told[i].between, text + strlen(told[i].word));
            }
        }
    }
    return true;
}

/* Asserts of programs that know nothing of fault reports. */
static bool take_assert(struct transcript *transcript, const char *line)
{
    static const char *const heads[] = {"Assertion failed", "assertion failed", "ASSERT FAILED",
                                        "Assert failed", "vAssertCalled"};

    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (strncmp(line, heads[i], strlen(heads[i])) == 0) {
            emit(transcript, (struct transcript_event){.kind = TRANSCRIPT_CRASHED, .text = line});
            return true;
        }
    }
    return false;
}

static bool ends_with(const char *text, size_t length, const char *tail)
{
    size_t tail_length = strlen(tail);

    return length >= tail_length && strcmp(text + length - tail_length, tail) == 0;
}

/* CHECK <number> <of> <CRC-32 of the text> <text>: it has come whole, and none before it is
 * missing.
 */
static bool take_check(struct transcript *transcript, const char *line)
{
    unsigned number, of, sum;
    int head = 0;
    const char *text;

    if (strncmp(line, "CHECK ", 6) != 0) {
        return false;
    }
    transcript->checked++;
    bool read =
        sscanf(line, "CHECK %u %u %8x%n", &number, &of, &sum, &head) == 3 && line[head] == ' ';
    text = read ? line + head + 1 : "";
    if (read && number == 1) {
        transcript->checked = 1;
    }
    transcript->to_check = read ? of : transcript->checked;
    if (!read || number != transcript->checked || lib_crc32(0, text, strlen(text)) != sum) {
        emit(transcript,
             (struct transcript_event){.kind = TRANSCRIPT_FAILED,
                                       .text = "a line of the console has not come whole"});
    }
    return true;
}

/* CLOCK <number> <of> <ms>: what the board's clock says; when it came, says whoever listens. */
static bool take_clock(struct transcript *transcript, const char *line)
{
    struct transcript_event event = {.kind = TRANSCRIPT_CLOCK};

    if (strncmp(line, "CLOCK ", 6) != 0) {
        return false;
    }
    if (sscanf(line, "CLOCK %9u %9u %12lld", &event.number, &event.of, &event.value) == 3) {
        emit(transcript, event);
    }
    return true;
}

static void take_passed(struct transcript *transcript)
{
    if (transcript->checked < transcript->to_check) {
        emit(transcript, (struct transcript_event){.kind = TRANSCRIPT_FAILED,
                                                   .text = "a line of the console has not come"});
    }
    transcript->checked = transcript->to_check = 0;
    emit(transcript, (struct transcript_event){.kind = TRANSCRIPT_PASSED});
}

/* What a whole line means. `line` may be cut into words. */
static void take_meaning(struct transcript *transcript, char *line, size_t length)
{
    if (strstr(line, "-------ALL TESTS FINISHED-------") != NULL) {
        emit(transcript, (struct transcript_event){.kind = TRANSCRIPT_FINISHED});
    } else if (!take_fault(transcript, line) && !take_start(transcript, line) &&
               !take_measure(transcript, line) && !take_check(transcript, line) &&
               !take_clock(transcript, line) && !take_totals(transcript, line) &&
               !take_assert(transcript, line)) {
        bool passed = ends_with(line, length, " PASS");

        if (!take_verdict(transcript, line) && passed) {
            take_passed(transcript);
        }
    }
}

static void end_line(struct transcript *transcript)
{
    char line[TRANSCRIPT_LINE_BYTES];
    size_t length = transcript->length;
    size_t behind = transcript->behind_begun;

    transcript->line[length] = '\0';
    transcript->length = 0;
    transcript->behind_begun = 0;
    if (length == 0) {
        return;
    }
    memcpy(line, transcript->line, length + 1);
    emit(transcript, (struct transcript_event){.kind = TRANSCRIPT_LINE, .text = line});
    if (length > behind) {
        take_meaning(transcript, line + behind, length - behind);
    }
}

static void take_text(struct transcript *transcript, char byte)
{
    if (transcript->length == sizeof transcript->line - 1) {
        end_line(transcript);
    }
    transcript->line[transcript->length++] = byte;
    if (byte == ')') {
        look_for_case(transcript);
    }
}

static void take_byte(struct transcript *transcript, unsigned char byte)
{
    if (byte == '\n' || byte == '\r') {
        transcript->escape = PLAIN;
        end_line(transcript);
    } else if (transcript->escape == ESCAPED) {
        transcript->escape = byte == '[' ? IN_SEQUENCE : PLAIN;
    } else if (transcript->escape == IN_SEQUENCE) {
        transcript->escape = byte >= 0x20 && byte < 0x40 ? IN_SEQUENCE : PLAIN;
    } else if (byte == 0x1b) {
        transcript->escape = ESCAPED;
    } else if (byte == '\t' || (byte >= 0x20 && byte < 0x7f)) {
        transcript->text_bytes++;
        take_text(transcript, byte == '\t' ? ' ' : (char)byte);
    } else if (byte != 0) { /* lines of many boards give NULs while they are reset */
        transcript->other_bytes++;
        take_text(transcript, '?');
    }
}

void transcript_feed(struct transcript *transcript, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        take_byte(transcript, (unsigned char)bytes[i]);
    }
}

void transcript_end(struct transcript *transcript)
{
    end_line(transcript);
    if (transcript->crashing) {
        crashed(transcript);
    }
}

bool transcript_is_garbage(const struct transcript *transcript)
{
    return transcript->other_bytes >= 8 && transcript->other_bytes * 4 > transcript->text_bytes;
}
