/* SPDX-License-Identifier: MIT */
/* lwIP at the other end of the cable: no tasks, memory from the host, room for many connections. */
#ifndef LWIPOPTS_H
#define LWIPOPTS_H

#define NO_SYS                                                          1
#define SYS_LIGHTWEIGHT_PROT                                            0
#define LWIP_NETCONN                                                    0
#define LWIP_SOCKET                                                     0
#define LWIP_TIMERS                                                     1
#define MEM_LIBC_MALLOC                                                 1
#define MEMP_MEM_MALLOC                                                 1
#define MEM_ALIGNMENT                                                   8
#define PBUF_POOL_BUFSIZE                                               1536
#define MEMP_NUM_TCP_PCB                                                64
#define MEMP_NUM_TCP_SEG                                                512
#define SO_REUSE                                                        1
#define TCP_MSS                                                         1460
#define TCP_WND                                                         (8 * TCP_MSS)
#define TCP_SND_BUF                                                     (16 * TCP_MSS)
#define TCP_SND_QUEUELEN                                                64
#define LWIP_IPV4                                                       1
#define LWIP_IPV6                                                       0
#define LWIP_ARP                                                        1
#define LWIP_ETHERNET                                                   1
#define ETH_PAD_SIZE                                                    0
#define LWIP_ICMP                                                       1
#define LWIP_UDP                                                        1
#define LWIP_RAW                                                        0
#define LWIP_DHCP                                                       0
#define LWIP_DNS                                                        0
#define LWIP_STATS                                                      0
#define LWIP_HOOK_TCP_ISN(local_ip, local_port, remote_ip, remote_port) LWIP_RAND()

#include <stdint.h>

uint32_t box_random32(void);

#endif
