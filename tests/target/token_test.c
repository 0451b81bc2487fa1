/* SPDX-License-Identifier: MIT */
/* The token on the board: TLS signed by a key that stays in flash, and a search of all RAM for it.
 * Commands come on the console, one a line; run_token_test.py is the server and the judge.
 *
 *   clock <seconds>  sets the time
 *   provision        the key and certificate of the credentials blob into the token
 *   connect <port>   TLS to the host; the token signs
 *   say <text>       sends a line, prints the line that comes back
 *   both             two tasks sign at the same time and ask for the key meanwhile
 *   leave heap|task  leaves the key in freed memory, or on the stack of a task that has ended
 *   scan             prints how often a part of the key is in RAM
 *   close, end
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "board.h"
#include "clock.h"
#include "credentials.h"
#include "device_token.h"
#include "lib_wipe.h"
#include "network.h"
#include "pkcs11_identity.h"
#include "sockets.h"

#include "console.h"

#define LINE_BYTES   256u
#define STACK_WORDS  2048u
#define NET_WAIT_MS  15000u
#define RAM_BEGIN    0x20000000u
#define RAM_BYTES    0x00400000u
#define SECRET_BYTES 32u
#define PART_BYTES   8u
#define MASK         0xA5u /* over the key, so that the search does not find what it looks for */
#define SIGNATURES   3

static uint8_t blob[CREDENTIALS_REGION_BYTES];
static uint8_t masked[SECRET_BYTES];
static uint8_t certificate[2048];
static struct credentials credentials;
static struct pkcs11_identity identity;
static Socket_t connection = SOCKETS_INVALID_SOCKET;
static SemaphoreHandle_t finished;
static volatile unsigned wrong;
static int64_t clock_base; /* UTC at start, seconds */

static int64_t utc(void)
{
    return clock_base + (int64_t)(clock_monotonic_us() / 1000000u);
}

/* How often is an eighth of the key's bits in RAM, in either order? */
static unsigned scan(void)
{
    const volatile uint8_t *ram = (const volatile uint8_t *)RAM_BEGIN;
    unsigned found = 0;

    for (uint32_t i = 0; i + PART_BYTES <= RAM_BYTES; i++) {
        for (uint32_t part = 0; part < SECRET_BYTES; part += PART_BYTES) {
            uint32_t forward = 0, backward = 0;
            while (forward < PART_BYTES && (ram[i + forward] ^ MASK) == masked[part + forward]) {
                forward++;
            }
            while (backward < PART_BYTES &&
                   (ram[i + backward] ^ MASK) == masked[part + PART_BYTES - 1u - backward]) {
                backward++;
            }
            if (forward == PART_BYTES || backward == PART_BYTES) {
                printf("part %lu at 0x%08lx\n", (unsigned long)part,
                       (unsigned long)(RAM_BEGIN + i));
                found++;
            }
        }
    }
    return found;
}

static void unmask(uint8_t *secret)
{
    for (size_t i = 0; i < SECRET_BYTES; i++) {
        secret[i] = masked[i] ^ MASK;
    }
}

static CK_RV store(CK_SESSION_HANDLE session)
{
    CK_OBJECT_CLASS private = CKO_PRIVATE_KEY, shown = CKO_CERTIFICATE;
    CK_KEY_TYPE ec = CKK_EC;
    CK_BYTE curve[] = pkcs11DER_ENCODED_OID_P256, secret[SECRET_BYTES];
    static const char key_label[] = pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS;
    static const char certificate_label[] = pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS;
    CK_ATTRIBUTE key[] = {{CKA_CLASS, &private, sizeof private},
                          {CKA_KEY_TYPE, &ec, sizeof ec},
                          {CKA_LABEL, (void *)key_label, sizeof key_label - 1},
                          {CKA_EC_PARAMS, curve, sizeof curve},
                          {CKA_VALUE, secret, sizeof secret}};
    CK_ATTRIBUTE own[] = {
        {CKA_CLASS, &shown, sizeof shown},
        {CKA_LABEL, (void *)certificate_label, sizeof certificate_label - 1},
        {CKA_VALUE, (void *)credentials.certificate.bytes, credentials.certificate.length}};
    CK_OBJECT_HANDLE object;

    unmask(secret);
    CK_RV result = C_CreateObject(session, key, 5, &object);
    lib_wipe(secret, sizeof secret);
    return result != CKR_OK ? result : C_CreateObject(session, own, 3, &object);
}

static void provision(void)
{
    CK_SESSION_HANDLE session;
    CK_RV result = xInitializePkcs11Session(&session);

    if (result == CKR_OK) {
        result = store(session);
        (void)C_CloseSession(session);
    }
    if (result == CKR_OK) {
        result = pkcs11_identity_open(&identity, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                      pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS, certificate,
                                      sizeof certificate);
    }
    struct sockets_credentials told = {
        .identity = &identity.tls,
        .trusted = credentials.trusted.bytes,
        .trusted_bytes = credentials.trusted.length,
    };
    sockets_set_credentials(&told);
    printf(result == CKR_OK ? "provision ok\n" : "provision failed: 0x%lx\n", result);
}

