/* SPDX-License-Identifier: MIT */
/* The registry as the plugin sees it: a database that the daemon writes. What was read of it is
 * kept until the registry's version changes. */
#ifndef CLOUD_PLUGIN_AUTHORITY_H
#define CLOUD_PLUGIN_AUTHORITY_H

#include "subject.h"

#define POLICIES_MAX 32 /* of one connection */

struct authority_config {
    const char *database, *region, *account;
};

/* The policies of one subject. */
struct authority_policies {
    int64_t version; /* of the registry when they were looked up; 0: never */
    size_t count;
    const struct policy *policies[POLICIES_MAX]; /* the authority's, until the version changes */
};

void authority_open(const struct authority_config *config);
void authority_close(void);

/* Look whether the registry has changed; what was kept is forgotten then. */
void authority_refresh(void);
/* Certificates have ceased to be active since this was last asked. */
bool authority_have_some_ended(void);
/* The certificate is there, and active. */
bool authority_is_active(const char *certificate);
/* It is not, and the database could be read. */
bool authority_has_ended(const char *certificate);

/* Whether the subject's policies, which are looked up anew when they are old, allow the action on
 * "arn:aws:iot:REGION:ACCOUNT:kind/name". */
enum policy_answer authority_ask(struct subject *subject, struct authority_policies *policies,
                                 const char *action, const char *kind, const char *name);

#endif
