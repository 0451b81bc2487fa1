/* SPDX-License-Identifier: MIT */
/* Streams: files in blocks over MQTT. A stream is a row:
 *
 *     {"streamId", "description", "streamVersion", "createdAt", "lastUpdatedAt", "roleArn",
 *      "files": [{"fileId", "s3Location": {"bucket", "key"}, "size", "etag"}]}
 */
#ifndef CLOUD_STREAM_H
#define CLOUD_STREAM_H

#include "service.h"

#define STREAM_SPACE       "stream"
#define STREAM_ID_MAX      128u
#define STREAM_ID_OTHERS   "_-"
#define STREAM_FILES_MAX   50u
#define STREAM_FILE_ID_MAX 255
#define STREAM_BLOCK_MIN   256
#define STREAM_BLOCK_MAX   131072
#define STREAM_BLOCKS_MAX  98304  /* offsets and numbers of blocks */
#define STREAM_BITMAP_MAX  12288  /* a bitmap has fewer bytes */
#define STREAM_ANSWER_MAX  131072 /* bytes of a file that are sent for one request */
/* A message of the broker: a block of 128 KB and what is around it, which Base64 of so much is not.
 */
#define STREAM_MESSAGE_MAX (STREAM_BLOCK_MAX + 512u)
#define STREAM_TOKEN_MAX   64u

/* Messages of devices; see struct service. */
bool stream_message(struct cloud *cloud, const struct cloud_message *message,
                    const struct levels *topic);

#endif