static void connect_tls(char *arguments)
{
    char name[64], address[16];
    SocketsSockaddr_t to = {
        .ucSocketDomain = SOCKETS_AF_INET,
        .usPort = SOCKETS_htons((uint16_t)strtoul(arguments, NULL, 10)),
        .ulAddress =
            SOCKETS_GetHostByName(credentials_text(&credentials.address, address, sizeof address)),
    };

    (void)credentials_text(&credentials.server_name, name, sizeof name);
    connection = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    (void)SOCKETS_SetSockOpt(connection, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0);
    (void)SOCKETS_SetSockOpt(connection, 0, SOCKETS_SO_SERVER_NAME_INDICATION, name, strlen(name));
    int32_t code = SOCKETS_Connect(connection, &to, sizeof to);
    if (code != SOCKETS_ERROR_NONE) {
        struct sockets_error error;
        sockets_error(connection, &error);
        printf("connect failed %ld: %s\n", (long)code, error.text);
        (void)SOCKETS_Close(connection);
        return;
    }
    printf("connect ok TLS 1.%d\n",
           tls_session_version(sockets_tls(connection)) == TLS_VERSION_1_3 ? 3 : 2);
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
    back[length] = '\0';
    printf(code > 0 ? "say ok %s\n" : "say failed\n", back);
}

/* Sign and ask for the key; what is not as it should be is counted. */
static void sign_and_ask(void)
{
    CK_BYTE digest[32] = {1, 2, 3}, signature[64], value[64];
    CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0};
    CK_SESSION_HANDLE session;

    if (xInitializePkcs11Session(&session) != CKR_OK) {
        wrong++;
        return;
    }
    for (int i = 0; i < SIGNATURES; i++) {
        CK_ATTRIBUTE ask = {CKA_VALUE, value, sizeof value};
        CK_ULONG bytes = sizeof signature;
        wrong += C_SignInit(session, &ecdsa, identity.key) != CKR_OK;
        wrong += C_Sign(session, digest, sizeof digest, signature, &bytes) != CKR_OK;
        wrong += C_GetAttributeValue(session, identity.key, &ask, 1) != CKR_ATTRIBUTE_SENSITIVE;
    }
    wrong += C_CloseSession(session) != CKR_OK;
}

static void second_task(void *argument)
{
    (void)argument;
    sign_and_ask();
    (void)xSemaphoreGive(finished);
    vTaskDelete(NULL);
}

static void leaving_task(void *argument)
{
    volatile uint8_t left[SECRET_BYTES];

    (void)argument;
    unmask((uint8_t *)left);
    (void)xSemaphoreGive(finished);
    vTaskDelete(NULL);
}

static void start_task(TaskFunction_t function)
{
    (void)xTaskCreate(function, "second", STACK_WORDS, NULL, uxTaskPriorityGet(NULL), NULL);
}

static void both(void)
{
    wrong = 0;
    start_task(second_task);
    sign_and_ask();
    (void)xSemaphoreTake(finished, portMAX_DELAY);
    printf(wrong == 0 ? "both ok\n" : "both failed: %u\n", wrong);
}

static void leave(const char *where)
{
    if (strcmp(where, "heap") == 0) {
        uint8_t *memory = pvPortMalloc(100);
        unmask(memory + 40);
        vPortFree(memory);
    } else {
        start_task(leaving_task);
        (void)xSemaphoreTake(finished, portMAX_DELAY);
    }
    printf("leave ok\n");
}

static void run(char *line)
{
    char *arguments = console_split(line);

    if (strcmp(line, "clock") == 0) {
        clock_base = strtoll(arguments, NULL, 10) - (int64_t)(clock_monotonic_us() / 1000000u);
        printf("clock ok\n");
    } else if (strcmp(line, "provision") == 0) {
        provision();
    } else if (strcmp(line, "connect") == 0) {
        connect_tls(arguments);
    } else if (strcmp(line, "say") == 0) {
        say(arguments);
    } else if (strcmp(line, "both") == 0) {
        both();
    } else if (strcmp(line, "leave") == 0) {
        leave(arguments);
    } else if (strcmp(line, "scan") == 0) {
        printf("scan ok %u\n", scan());
    } else if (strcmp(line, "close") == 0) {
        printf("close ok %ld\n", (long)SOCKETS_Close(connection));
    } else if (strcmp(line, "end") == 0) {
        board_exit(0);
    } else {
        printf("%s failed: unknown\n", line);
    }
}

/* The key leaves the blob's copy for `masked`. */
static const char *read_credentials(void)
{
    struct flash_device *flash = board_flash();

    if (flash == NULL || flash->driver->read(flash, flash->geometry.size_bytes - sizeof blob, blob,
                                             sizeof blob) != FLASH_OK) {
        return "no flash";
    }
    if (credentials_parse(blob, sizeof blob, &credentials) != CREDENTIALS_OK ||
        credentials.key.bytes == NULL) {
        return "no credentials in the flash";
    }
    for (size_t i = 0; i < sizeof masked; i++) {
        masked[i] = credentials.key.bytes[i] ^ MASK;
    }
    lib_wipe((uint8_t *)credentials.key.bytes, credentials.key.length);
    if (SOCKETS_Init() != pdPASS || device_token_start(flash, sizeof blob) != CKR_OK) {
        return "no token";
    }
    sockets_set_time_source(utc);
    return NULL;
}

static void main_task(void *argument)
{
    static char line[LINE_BYTES];
    struct network_config config = {.hostname = "dunlin-test"};

    (void)argument;
    finished = xSemaphoreCreateBinary();
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
        console_read_line(line, sizeof line - 1);
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
