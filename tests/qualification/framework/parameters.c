/* SPDX-License-Identifier: MIT */
#include "qualification_parameters.h"

#include "qualification_config.h"

const struct qualification_parameters qualification_parameters = {
    .run = QUALIFICATION_RUN,
    .only = QUALIFICATION_ONLY,
    .start_delay_ms = QUALIFICATION_START_DELAY_MS,
    .timed = QUALIFICATION_TIMED,
    .host = QUALIFICATION_HOST,
    .host_name = QUALIFICATION_HOST_NAME,
    .port = {QUALIFICATION_PORT_LIST},
    .thing = QUALIFICATION_THING,
    .root = QUALIFICATION_ROOT,
    .identity = {QUALIFICATION_IDENTITY},
    .rsa = {QUALIFICATION_IDENTITY_RSA},
    .malformed = {QUALIFICATION_IDENTITY_MALFORMED},
    .untrusted = {QUALIFICATION_IDENTITY_UNTRUSTED},
    .own_authority = {QUALIFICATION_IDENTITY_OWN_AUTHORITY},
    .client = {QUALIFICATION_WIFI_CLIENT},
    .test = {QUALIFICATION_WIFI_TEST},
};
