/* SPDX-License-Identifier: MIT */
/* Recorded dialogues: what modules of all ages have said to which command, said again to the
 * driver.
 *
 *      hold BYTES              the driver has memory for what comes unasked
 *      on COMMAND | BYTES      the module's answer; a * at the end of the command is anything
 *      once COMMAND | BYTES    the first time; as often as it stands there
 *      say BYTES               without having been asked, before the next verb
 *      reboot BYTES            the same, and the echo is on again
 *      do VERB ...             what the driver is asked: verbs.h
 *      listen                  until the module has nothing more to say; shows events
 *      = LINE                  what it must answer, events in front
 *
 * Bytes: \r \n \\ \xHH. Commands without an answer get ERROR. `data` is the command when all
 * announced bytes are there. Each dialogue is heard whole, byte by byte, and broken once at each of
 * its bytes. The clock is the replayer's: silence costs nothing. */
#include <stdlib.h>
#include <string.h>

#include "verbs.h"

#define RULES   96
#define BYTES   65536
#define SILENCE "\r\nERROR\r\n"

struct rule {
    char command[160];
    char bytes[1024];
    size_t length;
    bool once, used;
};

static struct {
    struct rule rules[RULES];
    int count;
    bool echo;
    char line[512];
    size_t line_used, data_left;
    char queue[BYTES]; /* what the module has said and nobody has read */
    size_t said, heard;
    size_t piece, broken_at; /* most of a read; where it breaks once */
    uint32_t clock_ms;
    char unknown[512]; /* commands that nobody recorded */
} module;

static void hear(const char *bytes, size_t length)
{
    if (module.said + length <= BYTES) {
        memcpy(module.queue + module.said, bytes, length);
        module.said += length;
    }
}

/* Bytes of a line of the file, behind its escapes. */
static size_t read_bytes(const char *text, char *bytes)
{
    size_t used = 0;

    for (; *text != '\0' && *text != '\n' && used < 1023; text++) {
        if (*text != '\\') {
            bytes[used++] = *text;
            continue;
        }
        text++;
        if (*text == 'x') {
            const char digits[3] = {text[1], text[2], '\0'};
            bytes[used++] = (char)strtoul(digits, NULL, 16);
            text += 2;
        } else {
            bytes[used++] = (char)(*text == 'r' ? '\r' : *text == 'n' ? '\n' : *text);
        }
    }
    return used;
}

static bool fits(const struct rule *rule, const char *line)
{
    const size_t length = strlen(rule->command);

    if (rule->once && rule->used) {
        return false;
    }
    return length > 0 && rule->command[length - 1] == '*'
               ? strncmp(rule->command, line, length - 1) == 0
               : strcmp(rule->command, line) == 0;
}

static void answer(const char *line)
{
    const bool announces = strncmp(line, "AT+CIPSEND=", 11) == 0;

    if (module.echo && strcmp(line, "data") != 0) {
        hear(line, strlen(line));
        hear("\r\r\n", 3);
    }
    module.echo = (module.echo || strcmp(line, "AT+RST") == 0) && strcmp(line, "ATE0") != 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < module.count; i++) {
            struct rule *const rule = &module.rules[i];
            if (rule->once == (pass == 0) && fits(rule, line)) {
                rule->used = true;
                hear(rule->bytes, rule->length);
                const bool prompts = memchr(rule->bytes, '>', rule->length) != NULL;
                const char *const comma = strrchr(line, ',');
                module.data_left =
                    announces && prompts && comma != NULL ? strtoul(comma + 1, NULL, 10) : 0;
                return;
            }
        }
    }
    snprintf(module.unknown, sizeof module.unknown, "%s", line);
    hear(SILENCE, sizeof SILENCE - 1);
}

static void write_port(void *context, const void *bytes, size_t length)
{
    const char *at = bytes;

    (void)context;
    for (; length > 0; length--, at++) {
        if (module.data_left > 0) {
            module.data_left--;
            if (module.data_left == 0) {
                answer("data");
            }
        } else if (*at == '\n') {
            module.line[module.line_used] = '\0';
            module.line_used = 0;
            if (module.line[0] != '\0') {
                answer(module.line);
            }
        } else if (*at != '\r' && module.line_used + 1 < sizeof module.line) {
            module.line[module.line_used++] = *at;
        }
    }
}

static size_t read_port(void *context, void *bytes, size_t capacity, uint32_t wait_ms)
{
    size_t part = module.said - module.heard;

    (void)context;
    module.clock_ms += part > 0 ? 0 : wait_ms > 0 ? wait_ms : 1;
    part = part < capacity ? part : capacity;
    part = part < module.piece ? part : module.piece;
    if (module.heard < module.broken_at && module.heard + part > module.broken_at) {
        part = module.broken_at - module.heard;
    }
    memcpy(bytes, module.queue + module.heard, part);
    module.heard += part;
    return part;
}

