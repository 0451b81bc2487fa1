/* SPDX-License-Identifier: MIT */
/* From a claim to an identity of the device's own, once in its life. */
#ifndef PROVISION_H
#define PROVISION_H

#include "secure_link.h"

/* When the credentials are a claim, become the device: as it was kept in flash, or, the first time,
 * as it is provisioned now, over a connection with the claim. The serial number is the name in the
 * credentials. False: why has been printed. Blocks the calling task, on which TLS handshakes run.
 */
bool provision_by_claim(struct secure_link *link);

#endif
