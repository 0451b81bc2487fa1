/* SPDX-License-Identifier: MIT */
#include "ota_boot.h"

#include <string.h>

#include "test.h"

#define GOOD OTA_REFUSED_NOT

/* What is in a slot, and how a whole start ends. */
struct slot {
    uint8_t flag;
    ota_refusal_t refusal;
    uint32_t sequence;
};

struct end {
    ota_boot_action_t action; /* OTA_BOOT_RUN or OTA_BOOT_STOP */
    unsigned slot;            /* that runs */
    bool watchdog;
    struct ota_record record; /* in flash then */
};

static struct ota_record record_of(const struct slot slot[2], uint8_t trials)
{
    struct ota_record record = {.counter = 5, .trials = trials, .job = "job"};

    record.flag[0] = slot[0].flag;
    record.flag[1] = slot[1].flag;
    return record;
}

/* Do as a bootloader does, and look at every step. */
static struct end start(const struct slot slot[2], uint8_t left, uint8_t trials, bool blank)
{
    struct end end = {.record = record_of(slot, left)};
    struct ota_record ram = end.record;
    struct ota_boot boot = {
        .record = &ram, .blank = blank, .trials = trials, .on_trial = OTA_BOOT_NO_SLOT};
    unsigned checks = 0, writes = 0;

    for (;;) {
        struct ota_boot_step step = ota_boot_step(&boot);
        end.action = step.action;
        end.slot = step.slot;
        end.watchdog = step.watchdog;
        if (step.action != OTA_BOOT_WRITE) {
            CHECK_EQ(memcmp(&ram, &end.record, sizeof ram), 0); /* in flash before anything else */
        }
        switch (step.action) {
        case OTA_BOOT_CHECK:
            CHECK_EQ(step.slot < OTA_SLOTS && !boot.slot[step.slot].checked, true);
            CHECK_EQ(++checks <= 2, true);
            boot.slot[step.slot] =
                (struct ota_boot_slot){true, slot[step.slot].refusal, slot[step.slot].sequence,
                                       10u + slot[step.slot].sequence};
            break;
        case OTA_BOOT_WRITE:
            CHECK_EQ(++writes <= 2, true);
            end.record = ram;
            break;
        case OTA_BOOT_RUN:
            CHECK_EQ(boot.slot[step.slot].checked && slot[step.slot].refusal == GOOD, true);
            CHECK_EQ(step.watchdog, end.record.flag[step.slot] == OTA_FLAG_PENDING);
            return end;
        case OTA_BOOT_STOP:
            return end;
        }
    }
}

/* The rules again, as what becomes of each slot, and not as steps. */
static bool try_pending(struct end *end, const struct slot *slot, unsigned s)
{
    const bool is_left = end->record.trials > 0;

    if (is_left && slot[s].refusal == GOOD) {
        end->record.trials--;
        return true;
    }
    end->record.flag[s] = OTA_FLAG_INVALID;
    end->record.reason = is_left ? (uint8_t)slot[s].refusal : OTA_REFUSED_SELF_TEST;
    end->record.trials = 0;
    return false;
}

static bool try_new(struct end *end, const struct slot *slot, unsigned s, uint8_t trials)
{
    const unsigned other = 1 - s;
    const bool has_rival = end->record.flag[other] == OTA_FLAG_VALID && slot[other].refusal == GOOD;
    ota_refusal_t why = slot[s].refusal;

    if (why == GOOD && has_rival && slot[s].sequence < slot[other].sequence) {
        why = OTA_REFUSED_DOWNGRADE;
    }
    if (why == GOOD && has_rival && slot[s].sequence == slot[other].sequence) {
        why = OTA_REFUSED_SAME_VERSION;
    }
    end->record.flag[s] = why == GOOD ? OTA_FLAG_PENDING : OTA_FLAG_INVALID;
    end->record.trials = why == GOOD ? trials - 1 : 0;
    end->record.reason = why == GOOD ? end->record.reason : (uint8_t)why;
    return why == GOOD;
}

static struct end expected(const struct slot slot[2], uint8_t left, uint8_t trials)
{
    struct end end = {.action = OTA_BOOT_RUN, .watchdog = true, .record = record_of(slot, left)};

    for (end.slot = 0; end.slot < 2; end.slot++) {
        if (slot[end.slot].flag == OTA_FLAG_PENDING && try_pending(&end, slot, end.slot)) {
            return end;
        }
    }
    for (end.slot = 0; end.slot < 2; end.slot++) {
        if (slot[end.slot].flag == OTA_FLAG_NEW && try_new(&end, slot, end.slot, trials)) {
            return end;
        }
    }
    end.watchdog = false;
    for (end.slot = 0; end.slot < 2; end.slot++) {
        if (slot[end.slot].flag == OTA_FLAG_VALID && slot[end.slot].refusal == GOOD) {
            return end;
        }
    }
    end.action = OTA_BOOT_STOP;
    end.slot = OTA_BOOT_NO_SLOT;
    return end;
}

static struct end expected_blank(const struct slot slot[2])
{
    struct end end = {.action = OTA_BOOT_STOP, OTA_BOOT_NO_SLOT, .record = record_of(slot, 0)};

