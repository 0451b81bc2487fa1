/* SPDX-License-Identifier: MIT */
#include "pages.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "digest.h"

#define FILES_MAX      128
#define FILE_BYTES_MAX (16u << 20)
#define DEPTH_MAX      3

struct page {
    char address[256]; /* "/app.js" */
    char tag[20];      /* with its quotes */
    const char *type;
    char *bytes;
    size_t count;
};

struct pages {
    size_t count;
    struct page page[FILES_MAX];
};

static const char *type_of(const char *name)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
    };
    const char *ending = strrchr(name, '.');

    for (size_t i = 0; ending != NULL && i < sizeof(types) / sizeof(types[0]); i++) {
        if (strcmp(ending, types[i].ending) == 0) {
            return types[i].type;
        }
    }
    return NULL;
}

static char *read_file(const char *path, size_t *count)
{
    FILE *file = fopen(path, "rb");
    char *bytes = file != NULL ? malloc(FILE_BYTES_MAX) : NULL;

    if (bytes != NULL) {
        *count = fread(bytes, 1, FILE_BYTES_MAX, file);
        char *fit = realloc(bytes, *count + 1);
        bytes = fit != NULL ? fit : bytes;
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return bytes;
}

static void add(struct pages *pages, const char *path, const char *address)
{
    struct page *page = &pages->page[pages->count];
    unsigned char digest[DIGEST_BYTES];
    char hex[17];

    page->type = type_of(address);
    if (page->type == NULL) {
        return;
    }
    page->bytes = read_file(path, &page->count);
    if (page->bytes == NULL) {
        return;
    }
    digest_sha256(page->bytes, page->count, digest);
    digest_hex(digest, 8, hex);
    (void)snprintf(page->tag, sizeof(page->tag), "\"%s\"", hex);
    (void)snprintf(page->address, sizeof(page->address), "%s",
                   strcmp(address, "/index.html") == 0 ? "/" : address);
    pages->count++;
}

static void walk(struct pages *pages, const char *folder, const char *address, int depth)
{
    DIR *listing = opendir(folder);
    const struct dirent *entry;

    while (listing != NULL && (entry = readdir(listing)) != NULL && pages->count < FILES_MAX) {
        char path[1024], below[sizeof(pages->page[0].address)];
        struct stat status;
        if (entry->d_name[0] == '.' ||
            snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) >= (int)sizeof(path) ||
            snprintf(below, sizeof(below), "%s/%s", address, entry->d_name) >= (int)sizeof(below) ||
            lstat(path, &status) != 0) {
            continue;
        }
        if (S_ISREG(status.st_mode)) {
            add(pages, path, below);
        } else if (S_ISDIR(status.st_mode) && depth < DEPTH_MAX) {
            walk(pages, path, below, depth + 1);
        }
    }
    if (listing != NULL) {
        (void)closedir(listing);
    }
}

struct pages *pages_new(void)
{
    return calloc(1, sizeof(struct pages));
}

void pages_add(struct pages *pages, const char *folder, const char *address)
{
    walk(pages, folder, address, 0);
}

size_t pages_count(const struct pages *pages)
{
    return pages->count;
}

void pages_free(struct pages *pages)
{
    for (size_t i = 0; pages != NULL && i < pages->count; i++) {
        free(pages->page[i].bytes);
    }
    free(pages);
}

static const struct page *find(const struct pages *pages, const char *address, size_t bytes)
{
    for (size_t i = 0; i < pages->count; i++) {
        if (strlen(pages->page[i].address) == bytes &&
            memcmp(pages->page[i].address, address, bytes) == 0) {
            return &pages->page[i];
        }
    }
    return NULL;
}

static void answer_page(const struct page *page, const char *known, struct answer *answer)
{
    if (known != NULL && strstr(known, page->tag) != NULL) {
        answer_bytes(answer, 304, NULL, NULL, 0);
    } else {
        answer_bytes(answer, 200, page->type, page->bytes, page->count);
        answer->is_borrowed = true;
    }
    answer->is_cacheable = true;
    answer_header(answer, "ETag", page->tag);
}

void pages_answer(const struct pages *pages, const struct request *request, struct answer *answer)
{
    const struct page *page = find(pages, request->uri, strcspn(request->uri, "?"));

    if (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0) {
        answer_error(answer, 405, "method", "Files of the page are only read",
                     "The method is not allowed here");
        answer_header(answer, "Allow", "GET, HEAD");
    } else if (page != NULL) {
        answer_page(page, request->if_none_match, answer);
    } else if (pages->count == 0) {
        answer_error(answer, 404, "no-page", "The API is below /api/v1",
                     "The page was not built: ./run console builds it");
    } else {
        answer_error(answer, 404, "not-found", "The page is at /, the API below /api/v1",
                     "There is nothing at this address");
    }
}
