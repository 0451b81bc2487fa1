/* SPDX-License-Identifier: MIT */
#include "campaign.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define INSIDE_MAX      400000u
#define OPERATIONS_MANY 2600u /* above, operations inside of a block are thinned out */
#define INSIDE_KEPT     48u
#define SLOT_LARGE      16384u
#define SECTOR_LARGE    65536u
#define VARIANTS_LARGE  2u
#define STRIDE_LARGE    4u
#define REPLAY_FORMAT   "%63[^/]/%31[^/]/%u.%u.%u"

void tally_fails(struct tally *tally, const char *format, ...)
{
    va_list arguments;

    if (tally->failures < FAILURES_SHOWN) {
        va_start(arguments, format);
        (void)vsnprintf(tally->shown[tally->failures], sizeof tally->shown[0], format, arguments);
        va_end(arguments);
    }
    tally->failures++;
}

/* ---- One process of it ---- */

struct worker {
    const struct plan *plan;
    unsigned index;
    uint64_t turn; /* whose it is */
    struct world world;
    struct tally *tally; /* of the geometry */
    struct scenario scenario;
    uint32_t sibling; /* which it is of the scenarios that differ in size or way alone */
    uint8_t inside[INSIDE_MAX];
};

static bool is_mine(struct worker *worker)
{
    return worker->turn++ % worker->plan->workers == worker->index;
}

/* One run, from the beginning that is saved. How many cuts took place. */
static unsigned run(struct worker *worker, const struct cut *cuts, unsigned count)
{
    struct world *world = &worker->world;
    const struct scenario *scenario = &worker->scenario;
    char words[80] = "";

    world_restore(world);
    const unsigned done = world_live(world, cuts, count, UNTIL_QUIET);
    worker->tally->runs++;
    if (world->now.oracle.failure[0] != '\0') {
        for (unsigned i = 0, at = 0; i < count; i++) {
            at += (unsigned)snprintf(words + at, sizeof words - at, "/%u.%u", cuts[i].operation,
                                     cuts[i].variant);
        }
        tally_fails(worker->tally, "%s   --replay %s/%s/%u.%u.%u%s", world->now.oracle.failure,
                    scenario->place->name, scenario->flow->name, scenario->binary_bytes,
                    scenario->way, scenario->fill, words);
    }
    return done;
}

/* Without a cut: how many operations there are, and whether it ends as it should. */
static uint32_t measure(struct worker *worker)
{
    struct world *world = &worker->world;
    const struct flow *flow = worker->scenario.flow;
    const struct oracle *oracle = &world->now.oracle;

    flow_prepare(world, &worker->scenario);
    memset(worker->inside, 0, sizeof worker->inside);
    const uint64_t before = world->base.model.operations;
    (void)world_live(world, NULL, 0, UNTIL_QUIET);
    if (oracle->failure[0] == '\0' && world->now.service.status != flow->ends &&
        !(flow->is_cancelled && world->now.service.status == FAKE_SUCCEEDED)) {
        oracle_fails(world, "without a cut the job ends %s",
                     fake_status_text(world->now.service.status));
    }
    if (worker->index == 0 && oracle->failure[0] != '\0') {
        tally_fails(worker->tally, "%s   --replay %s/%s/%u.%u.%u", oracle->failure,
                    worker->scenario.place->name, flow->name, worker->scenario.binary_bytes,
                    worker->scenario.way, worker->scenario.fill);
    }
    uint64_t after = world->now.model.operations;
    world_restore(world);
    world->inside = worker->inside;
    world->inside_max = INSIDE_MAX;
    if (flow->until == UNTIL_RESET) {
        (void)world_live(world, NULL, 0, UNTIL_RESET);
        after = world->now.model.operations;
    } else {
        (void)world_live(world, NULL, 0, UNTIL_QUIET);
    }
    world->inside = NULL;
    return (uint32_t)(after - before);
}

/* Is it amid the data of a block, where one unit is like the next? */
static bool is_inside(const struct worker *worker, uint32_t operation)
{
    const uint64_t at = worker->world.base.model.operations + operation;
    return !worker->plan->is_every && at < INSIDE_MAX && worker->inside[at] != 0;
}