    for (unsigned s = 0; s < 2; s++) {
        const bool beats = end.action == OTA_BOOT_STOP || slot[s].sequence > slot[0].sequence;
        if (slot[s].refusal != GOOD || !beats) {
            continue;
        }
        end.action = OTA_BOOT_RUN;
        end.slot = s;
        end.record.counter = 10u + slot[s].sequence;
        end.record.flag[s] = OTA_FLAG_VALID;
        end.record.flag[1 - s] = OTA_FLAG_INVALID;
    }
    return end;
}

static void check_start(const struct slot slot[2], uint8_t left, uint8_t trials, bool blank)
{
    static char text[120];
    const struct end want = blank ? expected_blank(slot) : expected(slot, left, trials);

    snprintf(text, sizeof text, "flags %02x %02x refusals %d %d sequences %u %u left %u of %u%s",
             slot[0].flag, slot[1].flag, slot[0].refusal, slot[1].refusal, slot[0].sequence,
             slot[1].sequence, left, trials, blank ? " blank" : "");
    test_case = text;
    const struct end end = start(slot, left, trials, blank);
    CHECK_EQ(end.action, want.action);
    CHECK_EQ(end.slot, want.slot);
    CHECK_EQ(end.watchdog, want.watchdog);
    CHECK_EQ(memcmp(&end.record, &want.record, sizeof end.record), 0);
}

static const uint8_t flags[] = {
    OTA_FLAG_NEW, OTA_FLAG_PENDING, OTA_FLAG_VALID, OTA_FLAG_INVALID, 0x00, 0xFD};
static const ota_refusal_t refusals[] = {GOOD, OTA_REFUSED_MAGIC, OTA_REFUSED_COUNTER,
                                         OTA_REFUSED_SIGNATURE};
#define FLAGS    (sizeof flags)
#define REFUSALS (sizeof refusals / sizeof refusals[0])
#define KINDS    (FLAGS * REFUSALS * 3)

static struct slot slot_of(size_t kind)
{
    return (struct slot){flags[kind % FLAGS], refusals[kind / FLAGS % REFUSALS],
                         1u + (uint32_t)(kind / FLAGS / REFUSALS)};
}

static void every_start_ends_as_the_rules_say(void)
{
    for (size_t kinds = 0; kinds < KINDS * KINDS; kinds++) {
        const struct slot slot[2] = {slot_of(kinds % KINDS), slot_of(kinds / KINDS)};
        for (uint8_t left = 0; left < 3; left++) {
            check_start(slot, left, 1, false);
            check_start(slot, left, 3, false);
        }
    }
}

static void a_blank_journal_takes_the_best_good_image(void)
{
    for (size_t kinds = 0; kinds < KINDS * KINDS; kinds++) {
        struct slot slot[2] = {slot_of(kinds % KINDS), slot_of(kinds / KINDS)};
        slot[0].flag = slot[1].flag = 0;
        check_start(slot, 0, 1, true);
    }
}

/* Two starts: nobody accepts. */
static void a_new_image_that_is_not_accepted_runs_once(void)
{
    struct slot slot[2] = {{OTA_FLAG_VALID, GOOD, 1}, {OTA_FLAG_NEW, GOOD, 2}};
    struct end end = start(slot, 0, 1, false);

    CHECK_EQ(end.action == OTA_BOOT_RUN && end.slot == 1 && end.watchdog, true);
    slot[1].flag = end.record.flag[1];
    end = start(slot, end.record.trials, 1, false);
    CHECK_EQ(end.action == OTA_BOOT_RUN && end.slot == 0 && !end.watchdog, true);
    CHECK_EQ(end.record.flag[1], OTA_FLAG_INVALID);
    CHECK_EQ(end.record.reason, OTA_REFUSED_SELF_TEST);
    CHECK_EQ(strcmp(end.record.job, "job"), 0);
}

static void a_new_image_with_three_trials_runs_three_times(void)
{
    struct slot slot[2] = {{OTA_FLAG_NEW, GOOD, 2}, {OTA_FLAG_VALID, GOOD, 1}};
    struct end end = {.record = {.trials = 0}};

    for (unsigned boot = 0; boot < 3; boot++) {
        end = start(slot, end.record.trials, 3, false);
        CHECK_EQ(end.action == OTA_BOOT_RUN && end.slot == 0 && end.watchdog, true);
        slot[0].flag = end.record.flag[0];
    }
    end = start(slot, end.record.trials, 3, false);
    CHECK_EQ(end.action == OTA_BOOT_RUN && end.slot == 1 && !end.watchdog, true);
}

static void when_nothing_is_good_nothing_runs_and_nothing_is_written(void)
{
    const struct slot slot[2] = {{OTA_FLAG_VALID, OTA_REFUSED_SIGNATURE, 1},
                                 {OTA_FLAG_INVALID, GOOD, 2}};
    const struct end end = start(slot, 0, 1, false);

    CHECK_EQ(end.action, OTA_BOOT_STOP);
    CHECK_EQ(end.record.flag[0], OTA_FLAG_VALID);
}

int main(void)
{
    RUN(every_start_ends_as_the_rules_say);
    RUN(a_blank_journal_takes_the_best_good_image);
    RUN(a_new_image_that_is_not_accepted_runs_once);
    RUN(a_new_image_with_three_trials_runs_three_times);
    RUN(when_nothing_is_good_nothing_runs_and_nothing_is_written);
    return 0;
}