static uint32_t now_ms(void *context)
{
    (void)context;
    return module.clock_ms;
}

static bool set_baud(void *context, uint32_t baud, bool flow_control)
{
    (void)context;
    (void)baud;
    (void)flow_control;
    return true;
}

static struct esp_at_port port = {.write = write_port,
                                  .read = read_port,
                                  .now_ms = now_ms,
                                  .set_baud = set_baud,
                                  .baud = 460800,
                                  .flow_control = true};

static void add_rule(char *text, bool once)
{
    char *const bar = strstr(text, " | ");
    struct rule *const rule = &module.rules[module.count];

    if (bar == NULL || module.count == RULES || bar - text >= (long)sizeof rule->command) {
        fprintf(stderr, "replay: no rule, or one too many: %s", text);
        exit(2);
    }
    memset(rule, 0, sizeof *rule);
    memcpy(rule->command, text, (size_t)(bar - text));
    rule->length = read_bytes(bar + 3, rule->bytes);
    rule->once = once;
    module.count++;
}

/* What the driver said, and what it should have; true: the same. */
static bool compare(const char *path, const char *said, const char *wanted)
{
    if (strcmp(said, wanted) == 0) {
        return true;
    }
    fprintf(stderr,
            "%s: piece %zu, broken at %zu\n--- wanted\n%s--- said\n%s--- not recorded: %s\n", path,
            module.piece, module.broken_at, wanted, said, module.unknown);
    return false;
}

/* The driver looks until all that was said is heard, and twice more. */
static void listen(void)
{
    FILE *const answers = verbs_out;
    char *said = NULL;
    size_t length = 0;

    verbs_out = open_memstream(&said, &length);
    for (unsigned more = 2; more > 0; more -= module.heard == module.said ? 1u : 0u) {
        char verb[] = "poll 1";
        verbs_run(verb);
    }
    fclose(verbs_out);
    verbs_out = answers;
    for (char *at = strtok(said, "\n"); at != NULL; at = strtok(NULL, "\n")) {
        if (strncmp(at, "event ", 6) == 0) {
            fprintf(verbs_out, "%s\n", at);
        }
    }
    free(said);
}

/* Play a dialogue once. */
static bool play(const char *path, size_t piece, size_t broken_at)
{
    static char line[2048], wanted[BYTES], bytes[1024];
    static uint8_t hold[BYTES];
    FILE *const file = fopen(path, "r");
    char *said = NULL;
    size_t length = 0;

    if (file == NULL) {
        perror(path);
        exit(2);
    }
    memset(&module, 0, sizeof module);
    module.echo = true;
    module.piece = piece;
    module.broken_at = broken_at;
    wanted[0] = '\0';
    verbs_out = open_memstream(&said, &length);
    port.hold = NULL;
    verbs_begin(&port);
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "on ", 3) == 0 || strncmp(line, "once ", 5) == 0) {
            add_rule(strchr(line, ' ') + 1, line[2] == 'c');
        } else if (strncmp(line, "hold ", 5) == 0) {
            port.hold = hold;
            port.hold_bytes = strtoul(line + 5, NULL, 10);
        } else if (strncmp(line, "say ", 4) == 0) {
            hear(bytes, read_bytes(line + 4, bytes));
        } else if (strncmp(line, "reboot ", 7) == 0) {
            hear(bytes, read_bytes(line + 7, bytes));
            module.echo = true;
        } else if (strcmp(line, "listen\n") == 0) {
            listen();
        } else if (strncmp(line, "do ", 3) == 0) {
            verbs_run(line + 3);
        } else if (strncmp(line, "= ", 2) == 0) {
            strcat(wanted, line + 2);
        } else if (line[0] != '#' && line[0] != '\n') {
            fprintf(stderr, "%s: what is %s", path, line);
            exit(2);
        }
    }
    fclose(verbs_out);
    fclose(file);
    const bool good = compare(path, said, wanted);
    free(said);
    return good;
}

int main(int count, char **paths)
{
    unsigned good = 0, bad = 0;

    for (int i = 1; i < count; i++) {
        bool all = play(paths[i], BYTES, 0);
        const size_t bytes = module.said;
        all = all && play(paths[i], 1, 0);
        unsigned times = 2;
        for (size_t at = 1; all && at < bytes; at++, times++) {
            all = play(paths[i], BYTES, at);
        }
        printf("%s %s, %zu bytes, %u times\n", all ? "ok    " : "FAILED", paths[i], bytes, times);
        good += all ? 1u : 0u;
        bad += all ? 0u : 1u;
    }
    printf("%u passed, %u failed\n", good, bad);
    return bad == 0 && good > 0 ? 0 : 1;
}
