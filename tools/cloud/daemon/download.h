/* SPDX-License-Identifier: MIT */
/* Files of the HTTPS server (cloud_files.h). */
#ifndef CLOUDD_DOWNLOAD_H
#define CLOUDD_DOWNLOAD_H

#include <stdbool.h>

#include <microhttpd.h>

#include "engine.h"

/* Is this path one of a file? Then no certificate is asked for. */
bool download_is_meant(const char *path);
enum MHD_Result download(struct engine *engine, struct MHD_Connection *connection,
                         const char *method, const char *path);

#endif
