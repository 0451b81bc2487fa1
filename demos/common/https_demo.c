/* SPDX-License-Identifier: MIT */
#include "https_demo.h"

#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "clock.h"
#include "secure_link.h"
#include "task.h"

#define TASK_WORDS         2048u
#define TASK_PRIORITY      2u
#define NETWORK_TIMEOUT_MS 20000u

static struct secure_link device_link;
static NetworkContext_t network;
static TransportInterface_t stream;
static void (*demo)(const TransportInterface_t *stream, const char *host);

uint32_t https_demo_now_ms(void)
{
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

HTTPRequestInfo_t https_demo_request(const char *method, const char *path, const char *host)
{
    return (HTTPRequestInfo_t){.pMethod = method,
                               .methodLen = strlen(method),
                               .pPath = path,
                               .pathLen = strlen(path),
                               .pHost = host,
                               .hostLen = strlen(host),
                               .reqFlags = HTTP_REQUEST_KEEP_ALIVE_FLAG};
}

void https_demo_fail(const char *what, const char *why)
{
    printf("demo: failed: %s: %s\n", what, why);
    board_exit(1);
}

static void demo_task(void *arg)
{
    (void)arg;
    const secure_link_status_t status = secure_link_prepare(&device_link, NETWORK_TIMEOUT_MS);
    if (status != SECURE_LINK_OK) {
        https_demo_fail("the device's link", secure_link_status_text(status));
    }
    const struct transport_target target = {.host = device_link.address,
                                            .port = device_link.credentials.https_port,
                                            .server_name = device_link.server_name,
                                            .receive_ms = 1000};
    transport_secure_sockets_init(&stream, &network, SOCKETS_INVALID_SOCKET);
    if (transport_secure_sockets_open(&network, &target) != SOCKETS_ERROR_NONE) {
        https_demo_fail("the server", "it cannot be reached");
    }
    printf("demo: connected to %s\n", device_link.server_name);
    demo(&stream, device_link.server_name);
    transport_secure_sockets_close(&network);
    printf("demo: done\n");
    board_exit(0);
}

int https_demo_start(void (*run)(const TransportInterface_t *stream, const char *host))
{
    demo = run;
    board_init();
    if (xTaskCreate(demo_task, "https", TASK_WORDS, NULL, TASK_PRIORITY, NULL) != pdPASS) {
        printf("demo: failed: no memory for the task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
