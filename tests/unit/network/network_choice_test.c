/* SPDX-License-Identifier: MIT */
/* Two interfaces, A preferred to B, against a model that is the table of docs/design/wifi.md. */
#include "network_choice.h"

#include <string.h>

#include "test.h"

#define A     0
#define B     1
#define DEPTH 6u

enum event { A_UP, A_DOWN, B_UP, B_DOWN, SECOND, TWO_SECONDS, LOOK, EVENTS };

/* What listeners were told: from and to, in order. */
struct told {
    unsigned count;
    uint8_t from[4 * DEPTH], to[4 * DEPTH];
};

static void tell(struct told *told, uint8_t from, uint8_t to)
{
    told->from[told->count] = from;
    told->to[told->count++] = to;
}

/* ---- the model: every event is looked at in its turn ---- */

struct model {
    bool up[2];
    uint32_t a_since;
    uint8_t used;
    struct told told;
};

static void use(struct model *model, uint8_t to)
{
    tell(&model->told, model->used, to);
    model->used = to;
}

static void model_event(struct model *model, enum event event, uint32_t now)
{
    if (event == A_UP || event == A_DOWN) {
        model->a_since = (event == A_UP) != model->up[A] ? now : model->a_since;
        model->up[A] = event == A_UP;
    } else if (event == B_UP || event == B_DOWN) {
        model->up[B] = event == B_UP;
    }
    if (model->used == NETWORK_NONE) {
        if (model->up[A] || model->up[B]) {
            use(model, model->up[A] ? A : B);
        }
    } else if (!model->up[model->used]) {
        const uint8_t other = model->used == A ? B : A;
        use(model, model->up[other] ? other : NETWORK_NONE);
    } else if (model->used == B && model->up[A] && now - model->a_since >= NETWORK_SETTLE_MS) {
        use(model, A);
    }
}

/* ---- the code ---- */

static void look(struct network_choice *choice, uint32_t now, struct told *told)
{
    uint8_t from = choice->current;

    while (network_choice_step(choice, now)) {
        tell(told, from, choice->current);
        from = choice->current;
    }
}

static uint32_t passes(enum event event)
{
    return event == SECOND ? 1000 : event == TWO_SECONDS ? 2000 : 0;
}

static void code_event(struct network_choice *choice, enum event event, uint32_t now)
{
    if (event <= B_DOWN) {
        network_choice_report(choice, event <= A_DOWN ? A : B, event == A_UP || event == B_UP, now);
    }
}

static unsigned sequences(void)
{
    unsigned all = 1;

    for (unsigned i = 0; i < DEPTH; i++) {
        all *= EVENTS;
    }
    return all;
}

static enum event nth(unsigned sequence, unsigned n)
{
    while (n-- > 0) {
        sequence /= EVENTS;
    }
    return (enum event)(sequence % EVENTS);
}

static void every_order_of_events_is_told_as_the_table_says(void)
{
    unsigned differing = 0, told = 0;

    for (unsigned s = 0; s < sequences(); s++) {
        struct model model = {.used = NETWORK_NONE};
        struct network_choice choice;
        struct told by_code = {0};
        uint32_t now = UINT32_MAX - 3000; /* it wraps in between */

        network_choice_init(&choice, 2, now);
        for (unsigned i = 0; i < DEPTH; i++) {
            const enum event event = nth(s, i);
            now += passes(event);
            model_event(&model, event, now);
            code_event(&choice, event, now);
            look(&choice, now, &by_code);
        }
        told += by_code.count;
        differing += choice.current != model.used || by_code.count != model.told.count ||
                     memcmp(by_code.from, model.told.from, by_code.count) != 0 ||
                     memcmp(by_code.to, model.told.to, by_code.count) != 0;
    }
    CHECK_EQ(differing, 0);
    CHECK_EQ(told > sequences(), true);
}

/* Nobody looks but at LOOK and at the end. */
struct late {
    struct network_choice choice;
    struct told told;
    bool up[2];
    bool used_was_lost;
};

static unsigned wrong_after_look(struct late *late, uint32_t now)
{
    const uint8_t used = late->choice.current;
    const unsigned before = late->told.count;
    unsigned wrong = 0;

    look(&late->choice, now, &late->told);
    if (late->used_was_lost) {
        wrong += late->told.count == before || late->told.from[before] != used ||
                 late->told.to[before] == used;
    }
    for (unsigned i = 1; i < late->told.count; i++) {
        wrong += late->told.from[i] != late->told.to[i - 1];
    }
    const uint8_t now_used = late->choice.current;
    wrong += now_used == NETWORK_NONE ? late->up[A] || late->up[B] : !late->up[now_used];
    late->used_was_lost = false;
    return wrong;
}

