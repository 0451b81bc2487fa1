/* SPDX-License-Identifier: MIT */
/* Files at addresses that prove themselves (pre-signed), for devices that fetch updates by HTTPS:
 *
 *     GET /objects/BUCKET/KEY?Expires=1700000000&Signature=64 hexadecimal digits
 *
 * No certificate is asked for: who knows the address may read, until it expires. */
#ifndef CLOUD_FILES_H
#define CLOUD_FILES_H

#include "cloud.h"

#define CLOUD_FILES_PATH "/objects/"

struct cloud_file_request {
    const char *method;              /* "GET", "HEAD" */
    const char *path;                /* decoded, without the query */
    const char *expires, *signature; /* of the query, NULL: missing */
    const char *range;               /* header "Range", NULL: none */
};

struct cloud_file_reply {
    int status;               /* 200, 206; 403, 404, 405, 416, 500 */
    const char *content_type; /* a constant */
    char content_range[80];   /* header; "": none */
    char etag[20];            /* header; "": none */
    char *body;               /* freed by the caller; NULL: empty */
    size_t bytes;
};

/**
 * Answer with a file, or the part of it that "Range: bytes=a-b" asks for.
 *
 * @param cloud With an open transaction.
 * @param request Need not outlive the call.
 * @param reply Filled in; the caller frees its body. Errors are XML, as those of S3.
 *
 * Context: any one thread.
 */
void cloud_file(struct cloud *cloud, const struct cloud_file_request *request,
                struct cloud_file_reply *reply);

#endif
