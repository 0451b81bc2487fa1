/* SPDX-License-Identifier: MIT */
#include "object_store.h"

#include <stdio.h>
#include <string.h>

#include "flash_kit.h"
#include "test.h"

#define SECTOR 1024u

static struct object_store store;
static struct object_store_area area;

static void mount(void)
{
    CHECK_EQ(object_store_mount(&store, &area), OBJECT_STORE_OK);
}

static void begin(uint32_t unit, unsigned seed)
{
    kit_flash_new(SECTOR, unit, seed);
    area = (struct object_store_area){&kit_flash, SECTOR, 2 * SECTOR};
    mount();
}

static object_store_status_t put(const char *key, const char *value)
{
    uint32_t number = 0;
    object_store_status_t status = object_store_put(&store, key, (uint32_t)strlen(key), value,
                                                    (uint32_t)strlen(value), &number);
    CHECK_EQ(status == OBJECT_STORE_OK, number != 0);
    return status;
}

static uint32_t find(const char *key)
{
    return object_store_find(&store, key, (uint32_t)strlen(key));
}

/* The value of `key` is this one; NULL: there is no such object. */
static bool is(const char *key, const char *value)
{
    char read[SECTOR * 2];
    uint32_t bytes = 0;
    uint32_t number = find(key);

    if (value == NULL || number == 0) {
        return value == NULL && number == 0;
    }
    return object_store_size(&store, number, &bytes) && bytes == strlen(value) &&
           object_store_read(&store, number, read, bytes) && memcmp(read, value, bytes) == 0;
}

static void an_object_is_there_after_the_next_boot(void)
{
    begin(4, 1);
    CHECK_EQ(put("Device Cert", "a certificate"), OBJECT_STORE_OK);
    CHECK_EQ(put("Device Priv TLS Key", "a key of some length, more than one chunk of the store "
                                        "and not a whole number of units"),
             OBJECT_STORE_OK);
    CHECK_EQ(put("empty", ""), OBJECT_STORE_OK);
    mount();
    CHECK_EQ(is("Device Cert", "a certificate"), true);
    CHECK_EQ(is("Device Priv TLS Key", "a key of some length, more than one chunk of the store "
                                       "and not a whole number of units"),
             true);
    CHECK_EQ(is("empty", ""), true);
    CHECK_EQ(is("Device", NULL), true);
}

static void writing_the_same_again_and_mounting_write_nothing(void)
{
    begin(4, 1);
    put("a", "one");
    put("b", "two");
    uint64_t before = kit_flash_operations();
    for (int boot = 0; boot < 3; boot++) {
        mount();
        CHECK_EQ(put("a", "one"), OBJECT_STORE_OK);
        CHECK_EQ(put("b", "two"), OBJECT_STORE_OK);
    }
    CHECK_EQ(kit_flash_operations(), before);
}

static void an_old_value_is_nowhere_in_flash(void)
{
    begin(4, 1);
    put("key", "old secret value");
    put("other", "stays");
    uint32_t number = find("key");
    CHECK_EQ(kit_flash_contains("old secret value", 16), true);
    put("key", "new secret value");
    CHECK_EQ(find("key"), number);
    CHECK_EQ(kit_flash_contains("old secret value", 16), false);
    CHECK_EQ(object_store_remove(&store, find("key")), OBJECT_STORE_OK);
    CHECK_EQ(kit_flash_contains("new secret value", 16), false);
    CHECK_EQ(is("other", "stays"), true);
    CHECK_EQ(is("key", NULL), true);
    mount();
    CHECK_EQ(is("other", "stays"), true);
    CHECK_EQ(is("key", NULL), true);
}

static void a_full_store_says_so_and_keeps_what_it_has(void)
{
    static char large[2 * SECTOR];
    char key[8];

    begin(4, 1);
    memset(large, 'x', sizeof large - 1);
    CHECK_EQ(put("large", large), OBJECT_STORE_FULL);
    large[2 * SECTOR - 12 - 8 - 5] = '\0';
    large[2 * SECTOR - 12 - 8 - 5 - 3] = '\0'; /* ends with the bank */
    CHECK_EQ(put("large", large), OBJECT_STORE_OK);
    CHECK_EQ(put("x", "y"), OBJECT_STORE_FULL);
    large[0] = 'z'; /* of the same size: fits when the old one goes */
    CHECK_EQ(put("large", large), OBJECT_STORE_OK);
    mount();
    CHECK_EQ(is("large", large), true);
    begin(4, 1);
    for (unsigned i = 0; i < OBJECT_STORE_OBJECTS; i++) {
        snprintf(key, sizeof key, "%u", i);
        CHECK_EQ(put(key, "v"), OBJECT_STORE_OK);
    }
    CHECK_EQ(put("one more", "v"), OBJECT_STORE_FULL);
    CHECK_EQ(put("3", "w"), OBJECT_STORE_OK);
    mount();
    CHECK_EQ(is("0", "v") && is("3", "w") && is("11", "v"), true);
}

