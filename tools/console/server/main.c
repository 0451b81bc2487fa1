/* SPDX-License-Identifier: MIT */
/* dunlin-console: the page and the API behind it, until it is told to end. */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <mosquitto.h>

#include "console.h"
#include "console_core.h"
#include "http.h"
#include "keeps.h"
#include "pages.h"
#include "passwords.h"
#include "policy_command.h"
#include "runs.h"
#include "session.h"
#include "sntp.h"
#include "store.h"

static const char usage[] =
    "Usage: dunlin-console --root TREE --dir FOLDER [--page FOLDER] [--cloud FOLDER] [--port N]\n"
    "                      [--listen ADDRESS --password-file FILE] [--host NAME]\n"
    "                      [--run-limit SECONDS]\n"
    "       dunlin-console --password NAME < PASSWORD\n"
    "       dunlin-console --dir FOLDER --policy NAME [--set < POLICY]\n";

struct options {
    const char *root, *folder, *page, *cloud, *address, *password_file, *host, *password_of,
        *policy_of;
    bool is_set;
    int port, run_limit_s;
};

static int fail(const char *what, const char *why)
{
    (void)fprintf(stderr, "console: %s%s%s\n", what, why[0] != '\0' ? ": " : "", why);
    return 1;
}

static bool read_number(const char *text, int least, int most, int *number)
{
    char *end = NULL;

    *number = (int)strtol(text, &end, 10);
    return end != text && *end == '\0' && *number >= least && *number <= most;
}

static bool read_options(struct options *options, int count, char **arguments)
{
    static const struct option known[] = {
        {"root", 1, NULL, 'r'},   {"dir", 1, NULL, 'd'},           {"page", 1, NULL, 'p'},
        {"cloud", 1, NULL, 'c'},  {"port", 1, NULL, 'n'},          {"listen", 1, NULL, 'l'},
        {"host", 1, NULL, 'h'},   {"password-file", 1, NULL, 'f'}, {"password", 1, NULL, 'w'},
        {"policy", 1, NULL, 'o'}, {"set", 0, NULL, 's'},           {"run-limit", 1, NULL, 't'},
        {NULL, 0, NULL, 0},
    };
    int letter;

    while ((letter = getopt_long(count, arguments, "", known, NULL)) != -1) {
        switch (letter) {
        case 'r':
            options->root = optarg;
            break;
        case 'd':
            options->folder = optarg;
            break;
        case 'p':
            options->page = optarg;
            break;
        case 'c':
            options->cloud = optarg;
            break;
        case 'l':
            options->address = optarg;
            break;
        case 'h':
            options->host = optarg;
            break;
        case 'f':
            options->password_file = optarg;
            break;
        case 'w':
            options->password_of = optarg;
            break;
        case 'o':
            options->policy_of = optarg;
            break;
        case 's':
            options->is_set = true;
            break;
        case 'n':
            if (!read_number(optarg, 0, 65535, &options->port)) {
                return false;
            }
            break;
        case 't':
            if (!read_number(optarg, 1, RUN_LIMIT_MAX_S, &options->run_limit_s)) {
                return false;
            }
            break;
        default:
            return false;
        }
    }
    return optind == count &&
           (options->password_of != NULL ||
            (options->folder != NULL && (options->policy_of != NULL || options->root != NULL)));
}

