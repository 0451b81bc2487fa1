/* SPDX-License-Identifier: MIT */
/* libarchive writes the time of DOS in the time zone of the process. The zip is made in memory, and
 * that field is written again, in UTC:
 *
 *     local header      PK 3 4   ...  +10 time, date
 *     central header    PK 1 2   ...  +12 time, date  +28 lengths of name, extra, comment  +42
 * offset of local end               PK 5 6   ...  +10 entries  +16 offset of the first central
 * header
 */
#include "zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define END_BYTES 22u
#define PIECE     65536u

static la_ssize_t keep(struct archive *archive, void *context, const void *bytes, size_t length)
{
    (void)archive;
    text_add(context, bytes, length);
    return (la_ssize_t)length;
}

static bool add(struct archive *archive, const struct content *content,
                const struct content_file *file, time_t when)
{
    struct archive_entry *const entry = archive_entry_new();
    char *const path = text_make("%s/%s", content->name, file->path);

    archive_entry_set_pathname(entry, path);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_uid(entry, 0);
    archive_entry_set_gid(entry, 0);
    archive_entry_set_mtime(entry, when, 0);
    archive_entry_set_size(entry, (la_int64_t)file->length);
    const bool fine =
        archive_write_header(archive, entry) == ARCHIVE_OK &&
        (file->length == 0 ||
         archive_write_data(archive, file->bytes, file->length) == (la_ssize_t)file->length);

    archive_entry_free(entry);
    free(path);
    return fine;
}

static unsigned number(const unsigned char *at, unsigned bytes)
{
    unsigned value = 0;

    for (unsigned i = 0; i < bytes; i++) {
        value |= (unsigned)at[i] << (8 * i);
    }
    return value;
}

static void put_time(unsigned char *at, const struct tm *utc)
{
    const unsigned clock = (unsigned)utc->tm_hour << 11 | (unsigned)utc->tm_min << 5;
    const unsigned day = (unsigned)(utc->tm_year - 80) << 9 | (unsigned)(utc->tm_mon + 1) << 5 |
                         (unsigned)utc->tm_mday;

    at[0] = (unsigned char)clock;
    at[1] = (unsigned char)(clock >> 8);
    at[2] = (unsigned char)day;
    at[3] = (unsigned char)(day >> 8);
}

/* False: this is not the zip that we know. */
static bool set_times(unsigned char *zip, size_t length, time_t when)
{
    struct tm utc;
    unsigned char *const end = zip + length - END_BYTES;

    if (length < END_BYTES || memcmp(end, "PK\5\6", 4) != 0 || gmtime_r(&when, &utc) == NULL) {
        return false;
    }
    unsigned char *at = zip + number(end + 16, 4);

    for (unsigned left = number(end + 10, 2); left > 0; left--) {
        if (at + 46 > end || memcmp(at, "PK\1\2", 4) != 0 || number(at + 42, 4) + 30 > length) {
            return false;
        }
        put_time(at + 12, &utc);
        put_time(zip + number(at + 42, 4) + 10, &utc);
        at += 46 + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
    }
    return true;
}

bool zip_write(struct content *content, time_t when, package_sink sink, void *context)
{
    struct archive *const archive = archive_write_new();
    struct text zip = {0};

    archive_write_set_format_zip(archive);
    archive_write_set_bytes_in_last_block(archive, 1);
    if (archive_write_open(archive, &zip, NULL, keep, NULL) != ARCHIVE_OK) {
        content_fail(content, "the zip cannot be opened");
    }
    for (size_t i = 0; i < content->count && content->problem.length == 0; i++) {
        if (!add(archive, content, &content->files[i], when)) {
            content_fail(content, "%s: %s", content->files[i].path, archive_error_string(archive));
        }
    }
    if (archive_write_close(archive) != ARCHIVE_OK ||
        !set_times((unsigned char *)zip.bytes, zip.length, when)) {
        content_fail(content, "the zip could not be written");
    }
    archive_write_free(archive);
    for (size_t at = 0; at < zip.length && content->problem.length == 0; at += PIECE) {
        const size_t piece = zip.length - at < PIECE ? zip.length - at : PIECE;

        if (!sink(context, zip.bytes + at, piece)) {
            content_fail(content, "nobody takes the zip any more");
        }
    }
    free(zip.bytes);
    return content->problem.length == 0;
}