static bool is_large(const struct worker *worker)
{
    return worker->scenario.place->layout.slot[0].bytes > SLOT_LARGE && !worker->plan->is_every;
}

/* Is the power cut at this operation? On large geometries most of the insides of blocks are left
 * out, and scenarios that are alike share the operations. */
static bool is_cut(const struct worker *worker, uint32_t operation, uint32_t count)
{
    if (count > OPERATIONS_MANY && is_inside(worker, operation)) {
        return operation % (count / INSIDE_KEPT) == 0;
    }
    return !is_large(worker) || worker->sibling == 0 ||
           (operation + worker->sibling) % STRIDE_LARGE == 0;
}

/* In how many ways is each operation cut? On large geometries in some of them, by turns. */
static uint32_t ways_of(const struct worker *worker)
{
    const uint32_t sector = worker->scenario.place->flash.erase_bytes;

    return !is_large(worker) ? VARIANTS : sector > SECTOR_LARGE ? 1u : VARIANTS_LARGE;
}

static void cut_once(struct worker *worker)
{
    const uint32_t count = measure(worker);

    if (worker->index == 0) {
        worker->tally->scenarios++;
        worker->tally->operations += count;
        worker->tally->runs++;
    }
    for (uint32_t operation = 1; operation <= count && !worker->plan->is_uncut; operation++) {
        if (!is_cut(worker, operation, count) || !is_mine(worker)) {
            continue;
        }
        worker->tally->cut_points++;
        if (is_inside(worker, operation)) { /* in one way each, by turns */
            (void)run(worker, &(struct cut){operation, operation % VARIANTS}, 1);
            continue;
        }
        const uint32_t ways = ways_of(worker);
        for (uint32_t i = 0; i < ways; i++) {
            (void)run(worker, &(struct cut){operation, (operation * ways + i) % VARIANTS}, 1);
        }
    }
}

/* Two cuts: the second at each operation after the first. */
static void cut_twice(struct worker *worker)
{
    const uint32_t count = measure(worker);
    uint32_t second = 0;

    for (uint32_t operation = 1; operation <= count; operation++) {
        if (!is_mine(worker)) {
            continue;
        }
        for (uint32_t variant = 0; variant < VARIANTS; variant++) {
            unsigned done = 2;
            for (uint32_t later = 1; done == 2u; later++) {
                worker->tally->cut_points++;
                const struct cut cuts[] = {{operation, variant}, {later, second++ % VARIANTS}};
                done = run(worker, cuts, 2);
            }
        }
    }
}

/* Messages of the device from this beginning to the end: before each of them a job is cancelled. */
static uint32_t count_messages(struct worker *worker)
{
    struct world *world = &worker->world;

    worker->scenario.way = 0;
    flow_prepare(world, &worker->scenario);
    const uint32_t before = world->now.service.heard;
    (void)world_live(world, NULL, 0, UNTIL_QUIET);
    return world->now.service.heard - before;
}

/* How many ways there are to go through a flow. */
static uint32_t count_ways(struct worker *worker)
{
    const struct flow *flow = worker->scenario.flow;

    if (flow->is_cancelled) {
        return count_messages(worker);
    }
    return flow->begin == BEGIN_ATTACK || flow->is_wrong ? ATTACKS_IN_CUT : 1u;
}

static void for_flow(struct worker *worker, const struct flow *flow, void (*act)(struct worker *))
{
    struct scenario *scenario = &worker->scenario;
    uint32_t sizes[SIZES_MAX];
    const unsigned count = flow_sizes(scenario->place, sizes);

    scenario->flow = flow;
    for (unsigned i = flow->is_sized ? 0 : count - 1u; i < count; i++) {
        scenario->binary_bytes = sizes[i];
        if (worker->plan->is_quick && flow->is_sized && i != 0) {
            break;
        }
        const uint32_t ways = count_ways(worker);
        for (uint32_t way = 0; way < ways; way++) {
            scenario->way = flow->is_cancelled ? way + 1u : way;
            worker->sibling = (flow->is_sized ? i : 0) + way;
            act(worker);
        }
    }
}

