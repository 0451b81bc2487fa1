/* SPDX-License-Identifier: MIT */
#include "download.h"

#include <stdlib.h>
#include <string.h>

#include "cloud_files.h"

bool download_is_meant(const char *path)
{
    return strncmp(path, CLOUD_FILES_PATH, sizeof(CLOUD_FILES_PATH) - 1) == 0;
}

static enum MHD_Result send_reply(struct MHD_Connection *connection, struct cloud_file_reply *reply)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        reply->bytes, reply->body != NULL ? reply->body : "",
        reply->body != NULL ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);

    if (response == NULL) {
        free(reply->body);
        return MHD_NO;
    }
    (void)MHD_add_response_header(response, "Content-Type", reply->content_type);
    (void)MHD_add_response_header(response, "Accept-Ranges", "bytes");
    if (reply->content_range[0] != '\0') {
        (void)MHD_add_response_header(response, "Content-Range", reply->content_range);
    }
    if (reply->etag[0] != '\0') {
        (void)MHD_add_response_header(response, "ETag", reply->etag);
    }
    const enum MHD_Result result =
        MHD_queue_response(connection, (unsigned)reply->status, response);
    MHD_destroy_response(response);
    return result;
}

enum MHD_Result download(struct engine *engine, struct MHD_Connection *connection,
                         const char *method, const char *path)
{
    const struct cloud_file_request request = {
        .method = method,
        .path = path,
        .expires = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "Expires"),
        .signature = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "Signature"),
        .range = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Range"),
    };
    struct cloud_file_reply reply = {.status = 503, .content_type = "application/xml"};

    if (engine_begin(engine)) {
        cloud_file(engine->cloud, &request, &reply);
        (void)engine_commit(engine); /* what was read is right, whatever becomes of it */
    }
    return send_reply(connection, &reply);
}
