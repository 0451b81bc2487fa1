/* SPDX-License-Identifier: MIT */
/** Dunlin's configuration of lwIP: IPv4 over one Ethernet interface, a handful of TCP connections.
 *
 * Every pool is static: when it is empty the caller gets an error or the frame is dropped and
 * counted on TCP's retransmission; nothing grows. Their sizes are those of a profile,
 * profiles/<DUNLIN_LWIP_PROFILE>; an application changes a value by defining it for the target
 * `lwip` before this file is read.
 */
#ifndef LWIPOPTS_H
#define LWIPOPTS_H

/* System: with tasks, errno and struct timeval from the C library. */
#define NO_SYS                0
#define SYS_LIGHTWEIGHT_PROT  1
#define LWIP_ERRNO_STDINCLUDE 1
#define LWIP_TIMEVAL_PRIVATE  0
/* API calls run in the caller, under one mutex: no message, no switch. */
#define LWIP_TCPIP_CORE_LOCKING 1
#define LWIP_COMPAT_MUTEX       0
#define TCPIP_MBOX_SIZE         16 /* frames, call-backs, timers; full: refused */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TCPIP_THREAD_STACKSIZE 32768
#endif
#endif
#ifndef TCPIP_THREAD_STACKSIZE
#define TCPIP_THREAD_STACKSIZE (512 * __SIZEOF_POINTER__) /* bytes */
#endif
#ifndef TCPIP_THREAD_PRIO
#define TCPIP_THREAD_PRIO 3 /* kernel priority of the IP task */
#endif

/* Interfaces for applications. Names stay lwip_*: nothing collides with the host's C library. */
#define LWIP_NETCONN        1
#define LWIP_SOCKET         1
#define LWIP_COMPAT_SOCKETS 0
#define LWIP_SO_RCVTIMEO    1
#define LWIP_SO_SNDTIMEO    1
#define LWIP_SO_RCVBUF      0

/* Memory. */
#include "lwip_profile.h"
#define MEM_ALIGNMENT     __SIZEOF_POINTER__
#define PBUF_POOL_BUFSIZE LWIP_MEM_ALIGN_SIZE(1514 + ETH_PAD_SIZE)

#define LWIP_TCP           1
#define TCP_MSS            1460
#define TCP_QUEUE_OOSEQ    1
#define LWIP_TCP_KEEPALIVE 1

/* Nobody outside can guess where a connection starts counting. */
#define LWIP_HOOK_TCP_ISN(local_ip, local_port, remote_ip, remote_port) LWIP_RAND()

/* Mailboxes of connections, in messages. */
#define DEFAULT_UDP_RECVMBOX_SIZE 6
#define DEFAULT_ACCEPTMBOX_SIZE   4

/* Protocols. */
#define LWIP_IPV4     1
#define LWIP_IPV6     0
#define LWIP_ARP      1
#define LWIP_ETHERNET 1
#define ETH_PAD_SIZE  0
#define LWIP_ICMP     1
#define LWIP_UDP      1
#define LWIP_RAW      1 /* echo requests */
#define LWIP_DHCP     1
#ifndef LWIP_DHCP_DOES_ACD_CHECK
#define LWIP_DHCP_DOES_ACD_CHECK 0 /* 1: probe the offered address first, 7 s at every start */
#endif
#define LWIP_DNS                   1
#define DNS_MAX_NAME_LENGTH        254                    /* 253 and the terminator */
#define DNS_SERVER_PORT            net_name_server_port() /* services/net: 53 unless configured */
#define LWIP_NETIF_HOSTNAME        1
#define LWIP_NETIF_STATUS_CALLBACK 1
#define LWIP_NETIF_LINK_CALLBACK   1
#define LWIP_NETIF_API             1
#define LWIP_NUM_NETIF_CLIENT_DATA 0
#define LWIP_STATS                 0

#include <stdint.h>
uint16_t net_name_server_port(void);

#endif
