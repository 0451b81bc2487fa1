/* SPDX-License-Identifier: MIT */
/* A field by its name. Lines are passed over by their ends; only the one that is found is parsed.
 */
#include "core_http_client.h"

#include <string.h>

#include "http_field.h"

struct span {
    const char *at;
    const char *end;
};

/* Where the fields are: as receiving found them, or behind the status line in the buffer. */
static bool fields_of(const HTTPResponse_t *response, struct span *fields)
{
    if (response->pHeaders != NULL && response->headersLen > 0) {
        fields->at = (const char *)response->pHeaders;
        fields->end = fields->at + response->headersLen;
        return true;
    }
    static const char version[] = "HTTP/1.";
    const char *const begin = (const char *)response->pBuffer;
    const char *const line = memchr(begin, '\n', response->bufferLen);
    if (line == NULL || line - begin < (ptrdiff_t)sizeof version ||
        memcmp(begin, version, sizeof version - 1u) != 0) {
        return false;
    }
    fields->at = line + 1;
    fields->end = begin + response->bufferLen;
    return true;
}

/* Parses the line of the field. The last line of a received header ends where the header does. */
static HTTPStatus_t take(const struct span *fields, size_t field_length, const char **value,
                         size_t *value_length)
{
    const char *const text = http_skip_blanks(fields->at + field_length + 1, fields->end);
    const char *end = http_skip_text(text, fields->end);

    if (end < fields->end && *end != '\r') {
        return HTTPInvalidResponse;
    }
    while (end > text && (end[-1] == ' ' || end[-1] == '\t')) {
        end--;
    }
    *value = text;
    *value_length = (size_t)(end - text);
    return HTTPSuccess;
}

static bool is_at(const struct span *fields, const char *field, size_t field_length)
{
    return (size_t)(fields->end - fields->at) > field_length && fields->at[field_length] == ':' &&
           http_is_same(fields->at, field, field_length);
}

HTTPStatus_t HTTPClient_ReadHeader(const HTTPResponse_t *response, const char *field,
                                   size_t field_length, const char **value, size_t *value_length)
{
    struct span fields;

    if (response == NULL || response->pBuffer == NULL || response->bufferLen == 0 ||
        field == NULL || field_length == 0 || value == NULL || value_length == NULL) {
        return HTTPInvalidParameter;
    }
    *value = NULL;
    *value_length = 0;
    if (!fields_of(response, &fields)) {
        return HTTPInvalidResponse;
    }
    while (fields.at < fields.end && *fields.at != '\r') {
        if (is_at(&fields, field, field_length)) {
            return take(&fields, field_length, value, value_length);
        }
        const char *const line = memchr(fields.at, '\n', (size_t)(fields.end - fields.at));
        fields.at = line != NULL ? line + 1 : fields.end;
    }
    return HTTPHeaderNotFound;
}
