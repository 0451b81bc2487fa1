/* SPDX-License-Identifier: MIT */
/* The serial line is all of standard input and output: with -nographic or mon:stdio it would lead
 * to the monitor too, which can do anything. The monitor is a socket in the run's folder. */
#include "machine.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "radio.h"

#define ANSWER_MS    2000
#define ANSWER_BYTES 8192

struct making {
    struct machine *machine;
    size_t words, bytes;
    bool is_full;
};

static void add_word(struct making *making, const char *word)
{
    const size_t room = MACHINE_TEXT - making->bytes, bytes = strlen(word) + 1;

    if (making->words == MACHINE_WORDS_MAX || bytes > room) {
        making->is_full = true;
        return;
    }
    char *place = making->machine->text + making->bytes;
    memcpy(place, word, bytes);
    making->bytes += bytes;
    making->machine->command[making->words++] = place;
    making->machine->command[making->words] = NULL;
}

/* The word with {image} and {flash} replaced. */
static void add_filled(struct making *making, const char *word, const char *image,
                       const char *flash)
{
    char filled[1024];
    const char *image_at = strstr(word, "{image}"), *flash_at = strstr(word, "{flash}");
    const char *at = image_at != NULL ? image_at : flash_at;

    if (at == NULL) {
        add_word(making, word);
    } else if (snprintf(filled, sizeof(filled), "%.*s%s%s", (int)(at - word), word,
                        at == image_at ? image : flash,
                        at + strlen("{image}")) < (int)sizeof(filled)) {
        add_word(making, filled);
    } else {
        making->is_full = true;
    }
}

/* How large a flash must be that the emulator does not make; 0: it makes it. */
static json_int_t flash_bytes(const json_t *board, const json_t *words)
{
    const json_t *flash = json_object_get(json_object_get(board, "memory"), "flash"), *word;
    const json_int_t drive = json_integer_value(json_object_get(flash, "drive_bytes"));
    size_t index;

    json_array_foreach(words, index, word)
    {
        if (strncmp(json_string_value(word), "loader,file={flash}", 19) == 0) {
            return json_integer_value(json_object_get(flash, "bytes"));
        }
    }
    return drive;
}

static bool make_flash(const json_t *board, const json_t *words, const char *path)
{
    json_int_t left = flash_bytes(board, words);
    char erased[4096];
    struct stat status;

    if (left <= 0 || stat(path, &status) == 0) {
        return true;
    }
    FILE *file = fopen(path, "wbx"); /* not where a link leads */
    if (file == NULL) {
        return false;
    }
    memset(erased, 0xff, sizeof(erased));
    for (; left > 0; left -= (json_int_t)sizeof(erased)) {
        (void)fwrite(erased, 1, sizeof(erased), file);
    }
    return fclose(file) == 0;
}

static bool has_word(const json_t *words, const char *wanted)
{
    const json_t *word;
    size_t index;

    json_array_foreach(words, index, word)
    {
        if (strcmp(json_string_value(word), wanted) == 0) {
            return true;
        }
    }
    return false;
}

static void add_words(struct making *making, const json_t *words, const char *image,
                      const char *flash)
{
    const json_t *word;
    size_t index;

    json_array_foreach(words, index, word)
    {
        const char *text = json_string_value(word);
        if (strcmp(text, "-nographic") == 0) {
            add_word(making, "-display");
            add_word(making, "none");
        } else if (strcmp(text, "mon:stdio") == 0) {
            add_word(making, "stdio");
        } else if (strcmp(text, "{modem}") == 0) {
            add_word(making, "unix:" RADIO_UART);
        } else {
            add_filled(making, text, image, flash);
        }
    }
}

/* Where the board's words leave it open. */
static void add_monitor(struct making *making, const json_t *words)
{
    char monitor[160];

    if (!has_word(words, "-serial")) {
        add_word(making, "-serial");
        add_word(making, "stdio");
    }
    if (!has_word(words, "-monitor")) {
        add_word(making, "-monitor");
        add_word(making, "none");
    }
    (void)snprintf(monitor, sizeof(monitor), "unix:%s,server=on,wait=off",
                   making->machine->monitor);
    add_word(making, "-qmp");
    add_word(making, monitor);
}

bool machine_is_here(const json_t *board, char *error, size_t error_bytes)
{
    if (json_array_size(json_object_get(board, "run")) > 0) {
        return true;
    }
    (void)snprintf(error, error_bytes, "This board has no emulator");
    return false;
}

bool machine_has_network(const json_t *board)
{
    const json_t *features = json_object_get(board, "features");

    return json_is_string(json_object_get(features, "ethernet")) ||
           has_word(json_object_get(board, "run"), "{modem}");
}

