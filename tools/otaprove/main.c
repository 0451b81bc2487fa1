/* SPDX-License-Identifier: MIT */
/* otaprove: cuts the power of an update everywhere, and looks at what becomes of it. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "campaign.h"
#include "linked.h"

#define PLACES_MAX 24u

static const char usage[] =
    "./run otaprove [layout.json...] [options]\n"
    "\n"
    "Cuts the power at every flash operation of an update, in each way that flash may be left, "
    "starts the device\n"
    "again, and checks the invariants of docs/design/ota.md. Without a layout: all of "
    "tools/otaprove/layouts and the\n"
    "boards that update themselves. A layout file is what `ota` is in a board.json; its slots are "
    "scaled down.\n"
    "\n"
    "  --pairs             on the first geometry a second cut at each operation after the first "
    "one\n"
    "  --triples N         N runs with three cuts at random\n"
    "  --seed S            of those [1]\n"
    "  --quick             fewer sizes and calls: a few seconds\n"
    "  --uncut             no cuts: each flow, attack and change once\n"
    "  --every             inside of blocks, too, where images are large: hours\n"
    "  --whole             slots as large as the layout says\n"
    "  --real-crypto       SHA-256 and ECDSA as on the device, on the first geometry, quick\n"
    "  --flow NAME         only this one\n"
    "  --replay WORDS      the run that a failure has named, step by step\n"
    "  --jobs N            processes [processors]\n"
    "  --linked            the linked sources of the product with SHA-256, as sha256sum --check "
    "wants "
    "them, and no run\n"
    "  --json              figures only\n"
    "  --verbose           the linked sources and each flow, too\n";

static struct place places[PLACES_MAX];
static struct tally tallies[PLACES_MAX];

enum option_of_ours {
    OPT_PAIRS = 256,
    OPT_TRIPLES,
    OPT_SEED,
    OPT_QUICK,
    OPT_UNCUT,
    OPT_EVERY,
    OPT_WHOLE,
    OPT_REAL,
    OPT_FLOW,
    OPT_REPLAY,
    OPT_JOBS,
    OPT_LINKED,
    OPT_JSON,
    OPT_VERBOSE,
    OPT_HELP
};

static const struct option options[] = {
    {"pairs", no_argument, NULL, OPT_PAIRS},     {"triples", required_argument, NULL, OPT_TRIPLES},
    {"seed", required_argument, NULL, OPT_SEED}, {"quick", no_argument, NULL, OPT_QUICK},
    {"uncut", no_argument, NULL, OPT_UNCUT},     {"every", no_argument, NULL, OPT_EVERY},
    {"whole", no_argument, NULL, OPT_WHOLE},     {"real-crypto", no_argument, NULL, OPT_REAL},
    {"flow", required_argument, NULL, OPT_FLOW}, {"replay", required_argument, NULL, OPT_REPLAY},
    {"jobs", required_argument, NULL, OPT_JOBS}, {"linked", no_argument, NULL, OPT_LINKED},
    {"json", no_argument, NULL, OPT_JSON},       {"verbose", no_argument, NULL, OPT_VERBOSE},
    {"help", no_argument, NULL, OPT_HELP},       {NULL, 0, NULL, 0},
};

struct wishes {
    struct plan plan;
    const char *replay;
    bool is_whole, is_linked, is_json, is_verbose, is_help;
};

/* False: what is asked for is none of it. */
static bool read_number(const char *name, const char *text, uint64_t least, uint64_t *number)
{
    char *rest;

    *number = strtoull(text, &rest, 0);
    if (*rest != '\0' || *text == '\0' || *text == '-' || *number < least) {
        (void)fprintf(stderr, "otaprove: %s wants a number from %llu on, not %s\n", name,
                      (unsigned long long)least, text);
        return false;
    }
    return true;
}

static bool take_option(struct wishes *wishes, int option)
{
    struct plan *plan = &wishes->plan;
    uint64_t number = 0;

    switch (option) {
    case OPT_PAIRS:
        plan->has_pairs = true;
        return true;
    case OPT_TRIPLES:
        return read_number("--triples", optarg, 1, &plan->triples);
    case OPT_SEED:
        return read_number("--seed", optarg, 0, &plan->seed);
    case OPT_QUICK:
        plan->is_quick = true;
        return true;
    case OPT_UNCUT:
        plan->is_uncut = plan->is_quick = true;
        return true;
    case OPT_EVERY:
        plan->is_every = true;
        return true;
    case OPT_WHOLE:
        wishes->is_whole = true;
        return true;
    case OPT_REAL:
        plan->is_real = plan->is_quick = true;
        return true;
    case OPT_FLOW:
        plan->flow = optarg;
        return true;
    case OPT_REPLAY:
        wishes->replay = optarg;
        return true;
    case OPT_JOBS:
        if (!read_number("--jobs", optarg, 1, &number) || number > 256u) {
            return false;
        }
        plan->workers = (unsigned)number;
        return true;
    case OPT_LINKED:
        wishes->is_linked = true;
        return true;
    case OPT_JSON:
        wishes->is_json = true;
        return true;
    case OPT_VERBOSE:
        wishes->is_verbose = true;
        return true;
    case OPT_HELP:
        wishes->is_help = true;
        return true;
    default:
        return false; /* getopt has said it */
    }
}

