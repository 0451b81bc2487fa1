/* SPDX-License-Identifier: MIT */
/* QEMU plugin: every stretch of instructions that runs with interrupts masked, exactly.
 *
 *     masked.so,table=FILE,registers=FD,out=FILE
 *
 * A plugin of QEMU 7.2 cannot read registers, so QEMU's own log tells them: run with -singlestep
 * -d exec,cpu,nochain and -dfilter on the instructions that mask by a register, the log (-D) going
 * into a pipe whose other end is FD. The dump is written before the instruction runs; here it is
 * read.
 *
 *     table:  a LOW HIGH                  the application's code: not counted; what is masked
 *                                         there is its own affair
 *             i ADDRESS WHAT REGISTER     an instruction that changes the mask: `enum what`
 *     out:    COUNT FIRST LAST PC*        the longest stretch of each pair FIRST, LAST
 *
 * A stretch begins behind the instruction that masks and ends with the one that unmasks.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugin_api.h"
#include "plugin_files.h"

#define PATH_MAX_PCS 20000
#define KINDS_MAX    4096
#define RANGES_MAX   4096
#define POINTS_MAX   4096
#define NAME_BYTES   8
#define DUMP_BYTES   (1 << 16)
#define MSTATUS_MIE  0x8u
#define MSTATUS_MPIE 0x80u

PLUGIN_API int qemu_plugin_version = 1;

enum what {
    BASEPRI = 'b',       /* BASEPRI = register */
    BASEPRI_MAX = 'm',   /* BASEPRI = register where that masks more */
    PRIMASK = 'p',       /* PRIMASK = register */
    MASK = '+',          /* all interrupts off */
    UNMASK = '-',        /* all interrupts on */
    MSTATUS = 'w',       /* RISC-V: mstatus = register */
    MSTATUS_SET = 's',   /* mstatus |= register */
    MSTATUS_CLEAR = 'c', /* mstatus &= ~register */
    MRET = 'r',          /* as before the trap */
};

struct point {
    uint64_t pc;
    char what;
    char reg[NAME_BYTES];
};

struct stretch {
    uint64_t first, last;
    unsigned count;
    unsigned length;
    uint32_t *path;
};

static struct {
    uint64_t low, high;
} ranges[RANGES_MAX];
static size_t range_count;
static struct point points[POINTS_MAX];
static size_t point_count;
static struct stretch kinds[KINDS_MAX];
static size_t kind_count;

static struct {
    uint32_t basepri, primask;
    bool masked;
    bool by_application;
    uint64_t first;
    unsigned count;
    unsigned length;
    uint32_t path[PATH_MAX_PCS];
} now;

static int registers = -1;
static char dump[DUMP_BYTES + 1];
static const char *out_name;

static bool is_application(uint64_t pc)
{
    for (size_t i = 0; i < range_count; i++) {
        if (pc >= ranges[i].low && pc < ranges[i].high) {
            return true;
        }
    }
    return false;
}

/* Value of a register in the last dump that QEMU wrote; the pipe holds nothing later. */
static uint32_t value_of(const char *name)
{
    size_t used = 0;
    ssize_t got;
    const char *last = NULL;

    while ((got = read(registers, dump + used, DUMP_BYTES - used)) > 0) {
        used += (size_t)got;
        if (used == DUMP_BYTES) { /* an older part may go */
            memmove(dump, dump + used / 2, used / 2);
            used /= 2;
        }
    }
    dump[used] = '\0';
    for (const char *at = dump; (at = strstr(at, name)) != NULL; at++) {
        char after = at[strlen(name)];
        if (after == '=' || after == ' ') { /* not s1 of s10 */
            last = at;
        }
    }
    if (last == NULL) {
        fprintf(stderr, "masked: QEMU's log does not tell %s\n", name);
        exit(2);
    }
    last += strlen(name);
    last += strspn(last, "= \t");
    return (uint32_t)strtoul(last, NULL, 16);
}

static void keep(uint64_t last)
{
    struct stretch *kind = NULL;
    for (size_t i = 0; i < kind_count && kind == NULL; i++) {
        if (kinds[i].first == now.first && kinds[i].last == last) {
            kind = &kinds[i];
        }
    }
    if (kind == NULL && kind_count < KINDS_MAX) {
        kind = &kinds[kind_count++];
        *kind = (struct stretch){.first = now.first, .last = last};
    }
    if (kind == NULL || now.count <= kind->count) {
        return;
    }
    kind->count = now.count;
    kind->length = now.length;
    kind->path = realloc(kind->path, now.length * sizeof *kind->path + 1);
    memcpy(kind->path, now.path, now.length * sizeof *kind->path);
}

