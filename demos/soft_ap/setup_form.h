/* SPDX-License-Identifier: MIT */
/* The form of the page, as a network to keep. Nothing of it is believed: whatever was sent, it is a
 * network within its limits, or one field that is wrong and a sentence that says how. */
#ifndef SETUP_FORM_H
#define SETUP_FORM_H

#include <stdbool.h>

#include "http_server.h"
#include "wifi_service.h"
#include "wifi_types.h"

enum setup_field { SETUP_NONE, SETUP_NETWORK, SETUP_NAME, SETUP_PASSPHRASE, SETUP_SECURITY };

struct setup_fault {
    enum setup_field field;
    const char *sentence; /* NULL: there is none */
};

/* What was chosen, to show the form again; never the passphrase. */
struct setup_choice {
    WIFINetworkProfile_t network; /* its name and security */
    bool is_other;                /* the name was typed, not chosen */
    bool has_security;            /* one was chosen, not the one of the list */
};

/* Reads a form. The networks are those that were found, the strongest first. */
struct setup_fault setup_form_read(struct lib_text form, const WIFIScanResult_t *found,
                                   unsigned count, struct setup_choice *choice);

/* A limit of the Wi-Fi service in words for a person, and the field to look at. */
struct setup_fault setup_fault_of(enum wifi_reason reason);

/* "wpa2", as the form says it. */
const char *setup_security_value(WIFISecurity_t security);

#endif