bool machine_prepare(struct machine *machine, const json_t *board, const char *folder,
                     const char *image, const char *flash, char *error, size_t error_bytes)
{
    const json_t *words = json_object_get(board, "run_persistent");
    const json_t *features = json_object_get(board, "features");
    struct making making = {machine, 0, 0, false};
    char own[256];

    words = json_array_size(words) > 0 ? words : json_object_get(board, "run");
    if (json_array_size(words) == 0) {
        (void)snprintf(error, error_bytes, "This board has no emulator");
        return false;
    }
    machine->is_emulated = strncmp(json_string_value(json_array_get(words, 0)), "qemu", 4) == 0;
    machine->has_cable = json_is_string(json_object_get(features, "ethernet"));
    machine->has_radio = has_word(words, "{modem}");
    (void)snprintf(own, sizeof(own), "%s/flash.bin", folder);
    flash = flash[0] != '\0' ? flash : own;
    (void)snprintf(machine->monitor, sizeof(machine->monitor), "%s/monitor", folder);
    (void)snprintf(machine->cut, sizeof(machine->cut), "%s/cut", folder);
    add_words(&making, words, image, flash);
    if (machine->is_emulated) {
        add_monitor(&making, words);
    } else { /* the simulator: time is the host's, as its input and its network are */
        add_word(&making, "--realtime");
        add_word(&making, "--cut-by");
        add_word(&making, machine->cut);
    }
    if (making.is_full || !make_flash(board, words, flash)) {
        (void)snprintf(error, error_bytes, "The board's command line cannot be made");
        return false;
    }
    return true;
}

/* The answer to a command; false: none. Events in between are passed over. */
static bool ask(int fd, const char *command, char answer[ANSWER_BYTES])
{
    size_t bytes = 0;

    if (write(fd, command, strlen(command)) != (ssize_t)strlen(command)) {
        return false;
    }
    for (;;) {
        struct pollfd ready = {fd, POLLIN, 0};
        if (bytes + 1 == ANSWER_BYTES || poll(&ready, 1, ANSWER_MS) <= 0) {
            return false;
        }
        const ssize_t got = read(fd, answer + bytes, ANSWER_BYTES - 1 - bytes);
        if (got <= 0) {
            return false;
        }
        bytes += (size_t)got;
        answer[bytes] = '\0';
        if (strstr(answer, "\"return\"") != NULL && answer[bytes - 1] == '\n') {
            return true;
        }
        if (strstr(answer, "\"error\"") != NULL) {
            return false;
        }
    }
}

static int open_monitor(const struct machine *machine)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char answer[ANSWER_BYTES];
    const int fd = machine->is_emulated ? socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;

    (void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", machine->monitor);
    if (fd < 0) {
        return -1;
    }
    if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
        !ask(fd, "{\"execute\":\"qmp_capabilities\"}\n", answer)) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

bool machine_reset(const struct machine *machine)
{
    char answer[ANSWER_BYTES];
    const int fd = open_monitor(machine);

    if (fd < 0) {
        return false;
    }
    const bool is_done = ask(fd, "{\"execute\":\"system_reset\"}\n", answer);
    (void)close(fd);
    return is_done;
}

/* The name of the first card: {"return": "lan9118.0: index=0,type=nic,...\r\n ..."} */
static bool card_of(const char *answer, char *name, size_t bytes)
{
    const char *begin = strstr(answer, "{\"return\": \"");
    json_t *document = begin != NULL ? json_loads(begin, JSON_DISABLE_EOF_CHECK, NULL) : NULL;
    const char *line = json_string_value(json_object_get(document, "return"));
    bool is_found = false;

    while (line != NULL && !is_found && *line != '\0') {
        const size_t line_bytes = strcspn(line, "\n"), name_bytes = strcspn(line, ":\n");
        const char *type = strstr(line, ",type=nic");
        if (type != NULL && type < line + line_bytes && name_bytes > 0 && name_bytes < bytes &&
            line[0] != ' ') {
            memcpy(name, line, name_bytes);
            name[name_bytes] = '\0';
            is_found = true;
        }
        line += line_bytes + (line[line_bytes] != '\0');
    }
    json_decref(document);
    return is_found;
}

/* The simulator looks whether the file is there. */
static bool set_cut_file(const char *path, bool is_up)
{
    if (is_up) {
        return unlink(path) == 0 || errno == ENOENT;
    }
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
        (void)close(fd);
    }
    return fd >= 0 || errno == EEXIST;
}

static bool set_card(const struct machine *machine, bool is_up)
{
    char answer[ANSWER_BYTES], name[64], command[256];
    const int fd = open_monitor(machine);
    bool is_done = false;

    if (fd < 0) {
        return false;
    }
    if (ask(fd,
            "{\"execute\":\"human-monitor-command\","
            "\"arguments\":{\"command-line\":\"info network\"}}\n",
            answer) &&
        card_of(answer, name, sizeof(name))) {
        (void)snprintf(command, sizeof(command),
                       "{\"execute\":\"set_link\",\"arguments\":{\"name\":\"%s\",\"up\":%s}}\n",
                       name, is_up ? "true" : "false");
        is_done = ask(fd, command, answer);
    }
    (void)close(fd);
    return is_done;
}

bool machine_set_network(const struct machine *machine, bool is_up)
{
    if (!machine->has_cable) {
        return false;
    }
    return machine->is_emulated ? set_card(machine, is_up) : set_cut_file(machine->cut, is_up);
}
