/* SPDX-License-Identifier: MIT */
/* QEMU plugin: how many instructions a board has executed when it first reaches some addresses.
 *
 *     -plugin insncount.so,out=FILE,at=0x1234[,at=0x5678]
 *
 * FILE gets a line "0x1234 N" the first time the instruction at an address runs, and "total N" at
 * the end. Counting is per block of instructions, so a run is hardly slowed down. Debian does not
 * package qemu-plugin.h: the few declarations needed stand here (API version 1, QEMU 7.2).
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_info;

#define INLINE_ADD_U64 0
#define NO_REGISTERS   0

extern void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
                                                  void (*callback)(qemu_plugin_id_t,
                                                                   struct qemu_plugin_tb *));
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb,
                                                        size_t index);
extern uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
extern void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *tb, int op,
                                                     void *counter, uint64_t add);
extern void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
                                                   void (*callback)(unsigned, void *),
                                                   int registers, void *userdata);
extern void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id,
                                           void (*callback)(qemu_plugin_id_t, void *),
                                           void *userdata);

#define EXPORT        __attribute__((visibility("default")))
#define ADDRESSES_MAX 8u

EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc,
                               char **argv);

static uint64_t executed;
static FILE *out;
static struct watch {
    uint64_t address;
    bool seen;
} watches[ADDRESSES_MAX];
static unsigned watch_count;

static void reached(unsigned cpu, void *userdata)
{
    struct watch *watch = userdata;
    (void)cpu;
    if (!watch->seen && out != NULL) {
        watch->seen = true;
        fprintf(out, "0x%" PRIx64 " %" PRIu64 "\n", watch->address, executed);
        fflush(out);
    }
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    size_t count = qemu_plugin_tb_n_insns(tb);
    (void)id;
    for (size_t i = 0; i < count; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        for (unsigned w = 0; w < watch_count; w++) {
            if (qemu_plugin_insn_vaddr(insn) == watches[w].address) {
                qemu_plugin_register_vcpu_insn_exec_cb(insn, reached, NO_REGISTERS, &watches[w]);
            }
        }
    }
    qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, &executed, count);
}

static void ended(qemu_plugin_id_t id, void *userdata)
{
    (void)id;
    (void)userdata;
    if (out != NULL) {
        fprintf(out, "total %" PRIu64 "\n", executed);
        fclose(out);
    }
}

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info, int argc, char **argv)
{
    (void)info;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "out=", 4) == 0) {
            out = fopen(argv[i] + 4, "w");
        } else if (strncmp(argv[i], "at=", 3) == 0 && watch_count < ADDRESSES_MAX) {
            watches[watch_count++].address = strtoull(argv[i] + 3, NULL, 0);
        }
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    qemu_plugin_register_atexit_cb(id, ended, NULL);
    return 0;
}
