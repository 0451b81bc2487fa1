/* SPDX-License-Identifier: MIT */
/** What became of a call to the network, whatever interface it went over. */
#ifndef NET_STATUS_H
#define NET_STATUS_H

typedef enum {
    NET_OK = 0,
    NET_NO_DEVICE,  /* the board has no interface, or it does not answer */
    NET_NO_ENTROPY, /* no random numbers for ports and sequence numbers: refused */
    NET_NO_MEMORY,  /* a task, a queue or a control block could not be had */
    NET_TIMED_OUT,  /* nothing within the time; at a start: running, the address may still come */
    NET_NOT_FOUND,  /* the name server says that there is no such name */
    NET_DOWN,       /* not started, no cable, not joined or no address */
    NET_BAD_NAME,   /* the name is empty or longer than 253 characters */
} net_status_t;

#endif
