/* SPDX-License-Identifier: MIT */
/* dunlin-pem: the certificate tools of the console's page as a command; the same text. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pem.h"

#define FILE_BYTES_MAX 65536u

static const char usage[] = "Usage: dunlin-pem pem-to-c FILE\n"
                            "       dunlin-pem credentials-header CERTIFICATE KEY\n";

/* NULL: it cannot be read, or is too large to be a PEM file; which was said. */
static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = file != NULL ? calloc(1, FILE_BYTES_MAX + 1) : NULL;
    const size_t count = text != NULL ? fread(text, 1, FILE_BYTES_MAX + 1, file) : 0;

    if (file != NULL) {
        (void)fclose(file);
    }
    if (count == 0 || count > FILE_BYTES_MAX) {
        (void)fprintf(stderr, "pem: %s: %s\n", path,
                      count == 0 ? "there is nothing to read" : "that is no PEM file");
        free(text);
        return NULL;
    }
    return text;
}

int main(int count, char **words)
{
    const bool is_header = count == 4 && strcmp(words[1], "credentials-header") == 0;
    char error[256] = "";

    if (!is_header && (count != 3 || strcmp(words[1], "pem-to-c") != 0)) {
        (void)fputs(usage, stderr);
        return 2;
    }
    char *first = read_file(words[2]), *key = is_header ? read_file(words[3]) : NULL;
    if (first == NULL || (is_header && key == NULL)) {
        free(first);
        free(key);
        return 1;
    }
    char *made = is_header ? pem_credentials_header(first, key, error, sizeof(error))
                           : pem_to_c(first, error, sizeof(error));
    if (made != NULL) {
        (void)fputs(made, stdout);
    } else {
        (void)fprintf(stderr, "pem: %s\n", error);
    }
    if (key != NULL) {
        memset(key, 0, strlen(key));
    }
    free(made);
    free(key);
    free(first);
    return made != NULL ? 0 : 1;
}
