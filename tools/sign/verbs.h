/* SPDX-License-Identifier: MIT */
/* The verbs, one file each. */
#ifndef SIGN_VERBS_H
#define SIGN_VERBS_H

#include "arguments.h"

typedef enum fault verb(const struct arguments *arguments);

verb verb_key, verb_header, verb_image, verb_factory, verb_update, verb_inspect, verb_verify;

#endif
