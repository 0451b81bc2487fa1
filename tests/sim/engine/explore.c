/* SPDX-License-Identifier: MIT */
/* The explorer: runs scenarios under many schedules, each run in a process of its own.
 *
 *      explore [--list] [--scenario NAME,NAME] [--seed N | --seeds A..B] [--hash] [--steps N]
 * [--gap N]
 *              [--points-per-tick N] [--rounds N] [--patience N] [--systematic K] [--jobs N]
 * [--json]
 *              [--replay "LINE"]
 *
 * A failure prints one line that begins with "replay:"; the same line after --replay runs it again.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "build_id.h"

#include "engine.h"
#include "forbidden.h"

HOST_CALL(clock_gettime);
HOST_CALL(waitpid);

#define FAILURES_SHOWN 5u
#define FNV_PRIME      UINT64_C(0x100000001b3)
#define STATUS_FAILED  1
#define STATUS_USAGE   2
#define STATUS_OTHER   3 /* a replay that went another way */

struct engine engine = {.rounds = 0, .patience = 300000};
struct tally *tally;

static struct {
    const char *names; /* NULL = all */
    uint64_t first_seed, last_seed;
    bool is_hash;
    bool is_json;
    bool is_replay;
    uint64_t replayed_step;
    char build[128]; /* of the line to replay */
} wanted = {.first_seed = 1, .last_seed = 20};

/* ---- One run ---- */

static void count_run(uint64_t points)
{
    __atomic_fetch_add(&tally->runs, 1, __ATOMIC_RELAXED);
    __atomic_fetch_add(&tally->points, points, __ATOMIC_RELAXED);
    __atomic_fetch_add(&tally->switches, sim_switches(), __ATOMIC_RELAXED);
    tally->hash = sim_hash();
}

void engine_run_ends(void)
{
    count_run(sim_points());
    systematic_wait();
    _exit(0);
}

static void steps_over(void)
{
    sim_fail("not done after %" PRIu64 " points", engine.steps);
}

static size_t add_moves(char *line, size_t at, size_t room)
{
    for (unsigned i = 0; i < engine.move_count && at < room; i++) {
        const struct move *move = &engine.moves[i];
        at += (size_t)snprintf(line + at, room - at, "%s%" PRIu64 ":%d", i == 0 ? " at=" : ",",
                               move->point, move->irq);
    }
    return at;
}

static void failed(const char *text)
{
    char line[2 * LINE_BYTES];
    size_t at;
    uint64_t step = sim_points(); /* asking for a name passes points, too */

    __atomic_fetch_add(&tally->failures, 1, __ATOMIC_RELAXED);
    tally->failed_step = step;
    count_run(step);
    if (__atomic_fetch_add(&tally->lines_printed, 1, __ATOMIC_RELAXED) < FAILURES_SHOWN) {
        at = (size_t)snprintf(line, sizeof line,
                              "FAIL %s: %s\n     in %s\nreplay: scenario=%s seed=%" PRIu64
                              " step=%" PRIu64 " gap=%u points-per-tick=%u rounds=%u",
                              engine.scenario->name, text, sim_where(), engine.scenario->name,
                              sim_knobs.seed, step, sim_knobs.gap, sim_knobs.points_per_tick,
                              engine.rounds);
        at = add_moves(line, at, sizeof line);
        at += (size_t)snprintf(line + at, sizeof line - at, " build=%s/%s\n", sim_build(),
                               DUNLIN_COMMIT);
        (void)!write(wanted.is_json || wanted.is_hash ? STDERR_FILENO : STDOUT_FILENO, line,
                     at < sizeof line ? at : sizeof line - 1u);
    }
    systematic_wait();
    _exit(STATUS_FAILED);
}

static void run_here(const struct scenario *scenario, uint64_t seed)
{
    engine.scenario = scenario;
    sim_knobs.seed = seed;
    sim_knobs.steps = engine.steps;
    sim_knobs.end = steps_over;
    sim_knobs.failed = failed;
    sim_knobs.look = invariants_hold;
    if (engine.move_count > 0) {
        systematic_follow();
    } else if (engine.is_systematic) {
        systematic_begin();
    }
    scenario_run(scenario);
}

static void run(const struct scenario *scenario, uint64_t seed)
{
    int status = 0;
    pid_t process = fork();

    if (process == 0) {
        run_here(scenario, seed);
    }
    if (process < 0 || HOST(waitpid)(process, &status, 0) != process) {
        fprintf(stderr, "explore: the host cannot make another process\n");
        exit(STATUS_USAGE);
    }
    if (WIFSIGNALED(status)) {
        printf("FAIL %s: seed %" PRIu64 " ended by signal %d\n", scenario->name, seed,
               WTERMSIG(status));
        tally->failures++;
    } else if (WEXITSTATUS(status) > STATUS_FAILED) { /* a sanitizer's own end */
        tally->failures++;
    }
}

