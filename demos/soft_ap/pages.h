/* SPDX-License-Identifier: MIT */
/* The pages that the device serves: what it knows, as HTML. Nothing from
 * outside gets into a page but by http_put_escaped(); no passphrase gets into one at all. */
#ifndef PAGES_H
#define PAGES_H

#include "setup_form.h"

#define PAGES_TOKEN_DIGITS 32u

/* What the pages tell. */
struct pages {
    const char *device;                  /* its name, as the network it offers */
    const char *address;                 /* of the device in that network */
    char token[PAGES_TOKEN_DIGITS + 1u]; /* a form without it is not ours */
    const WIFIScanResult_t *found;
    unsigned count;
    WIFINetworkProfile_t kept[wificonfigMAX_NETWORK_PROFILES]; /* no name: none */
    char last[wificonfigMAX_SSID_LEN];                         /* the network that was not joined */
    unsigned last_bytes;                                       /* 0: there is none */
    struct setup_fault last_fault;
};

/* The form; `choice` and `fault` may be NULL. */
void pages_put_form(const struct pages *pages, struct lib_text_out *out,
                    const struct setup_choice *choice, const struct setup_fault *fault);

/* The network is kept, and joined next. */
void pages_put_saved(const struct pages *pages, struct lib_text_out *out,
                     const WIFINetworkProfile_t *network);

/* Anything else, in one sentence. */
void pages_put_trouble(const struct pages *pages, struct lib_text_out *out, const char *sentence);

#endif
