/* SPDX-License-Identifier: MIT */
/* Profile "default": several connections at full windows. RAM: about 40 KB. */
#ifndef MEM_SIZE
#define MEM_SIZE (16 * 1024) /* bytes: data sent and not yet acknowledged, DHCP, DNS */
#endif
#ifndef PBUF_POOL_SIZE
#define PBUF_POOL_SIZE 12 /* received frames, 1,536 bytes each; empty: the frame is dropped */
#endif
#define MEMP_NUM_PBUF             16 /* references to data that was not copied */
#define MEMP_NUM_NETCONN          10 /* sockets of both kinds, DNS included */
#define MEMP_NUM_TCP_PCB          8  /* TCP connections; those nobody owns any more give way */
#define MEMP_NUM_TCP_PCB_LISTEN   4
#define MEMP_NUM_UDP_PCB          6
#define MEMP_NUM_RAW_PCB          2
#define MEMP_NUM_TCP_SEG          32
#define MEMP_NUM_NETBUF           8
#define MEMP_NUM_TCPIP_MSG_API    8
#define MEMP_NUM_TCPIP_MSG_INPKT  12
#define DEFAULT_TCP_RECVMBOX_SIZE 64 /* messages: received segments, however small */

/* TCP: four segments each way. A peer that sends more waits for the window. */
#define TCP_WND          (4 * TCP_MSS)
#define TCP_SND_BUF      (4 * TCP_MSS)
#define TCP_SND_QUEUELEN 16
