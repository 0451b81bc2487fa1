/* SPDX-License-Identifier: MIT */
/* What a module says in one exchange, through the engine: a scan's line and its parts, a report, an
 * answer with 1,460 bytes of a link; and a command. */
#include <stdlib.h>
#include <string.h>

#include "at_engine.h"
#include "at_text.h"

#include "bench.h"

#define DATA 1460u

static const char scan[] = "+CWLAP:(3,\"dunlin-home\",-48,\"02:d0:00:00:00:01\",6)\r\n";
static const char report[] = "\r\n+IPD,4,1460\r\n";
static struct at_engine engine;
static char answer[DATA + 64];
static char command[AT_COMMAND_MAX];

static unsigned feed(const char *bytes, size_t length)
{
    unsigned events = 0;

    for (size_t at = 0; at < length;) {
        struct at_event event;
        at += at_feed(&engine, bytes + at, length - at, &event);
        events += event.type != AT_NONE;
    }
    return events;
}

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

void bench_run(void)
{
    static const char head[] = "+CIPRECVDATA:1460,", tail[] = "\r\n\r\nOK\r\n";
    struct lib_text name;
    int32_t ecn, rssi;
    uint8_t bssid[6];

    memcpy(answer, head, sizeof head - 1);
    memset(answer + sizeof head - 1, 'x', DATA);
    memcpy(answer + sizeof head - 1 + DATA, tail, sizeof tail - 1);
    at_init(&engine);

    START(line_52);
    unsigned events = feed(scan, sizeof scan - 1);
    END(line_52);
    must(events == 1);

    START(parts_of_line);
    struct at_reader reader = at_read(scan, sizeof scan - 3);
    const bool good = at_take(&reader, "+CWLAP:(") && at_take_number(&reader, &ecn) &&
                      at_take_string(&reader, 3, &name) && at_take_number(&reader, &rssi) &&
                      at_take_mac(&reader, 1, bssid);
    END(parts_of_line);
    must(good);

    START(report);
    events = feed(report, sizeof report - 1);
    END(report);
    must(events == 1);

    at_expect_data(&engine, 4, DATA);
    START(data_1460);
    events = feed(answer, sizeof head + sizeof tail - 2 + DATA);
    END(data_1460);
    must(events == 2);

    START(command);
    struct at_command writer;
    at_set(&writer, command, sizeof command, "CIPSTART");
    at_put_number(&writer, 4);
    at_put_string(&writer, "TCP", 3);
    at_put_string(&writer, "broker.example", 14);
    at_put_number(&writer, 8883);
    const size_t length = at_end(&writer);
    END(command);
    must(length > 0);
}
