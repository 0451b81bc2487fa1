/* SPDX-License-Identifier: MIT */
/* What the files of this service share. */
#ifndef NET_STATE_H
#define NET_STATE_H

#include "FreeRTOS.h"
#include "event_groups.h"
#include "semphr.h"
#include "task.h"

#include "lwip/netif.h"

#include "net.h"

#define NET_EVENT_UP ((EventBits_t)1)

/* The one interface. Everything but `interface` and `statistics`, which belong to the core lock, is
 * set by net_start() before there are readers. */
struct net_state {
    struct netif_device *device;
    struct netif interface;
    uint32_t name_server; /* 0: not configured */
    uint16_t name_server_port;
    struct net_statistics statistics;
    EventGroupHandle_t events;
    SemaphoreHandle_t asking;   /* held by the one task that resolves or pings */
    SemaphoreHandle_t answered; /* given by the answer */
    TaskHandle_t receiver;
    bool started;
    void (*changed)(void *context, bool up, uint32_t address);
    void *changed_context;
};

extern struct net_state net;

/* netif_init_fn of the interface: name, address, functions. Context: core lock. */
err_t net_glue_init(struct netif *interface);

/* The task that moves received frames into the stack and watches the cable. */
void net_glue_task(void *unused);

/* The driver's call-back: wakes that task. Context: ISR. */
void net_glue_ready(void *unused);

/* Puts a configured name server back after DHCP replaced it. Context: core lock. */
void net_keep_name_server(void);

#endif
