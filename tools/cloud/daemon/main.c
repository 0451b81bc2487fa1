/* SPDX-License-Identifier: MIT */
/* dunlin-cloudd: the cloud's services behind a broker, an HTTPS server and a control plane. What it
 * listens on, and that it serves, it says on standard output, one line each:
 *
 *     control 43211
 *     https 8443
 *     broker
 */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <mosquitto.h>
#include <openssl/rand.h>

#include "broker.h"
#include "engine.h"
#include "http.h"
#include "issuer.h"
#include "key_store.h"
#include "logs.h"

#define TEXT_BYTES_MAX (1u << 20)

static const char help[] =
    "Usage: dunlin-cloudd --database FILE --ca FILE --ca-key FILE --certificate FILE --key FILE\n"
    "                     --broker HOST:PORT [options]\n"
    "\n"
    "  --database FILE      rows, made when it is not there\n"
    "  --ca, --ca-key       the authority that signs devices' certificates\n"
    "  --certificate, --key those of the HTTPS server\n"
    "  --broker HOST:PORT   the broker's listener for us, or the path of its Unix socket\n"
    "  --client ID          our client id there                          (dunlin-cloudd)\n"
    "  --user, --password-file  our account there                        (none)\n"
    "  --bind ADDRESS       address of the HTTPS server                  (all)\n"
    "  --https-port N       its port                                     (8443; 0: any)\n"
    "  --control-port N     port of the control plane on 127.0.0.1       (0: any)\n"
    "  --endpoint NAME      the broker's name for devices                (localhost)\n"
    "  --region, --account  of ARNs                                      (us-east-1, "
    "000000000000)\n"
    "  --signing-keys FOLDER  keys that sign updates                     (none are kept)\n"
    "  --logs FOLDER        service.log and audit.log                    (none are written)\n"
    "  --trusted FOLDER     certificates of other authorities            (none are taken)\n"
    "  --limits on|off      off: a thing may send any number of requests (on)\n";

struct options {
    const char *database, *ca, *ca_key, *certificate, *key, *broker, *client, *user, *password_file,
        *address, *https_port, *control_port, *endpoint, *region, *account, *limits, *signing_keys,
        *logs, *trusted;
};

static struct engine engine;
static char https[300]; /* where files are served, for addresses in documents */

static int fail(const char *what, const char *why)
{
    (void)fprintf(stderr, "dunlin-cloudd: %s%s%s\n", what, why[0] != '\0' ? ": " : "", why);
    return 1;
}

static void end(int signal)
{
    (void)signal;
    atomic_store(&engine.is_ended, true);
    engine_wake(&engine);
}

static void random_bytes(void *context, void *bytes, size_t count)
{
    (void)context;
    if (RAND_bytes(bytes, (int)count) != 1) {
        abort();
    }
}

static void told(const char *what, int port)
{
    (void)printf("%s %d\n", what, port);
    (void)fflush(stdout);
}

static void broker_ready(void)
{
    (void)puts("broker");
    (void)fflush(stdout);
}

/* A whole file with a NUL behind it; exits when it cannot be read. */
static char *text_of(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = file != NULL ? malloc(TEXT_BYTES_MAX + 1u) : NULL;

    if (text == NULL) {
        exit(fail(path, "cannot be read"));
    }
    text[fread(text, 1, TEXT_BYTES_MAX, file)] = '\0';
    (void)fclose(file);
    return text;
}

static int port_of(const char *text, const char *option)
{
    char *rest;
    const long port = strtol(text, &rest, 10);

    if (*text == '\0' || *rest != '\0' || port < 0 || port > 65535) {
        exit(fail(option, "a port is a number from 0 to 65535"));
    }
    return (int)port;
}

static void read_options(struct options *options, int count, char **arguments)
{
    const struct {
        const char *name;
        const char **value;
        bool is_needed;
    } known[] = {
        {"database", &options->database, true},
        {"ca", &options->ca, true},
        {"ca-key", &options->ca_key, true},
        {"certificate", &options->certificate, true},
        {"key", &options->key, true},
        {"broker", &options->broker, true},
        {"client", &options->client, false},
        {"user", &options->user, false},
        {"password-file", &options->password_file, false},
        {"bind", &options->address, false},
        {"https-port", &options->https_port, false},
        {"control-port", &options->control_port, false},
        {"endpoint", &options->endpoint, false},
        {"region", &options->region, false},
        {"account", &options->account, false},
        {"limits", &options->limits, false},
        {"signing-keys", &options->signing_keys, false},
        {"logs", &options->logs, false},
        {"trusted", &options->trusted, false},
    };
    struct option table[sizeof(known) / sizeof(known[0]) + 2] = {{"help", no_argument, NULL, 'h'}};
    int which = 0;

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        table[i + 1] = (struct option){known[i].name, required_argument, NULL, 0};
    }
    for (int found; (found = getopt_long(count, arguments, "h", table, &which)) != -1;) {
        if (found != 0) {
            (void)fputs(help, found == 'h' ? stdout : stderr);
            exit(found == 'h' ? 0 : 2);
        }
        *known[which - 1].value = optarg;
    }
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (known[i].is_needed && *known[i].value == NULL) {
            (void)fail(known[i].name, "this option is needed");
            (void)fputs(help, stderr);
            exit(2);
        }
    }
}

