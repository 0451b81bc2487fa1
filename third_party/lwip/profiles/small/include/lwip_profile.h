/* SPDX-License-Identifier: MIT */
/* Profile "small": one connection of TCP, name and time look-ups beside it. RAM: about 13 KB. */
#ifndef MEM_SIZE
#define MEM_SIZE (4 * 1024) /* bytes: data sent and not yet acknowledged, DHCP, DNS */
#endif
#ifndef PBUF_POOL_SIZE
#define PBUF_POOL_SIZE 4 /* received frames, 1,536 bytes each; empty: the frame is dropped */
#endif
#define MEMP_NUM_PBUF             4 /* references to data that was not copied */
#define MEMP_NUM_NETCONN          3 /* sockets of both kinds, DNS included */
#define MEMP_NUM_TCP_PCB          3 /* TCP connections; those nobody owns any more give way */
#define MEMP_NUM_TCP_PCB_LISTEN   1
#define MEMP_NUM_UDP_PCB          4
#define MEMP_NUM_RAW_PCB          1
#define MEMP_NUM_TCP_SEG          8
#define MEMP_NUM_NETBUF           2
#define MEMP_NUM_TCPIP_MSG_API    4
#define MEMP_NUM_TCPIP_MSG_INPKT  4
#define DEFAULT_TCP_RECVMBOX_SIZE 16 /* messages: received segments, however small */

/* TCP: two segments each way. A peer that sends more waits for the window. */
#define TCP_WND          (2 * TCP_MSS)
#define TCP_SND_BUF      (2 * TCP_MSS)
#define TCP_SND_QUEUELEN 8
