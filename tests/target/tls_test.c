/* SPDX-License-Identifier: MIT */
/* TLS from the target's side. Credentials are in the flash (libs/credentials); commands come on the
 * console, one a line, results go back as "<command> ok ..." or "<command> failed ...";
 * run_tls_test.py is the server and the judge.
 *
 *   connect <port> [anonymous] [name]   TLS to the host under `name`, with or without certificate
 *   say <text>                          sends a line, prints the line that comes back
 *   mqtt                                CONNECT, waits for CONNACK
 *   hear                                receives once, prints what, or why not
 *   clock <seconds>                     sets the time; -1 = not known
 *   close, heap, end
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"
#include "clock.h"
#include "credentials.h"
#include "network.h"
#include "sockets.h"
#include "tls_soft_key.h"

#include "console.h"

#define LINE_BYTES  256u
#define STACK_WORDS 2048u
#define NO_CLOCK    INT64_C(-1)
#define NET_WAIT_MS 15000u

static uint8_t blob[CREDENTIALS_REGION_BYTES];
static struct credentials credentials;
static struct tls_soft_key key;
static unsigned signatures;
static int64_t clock_base = NO_CLOCK; /* UTC at start, seconds */
static Socket_t connection = SOCKETS_INVALID_SOCKET;

static size_t sign(void *context, const struct tls_sign_request *request)
{
    signatures++;
    return tls_soft_key_sign(context, request);
}

static struct tls_identity identity = {.sign = sign, .context = &key};

static int64_t utc(void)
{
    return clock_base == NO_CLOCK ? TLS_NO_TIME
                                  : clock_base + (int64_t)(clock_monotonic_us() / 1000000u);
}

static void print_failure(const char *command, Socket_t socket, int32_t code)
{
    struct sockets_error error;

    sockets_error(socket, &error);
    printf("%s failed %ld: %s", command, (long)code,
           error.code == code ? error.text : "no reason given");
    if (error.tls.alert != 0) {
        printf(" (alert %u, %s)", error.tls.alert, tls_alert_text(error.tls.alert));
    }
    if (error.tls.bytes_missing != 0) {
        printf(" (%lu bytes)", (unsigned long)error.tls.bytes_missing);
    }
    printf("\n");
}

static void set_identity(bool anonymous)
{
    struct sockets_credentials told = {
        .identity = anonymous ? NULL : &identity,
        .trusted = credentials.trusted.bytes,
        .trusted_bytes = credentials.trusted.length,
    };
    sockets_set_credentials(&told);
}

static uint32_t host_address(void)
{
    char text[16];
    return SOCKETS_GetHostByName(credentials_text(&credentials.address, text, sizeof(text)));
}

static void connect_tls(char *arguments)
{
    char name[64];
    char *rest = console_split(arguments);
    SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                            .usPort = SOCKETS_htons((uint16_t)strtoul(arguments, NULL, 10)),
                            .ulAddress = host_address()};
    bool anonymous = strncmp(rest, "anonymous", 9) == 0;
    char *wanted = anonymous ? console_split(rest) : rest;

    set_identity(anonymous);
    (void)credentials_text(&credentials.server_name, name, sizeof(name));
    if (wanted[0] == '\0') {
        wanted = name;
    }
    signatures = 0;
    size_t free_before = xPortGetFreeHeapSize();
    uint64_t start = clock_monotonic_us();
    xPortResetHeapMinimumEverFreeHeapSize();
    connection = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    (void)SOCKETS_SetSockOpt(connection, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0);
    (void)SOCKETS_SetSockOpt(connection, 0, SOCKETS_SO_SERVER_NAME_INDICATION, wanted,
                             strlen(wanted));
    int32_t code = SOCKETS_Connect(connection, &to, sizeof(to));
    size_t peak = free_before - xPortGetMinimumEverFreeHeapSize();
    if (code != SOCKETS_ERROR_NONE) {
        print_failure("connect", connection, code);
        (void)SOCKETS_Close(connection);
        return;
    }
    printf("connect ok TLS 1.%d signatures %u heap_peak %lu heap_connected %lu us %lu stack %lu\n",
           tls_session_version(sockets_tls(connection)) == TLS_VERSION_1_3 ? 3 : 2, signatures,
           (unsigned long)peak, (unsigned long)(free_before - xPortGetFreeHeapSize()),
           (unsigned long)(clock_monotonic_us() - start),
           (unsigned long)(STACK_WORDS - uxTaskGetStackHighWaterMark(NULL)) * sizeof(StackType_t));
}

