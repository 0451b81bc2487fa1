/* SPDX-License-Identifier: MIT */
/* Keys that sign updates, in files of a folder that nobody else may read: ID.key and ID.crt. */
#ifndef CLOUDD_KEY_STORE_H
#define CLOUDD_KEY_STORE_H

#include "cloud_signer.h"

/* The folder is made when the first key is kept. NULL: no memory. */
struct cloud_signer *key_store_new(const char *folder);
void key_store_free(struct cloud_signer *signer);

#endif