static void apply(const struct point *point)
{
    uint32_t value = point->reg[0] != '-' ? value_of(point->reg) : 0;
    switch ((enum what)point->what) {
    case BASEPRI:
        now.basepri = value & 0xffu;
        break;
    case BASEPRI_MAX:
        value &= 0xffu;
        if (value != 0 && (now.basepri == 0 || value < now.basepri)) {
            now.basepri = value;
        }
        break;
    case PRIMASK:
        now.primask = value & 1u;
        break;
    case MASK:
        now.primask = 1;
        break;
    case UNMASK:
        now.primask = 0;
        break;
    case MSTATUS:
        now.primask = (value & MSTATUS_MIE) == 0;
        break;
    case MSTATUS_SET:
        now.primask = now.primask && (value & MSTATUS_MIE) == 0;
        break;
    case MSTATUS_CLEAR:
        now.primask = now.primask || (value & MSTATUS_MIE) != 0;
        break;
    case MRET:
        now.primask = (value & MSTATUS_MPIE) == 0;
        break;
    }
}

static void count(uint64_t pc)
{
    now.count++;
    if (now.length < PATH_MAX_PCS) {
        now.path[now.length++] = (uint32_t)pc;
    }
}

static void on_kernel(unsigned vcpu, void *user)
{
    (void)vcpu;
    if (now.masked) {
        count((uint64_t)(uintptr_t)user);
    }
}

static void on_point(unsigned vcpu, void *user)
{
    const struct point *point = user;
    bool application = is_application(point->pc);

    (void)vcpu;
    if (now.masked && !application) {
        count(point->pc);
    }
    apply(point);
    bool masked = (now.basepri | now.primask) != 0;
    if (masked && !now.masked) {
        now.first = point->pc;
        now.by_application = application;
        now.count = 0;
        now.length = 0;
    } else if (!masked && now.masked && !now.by_application) {
        keep(point->pc);
    }
    now.masked = masked;
}

static void on_translate(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    size_t n = qemu_plugin_tb_n_insns(tb);

    (void)id;
    for (size_t i = 0; i < n; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        uint64_t pc = qemu_plugin_insn_vaddr(insn);
        struct point *point = NULL;
        for (size_t k = 0; k < point_count && point == NULL; k++) {
            point = points[k].pc == pc ? &points[k] : NULL;
        }
        if (point != NULL) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_point, NO_REGISTERS, point);
        } else if (!is_application(pc)) {
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_kernel, NO_REGISTERS,
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
    for (size_t i = 0; i < kind_count; i++) {
        fprintf(out, "%u %llx %llx", kinds[i].count, (unsigned long long)kinds[i].first,
                (unsigned long long)kinds[i].last);
        for (unsigned k = 0; k < kinds[i].length; k++) {
            fprintf(out, " %x", kinds[i].path[k]);
        }
        fputc('\n', out);
    }
    fclose(out);
}

static bool take_line(const char *line)
{
    unsigned long long a, b;
    struct point point;

    if (sscanf(line, "a %llx %llx", &a, &b) == 2 && range_count < RANGES_MAX) {
        ranges[range_count].low = a;
        ranges[range_count++].high = b;
        return true;
    }
    if (sscanf(line, "i %llx %c %7s", &a, &point.what, point.reg) == 3 &&
        point_count < POINTS_MAX) {
        point.pc = a;
        points[point_count++] = point;
        return true;
    }
    return false;
}

PLUGIN_API int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc,
                                   char **argv)
{
    const char *table = plugin_option(argc, argv, "table=");
    const char *log = plugin_option(argc, argv, "registers=");
    const char *out = plugin_option(argc, argv, "out=");

    (void)info;
    if (table == NULL || log == NULL || out == NULL || !plugin_read_table(table, take_line)) {
        fprintf(stderr, "masked: needs table=FILE,registers=FD,out=FILE\n");
        return 1;
    }
    out_name = strdup(out);
    registers = atoi(log);
    fcntl(registers, F_SETFL, fcntl(registers, F_GETFL) | O_NONBLOCK);
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
    qemu_plugin_register_atexit_cb(id, on_end, NULL);
    return 0;
}
