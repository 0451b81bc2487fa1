/* SPDX-License-Identifier: MIT */
/* The address of a file: https://host[:port]/path?query */
#ifndef OTA_URL_H
#define OTA_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ota_url {
    uint16_t port, path; /* where in the text the path begins; before it the host ends in a NUL */
};

/* An address out of a document (its escapes are taken away) or an answer goes to `text` as host,
 * NUL, path, NUL. False: it does not fit, or is none that can be fetched. */
bool ota_url_read(struct ota_url *url, char *text, size_t size, const char *from, size_t length);

#endif