static void numbers_stay_while_other_objects_go(void)
{
    begin(8, 1);
    put("a", "1");
    put("b", "2");
    put("c", "3");
    uint32_t c = find("c");
    object_store_remove(&store, find("a"));
    CHECK_EQ(find("c"), c);
    CHECK_EQ(object_store_next(&store, 0), 2);
    CHECK_EQ(object_store_next(&store, 2), c);
    CHECK_EQ(object_store_next(&store, c), 0);
    uint32_t bytes;
    CHECK_EQ(object_store_size(&store, 1, &bytes), false);
    CHECK_EQ(object_store_size(&store, 0, &bytes), false);
    CHECK_EQ(object_store_size(&store, OBJECT_STORE_OBJECTS + 1, &bytes), false);
    CHECK_EQ(object_store_read(&store, c, &bytes, 2), false);
}

static void an_area_that_does_not_fit_is_refused(void)
{
    static const struct {
        uint32_t offset, bank_bytes, unit;
    } cases[] = {
        {0, (KIT_SECTORS * SECTOR), 4},
        {(KIT_SECTORS * SECTOR) - SECTOR, SECTOR, 4},
        {512, SECTOR, 4},
        {0, 512, 4},
        {0, 0, 4},
        {0, 0x80000000u, 4},
        {0, SECTOR, 128},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kit_flash_new(SECTOR, cases[i].unit, 1);
        area = (struct object_store_area){&kit_flash, cases[i].offset, cases[i].bank_bytes};
        CHECK_EQ(object_store_mount(&store, &area), OBJECT_STORE_BAD_AREA);
        CHECK_EQ(kit_flash_operations(), 0);
    }
}

/* The store never writes that; what reads as such must not hide what is put later. */
static void one_key_twice_in_flash_is_one_object(void)
{
    begin(4, 1);
    put("a", "one");
    const uint32_t from = store.object[0], bytes = store.end - from;
    uint8_t *bank = kit_flash_state.memory + area.offset + store.bank * area.bank_bytes;
    memcpy(bank + store.end, bank + from, bytes);
    mount();
    CHECK_EQ(object_store_next(&store, 1), 0);
    CHECK_EQ(put("a", "two"), OBJECT_STORE_OK);
    mount();
    CHECK_EQ(is("a", "two"), true);
}

static void a_flash_that_cannot_be_read_is_not_written(void)
{
    begin(4, 1);
    put("a", "one");
    uint64_t before = kit_flash_operations();
    kit_no_read = true;
    CHECK_EQ(put("a", "two"), OBJECT_STORE_FLASH); /* not found: it may be there all the same */
    CHECK_EQ(object_store_is_readable(&store), false);
    CHECK_EQ(object_store_mount(&store, &area), OBJECT_STORE_FLASH);
    CHECK_EQ(kit_flash_operations(), before);
    kit_no_read = false;
    mount();
    CHECK_EQ(object_store_find(&store, "b", 1) == 0 && object_store_is_readable(&store), true);
    CHECK_EQ(is("a", "one"), true);
}

static void a_flash_that_refuses_once_is_repaired(void)
{
    begin(4, 1);
    put("a", "one");
    kit_no_write = true;
    CHECK_EQ(put("b", "two"), OBJECT_STORE_FLASH);
    CHECK_EQ(put("a", "changed"), OBJECT_STORE_FLASH);
    CHECK_EQ(is("a", "one"), true);
    kit_no_write = false;
    CHECK_EQ(put("b", "two"), OBJECT_STORE_OK);
    CHECK_EQ(is("a", "one") && is("b", "two"), true);
}

/* The sweep: a script of changes, and what each object may be after the power was cut in step i. */
static const struct {
    const char *key;
    const char *value; /* NULL: remove it */
} script[] = {
    {"cert", "first certificate, long enough for several units of any flash there is"},
    {"key", "0123456789abcdef0123456789abcdef"},
    {"ca", "authority"},
    {"cert", "second certificate"},
    {"key", NULL},
    {"key", "fedcba9876543210fedcba9876543210"},
    {"ca", "another authority"},
};
#define STEPS (sizeof script / sizeof script[0])

static const char *const keys[] = {"cert", "key", "ca"};

