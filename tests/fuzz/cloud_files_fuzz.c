/* SPDX-License-Identifier: MIT */
/* A request for a file: a range, a time, a code, a path, each up to a line end, then a document
 * with places for addresses. A line "good" stands for what would be right. What is answered is the
 * part of the file that the answer says it is; nothing is without the right code. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cloud_files.h"
#include "cloud_fixture.h"
#include "presigned.h"

#define BYTES "0123456789abcdefghijklmnopqrstuvwxyz"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct fixture f;

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static char *cut_line(char **text)
{
    char *line = *text, *end = strchr(line, '\n');

    *text = end != NULL ? end + 1 : line + strlen(line);
    if (end != NULL) {
        *end = '\0';
    }
    return line;
}

static void check(const struct cloud_file_request *request, const struct cloud_file_reply *reply,
                  int is_right)
{
    unsigned first = 0, last = 0, all = 0;

    require(reply->status == 200 || reply->status == 206 || reply->status == 403 ||
            reply->status == 404 || reply->status == 416);
    require(is_right || reply->status == 403 || reply->status == 404);
    require(reply->content_type != NULL);
    if (reply->status == 200) {
        require(reply->bytes == sizeof(BYTES) - 1 && reply->content_range[0] == '\0');
        require(memcmp(reply->body, BYTES, reply->bytes) == 0);
    } else if (reply->status == 206) {
        require(request->range != NULL);
        require(sscanf(reply->content_range, "bytes %u-%u/%u", &first, &last, &all) == 3);
        require(first <= last && last < all && all == sizeof(BYTES) - 1);
        require(reply->bytes == last - first + 1);
        require(memcmp(reply->body, &BYTES[first], reply->bytes) == 0);
    }
}

static void ask(char *text)
{
    char *range = cut_line(&text), *expires = cut_line(&text), *code = cut_line(&text);
    char *path = cut_line(&text), until[24], digits[80];
    struct text address = {NULL, 0, 0};
    struct cloud_file_reply reply;

    require(presigned_write(f.cloud, &address, "box", "a.bin", 60));
    require(sscanf(address.bytes, "https://%*[^?]?Expires=%23[0-9]&Signature=%79s", until,
                   digits) == 2);
    free(address.bytes);
    const struct cloud_file_request request = {
        .method = "GET",
        .path = strcmp(path, "good") == 0 ? "/objects/box/a.bin" : path,
        .expires = strcmp(expires, "good") == 0 ? until : expires,
        .signature = strcmp(code, "good") == 0 ? digits : code,
        .range = range,
    };
    cloud_file(f.cloud, &request, &reply);
    check(&request, &reply,
          strcmp(request.path, "/objects/box/a.bin") == 0 && strcmp(request.expires, until) == 0 &&
              strcmp(request.signature, digits) == 0);
    free(reply.body);
    char *filled = presigned_fill(f.cloud, text, 60);
    require(presigned_is_wanted(text) || strcmp(filled, text) == 0);
    free(filled);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > 4096) {
        return 0;
    }
    char *text = malloc(size + 1u);
    memcpy(text, bytes, size);
    text[size] = '\0';
    if (f.cloud == NULL) {
        fixture_open(&f, &fixture_issuer);
        json_decref(fixture_control(
            &f, "PUT", "/objects/box/a.bin",
            "{\"data\":\"MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6\"}", 200));
    }
    require(cloud_begin(f.cloud));
    ask(text);
    require(cloud_commit(f.cloud));
    free(text);
    return 0;
}
