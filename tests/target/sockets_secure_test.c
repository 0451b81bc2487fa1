/* SPDX-License-Identifier: MIT */
/* What holds wherever TLS is, here or in the module. */
#include "sockets_test.h"

void the_server_is_trusted_by_the_certificate_given_to_all(void)
{
    struct sockets_credentials all = {.trusted = credentials.trusted.bytes,
                                      .trusted_bytes = credentials.trusted.length};
    const struct sockets_credentials none = {0};
    char name[64];
    sockets_set_credentials(&all);
    Socket_t socket = new_socket();
    (void)credentials_text(&credentials.server_name, name, sizeof(name));
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), 0);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, name, sizeof(name)),
             0);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    there_and_back(socket, 10, 10, false);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    sockets_set_credentials(&none);
}

static void exchange_with_tls(void *waiter)
{
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    there_and_back(socket, 5000, 700, false);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    (void)xTaskNotifyGive(waiter);
    vTaskDelete(NULL);
}

void several_tasks_have_a_connection_with_tls_each(void)
{
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(
            xTaskCreate(exchange_with_tls, "client", 2048, xTaskGetCurrentTaskHandle(), 2, NULL),
            pdPASS);
    }
    for (int i = 0; i < 3; i++) {
        CHECK(ulTaskNotifyTake(pdFALSE, pdMS_TO_TICKS(30000)) != 0);
    }
}

void time_outs_hold_with_tls_too(void)
{
    uint8_t byte;
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    set_timeouts(socket, 100, 100);
    TickType_t start = xTaskGetTickCount();
    CHECK_EQ(SOCKETS_Recv(socket, &byte, 1, 0), 0);
    TickType_t ms = pdTICKS_TO_MS(xTaskGetTickCount() - start);
    CHECK(ms >= 100 && ms <= 160);
    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), 1);
    set_timeouts(socket, 3000, 100);
    CHECK_EQ(SOCKETS_Recv(socket, &byte, 1, 0), 1);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}