/* What `key` is when the first `steps` steps are done. */
static const char *value_after(const char *key, size_t steps)
{
    const char *value = NULL;
    for (size_t i = 0; i < steps; i++) {
        value = strcmp(script[i].key, key) == 0 ? script[i].value : value;
    }
    return value;
}

static void run_step(size_t i)
{
    if (script[i].value != NULL) {
        CHECK_EQ(put(script[i].key, script[i].value), OBJECT_STORE_OK);
    } else {
        CHECK_EQ(object_store_remove(&store, find(script[i].key)), OBJECT_STORE_OK);
    }
}

/* After a cut in step `step`: every object has its value from before or after the step. */
static size_t check_whole(size_t step)
{
    bool done = true, undone = true;
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        bool new = is(keys[k], value_after(keys[k], step + 1));
        bool old = is(keys[k], value_after(keys[k], step));
        CHECK_EQ(new || old, true);
        done = done && new;
        undone = undone && old;
    }
    CHECK_EQ(done || undone, true);
    return done ? step + 1 : step;
}

/* Of a key's values flash has the one that counts after `steps` steps, and no byte of another. */
static void check_secrets(size_t steps)
{
    const char *now = value_after("key", steps);
    for (size_t i = 0; i < STEPS; i++) {
        if (strcmp(script[i].key, "key") == 0 && script[i].value != NULL) {
            bool counts = now != NULL && strcmp(now, script[i].value) == 0;
            CHECK_EQ(kit_flash_contains(script[i].value, 8), counts);
        }
    }
}

/* Run the script with a cut at operation `first`, a second one in the boot after it at `second`.
 * False: the script was over before the first. */
static bool run_with_cuts(uint64_t first, uint64_t second)
{
    static volatile size_t step; /* volatile: survives longjmp */
    static volatile bool cut;

    step = 0;
    cut = false;
    kit_cut_after(first);
    if (setjmp(kit_power_cut) == 0) {
        mount();
        for (; step < STEPS; step++) {
            run_step(step);
        }
    } else if (!cut) {
        cut = true;
        if (second != 0) {
            kit_cut_after(second);
        }
        if (setjmp(kit_power_cut) == 0) {
            mount();
        }
    }
    kit_flash_state.cut_at = 0;
    if (!cut) {
        return false;
    }
    mount();
    step = check_whole(step);
    check_secrets(step);
    CHECK_EQ(put("unlike", "what was interrupted"), OBJECT_STORE_OK);
    for (; step < STEPS; step++) {
        run_step(step);
    }
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
        CHECK_EQ(is(keys[k], value_after(keys[k], STEPS)), true);
    }
    uint64_t before = kit_flash_operations();
    mount();
    CHECK_EQ(kit_flash_operations(), before);
    CHECK_EQ(kit_flash_contains("0123456789abcdef", 16), false);
    return true;
}

static void sweep(uint32_t unit, uint64_t second, unsigned seeds)
{
    for (unsigned seed = 0; seed < seeds; seed++) {
        uint64_t cut = 1;
        for (;; cut++) {
            char text[80];
            snprintf(text, sizeof text, "unit %u, seed %u, cut at %u, then at %u", (unsigned)unit,
                     seed, (unsigned)cut, (unsigned)second);
            test_case = text;
            kit_flash_new(SECTOR, unit, seed);
            area = (struct object_store_area){&kit_flash, SECTOR, 2 * SECTOR};
            if (!run_with_cuts(cut, second)) {
                break;
            }
        }
        test_case = "";
        CHECK_EQ(cut > 20, true); /* the script has so many operations at least */
    }
}

static void a_power_cut_at_any_operation_leaves_every_object_whole(void)
{
    static const uint32_t units[] = {1, 4, 8, 32};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        sweep(units[i], 0, 8);
    }
}

static void a_second_cut_while_the_first_is_repaired_does_no_harm(void)
{
    for (uint64_t second = 1; second <= 40; second++) {
        sweep(8, second, 3);
    }
}

int main(void)
{
    RUN(an_object_is_there_after_the_next_boot);
    RUN(one_key_twice_in_flash_is_one_object);
    RUN(writing_the_same_again_and_mounting_write_nothing);
    RUN(an_old_value_is_nowhere_in_flash);
    RUN(a_full_store_says_so_and_keeps_what_it_has);
    RUN(numbers_stay_while_other_objects_go);
    RUN(an_area_that_does_not_fit_is_refused);
    RUN(a_flash_that_cannot_be_read_is_not_written);
    RUN(a_flash_that_refuses_once_is_repaired);
    RUN(a_power_cut_at_any_operation_leaves_every_object_whole);
    RUN(a_second_cut_while_the_first_is_repaired_does_no_harm);
    return 0;
}