static bool is_loopback(const char *address)
{
    return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

/* A password is read from a terminal without showing it. */
static int print_password(const char *name)
{
    struct termios shown, hidden;
    char password[258] = "";
    const bool is_terminal = tcgetattr(STDIN_FILENO, &shown) == 0;

    if (!passwords_is_name(name)) {
        return fail(name, "a name is 1 to 64 of letters, digits and . _ @ -");
    }
    if (is_terminal) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        (void)fprintf(stderr, "Password of %s: ", name);
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    const bool is_read = fgets(password, sizeof(password), stdin) != NULL;
    if (is_terminal) {
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        (void)fputc('\n', stderr);
    }
    password[strcspn(password, "\r\n")] = '\0';
    if (!is_read || strlen(password) < 8 || strlen(password) > 256) {
        return fail("a password has 8 to 256 characters", "");
    }
    char *line = passwords_line(name, password);
    if (line != NULL) {
        (void)puts(line);
    }
    free(line);
    return line != NULL ? 0 : 1;
}

/* Files that are written later are for their owner alone. */
static bool make_folder(const char *folder)
{
    (void)umask(077);
    return mkdir(folder, 0700) == 0 || errno == EEXIST;
}

/* The warden is beside this program, and the Wi-Fi module's emulator where the build puts it. */
static bool open_runs(struct console *console, int limit_s, char *error, size_t error_bytes)
{
    char own[1024], warden[1060], modem[1060];
    const ssize_t bytes = readlink("/proc/self/exe", own, sizeof(own) - 1);

    own[bytes > 0 ? bytes : 0] = '\0';
    char *slash = strrchr(own, '/');
    *(slash != NULL ? slash : own) = '\0';
    (void)snprintf(warden, sizeof(warden), "%s/dunlin-warden", own);
    (void)snprintf(modem, sizeof(modem), "%s/../../modem/dunlin-modem", own);
    const struct runs_order order = {console->catalogue, console->cloud, warden, modem, limit_s};

    console->runs = runs_new(&order, error, error_bytes);
    return console->runs != NULL;
}

static bool open_parts(struct console *console, const struct options *options, int socket)
{
    char error[4096] = "", path[1024];

    console->catalogue = catalogue_load(options->root, error, sizeof(error));
    if (console->catalogue == NULL) {
        return fail("the tree cannot be read", error) == 0;
    }
    if (options->password_file != NULL) {
        console->passwords = passwords_read(options->password_file, error, sizeof(error));
        if (console->passwords == NULL) {
            return fail(options->password_file, error) == 0;
        }
    }
    (void)snprintf(path, sizeof(path), "%s/console.db", options->folder);
    console->store = make_folder(options->folder) ? store_open(path, error, sizeof(error)) : NULL;
    if (console->store == NULL) {
        return fail(path, error[0] != '\0' ? error : strerror(errno)) == 0;
    }
    console->pages = pages_new();
    console->session = session_new(http_port(socket));
    console->keeps = keeps_new();
    if (console->pages == NULL || console->session == NULL || console->keeps == NULL) {
        return fail("out of memory", "") == 0;
    }
    if (options->page != NULL) {
        pages_add(console->pages, options->page, "");
    }
    (void)mosquitto_lib_init();
    if (!open_runs(console, options->run_limit_s, error, sizeof(error))) {
        return fail("runs", error) == 0;
    }
    (void)snprintf(path, sizeof(path), "%s/boards/pictures", options->root);
    pages_add(console->pages, path, "/pictures");
    return true;
}

static void close_parts(struct console *console)
{
    runs_free(console->runs);
    keeps_free(console->keeps);
    session_free(console->session);
    pages_free(console->pages);
    store_close(console->store);
    passwords_free(console->passwords);
    catalogue_free(console->catalogue);
}

/* Until a signal that ends it; forgets old keys meanwhile. */
static void wait_for_end(const struct console *console, const sigset_t *ending)
{
    static const struct timespec a_while = {.tv_sec = 20};

    while (sigtimedwait(ending, NULL, &a_while) < 0) {
        keeps_expire(console->keeps);
    }
}

static int serve(struct console *console, const struct options *options, int socket)
{
    const bool is_six = strchr(options->address, ':') != NULL;
    sigset_t ending;

    /* Threads inherit it: the signal is for wait_for_end alone. */
    (void)sigemptyset(&ending);
    (void)sigaddset(&ending, SIGINT);
    (void)sigaddset(&ending, SIGTERM);
    (void)sigaddset(&ending, SIGHUP);
    (void)pthread_sigmask(SIG_BLOCK, &ending, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    console->port = http_port(socket);
    struct sntp *sntp = sntp_start(console->port);
    struct http *http = http_start(console, socket);
    if (http == NULL) {
        sntp_stop(sntp);
        return fail("the server cannot start", "");
    }
    (void)printf("http://%s%s%s:%d/\n", is_six ? "[" : "", options->address, is_six ? "]" : "",
                 http_port(socket));
    (void)fflush(stdout);
    wait_for_end(console, &ending);
    runs_end(console->runs);
    http_stop(http);
    sntp_stop(sntp);
    return 0;
}

int main(int count, char **arguments)
{
    struct options options = {
        .address = "127.0.0.1", .port = 8090, .cloud = "build/cloud", .run_limit_s = RUN_LIMIT_S};
    char error[256] = "";

    if (!read_options(&options, count, arguments)) {
        (void)fputs(usage, stderr);
        return 2;
    }
    if (options.password_of != NULL) {
        return print_password(options.password_of);
    }
    if (options.policy_of != NULL) {
        return make_folder(options.folder)
                   ? policy_command(options.folder, options.policy_of, options.is_set)
                   : fail(options.folder, strerror(errno));
    }
    struct console console = {.root = options.root,
                              .folder = options.folder,
                              .cloud = options.cloud,
                              .host = options.host,
                              .is_loopback = is_loopback(options.address)};
    if (!console.is_loopback && options.password_file == NULL) {
        return fail(options.address,
                    "others can reach this address: give --password-file FILE, too");
    }
    const int socket = http_listen(options.address, options.port, error, sizeof(error));
    if (socket < 0) {
        return fail("it cannot listen", error);
    }
    const int status =
        open_parts(&console, &options, socket) ? serve(&console, &options, socket) : 1;
    close_parts(&console);
    return status;
}
