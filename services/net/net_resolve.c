/* SPDX-License-Identifier: MIT */
/* Names to addresses. One question at a time; an answer that comes after its question was given up
 * carries the wrong number and is ignored. */
#include <string.h>

#include "lwip/dns.h"
#include "lwip/tcpip.h"

#include "ms_to_ticks.h"
#include "net_state.h"

#define NAME_LENGTH_MAX 253u

static struct {
    uintptr_t number; /* of the question that is open */
    bool found;
    uint32_t address;
} question;

/* Context: core lock. */
static void on_answer(const char *name, const ip_addr_t *address, void *number)
{
    (void)name;
    if ((uintptr_t)number != question.number) {
        return;
    }
    question.found = address != NULL;
    question.address = address != NULL ? ip_addr_get_ip4_u32(address) : 0;
    (void)xSemaphoreGive(net.answered);
}

static net_status_t ask(const char *name, uint32_t *address, TickType_t wait)
{
    ip_addr_t known;

    (void)xSemaphoreTake(net.answered, 0);
    LOCK_TCPIP_CORE();
    question.number++;
    question.found = false;
    err_t error = dns_gethostbyname(name, &known, on_answer, (void *)question.number);
    UNLOCK_TCPIP_CORE();

    if (error == ERR_OK) {
        *address = ip_addr_get_ip4_u32(&known);
        return NET_OK;
    }
    if (error != ERR_INPROGRESS) {
        return error == ERR_ARG ? NET_BAD_NAME : NET_NO_MEMORY;
    }
    bool answered = xSemaphoreTake(net.answered, wait) == pdTRUE;
    LOCK_TCPIP_CORE();
    question.number++; /* closed: nobody answers this one any more */
    bool found = question.found;
    *address = found ? question.address : *address;
    UNLOCK_TCPIP_CORE();
    if (found) {
        return NET_OK;
    }
    return answered ? NET_NOT_FOUND : NET_TIMED_OUT;
}

net_status_t net_resolve(const char *name, uint32_t *address, uint32_t timeout_ms)
{
    configASSERT(name != NULL && "net_resolve: name is NULL");
    configASSERT(address != NULL && "net_resolve: address is NULL");

    size_t length = strnlen(name, NAME_LENGTH_MAX + 1u);
    if (length == 0 || length > NAME_LENGTH_MAX) {
        return NET_BAD_NAME;
    }
    if (!net_is_up()) {
        return NET_DOWN;
    }
    (void)xSemaphoreTake(net.asking, portMAX_DELAY);
    net_status_t status = ask(name, address, ms_to_wait_or_ever(timeout_ms));
    (void)xSemaphoreGive(net.asking);
    return status;
}
