/* SPDX-License-Identifier: MIT */
/* The peers without the tester: starts them, writes qualification_config.h, says "ready" and waits
 * for the end of its standard input, SIGINT or SIGTERM. For whoever runs images by hand;
 * tools/lab/peers.py is this for scripts. */
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/signalfd.h>

#include "config_header.h"
#include "files.h"
#include "peers.h"
#include "room.h"

static const char help[] =
    "qualification_peers --folder FOLDER [option ...]\n"
    "  --folder FOLDER         for keys and certificates; exists\n"
    "  --header FILE           write this qualification_config.h\n"
    "  --run ID, --only CASES  of it\n"
    "  --host ADDRESS          of this machine, as the device sees it [10.0.2.2]\n"
    "  --name NAME             of this machine, in certificates [peers.dunlin.test]\n"
    "  --bind ADDRESS          where to listen [127.0.0.1]\n"
    "  --cloud TREE            the cloud in a box of this source tree, too\n"
    "  --wifi SSID:PASSWORD, --wifi-test SSID:PASSWORD\n";

struct wishes {
    struct peers_request request;
    struct peers_offer offer;
    struct configuration configuration;
    const char *header, *run, *only;
};

static struct wifi_network network_of(char *text)
{
    char *const colon = strchr(text, ':');

    if (colon != NULL) {
        *colon = '\0';
    }
    return (struct wifi_network){text, colon != NULL ? colon + 1 : "",
                                 colon != NULL ? "WPA2" : "Open"};
}

/* False: the command line is wrong. */
static bool read_options(int count, char **arguments, struct wishes *wishes)
{
    static const struct option known[] = {
        {"folder", required_argument, NULL, 'f'},
        {"header", required_argument, NULL, 'c'},
        {"run", required_argument, NULL, 'r'},
        {"only", required_argument, NULL, 'o'},
        {"host", required_argument, NULL, 'h'},
        {"name", required_argument, NULL, 'n'},
        {"bind", required_argument, NULL, 'b'},
        {"wifi", required_argument, NULL, 'w'},
        {"wifi-test", required_argument, NULL, 't'},
        {"cloud", required_argument, NULL, 'x'},
        {0},
    };

    for (int option; (option = getopt_long(count, arguments, "", known, NULL)) != -1;) {
        switch (option) {
        case 'f':
            wishes->request.folder = wishes->request.log_folder = optarg;
            break;
        case 'c':
            wishes->header = optarg;
            break;
        case 'r':
            wishes->run = optarg;
            break;
        case 'o':
            wishes->only = optarg;
            break;
        case 'h':
            wishes->offer.host = optarg;
            break;
        case 'n':
            wishes->offer.host_name = optarg;
            break;
        case 'b':
            wishes->request.bind = optarg;
            break;
        case 'w':
            wishes->configuration.client_wifi = network_of(optarg);
            break;
        case 't':
            wishes->configuration.test_wifi = network_of(optarg);
            break;
        case 'x':
            wishes->request.tester_root = optarg;
            wishes->request.needs_cloud = true;
            break;
        default:
            return false;
        }
    }
    return wishes->request.folder != NULL && optind == count;
}

static bool write_header(const struct wishes *wishes)
{
    const struct config_header header = {.run = wishes->run,
                                         .only = wishes->only,
                                         .configuration = &wishes->configuration,
                                         .offer = &wishes->offer};
    char *const text = config_header_parameters(&header);
    const bool good = wishes->header == NULL || files_write(wishes->header, text);

    free(text);
    return good;
}

static void wait_for_end(int signals)
{
    struct pollfd ends[] = {{STDIN_FILENO, POLLIN, 0}, {signals, POLLIN, 0}};
    char bytes[64];

    while (poll(ends, 2, -1) < 0 || ends[1].revents == 0) {
        if (ends[0].revents != 0 && read(STDIN_FILENO, bytes, sizeof bytes) <= 0) {
            return;
        }
    }
}

int main(int count, char **arguments)
{
    struct wishes wishes = {
        .request = {.bind = "127.0.0.1", .needs_echo = true, .needs_tls = true},
        .offer = {.host = "10.0.2.2", .host_name = "peers.dunlin.test"},
        .run = "0",
        .only = "",
    };
    struct peers *peers = NULL;
    char *why = NULL;
    sigset_t ends;
    int status = 1;

    if (!read_options(count, arguments, &wishes)) {
        fputs(help, stderr);
        return 2;
    }
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigprocmask(SIG_BLOCK, &ends, NULL); /* before there is a thread */
    peers = peers_start(&wishes.request, &wishes.offer, &why);
    if (peers == NULL) {
        fprintf(stderr, "qualification_peers: %s\n", why);
        free(why);
        return 4;
    }
    if (write_header(&wishes)) {
        puts("ready");
        fflush(stdout);
        wait_for_end(signalfd(-1, &ends, SFD_CLOEXEC));
        status = 0;
    } else {
        perror(wishes.header);
    }
    peers_stop(peers, &wishes.offer);
    return status;
}
