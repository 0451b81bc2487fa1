/* SPDX-License-Identifier: MIT */
/* Certificates and keys as C source, for those who have them already. */
#include <string.h>

#include "choice_in.h"
#include "pem.h"
#include "router.h"

#define PLAIN "text/plain; charset=utf-8"

static void answer_source(char *source, const char *error, const char *file, struct answer *answer)
{
    char disposition[128] = "attachment; filename=\"";

    if (source == NULL) {
        answer_error(answer, 422, "pem", "Paste the whole file, from -----BEGIN to -----END", "%s",
                     error);
        return;
    }
    answer_bytes(answer, 200, PLAIN, source, strlen(source));
    answer_header(answer, "Content-Disposition", strcat(strcat(disposition, file), "\""));
}

static void credentials_header(const struct console *console, struct request *request,
                               struct answer *answer)
{
    json_t *body = body_in(request, answer);
    const char *certificate = json_string_value(json_object_get(body, "certificate"));
    const char *key = json_string_value(json_object_get(body, "key"));
    char error[256] = "\"certificate\" and \"key\" are PEM texts";

    (void)console;
    if (body != NULL) {
        char *source = certificate != NULL && key != NULL
                           ? pem_credentials_header(certificate, key, error, sizeof(error))
                           : NULL;
        answer_source(source, error, "aws_clientcredential_keys.h", answer);
    }
    json_decref(body);
}

static void to_c(const struct console *console, struct request *request, struct answer *answer)
{
    json_t *body = body_in(request, answer);
    const char *pem = json_string_value(json_object_get(body, "pem"));
    char error[256] = "\"pem\" is a PEM text";

    (void)console;
    if (body != NULL) {
        answer_source(pem != NULL ? pem_to_c(pem, error, sizeof(error)) : NULL, error, "pem.txt",
                      answer);
    }
    json_decref(body);
}

const struct route tool_routes[] = {
    {"POST", "tools/credentials-header", NULL, credentials_header},
    {"POST", "tools/pem-to-c", NULL, to_c},
    {NULL, NULL, NULL, NULL},
};