static void a_loss_is_told_however_late_somebody_looks(void)
{
    unsigned wrong = 0;

    for (unsigned s = 0; s < sequences(); s++) {
        struct late late = {0};
        uint32_t now = 5;

        network_choice_init(&late.choice, 2, now);
        for (unsigned i = 0; i < DEPTH; i++) {
            const enum event event = nth(s, i);
            now += passes(event);
            code_event(&late.choice, event, now);
            if (event <= B_DOWN) {
                const uint8_t place = event <= A_DOWN ? A : B;
                const bool up = event == A_UP || event == B_UP;
                late.used_was_lost |= !up && late.up[place] && late.choice.current == place;
                late.up[place] = up;
            } else if (event == LOOK) {
                wrong += wrong_after_look(&late, now);
            }
        }
        wrong += wrong_after_look(&late, now);
    }
    CHECK_EQ(wrong, 0);
}

static struct network_choice with_retry(uint32_t now)
{
    struct network_choice choice;

    network_choice_init(&choice, 2, now);
    choice.places[B].may_retry = true;
    return choice;
}

/* One try that fails at once. */
static void fail(struct network_choice *choice, uint32_t now)
{
    CHECK_EQ(network_choice_try(choice, now), B);
    network_choice_tried(choice, B, now);
}

static void tries_are_at_once_and_then_ever_rarer_up_to_a_minute(void)
{
    static const uint32_t waits[] = {1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000};
    uint32_t now = UINT32_MAX - 20000;
    struct network_choice choice = with_retry(now);

    CHECK_EQ(network_choice_wait_ms(&choice, now), 0);
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        fail(&choice, now);
        CHECK_EQ(network_choice_wait_ms(&choice, now), waits[i]);
        now += waits[i] - 1;
        CHECK_EQ(network_choice_try(&choice, now), NETWORK_NONE);
        now++;
    }
}

static void one_try_at_a_time(void)
{
    struct network_choice choice = with_retry(0);

    CHECK_EQ(network_choice_try(&choice, 0), B);
    CHECK_EQ(network_choice_try(&choice, 90000), NETWORK_NONE);
    CHECK_EQ(network_choice_wait_ms(&choice, 90000), NETWORK_NEVER);
    network_choice_tried(&choice, B, 90000);
    CHECK_EQ(network_choice_try(&choice, 91000), B);
}

static void who_was_up_for_two_seconds_starts_anew(void)
{
    static const struct {
        const char *what;
        uint32_t up_ms, wait_ms;
    } cases[] = {{"it stayed", 2000, 1000}, {"it did not stay", 1999, 4000}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct network_choice choice = with_retry(0);
        test_case = cases[i].what;
        fail(&choice, 0);
        fail(&choice, 1000);
        CHECK_EQ(network_choice_try(&choice, 3000), B);
        network_choice_report(&choice, B, true, 3000);
        network_choice_tried(&choice, B, 3000);
        CHECK_EQ(network_choice_step(&choice, 3000), true);
        CHECK_EQ(network_choice_wait_ms(&choice, 3000), NETWORK_NEVER);
        network_choice_report(&choice, B, false, 3000 + cases[i].up_ms);
        CHECK_EQ(network_choice_wait_ms(&choice, 3000 + cases[i].up_ms), cases[i].wait_ms);
    }
}

static void who_waits_is_woken_when_the_preferred_one_has_settled(void)
{
    struct network_choice choice;

    network_choice_init(&choice, 2, 0);
    network_choice_report(&choice, B, true, 0);
    CHECK_EQ(network_choice_step(&choice, 0), true);
    network_choice_report(&choice, A, true, 500);
    CHECK_EQ(network_choice_step(&choice, 500), false);
    CHECK_EQ(network_choice_wait_ms(&choice, 700), 1800);
    CHECK_EQ(network_choice_step(&choice, 2499), false);
    CHECK_EQ(network_choice_step(&choice, 2500), true);
    CHECK_EQ(choice.current, A);
}

int main(void)
{
    RUN(every_order_of_events_is_told_as_the_table_says);
    RUN(a_loss_is_told_however_late_somebody_looks);
    RUN(tries_are_at_once_and_then_ever_rarer_up_to_a_minute);
    RUN(one_try_at_a_time);
    RUN(who_was_up_for_two_seconds_starts_anew);
    RUN(who_waits_is_woken_when_the_preferred_one_has_settled);
    return 0;
}
