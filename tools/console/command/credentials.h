/* SPDX-License-Identifier: MIT */
/* Files of a folder, as a package has them below credentials/. */
#ifndef PACKAGE_CREDENTIALS_H
#define PACKAGE_CREDENTIALS_H

#include <stdbool.h>
#include <stddef.h>

#include "console_core.h"

#define CREDENTIALS_MAX 16

struct credentials {
    struct package_file files[CREDENTIALS_MAX];
    size_t count;
};

/* NULL has none. False: `error` says why; credentials_free either way. */
bool credentials_read(struct credentials *credentials, const char *folder, char *error,
                      size_t error_bytes);
void credentials_free(struct credentials *credentials);

#endif