/* "HOST:PORT", or a path. */
static struct broker *new_broker(const struct options *options)
{
    struct broker_config config = {.host = options->broker,
                                   .client = options->client,
                                   .user = options->user,
                                   .ready = broker_ready};
    char *colon = strrchr(options->broker, ':');

    if (options->broker[0] != '/') {
        if (colon == NULL) {
            exit(fail("--broker", "HOST:PORT, or the path of a socket"));
        }
        config.port = port_of(colon + 1, "--broker");
        *colon = '\0';
    }
    char *password = options->password_file != NULL ? text_of(options->password_file) : NULL;
    if (password != NULL) {
        password[strcspn(password, "\r\n")] = '\0';
        config.password = password;
    }
    (void)mosquitto_lib_init();
    struct broker *broker = broker_new(&config); /* copies the password */
    free(password);
    if (broker == NULL) {
        exit(fail("out of memory", ""));
    }
    return broker;
}

static void on_signals(void)
{
    const struct sigaction ending = {.sa_handler = end};
    const struct sigaction ignoring = {.sa_handler = SIG_IGN};

    (void)sigaction(SIGTERM, &ending, NULL);
    (void)sigaction(SIGINT, &ending, NULL);
    (void)sigaction(SIGPIPE, &ignoring, NULL);
}

static int run(const struct options *options, struct broker *broker)
{
    char error[512] = "";
    char *texts[] = {text_of(options->certificate), text_of(options->key), text_of(options->ca)};
    const struct http_tls tls = {texts[0], texts[1], texts[2]};
    struct http *control =
        http_start(&engine, "127.0.0.1", port_of(options->control_port, "--control-port"), NULL,
                   error, sizeof(error));
    struct http *server = control != NULL ? http_start(&engine, options->address,
                                                       port_of(options->https_port, "--https-port"),
                                                       &tls, error, sizeof(error))
                                          : NULL;

    if (server != NULL) {
        (void)snprintf(https, sizeof(https), "%s:%d", options->endpoint, http_port(server));
        told("control", http_port(control));
        told("https", http_port(server));
        broker_run(broker);
    }
    http_stop(server);
    http_stop(control);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        free(texts[i]);
    }
    return server != NULL ? 0 : fail(error, "");
}

static int work(const struct options *options, struct broker *broker, struct cloud_issuer *issuer)
{
    struct cloud_signer *signer =
        options->signing_keys != NULL ? key_store_new(options->signing_keys) : NULL;
    struct cloud_logs *logs = options->logs != NULL ? logs_new(options->logs) : NULL;
    const struct cloud_config config = {
        .bus = broker_bus(broker),
        .issuer = issuer,
        .signer = signer,
        .logs = logs,
        .https = https,
        .now_ms = engine_now_ms,
        .random = random_bytes,
        .region = options->region,
        .account = options->account,
        .endpoint = options->endpoint,
        .is_unpaced = options->limits != NULL && strcmp(options->limits, "off") == 0,
    };
    char error[512] = "";
    int status;

    if (engine_open(&engine, options->database, &config, error, sizeof(error))) {
        broker_serve(broker, &engine);
        on_signals();
        status = run(options, broker);
        engine_close(&engine);
    } else {
        status = fail(options->database, error);
    }
    logs_free(logs);
    key_store_free(signer);
    return status;
}

int main(int count, char **arguments)
{
    struct options options = {.client = "dunlin-cloudd",
                              .https_port = "8443",
                              .control_port = "0",
                              .endpoint = "localhost",
                              .region = "us-east-1",
                              .account = "000000000000"};
    char error[512] = "";

    read_options(&options, count, arguments);
    struct broker *broker = new_broker(&options);
    struct cloud_issuer *issuer = issuer_new(options.ca, options.ca_key, error, sizeof(error));
    if (issuer != NULL && options.trusted != NULL) {
        issuer_trust_in(issuer, options.trusted);
    }
    const int status = issuer != NULL ? work(&options, broker, issuer) : fail(error, "");
    broker_free(broker);
    issuer_free(issuer);
    return status;
}
