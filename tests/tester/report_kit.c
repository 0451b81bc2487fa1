/* SPDX-License-Identifier: MIT */
#include "report_kit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "room.h"
#include "trouble.h"

#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>

#define CLAUSES  8u
#define TROUBLES (TROUBLE_INTERRUPTED + 1)

const char hostile_text[] =
    "<script>alert('x')</script> ]]> <!-- & &amp; &#0; \" ' \x1b[31mred\x1b[0m \x01\x02\x7f\b\v\f"
    "\r\n\ttab \rreturn \xff\xfe \xc3 \xed\xa0\x80 \xf4\x90\x80\x80 \xc0\xaf \xe2\x80\xae"
    "gnp.exe \xef\xbf\xbe \xef\xbf\xbf \xc2\x85 \xf0\x9f\x90\xa6 \xc3\xa9 \xe2\x98\x83 ${x} %s %n "
    "</system-out></body></style>";

/* Everything that the kit makes lives as long as the program. */
static void *keep(void *memory)
{
    static void **kept;
    static size_t count;

    kept = room_grow(kept, (count + 1) * sizeof *kept);
    kept[count++] = memory;
    return memory;
}

static void *kept_zero(size_t bytes)
{
    return keep(room_zero(bytes));
}

static char *kept_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

static char *kept_text(const char *format, ...)
{
    char text[400];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return keep(room_copy(text, strlen(text)));
}

static char *yes[] = {"Yes", NULL};

static const struct feature features[] = {
    {"WIFI", "No"}, {"OTA", "Yes"}, {"BLE", "No"}, {"TCP/IP", "On-chip"}, {"TLS", "Offloaded"}};
static const struct device devices[] = {{.id = "board-1"}, {.id = "board-2"}};
static const struct pool pool = {.id = "mps2_an385",
                                 .sku = "MPS2-AN385",
                                 .features = features,
                                 .feature_count = sizeof features / sizeof features[0],
                                 .devices = devices,
                                 .device_count = 2};
static struct configuration configuration = {.pools = &pool, .pool_count = 1};

struct suite_group *kit_group(struct results *results, unsigned index)
{
    return (struct suite_group *)(size_t)&results->suite->groups[index];
}

static struct results *make(unsigned groups)
{
    struct results *made = kept_zero(sizeof *made);
    struct suite *suite = kept_zero(sizeof *suite);

    suite->id = "AFQ_1";
    suite->version = "1.0.0";
    suite->title = "Dunlin qualification";
    suite->group_count = groups;
    suite->groups = kept_zero((groups + 1) * sizeof *suite->groups);
    made->id = "0b7ad2f6-5b7a-4e39-9d1c-0d1f53a6e1a2";
    made->folder = kit_folder();
    made->suite = suite;
    made->configuration = &configuration;
    made->pool = &pool;
    made->tester_version = "1.0.0";
    made->product_version = "202611.00";
    made->commit = "4f2c1e0f00000000000000000000000000000000";
    made->command_line = "devicetester run-suite --suite-id AFQ_1 --userdata userdata.json";
    made->started = 1795336200;
    made->seconds = 321.5;
    made->group_count = groups;
    made->groups = kept_zero((groups + 1) * sizeof *made->groups);
    return made;
}

static void add_cases(struct results *results, unsigned index, unsigned count)
{
    static const char *const names[] = {"Kernel", "TCP", "TLS", "PKCS11", "MQTT", "OTA", "POSIX"};
    struct suite_group *group = kit_group(results, index);
    struct group_result *result = &results->groups[index];
    const char *name = names[index % 7];
    struct suite_clause *clauses = kept_zero(CLAUSES * sizeof *clauses);
    struct suite_case *cases = kept_zero((count + 1) * sizeof *cases);

    group->id = index < 7 ? kept_text("Full%s", name) : kept_text("Full%s%u", name, index);
    group->name = index < 7 ? kept_text("Full_%s", name) : kept_text("Full_%s%u", name, index);
    group->title = kept_text("%s on the board", name);
    for (unsigned i = 0; i < CLAUSES; i++) {
        clauses[i] = (struct suite_clause){
            kept_text("%s-%u", name, i + 1), "A delay of n ticks ends with the n-th tick.",
            "Look at the timer interrupt of the port: it calls kernel_tick() once for each tick.",
            "docs/guides/porting.md"};
    }
    group->clauses = clauses;
    group->clause_count = CLAUSES;
    group->cases = cases;
    group->case_count = count;
    result->is = group;
    result->outcome = OUTCOME_PASSED;
    result->device = devices[index % 2].id;
    result->build_seconds = 6.25 + index;
    result->flash_seconds = 0.5;
    result->seconds = 20.0 + 7 * index;
    result->image_text = 91234 + 4000 * (long long)index;
    result->image_data = 1200;
    result->image_bss = 40960 + 512 * (long long)index;
    result->log_path = kept_text("logs/%s.log", group->id);
    result->cases = kept_zero((count + 1) * sizeof *result->cases);
    result->case_count = count;
    for (unsigned i = 0; i < count; i++) {
        cases[i] = (struct suite_case){kept_text("AFQP_%s_DoesItsThing%u", name, i + 1),
                                       &clauses[i % CLAUSES]};
        result->cases[i] = (struct case_result){.is = &cases[i],
                                                .outcome = OUTCOME_PASSED,
                                                .seconds = 0.013 * (double)((i * i) % 97),
                                                .attempts = 1};
    }
}

