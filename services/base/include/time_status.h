/* SPDX-License-Identifier: MIT */
/** What became of a question for the time, whatever interface it went over. */
#ifndef TIME_STATUS_H
#define TIME_STATUS_H

typedef enum {
    TIME_SERVICE_OK = 0,
    TIME_SERVICE_NO_ANSWER,  /* silence, or only packets that were no answer */
    TIME_SERVICE_REFUSED,    /* kiss-o'-death from every server: ask again in an hour, not sooner */
    TIME_SERVICE_UNUSABLE,   /* the server is not synchronised, or tells a time below the floor */
    TIME_SERVICE_NO_ADDRESS, /* no network, or the name has no address */
    TIME_SERVICE_NO_SOCKET,  /* the stack had no socket or took no packet */
    TIME_SERVICE_NO_ENTROPY, /* no random numbers: a request could be guessed, so none is sent */
    TIME_SERVICE_BUSY,       /* another task is asking */
} time_service_status_t;

#endif
