/* SPDX-License-Identifier: MIT */
/* report_make SCENARIO FOLDER [SEED]: results made by hand as all reports. `random` has a
 * thousand cases whose messages and logs are random bytes, and everything else random, too. */
#include "report_kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "room.h"

static unsigned long long state;

static unsigned draw(unsigned below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % below;
}

/* Bytes with a taste for what hurts: high bits, control characters, markup, long runs. */
static char *random_text(void)
{
    static const char hurts[] = "<>&\"'\x1b\x7f\xc3\xe2\xed\xf0\xff\xbf\x80]]>-\r\n\t\\/%$";
    unsigned length = draw(300) == 0 ? 30000 : draw(80);
    char *text = room_grow(NULL, length + 1);

    for (unsigned i = 0; i < length; i++) {
        unsigned kind = draw(4);
        unsigned byte = kind == 0   ? draw(255) + 1
                        : kind == 1 ? (unsigned char)hurts[draw(sizeof hurts - 1)]
                                    : 'a' + draw(26);

        text[i] = (char)byte;
    }
    text[length] = '\0';
    return text;
}

static struct results *random_results(void)
{
    struct results *made = kit_good(7, 143);

    for (size_t i = 0; i < made->group_count; i++) {
        struct group_result *group = &made->groups[i];

        group->outcome = (enum outcome)draw(OUTCOME_SKIPPED + 1);
        group->message = random_text();
        for (size_t j = 0; j < group->case_count; j++) {
            group->cases[j].outcome = (enum outcome)draw(OUTCOME_SKIPPED + 1);
            group->cases[j].trouble = (enum trouble)draw(TROUBLE_INTERRUPTED + 1);
            group->cases[j].message = random_text();
            group->cases[j].log = random_text();
        }
    }
    made->command_line = random_text();
    made->interrupted = draw(2) == 0;
    return made;
}

static struct results *scenario(const char *name)
{
    struct results *made;

    if (strcmp(name, "everything") == 0) {
        return kit_everything();
    }
    if (strcmp(name, "random") == 0) {
        return random_results();
    }
    if (strcmp(name, "thousand") == 0) {
        return kit_good(20, 50);
    }
    if (strcmp(name, "empty") == 0) {
        return kit_good(0, 0);
    }
    made = kit_good(6, 20);
    if (strcmp(name, "chosen") == 0) {
        made->groups[1].case_count = 3; /* --test-id */
    }
    if (strcmp(name, "interrupted") == 0) {
        made->interrupted = true;
        made->groups[4].cases[7].outcome = OUTCOME_ERROR;
        made->groups[4].cases[7].trouble = TROUBLE_INTERRUPTED;
        for (size_t i = 8; i < made->groups[4].case_count; i++) {
            made->groups[4].cases[i].outcome = OUTCOME_NOT_RUN;
        }
    }
    return made;
}

int main(int count, char **words)
{
    static const struct {
        const char *file;
        const char *(*write)(const struct results *results, const char *path);
    } reports[] = {{"AFQ_Report.xml", report_junit},
                   {"awsiotdevicetester_report.xml", report_summary},
                   {"report.json", report_json},
                   {"report.html", report_html}};

    if (count < 3) {
        return 2;
    }
    state = count > 3 ? strtoull(words[3], NULL, 0) * 0x9E3779B97F4A7C15u + 1 : 1;
    struct results *made = scenario(words[1]);
    made->folder = words[2];
    for (size_t i = 0; i < sizeof reports / sizeof reports[0]; i++) {
        char *path = room_text("%s/%s", words[2], reports[i].file);
        const char *why = reports[i].write(made, path);

        free(path);
        if (why != NULL) {
            fprintf(stderr, "%s\n", why);
            return 1;
        }
    }
    return 0;
}
