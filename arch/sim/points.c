/* SPDX-License-Identifier: MIT */
/* Points: the compiler calls one of these before each memory access and in each basic block of
 * firmware code (clang -fsanitize-coverage=trace-pc,trace-loads,trace-stores).
 *
 * The fast path is one decrement and one comparison. `sim_cpu.left` reaches 0 where something is to
 * happen: an event is due, the adversary strikes, the run ends, or a watcher wants to see every
 * access.
 *
 * A frame below `lowest` means that the running task has used up its stack. It is seen in the first
 * block of the function that did it, before that function has written to its frame.
 */
#include "port.h"

#define LONGEST SIM_POINTS_LONGEST

static struct {
    uintptr_t lowest; /* address a frame of the running task may have */
    uint64_t armed;   /* points() when sim_cpu.left reaches 0 */
} points = {.armed = LONGEST};

static void (*watcher)(const struct sim_access *access);

#define WRITE_FLAG 0x80000000u

uint64_t sim_points(void)
{
    return points.armed - sim_cpu.left;
}

void sim_points_stack(uintptr_t lowest)
{
    points.lowest = SIM_FAST ? 0 : lowest; /* a switch would have to tell */
}

void sim_points_arm(void)
{
    uint64_t now = sim_points();
    uint64_t until = LONGEST;

    if (watcher != NULL) {
        until = 1;
    } else {
        uint64_t event = sim_clock_points_left();
        until = event < until ? event : until;
        if (sim_port.running) {
            uint64_t move = sim_adversary_next(now);
            uint64_t left = move > now ? move - now : 1u;
            until = left < until ? left : until;
        }
        if (sim_knobs.steps != 0) {
            uint64_t left = sim_knobs.steps > now ? sim_knobs.steps - now : 1u;
            until = left < until ? left : until;
        }
    }
    sim_cpu.left = (uint32_t)until;
    points.armed = now + until;
}

static void happen(void *nothing)
{
    uint64_t now = sim_points();

    (void)nothing;
    sim_clock_catch_up();
    if (sim_port.running && sim_adversary_next(now) <= now) {
        sim_adversary_act(now);
    }
    if (sim_knobs.steps != 0 && now >= sim_knobs.steps) {
        if (sim_knobs.end != NULL) {
            sim_knobs.end();
        }
        sim_exit(0);
    }
    sim_points_arm();
}

/* Firmware code that a trap works for (a test's event, the adversary) passes points, too: they
 * count and nothing happens at them. */
void sim_come_due(void)
{
    sim_cpu.left = LONGEST;
    points.armed += LONGEST;
    if (!sim_port.inside) {
        sim_beside(happen, NULL);
    }
}

void sim_watch(void (*see)(const struct sim_access *access))
{
    watcher = see;
    sim_points_arm();
}

/* The watcher may be firmware code itself: its own points do not count. */
static void tell_watcher(const void *pc, const void *address, uint32_t what)
{
    struct sim_access access = {
        .pc = pc,
        .address = address,
        .bytes = what & ~WRITE_FLAG,
        .write = (what & WRITE_FLAG) != 0,
        .task = sim_task_id(),
        .mask = sim_cpu.mask,
        .handlers = sim_cpu.handlers,
        .critical = arch_core()->hold.why.critical,
        .suspended = arch_core()->hold.why.suspended,
    };
    uint64_t now = sim_points();

    sim_port.inside = true;
    sim_cpu.left = LONGEST;
    watcher(&access);
    sim_port.inside = false;
    sim_cpu.left = 0;
    points.armed = now;
}

extern const char __executable_start[]; /* the linker's */

static void report_overflow(void *pc)
{
    sim_fail("stack overflow, seen at image address 0x%zx (addr2line -f -e <image>)",
             (size_t)((uintptr_t)pc - (uintptr_t)__executable_start));
}

__attribute__((noinline)) static void slow(const void *pc, const void *address, uint32_t what)
{
    if ((uintptr_t)__builtin_frame_address(0) < points.lowest) {
        points.lowest = 0;
        sim_port.inside = true;
        sim_call_on(sim_port_stack + sizeof sim_port_stack, report_overflow, (void *)(uintptr_t)pc);
    }
    if (watcher != NULL && sim_cpu.left == 0 && !sim_port.inside) {
        tell_watcher(pc, address, what);
    }
    if (sim_cpu.left == 0) {
        sim_come_due();
    }
}

static inline __attribute__((always_inline)) void point(const void *address, uint32_t what)
{
    if (__builtin_expect(--sim_cpu.left == 0, 0) ||
        __builtin_expect((uintptr_t)__builtin_frame_address(0) < points.lowest, 0)) {
        slow(__builtin_return_address(0), address, what);
    }
}

#define ACCESS(name, bytes, flag)                                                                  \
    void __sanitizer_cov_##name##bytes(void *address);                                             \
    void __sanitizer_cov_##name##bytes(void *address)                                              \
    {                                                                                              \
        point(address, (bytes) | (flag));                                                          \
    }

ACCESS(load, 1, 0)
ACCESS(load, 2, 0)
ACCESS(load, 4, 0)
ACCESS(load, 8, 0)
ACCESS(load, 16, 0)
ACCESS(store, 1, WRITE_FLAG)
ACCESS(store, 2, WRITE_FLAG)
ACCESS(store, 4, WRITE_FLAG)
ACCESS(store, 8, WRITE_FLAG)
ACCESS(store, 16, WRITE_FLAG)

void __sanitizer_cov_trace_pc(void);
void __sanitizer_cov_trace_pc(void)
{
    point(NULL, 0);
}
