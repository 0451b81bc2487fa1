/* SPDX-License-Identifier: MIT */
#include "host_clock.h"

#include "room.h"

static double size_of(double number)
{
    return number < 0 ? -number : number;
}

void host_clock_take(struct host_clock *clock, unsigned number, unsigned of, long long ms,
                     double now)
{
    if (number == 1) {
        *clock = (struct host_clock){.of = of};
    }
    clock->number++;
    if (number != clock->number || of != clock->of || of > HOST_CLOCK_LINES_MAX || number > of ||
        (number > 1 && ms <= clock->ms)) {
        clock->broken = true;
    } else if (number > 1) {
        double span = (double)(ms - clock->ms);
        double ppm = ((now - clock->came) * 1e3 - span) / span * 1e6;

        if (!clock->measured || size_of(ppm) < size_of(clock->best_ppm)) {
            clock->best_ppm = ppm;
        }
        clock->measured = true;
    }
    clock->ms = ms;
    clock->came = now;
}

char *host_clock_fault(const struct host_clock *clock)
{
    if (clock->number == 0) {
        return NULL;
    }
    if (clock->broken || clock->number != clock->of || !clock->measured) {
        return room_text("of %u lines of the board's clock %u came, %s", clock->of, clock->number,
                         clock->broken ? "not all in order" : "and no more");
    }
    if (size_of(clock->best_ppm) <= HOST_CLOCK_LIMIT_PPM) {
        return NULL;
    }
    return room_text(
        "a second of the board is %.4f s of this machine's clock, want 1 within %.1f %%",
        1 + clock->best_ppm / 1e6, HOST_CLOCK_LIMIT_PPM / 1e4);
}
