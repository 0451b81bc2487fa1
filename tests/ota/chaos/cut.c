/* SPDX-License-Identifier: MIT */
/* QEMU plugin: says where a board's code is, and cuts the power there.
 *
 *     -plugin cut.so,regions=FILE,shared=FILE
 *
 * A line "0x1000 0x1040 3" of `regions` says that this code is place 3; code of place 0 belongs to
 * whatever it was called from, as memset does, and is counted for it. Code without a line changes
 * nothing: a place is left when another is entered.
 *
 * `shared` is `struct shared` below, mapped: the board's user reads in it where the board is, and
 * writes an order: kill this QEMU after so many entries into that place, and so many blocks of
 * instructions in it, or of any place from then on. SIGKILL it is, with nothing flushed: of a flash
 * that QEMU's threads write behind the board's back the operation under way is lost. Those before
 * it must not be, as the flash has said that they are done: they get `settle_ms` to be written.
 *
 * Debian does not package qemu-plugin.h: the few declarations needed stand here (API version 1,
 * QEMU 7.2).
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_info;

#define NO_REGISTERS 0

extern void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
                                                  void (*callback)(qemu_plugin_id_t,
                                                                   struct qemu_plugin_tb *));
extern uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);
extern void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb,
                                                 void (*callback)(unsigned, void *), int registers,
                                                 void *userdata);

#define EXPORT      __attribute__((visibility("default")))
#define PLACES_MAX  16u
#define REGIONS_MAX 4096u
#define INHERITED   0u

EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc,
                               char **argv);

/* Words, then two tables; machine.py reads and writes it. */
struct shared {
    uint32_t place;   /* where the board is */
    uint32_t is_cut;  /* the order was carried out */
    uint32_t at;      /* the order: the place, or INHERITED: there is none */
    uint32_t entries; /* still to go by */
    uint32_t blocks;
    uint32_t is_anywhere;  /* blocks of any place count, once it was entered */
    uint32_t has_begun;    /* that is so */
    uint32_t flash_places; /* bit n: place n is an operation of the flash */
    uint32_t settle_ms;    /* how long what such an operation has written takes; 0: no time */
    uint32_t entries_of[PLACES_MAX]; /* ever */
    uint32_t blocks_of[PLACES_MAX];
};

static volatile struct shared *shared;
static struct region {
    uint64_t begin, end;
    uint32_t place;
} regions[REGIONS_MAX];
static unsigned region_count;

static bool is_flash(uint32_t place)
{
    return (shared->flash_places >> place & 1u) != 0;
}

static void settle(void)
{
    usleep(1000u * shared->settle_ms);
}

static void obey(uint32_t place, bool is_entry)
{
    if (shared->entries > 0) {
        shared->entries -= is_entry && place == shared->at;
        return;
    }
    if (!shared->has_begun || (is_entry && is_flash(place))) {
        settle();
    }
    shared->has_begun = 1;
    if (shared->blocks > 0) {
        shared->blocks--;
        return;
    }
    if (!is_flash(place)) {
        settle();
    }
    shared->is_cut = 1;
    kill(getpid(), SIGKILL);
    pause();
}

static void executed(unsigned cpu, void *userdata)
{
    const struct region *region = userdata;
    const uint32_t before = shared->place;
    const uint32_t place = region->place == INHERITED ? before : region->place;

    (void)cpu;
    if (place != before) {
        shared->place = place;
        shared->entries_of[place]++;
    }
    shared->blocks_of[place]++;
    if (shared->at == INHERITED) {
        return;
    }
    if (shared->at == place || (shared->is_anywhere && shared->has_begun)) {
        obey(place, place != before);
    }
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    const uint64_t address = qemu_plugin_tb_vaddr(tb);

    (void)id;
    for (unsigned i = 0; i < region_count; i++) {
        if (address >= regions[i].begin && address < regions[i].end) {
            qemu_plugin_register_vcpu_tb_exec_cb(tb, executed, NO_REGISTERS, &regions[i]);
            return;
        }
    }
}

static int read_regions(const char *path)
{
    FILE *file = fopen(path, "r");
    unsigned long long begin, end;
    unsigned place;

    if (file == NULL) {
        return -1;
    }
    while (region_count < REGIONS_MAX && fscanf(file, "%llx %llx %u", &begin, &end, &place) == 3) {
        regions[region_count++] = (struct region){begin, end, place % PLACES_MAX};
    }
    return fclose(file);
}

static int map_shared(const char *path)
{
    const int file = open(path, O_RDWR);

    if (file < 0) {
        return -1;
    }
    void *memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    shared = memory == MAP_FAILED ? NULL : memory;
    return shared == NULL ? -1 : 0;
}

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc, char **argv)
{
    int failed = 0;

    (void)info;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "regions=", 8) == 0) {
            failed |= read_regions(argv[i] + 8);
        } else if (strncmp(argv[i], "shared=", 7) == 0) {
            failed |= map_shared(argv[i] + 7);
        }
    }
    if (failed != 0 || shared == NULL || region_count == 0) {
        fprintf(stderr, "cut: no regions or no shared memory\n");
        return -1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    return 0;
}