static void add_measures(struct case_result *one, const char *const *names, const char *unit,
                         long long value, unsigned count)
{
    one->measures = kept_zero(count * sizeof *one->measures);
    one->measure_count = count;
    for (unsigned i = 0; i < count; i++) {
        one->measures[i] = (struct measure){names[i], unit, value + 997 * (long long)i};
    }
}

struct results *kit_good(unsigned groups, unsigned cases)
{
    static const char *const heap[] = {"heap.low", "heap.high", "stack.left"};
    static const char *const tick[] = {"tick.period"};
    struct results *made = make(groups);

    for (unsigned i = 0; i < groups; i++) {
        add_cases(made, i, cases);
        if (cases > 2) {
            add_measures(&made->groups[i].cases[0], heap, "bytes", 10240 + 512 * (long long)i, 3);
            add_measures(&made->groups[i].cases[1], tick, "us", 1000, 1);
        }
    }
    return made;
}

static void fail_some(struct group_result *group)
{
    group->outcome = OUTCOME_FAILED;
    group->cases[2].outcome = OUTCOME_FAILED;
    group->cases[2].message = "tests/qualification/sockets/send.c:41: sent is 4, want 5";
    group->cases[2].log = "TEST(Full_TCP, AFQP_TCP_DoesItsThing3)\n"
                          "connected to 10.0.2.2:9001\nsent 4\n"
                          "tests/qualification/sockets/send.c:41:TEST(Full_TCP, "
                          "AFQP_TCP_DoesItsThing3):FAIL: sent is 4, want 5\n";
    group->cases[3].outcome = OUTCOME_FAILED;
    group->cases[3].message = (char *)(size_t)hostile_text;
    group->cases[3].log = (char *)(size_t)hostile_text;
    group->cases[4].outcome = OUTCOME_FAILED;
    group->cases[5].outcome = OUTCOME_SKIPPED;
    group->cases[5].message = "the board has 16 KB of RAM";
}

static void trouble_all(struct group_result *group)
{
    group->outcome = OUTCOME_ERROR;
    for (unsigned i = 1; i < TROUBLES; i++) {
        group->cases[i].outcome = OUTCOME_ERROR;
        group->cases[i].trouble = (enum trouble)i;
        group->cases[i].attempts = 2;
        group->cases[i].message = i % 2 == 0 ? NULL : kept_text("%s, as found", trouble_text(i));
    }
    group->cases[0].outcome = OUTCOME_NOT_RUN;
}

struct results *kit_everything(void)
{
    struct results *made = kit_good(6, 24);

    fail_some(&made->groups[1]);
    trouble_all(&made->groups[2]);
    /* By feature. */
    kit_group(made, 3)->feature = "WIFI";
    kit_group(made, 3)->values = yes;
    made->groups[3].outcome = OUTCOME_SKIPPED;
    made->groups[3].message = "device.json says that WIFI is No";
    for (size_t i = 0; i < made->groups[3].case_count; i++) {
        made->groups[3].cases[i].outcome = OUTCOME_SKIPPED;
        made->groups[3].cases[i].message = made->groups[3].message;
        made->groups[3].cases[i].attempts = 0;
    }
    /* Declared, without cases. */
    kit_group(made, 4)->kind = GROUP_DECLARED;
    kit_group(made, 4)->reason = "there is no Bluetooth LE stack yet";
    made->groups[4].outcome = OUTCOME_SKIPPED;
    made->groups[4].message = "there is no Bluetooth LE stack yet";
    made->groups[4].case_count = 0;
    /* The group itself. */
    kit_group(made, 5)->kind = GROUP_HOST;
    made->groups[5].outcome = OUTCOME_ERROR;
    made->groups[5].trouble = TROUBLE_UNKNOWN_CASE;
    made->groups[5].message = (char *)(size_t)hostile_text;
    made->groups[5].image_text = made->groups[5].image_data = made->groups[5].image_bss = -1;
    return made;
}

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *at)
{
    (void)status;
    (void)flag;
    (void)at;
    return remove(path);
}

static char folder[200];

static void remove_folder(void)
{
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *kit_folder(void)
{
    const char *place = getenv("TMPDIR");

    if (folder[0] == '\0') {
        snprintf(folder, sizeof folder, "%s/tester-report-XXXXXX", place == NULL ? "/tmp" : place);
        if (mkdtemp(folder) == NULL) {
            abort();
        }
        atexit(remove_folder);
    }
    return folder;
}

const char *kit_path(const char *name)
{
    static char paths[4][256];
    static unsigned next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof paths[0], "%s/%s", kit_folder(), name);
    return path;
}

char *kit_read(const char *path)
{
    FILE *in = fopen(path, "rb");
    char *text = kept_zero(1u << 24);
    size_t length;

    if (in == NULL) {
        printf("%s cannot be read\n", path);
        exit(1);
    }
    length = fread(text, 1, (1u << 24) - 1, in);
    fclose(in);
    text[length] = '\0';
    return text;
}

unsigned kit_count(const char *text, const char *what)
{
    unsigned count = 0;

    while ((text = strstr(text, what)) != NULL) {
        text += strlen(what);
        count++;
    }
    return count;
}
