/* SPDX-License-Identifier: MIT */
/* QEMU plugin: instructions between marks, exactly.
 *
 *     marks.so,table=FILE,out=FILE
 *
 *     table:  m ADDRESS KIND OPERATION      KIND as in `enum kind`, OPERATION a number
 *     out:    OPERATION COUNT TIMES PC*     for each count that was seen, with the first path of
 *                                           that length and the mark at its end
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin_api.h"
#include "plugin_files.h"

#define RING       (1u << 16) /* instructions whose addresses are remembered */
#define PATH_MAX   8192u
#define MARKS_MAX  4096u
#define OPS_MAX    512u
#define COUNTS_MAX 512u

PLUGIN_API int qemu_plugin_version = 1;

enum kind {
    MARK_START = 'S',
    MARK_END = 'E',
    MARK_TURN = 'T',  /* end and start */
    MARK_FIRST = 'F', /* starts with this instruction, which is one of the program's */
};

struct mark {
    uint64_t pc;
    char kind;
    unsigned op;
};

struct count {
    uint64_t count;
    uint64_t times;
    uint32_t *path;
};

static struct {
    bool open;
    uint64_t start;
    size_t count_count;
    struct count counts[COUNTS_MAX];
} ops[OPS_MAX];

static struct mark marks[MARKS_MAX];
static size_t mark_count;
static uint32_t ring[RING];
static uint64_t total; /* instructions so far, marks left out */
static const char *out_name;

static void executed(uint64_t pc)
{
    ring[total % RING] = (uint32_t)pc;
    total++;
}

static void end(unsigned op, uint64_t mark)
{
    uint64_t n = total - ops[op].start;

    ops[op].open = false;
    for (size_t i = 0; i < ops[op].count_count; i++) {
        if (ops[op].counts[i].count == n) {
            ops[op].counts[i].times++;
            return;
        }
    }
    if (ops[op].count_count == COUNTS_MAX) {
        fprintf(stderr, "marks: operation %u has too many different counts\n", op);
        exit(2);
    }
    struct count *count = &ops[op].counts[ops[op].count_count++];
    *count = (struct count){.count = n, .times = 1};
    if (n <= PATH_MAX) {
        count->path = malloc((n + 1) * sizeof *count->path);
        for (uint64_t i = 0; i < n; i++) {
            count->path[i] = ring[(ops[op].start + i) % RING];
        }
        count->path[n] = (uint32_t)mark;
    }
}

static void on_mark(unsigned vcpu, void *user)
{
    const struct mark *mark = user;

    (void)vcpu;
    if ((mark->kind == MARK_END || mark->kind == MARK_TURN) && ops[mark->op].open) {
        end(mark->op, mark->pc);
    }
    if (mark->kind != MARK_END) {
        ops[mark->op].open = true;
        ops[mark->op].start = total;
    }
    if (mark->kind == MARK_FIRST) {
        executed(mark->pc);
    }
}

static void on_instruction(unsigned vcpu, void *user)
{
    (void)vcpu;
    executed((uint64_t)(uintptr_t)user);
}

static void on_translate(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    size_t n = qemu_plugin_tb_n_insns(tb);

    (void)id;
    for (size_t i = 0; i < n; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        uint64_t pc = qemu_plugin_insn_vaddr(insn);
        struct mark *mark = NULL;
        for (size_t k = 0; k < mark_count && mark == NULL; k++) {
            mark = marks[k].pc == pc ? &marks[k] : NULL;
        }
        if (mark != NULL) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_mark, NO_REGISTERS, mark);
        } else {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_instruction, NO_REGISTERS,
                                                   (void *)(uintptr_t)pc);
        }
    }
}

static void on_end(qemu_plugin_id_t id, void *user)
{
    FILE *out = plugin_open(out_name, "w");

    (void)id;
    (void)user;
    if (out == NULL) {
        return;
    }
    for (unsigned op = 0; op < OPS_MAX; op++) {
        for (size_t i = 0; i < ops[op].count_count; i++) {
            const struct count *count = &ops[op].counts[i];
            fprintf(out, "%u %llu %llu", op, (unsigned long long)count->count,
                    (unsigned long long)count->times);
            for (uint64_t k = 0; count->path != NULL && k <= count->count; k++) {
                fprintf(out, " %x", count->path[k]);
            }
            fputc('\n', out);
        }
    }
    fclose(out);
}

static bool take_line(const char *line)
{
    unsigned long long pc;
    struct mark mark;

    if (sscanf(line, "m %llx %c %u", &pc, &mark.kind, &mark.op) != 3 || mark_count == MARKS_MAX ||
        mark.op >= OPS_MAX) {
        return false;
    }
    mark.pc = pc;
    marks[mark_count++] = mark;
    return true;
}

PLUGIN_API int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc,
                                   char **argv)
{
    const char *table = plugin_option(argc, argv, "table=");
    const char *out = plugin_option(argc, argv, "out=");

    (void)info;
    if (table == NULL || out == NULL || !plugin_read_table(table, take_line)) {
        fprintf(stderr, "marks: needs table=FILE,out=FILE\n");
        return 1;
    }
    out_name = strdup(out);
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
    qemu_plugin_register_atexit_cb(id, on_end, NULL);
    return 0;
}
