/* SPDX-License-Identifier: MIT */
/* What a board says, cut by the input: the events are those of the whole; what they hold is text;
 * and the judge comes to verdicts whatever they are. */
#include "judge.h"
#include "transcript.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool good)
{
    if (!good) {
        abort();
    }
}

struct sum {
    uint64_t hash;
    struct judge *judge; /* or NULL */
    double now;
};

static void add(struct sum *sum, const char *text)
{
    do {
        require(*text == '\0' || (*text >= ' ' && *text < 0x7f));
        sum->hash = (sum->hash ^ (unsigned char)*text) * 0x100000001b3u;
    } while (*text++ != '\0');
}

static bool is_name(const char *text)
{
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] ==
           '\0';
}

static void take(void *context, const struct transcript_event *event)
{
    struct sum *sum = context;

    sum->hash = (sum->hash ^ event->kind ^ (uint64_t)event->value) * 0x100000001b3u;
    add(sum, event->group);
    add(sum, event->name);
    add(sum, event->text);
    add(sum, event->detail);
    require(event->kind == TRANSCRIPT_MEASURED || (is_name(event->name) && is_name(event->group)));
    if (sum->judge != NULL) {
        sum->now += 0.1;
        judge_take(sum->judge, event, sum->now);
    }
}

/* In pieces of so many bytes, each in memory of exactly its size. */
static uint64_t feed(const uint8_t *data, size_t size, size_t piece, struct judge *judge)
{
    struct sum sum = {.judge = judge};
    struct transcript transcript;

    transcript_begin(&transcript, take, &sum);
    for (size_t at = 0; at < size; at += piece) {
        size_t length = size - at < piece ? size - at : piece;
        char *copy = piece > 1 ? malloc(length) : NULL;

        transcript_feed(&transcript,
                        copy != NULL ? memcpy(copy, data + at, length) : (const char *)data + at,
                        length);
        free(copy);
    }
    transcript_end(&transcript);
    return sum.hash;
}

static const struct suite_case cases[] = {{.name = "A"}, {.name = "B"}, {.name = "AFQP_C"}};
static const struct suite_group group = {
    .id = "FullG", .name = "G", .cases = cases, .case_count = sizeof cases / sizeof cases[0]};

/* Of suite.c, which reads JSON. */
const struct suite_case *suite_case(const struct suite_group *in, const char *name)
{
    for (size_t i = 0; i < in->case_count; i++) {
        if (strcmp(in->cases[i].name, name) == 0) {
            return &in->cases[i];
        }
    }
    return NULL;
}

static void judge_it(const uint8_t *data, size_t size)
{
    struct group_result result;

    judge_prepare(&result, &group, NULL);
    for (unsigned attempt = 0; attempt < 2; attempt++) {
        struct judge judge;

        judge_begin(&judge, &result, "7f3a");
        feed(data, size, size, &judge);
        judge_end(&judge, attempt == 0 ? TROUBLE_HANG : TROUBLE_NONE, NULL, 1e6);
        require(judge.current == NULL && judge.log == NULL);
    }
    judge_rest(&result, OUTCOME_ERROR, TROUBLE_NOT_REPORTED, "not named");
    judge_group(&result);
    require(result.outcome != OUTCOME_NOT_RUN);
    for (size_t i = 0; i < result.case_count; i++) {
        const struct case_result *one = &result.cases[i];

        require((one->outcome == OUTCOME_ERROR) == (one->trouble != TROUBLE_NONE));
        require(one->outcome == OUTCOME_PASSED || one->message != NULL);
        require(one->seconds >= 0);
    }
    judge_release(&result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t whole;

    if (size < 2) {
        return 0;
    }
    whole = feed(data + 1, size - 1, size - 1, NULL);
    require(feed(data + 1, size - 1, 1, NULL) == whole);
    require(feed(data + 1, size - 1, 1 + data[0] % 97u, NULL) == whole);
    judge_it(data + 1, size - 1);
    return 0;
}