/* The journal at its end, where the other half is erased. */
static void for_fills(struct worker *worker, const struct flow *flow, void (*act)(struct worker *))
{
    const struct place *place = worker->scenario.place;
    const uint32_t places =
        ota_log_places(&place->layout.journal, &place->flash, sizeof(struct ota_record));

    for (uint32_t left = 1; left <= 4u && places <= 64u; left++) {
        worker->scenario.fill = places > left ? places - left : left;
        for_flow(worker, flow, act);
        if (worker->plan->is_quick) {
            break;
        }
    }
    worker->scenario.fill = 0;
}

static void for_all(struct worker *worker, void (*act)(struct worker *))
{
    for (unsigned i = 0; i < flow_count; i++) {
        if (worker->plan->flow != NULL && strcmp(worker->plan->flow, flows[i].name) != 0) {
            continue;
        }
        for_flow(worker, &flows[i], act);
        if (flows[i].begin == BEGIN_STAGED && !flows[i].is_sized) {
            for_fills(worker, &flows[i], act);
        }
    }
}

static uint64_t next_random(uint64_t *state)
{
    uint64_t bits = *state += UINT64_C(0x9E3779B97F4A7C15);

    bits = (bits ^ bits >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    bits = (bits ^ bits >> 27) * UINT64_C(0x94D049BB133111EB);
    return bits ^ bits >> 31;
}

/* Three cuts at random, a hundred times for each beginning. */
static void cut_at_random(struct worker *worker, uint64_t times)
{
    uint64_t random = worker->plan->seed * 1000003u + worker->index;
    uint32_t sizes[SIZES_MAX];

    while (times > 0) {
        struct scenario *scenario = &worker->scenario;
        const struct place *place =
            &worker->plan->places[next_random(&random) % worker->plan->place_count];
        if (place != scenario->place) {
            continue; /* the world is of one geometry */
        }
        scenario->flow = &flows[next_random(&random) % flow_count];
        const unsigned count = flow_sizes(place, sizes);
        scenario->binary_bytes = sizes[next_random(&random) % count];
        scenario->fill = 0;
        scenario->way = (uint32_t)(next_random(&random) % count_ways(worker));
        scenario->way += scenario->flow->is_cancelled;
        scenario->fill = (uint32_t)(next_random(&random) % 24u);
        const uint32_t operations = measure(worker) + 1u;
        for (unsigned i = 0; i < 100u && times > 0; i++, times--) {
            struct cut cuts[CUTS_MAX];
            for (unsigned k = 0; k < CUTS_MAX; k++) {
                const uint32_t most = next_random(&random) % 2u == 0 ? 24u : operations;
                cuts[k] = (struct cut){1u + (uint32_t)(next_random(&random) % most),
                                       (uint32_t)(next_random(&random) % VARIANTS)};
            }
            worker->tally->cut_points += run(worker, cuts, CUTS_MAX);
        }
    }
}

static void work(struct worker *worker, struct tally *tallies)
{
    const struct plan *plan = worker->plan;

    for (unsigned i = 0; i < plan->place_count; i++) {
        worker->tally = &tallies[i];
        worker->scenario = (struct scenario){.place = &plan->places[i]};
        if (!world_init(&worker->world, &plan->places[i], plan->is_real)) {
            tally_fails(worker->tally, "there is no memory for %s", plan->places[i].name);
            return;
        }
        if (plan->has_singles) {
            for_all(worker, cut_once);
            if (worker->index == 0) {
                attacks_run(&worker->world, worker->tally);
                tampering_run(&worker->world, worker->tally);
            }
        }
        if (plan->has_pairs && i == 0) {
            for_all(worker, cut_twice);
        }
        if (plan->triples != 0) {
            cut_at_random(worker, plan->triples / plan->place_count / plan->workers);
        }
        world_free(&worker->world);
    }
}

/* ---- All of it ---- */

static void add(struct tally *sum, const struct tally *part)
{
    sum->scenarios += part->scenarios;
    sum->operations += part->operations;
    sum->cut_points += part->cut_points;
    sum->runs += part->runs;
    for (unsigned i = 0; i < FAILURES_SHOWN && i < part->failures; i++) {
        if (sum->failures < FAILURES_SHOWN) {
            memcpy(sum->shown[sum->failures], part->shown[i], sizeof sum->shown[0]);
        }
        sum->failures++;
    }
    sum->failures += part->failures > FAILURES_SHOWN ? part->failures - FAILURES_SHOWN : 0;
}

bool campaign_run(const struct plan *plan, struct tally *tallies)
{
    const size_t bytes = plan->workers * plan->place_count * sizeof *tallies;
    struct tally *shared =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    bool is_whole = shared != MAP_FAILED;

    for (unsigned i = 0; is_whole && i < plan->workers; i++) {
        const pid_t child = fork();
        if (child == 0) {
            struct worker *worker = calloc(1, sizeof *worker);
            if (worker == NULL) {
                _exit(1);
            }
            worker->plan = plan;
            worker->index = i;
            work(worker, shared + i * plan->place_count);
            _exit(0);
        }
        is_whole = child > 0;
    }
    for (int status; wait(&status) > 0;) {
        is_whole = is_whole && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    for (unsigned i = 0; shared != MAP_FAILED && i < plan->workers * plan->place_count; i++) {
        add(&tallies[i % plan->place_count], &shared[i]);
    }
    return is_whole;
}

/* ---- One run again ---- */

static bool read_words(const struct plan *plan, const char *words, struct scenario *scenario,
                       struct cut cuts[CUTS_MAX], unsigned *count)
{
    char place[64], flow[32];
    int at = 0;

    *count = 0;
    if (sscanf(words, REPLAY_FORMAT "%n", place, flow, &scenario->binary_bytes, &scenario->way,
               &scenario->fill, &at) != 5) {
        return false;
    }
    for (unsigned i = 0; i < plan->place_count; i++) {
        scenario->place =
            strcmp(place, plan->places[i].name) == 0 ? &plan->places[i] : scenario->place;
    }
    for (unsigned i = 0; i < flow_count; i++) {
        scenario->flow = strcmp(flow, flows[i].name) == 0 ? &flows[i] : scenario->flow;
    }
    for (words += at; *words != '\0' && *count < CUTS_MAX; words += at, *count += 1u) {
        struct cut *cut = &cuts[*count];
        if (sscanf(words, "/%u.%u%n", &cut->operation, &cut->variant, &at) != 2 ||
            cut->variant >= VARIANTS || cut->operation == NO_CUT) {
            return false;
        }
    }
    return *words == '\0' && scenario->place != NULL && scenario->flow != NULL &&
           scenario->binary_bytes >= OTA_IMAGE_BINARY_MIN &&
           scenario->binary_bytes <=
               scenario->place->layout.slot[0].bytes - OTA_IMAGE_EXTRA_BYTES &&
           ((scenario->flow->begin != BEGIN_ATTACK && !scenario->flow->is_wrong) ||
            scenario->way < ATTACKS);
}

int campaign_replay(const struct plan *plan, const char *words)
{
    static struct world world;
    struct scenario scenario = {0};
    struct cut cuts[CUTS_MAX];
    unsigned count;

    if (!read_words(plan, words, &scenario, cuts, &count) ||
        !world_init(&world, scenario.place, plan->is_real)) {
        (void)fprintf(stderr,
                      "otaprove: %s says no run: GEOMETRY/FLOW/BYTES.WAY.FILL/OPERATION.TEAR\n",
                      words);
        return 2;
    }
    flow_prepare(&world, &scenario);
    world.is_verbose = true;
    printf("-- %s, %s, a binary of %u bytes\n", scenario.place->name, scenario.flow->name,
           scenario.binary_bytes);
    const unsigned done = world_live(&world, cuts, count, UNTIL_QUIET);
    const char *failure = world.now.oracle.failure;
    printf("-- %u cuts; the job is %s\n%s\n", done, fake_status_text(world.now.service.status),
           failure[0] != '\0' ? failure : "no invariant is broken");
    const int status = failure[0] != '\0';
    world_free(&world);
    return status;
}