static bool is_flow(const char *name)
{
    for (unsigned i = 0; i < flow_count; i++) {
        if (strcmp(name, flows[i].name) == 0) {
            return true;
        }
    }
    (void)fprintf(stderr, "otaprove: there is no flow %s; there are:", name);
    for (unsigned i = 0; i < flow_count; i++) {
        (void)fprintf(stderr, " %s", flows[i].name);
    }
    (void)fputc('\n', stderr);
    return false;
}

/* ---- What came of it ---- */

static void print_linked(void)
{
    for (unsigned i = 0; i < linked_count; i++) {
        printf("%s  %s\n", linked[i].hash, linked[i].path);
    }
}

static void print_tallies(const struct plan *plan)
{
    printf("%-22s %7s %5s %8s  %-8s %9s %10s %10s %9s %8s\n", "geometry", "sector", "unit", "slot",
           "run", "scenarios", "operations", "cut points", "runs", "failures");
    for (unsigned i = 0; i < plan->place_count; i++) {
        const struct place *place = &places[i];
        const struct tally *tally = &tallies[i];
        printf("%-22s %7u %5u %7u%c  %-8s %9llu %10llu %10llu %9llu %8llu\n", place->name,
               place->flash.erase_bytes, place->flash.program_bytes, place->layout.slot[0].bytes,
               place->scaled_from != 0 ? '*' : ' ',
               place->layout.run == OTA_RUN_COPY ? "copy" : "in place",
               (unsigned long long)tally->scenarios, (unsigned long long)tally->operations,
               (unsigned long long)tally->cut_points, (unsigned long long)tally->runs,
               (unsigned long long)tally->failures);
    }
    printf("* scaled down: two windows of a download. Variants of each cut: %u\n", VARIANTS);
}

static void print_failures(const struct plan *plan)
{
    for (unsigned i = 0; i < plan->place_count; i++) {
        for (unsigned k = 0; k < FAILURES_SHOWN && k < tallies[i].failures; k++) {
            (void)fprintf(stderr, "otaprove: %s\n", tallies[i].shown[k]);
        }
    }
}

static int report(const struct plan *plan, const struct wishes *wishes, bool is_whole,
                  double seconds)
{
    struct tally sum = {0};

    for (unsigned i = 0; i < plan->place_count; i++) {
        sum.cut_points += tallies[i].cut_points;
        sum.runs += tallies[i].runs;
        sum.failures += tallies[i].failures;
    }
    sum.failures += !is_whole;
    if (!wishes->is_json) {
        print_tallies(plan);
        printf("%u flows, %llu cut points, %llu runs, %llu failures, %.1f s\n", flow_count,
               (unsigned long long)sum.cut_points, (unsigned long long)sum.runs,
               (unsigned long long)sum.failures, seconds);
    } else {
        printf(
            "{\"otaprove.geometries\": %u, \"otaprove.cut_points\": %llu, \"otaprove.runs\": %llu, "
            "\"otaprove.failures\": %llu}\n",
            plan->place_count, (unsigned long long)sum.cut_points, (unsigned long long)sum.runs,
            (unsigned long long)sum.failures);
    }
    print_failures(plan);
    if (!is_whole) {
        (void)fprintf(stderr, "otaprove: a process of it has died\n");
    }
    return sum.failures != 0 || sum.runs == 0;
}

/* The layouts named on the command line. False: it was said why not. */
static bool read_places(struct plan *plan, bool is_whole, int argc, char **argv)
{
    for (; optind < argc && plan->place_count < PLACES_MAX; optind++) {
        if (!place_read(argv[optind], is_whole, &places[plan->place_count++])) {
            return false;
        }
    }
    if (plan->place_count == 0 || optind < argc) {
        (void)fprintf(stderr, "otaprove: give 1 to %u layouts\n", PLACES_MAX);
        return false;
    }
    return true;
}

static int run_plan(struct plan *plan, const struct wishes *wishes)
{
    struct timespec begun, ended;

    (void)clock_gettime(CLOCK_MONOTONIC, &begun);
    (void)fflush(stdout);
    const bool is_whole = campaign_run(plan, tallies);
    (void)clock_gettime(CLOCK_MONOTONIC, &ended);
    return report(plan, wishes, is_whole,
                  (double)(ended.tv_sec - begun.tv_sec) +
                      (double)(ended.tv_nsec - begun.tv_nsec) / 1e9);
}

int main(int argc, char **argv)
{
    struct wishes wishes = {.plan = {.places = places, .seed = 1, .has_singles = true}};
    struct plan *plan = &wishes.plan;
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);

    plan->workers = processors > 0 ? (unsigned)processors : 1u;
    for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (!take_option(&wishes, option == 'h' ? OPT_HELP : option)) {
            return 2;
        }
    }
    if (wishes.is_help) {
        (void)fputs(usage, stdout);
        return 0;
    }
    if (wishes.is_linked) {
        print_linked();
        return 0;
    }
    if (plan->flow != NULL && !is_flow(plan->flow)) {
        return 2;
    }
    if (!read_places(plan, wishes.is_whole, argc, argv)) {
        return 2;
    }
    if (plan->is_real) {
        plan->place_count = 1;
    }
    plan->has_singles = !plan->has_pairs && plan->triples == 0;
    if (wishes.replay != NULL) {
        return campaign_replay(plan, wishes.replay);
    }
    if (wishes.is_verbose) {
        print_linked();
    }
    return run_plan(plan, &wishes);
}