/* ---- Many ---- */

static double seconds(void)
{
    struct timespec now;
    HOST(clock_gettime)(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool is_chosen(const char *name)
{
    size_t length = strlen(name);

    if (wanted.names == NULL) {
        return true;
    }
    for (const char *at = wanted.names; at != NULL; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, name, length) == 0 && (at[length] == ',' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

static unsigned explore_all(uint64_t *hash)
{
    unsigned chosen = 0;

    for (const struct scenario *const *at = scenarios; *at != NULL; at++) {
        if (!is_chosen((*at)->name)) {
            continue;
        }
        uint64_t runs = tally->runs;
        uint64_t failures = tally->failures;
        double start = seconds();
        chosen++;
        for (uint64_t seed = wanted.first_seed; seed <= wanted.last_seed; seed++) {
            run(*at, seed);
            *hash = (*hash ^ tally->hash) * FNV_PRIME;
        }
        if (!wanted.is_hash && !wanted.is_json) {
            printf("%-24s %7" PRIu64 " runs %4" PRIu64 " failed  %6.2f s\n", (*at)->name,
                   tally->runs - runs, tally->failures - failures, seconds() - start);
            fflush(stdout);
        }
    }
    return chosen;
}

static void print_json(unsigned count, double elapsed)
{
    printf("{\"figures\": ["
           "{\"name\": \"sim.scenarios\", \"value\": %u, \"unit\": \"scenarios\"},"
           " {\"name\": \"sim.runs\", \"value\": %" PRIu64 ", \"unit\": \"runs\"},"
           " {\"name\": \"sim.failures\", \"value\": %" PRIu64 ", \"unit\": \"runs\", \"goal\": 0},"
           " {\"name\": \"sim.points\", \"value\": %" PRIu64 ", \"unit\": \"points\"},"
           " {\"name\": \"sim.points_per_second\", \"value\": %.0f, \"unit\": \"points/s\"}]}\n",
           count, tally->runs, tally->failures, tally->points, (double)tally->points / elapsed);
}

static int report(unsigned count, uint64_t hash, double elapsed)
{
    if (wanted.is_hash) {
        printf("%016" PRIx64 "\n", hash);
    } else if (wanted.is_json) {
        print_json(count, elapsed);
    } else {
        printf("%u scenarios, %" PRIu64 " runs, %" PRIu64 " failed; %.1f M points, %.1f M switches "
               "in %.2f s: %.1f M points/s (%s/%s)\n",
               count, tally->runs, tally->failures, (double)tally->points / 1e6,
               (double)tally->switches / 1e6, elapsed, (double)tally->points / elapsed / 1e6,
               sim_build(), DUNLIN_COMMIT);
    }
    return tally->failures == 0 ? 0 : STATUS_FAILED;
}

static int replay_report(void)
{
    char here[128];

    snprintf(here, sizeof here, "%s/%s", sim_build(), DUNLIN_COMMIT);
    if (strcmp(here, wanted.build) != 0) {
        printf("replay: this build is %s, the line's is %s\n", here, wanted.build);
    }
    if (tally->failures == 0) {
        printf("replay: it does not fail here\n");
        return STATUS_OTHER;
    }
    if (tally->failed_step != wanted.replayed_step) {
        printf("replay: it fails at step %" PRIu64 " here\n", tally->failed_step);
        return STATUS_OTHER;
    }
    printf("replay: the same step again\n");
    return STATUS_FAILED;
}

/* ---- The command line ---- */

static void usage(const char *what)
{
    fprintf(stderr, "explore: cannot use '%s'; see ./run sim --help\n", what);
    exit(STATUS_USAGE);
}

static uint64_t number(const char *text, const char *option)
{
    char *end = NULL;
    uint64_t value = strtoull(text, &end, 0);
    if (end == text || *end != '\0') {
        usage(option);
    }
    return value;
}

static void list(void)
{
    for (const struct scenario *const *at = scenarios; *at != NULL; at++) {
        printf("%-24s %s\n", (*at)->name, (*at)->claim);
    }
    exit(0);
}

static void read_moves(const char *text)
{
    while (*text != '\0' && engine.move_count < MOVES_MAX) {
        char *end = NULL;
        struct move *move = &engine.moves[engine.move_count++];
        move->point = strtoull(text, &end, 10);
        if (*end != ':') {
            usage(text);
        }
        move->irq = (int)strtol(end + 1, &end, 10);
        text = *end == ',' ? end + 1 : end;
    }
}

/* Words key=value of a line that a failure has printed. */
static void read_line(const char *line)
{
    static char copy[LINE_BYTES * 2];
    char *rest = NULL;

    snprintf(copy, sizeof copy, "%s", line);
    wanted.is_replay = true;
    for (char *word = strtok_r(copy, " \n", &rest); word != NULL;
         word = strtok_r(NULL, " \n", &rest)) {
        char *value = strchr(word, '=');
        if (value == NULL) {
            continue;
        }
        *value++ = '\0';
        if (strcmp(word, "scenario") == 0) {
            wanted.names = value;
        } else if (strcmp(word, "seed") == 0) {
            wanted.first_seed = wanted.last_seed = number(value, word);
        } else if (strcmp(word, "step") == 0) {
            wanted.replayed_step = number(value, word);
        } else if (strcmp(word, "gap") == 0) {
            sim_knobs.gap = (uint32_t)number(value, word);
        } else if (strcmp(word, "points-per-tick") == 0) {
            sim_knobs.points_per_tick = (uint32_t)number(value, word);
        } else if (strcmp(word, "rounds") == 0) {
            engine.rounds = (uint32_t)number(value, word);
        } else if (strcmp(word, "at") == 0) {
            read_moves(value);
            engine.is_systematic = true;
        } else if (strcmp(word, "build") == 0) {
            snprintf(wanted.build, sizeof wanted.build, "%s", value);
        }
    }
}

static void read_seeds(const char *text)
{
    char *end = NULL;
    wanted.first_seed = strtoull(text, &end, 10);
    if (strncmp(end, "..", 2) != 0) {
        usage(text);
    }
    wanted.last_seed = number(end + 2, "--seeds");
}

static void read_value(const char *option, const char *value)
{
    if (strcmp(option, "--scenario") == 0) {
        wanted.names = value;
    } else if (strcmp(option, "--seeds") == 0) {
        read_seeds(value);
    } else if (strcmp(option, "--seed") == 0) {
        wanted.first_seed = wanted.last_seed = number(value, option);
    } else if (strcmp(option, "--steps") == 0) {
        engine.steps = number(value, option);
    } else if (strcmp(option, "--gap") == 0) {
        sim_knobs.gap = (uint32_t)number(value, option);
    } else if (strcmp(option, "--points-per-tick") == 0) {
        sim_knobs.points_per_tick = (uint32_t)number(value, option);
    } else if (strcmp(option, "--rounds") == 0) {
        engine.rounds = (uint32_t)number(value, option);
    } else if (strcmp(option, "--patience") == 0) {
        engine.patience = (uint32_t)number(value, option);
    } else if (strcmp(option, "--systematic") == 0) {
        engine.depth = (unsigned)number(value, option);
        engine.is_systematic = true;
        wanted.last_seed = wanted.first_seed;
    } else if (strcmp(option, "--jobs") == 0) {
        engine.jobs = (unsigned)number(value, option);
    } else if (strcmp(option, "--replay") == 0) {
        read_line(value);
    } else {
        usage(option);
    }
}

static void read_options(int count, char **values)
{
    for (int i = 1; i < count; i++) {
        if (strcmp(values[i], "--list") == 0) {
            list();
        } else if (strcmp(values[i], "--hash") == 0) {
            wanted.is_hash = true;
        } else if (strcmp(values[i], "--json") == 0) {
            wanted.is_json = true;
        } else if (i + 1 < count) {
            read_value(values[i], values[i + 1]);
            i++;
        } else {
            usage(values[i]);
        }
    }
    if (engine.jobs == 0) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        engine.jobs = cores > 0 ? (unsigned)cores : 1u;
    }
    if (sim_knobs.points_per_tick == 0) {
        sim_knobs.points_per_tick = engine.is_systematic ? 500u : 4000u;
    }
    if (engine.depth > MOVES_MAX) {
        usage("--systematic");
    }
    if (engine.rounds == 0) {
        engine.rounds = engine.is_systematic ? 2 : 60;
    }
    if (engine.steps == 0) {
        engine.steps = UINT64_C(200000000);
    }
}

int main(int count, char **values)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    sim_knobs.gap = 60;
    sim_knobs.points_per_tick = 0;
    read_options(count, values);
    tally = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (tally == MAP_FAILED) {
        return STATUS_USAGE;
    }
    double start = seconds();
    unsigned chosen = explore_all(&hash);
    if (chosen == 0) {
        usage(wanted.names);
    }
    if (wanted.is_replay) {
        return replay_report();
    }
    return report(chosen, hash, seconds() - start);
}
