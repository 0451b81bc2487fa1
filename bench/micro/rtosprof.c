/* SPDX-License-Identifier: MIT */
/* QEMU TCG plugin (API v1, QEMU 7.2): exact guest-instruction trace between
 * marker instructions.  A marker is the unallocated Thumb-2 hint
 * "nop.w" encoding 0xF3AF80xx with 0x20 <= xx <= 0xEF (architecturally a NOP).
 *   xx == 0xE0 : start recording     xx == 0xE1 : stop recording
 *   other      : a labelled mark
 * Output: little-endian uint32 stream; guest PC for an executed instruction,
 * 0xF0000000|xx for a marker.  Args: out=FILE                                */
#include <stdint.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
typedef uint64_t qemu_plugin_id_t;
typedef struct { const char *target_name; struct { int min, cur; } version; bool system_emulation;
  union { struct { int smp_vcpus, max_vcpus; } system; }; } qemu_info_t;
struct qemu_plugin_tb; struct qemu_plugin_insn;
extern void   qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, struct qemu_plugin_tb *));
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
extern const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);
extern size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *);
extern uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *);
extern void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *, void (*)(unsigned, void *), int, void *);
extern void qemu_plugin_register_atexit_cb(qemu_plugin_id_t, void (*)(qemu_plugin_id_t, void *), void *);
__attribute__((visibility("default"))) int qemu_plugin_version = 1;
static uint64_t w0, wn; /* window mode: record insns w0..w0+wn-1 without markers */
static FILE *f; static bool rec; static uint64_t total;
static uint32_t buf[1 << 16]; static unsigned n;
static void flush(void) { if (f) fwrite(buf, 4, n, f); n = 0; }
static void put(uint32_t v) { buf[n++] = v; if (n == 1 << 16) flush(); }
static void on_insn(unsigned c, void *u) { total++; if (rec || (wn && total >= w0 && total < w0 + wn)) put((uint32_t)(uintptr_t)u); }
static void on_mark(unsigned c, void *u) { total++; unsigned id = (unsigned)(uintptr_t)u;
  if (id == 0xE0) rec = true; else if (id == 0xE1) { rec = false; } else if (rec) put(0xF0000000u | id); }
static void on_tb(qemu_plugin_id_t id, struct qemu_plugin_tb *tb) {
  size_t k = qemu_plugin_tb_n_insns(tb);
  for (size_t i = 0; i < k; i++) { struct qemu_plugin_insn *in = qemu_plugin_tb_get_insn(tb, i);
    const uint8_t *d = qemu_plugin_insn_data(in); size_t s = qemu_plugin_insn_size(in);
    if (s == 4 && d[0] == 0xAF && d[1] == 0xF3 && d[3] == 0x80 && d[2] >= 0x20 && d[2] < 0xF0)
      qemu_plugin_register_vcpu_insn_exec_cb(in, on_mark, 0, (void *)(uintptr_t)d[2]);
    else qemu_plugin_register_vcpu_insn_exec_cb(in, on_insn, 0, (void *)(uintptr_t)qemu_plugin_insn_vaddr(in)); } }
static void fini(qemu_plugin_id_t id, void *u) { flush(); if (f) fclose(f); fprintf(stderr, "[rtosprof] total %llu insns\n", (unsigned long long)total); }
__attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv) {
  for (int i = 0; i < argc; i++) if (!strncmp(argv[i], "out=", 4)) f = fopen(argv[i] + 4, "wb");
    else if (!strncmp(argv[i], "start=", 6)) w0 = strtoull(argv[i] + 6, 0, 0); else if (!strncmp(argv[i], "len=", 4)) wn = strtoull(argv[i] + 4, 0, 0);
  qemu_plugin_register_vcpu_tb_trans_cb(id, on_tb); qemu_plugin_register_atexit_cb(id, fini, NULL); return 0; }