static void hear(void)
{
    char text[64];
    int32_t count = SOCKETS_Recv(connection, text, sizeof(text) - 1, 0);

    if (count < 0) {
        print_failure("hear", connection, count);
        return;
    }
    text[count] = '\0';
    printf("hear ok %s\n", text);
}

static void say(char *text)
{
    static char back[LINE_BYTES];
    size_t length = strlen(text);
    size_t received = 0;

    text[length] = '\n';
    int32_t code = SOCKETS_Send(connection, text, length + 1, 0);
    while (code > 0 && received < length + 1) {
        code = SOCKETS_Recv(connection, back + received, length + 1 - received, 0);
        received += code > 0 ? (size_t)code : 0;
    }
    if (code <= 0) {
        print_failure("say", connection, code);
        return;
    }
    back[length] = '\0';
    printf("say ok %s\n", back);
}

/* CONNECT of MQTT 3.1.1, clean session, keep-alive 60 s, client "t"; the answer is 20 02 00 00. */
static void mqtt(void)
{
    static const uint8_t hello[] = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 't'};
    static const uint8_t welcome[] = {0x20, 2, 0, 0};
    uint8_t answer[sizeof(welcome)];
    size_t received = 0;
    int32_t code = SOCKETS_Send(connection, hello, sizeof(hello), 0);

    while (code > 0 && received < sizeof(answer)) {
        code = SOCKETS_Recv(connection, answer + received, sizeof(answer) - received, 0);
        received += code > 0 ? (size_t)code : 0;
    }
    if (code <= 0) {
        print_failure("mqtt", connection, code);
    } else {
        printf("mqtt %s\n",
               memcmp(answer, welcome, sizeof(answer)) == 0 ? "ok" : "failed: refused");
    }
}

static void run(char *line)
{
    char *arguments = console_split(line);

    if (strcmp(line, "connect") == 0) {
        connect_tls(arguments);
    } else if (strcmp(line, "say") == 0) {
        say(arguments);
    } else if (strcmp(line, "mqtt") == 0) {
        mqtt();
    } else if (strcmp(line, "hear") == 0) {
        hear();
    } else if (strcmp(line, "clock") == 0) {
        int64_t now = strtoll(arguments, NULL, 10);
        clock_base = now < 0 ? NO_CLOCK : now - (int64_t)(clock_monotonic_us() / 1000000u);
        printf("clock ok\n");
    } else if (strcmp(line, "close") == 0) {
        printf("close ok %ld\n", (long)SOCKETS_Close(connection));
    } else if (strcmp(line, "heap") == 0) {
        printf("heap ok %lu\n", (unsigned long)xPortGetFreeHeapSize());
    } else if (strcmp(line, "end") == 0) {
        board_exit(0);
    } else {
        printf("%s failed: unknown\n", line);
    }
}

static const char *read_credentials(void)
{
    struct flash_device *flash = board_flash();

    if (flash == NULL || flash->driver->read(flash, flash->geometry.size_bytes - sizeof(blob), blob,
                                             sizeof(blob)) != FLASH_OK) {
        return "no flash";
    }
    if (credentials_parse(blob, sizeof(blob), &credentials) != CREDENTIALS_OK ||
        credentials.key.bytes == NULL) {
        return "no credentials in the flash";
    }
    if (SOCKETS_Init() != pdPASS || tls_soft_key_open(&key, credentials.key.bytes) != TLS_OK) {
        return "no TLS";
    }
    identity.certificate = credentials.certificate.bytes;
    identity.certificate_bytes = credentials.certificate.length;
    sockets_set_time_source(utc);
    return NULL;
}

static void main_task(void *argument)
{
    static char line[LINE_BYTES];
    struct network_config config = {.hostname = "dunlin-test"};

    (void)argument;
    const char *problem = read_credentials();
    if (problem == NULL && network_start(&config, NET_WAIT_MS) != NET_OK) {
        problem = "no network";
    }
    if (problem != NULL) {
        printf("start failed: %s\n", problem);
        board_exit(2);
    }
    printf("start ok\n");
    for (;;) {
        console_read_line(line, sizeof(line) - 1);
        run(line);
    }
}

int main(void)
{
    board_init();
    (void)xTaskCreate(main_task, "main", STACK_WORDS, NULL, 2, NULL);
    vTaskStartScheduler();
    return 1;
}
