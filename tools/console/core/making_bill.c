/* SPDX-License-Identifier: MIT */
/* sbom.spdx.json, SPDX 2.3: the package with its files, the modules in it, and the parts of others.
 */
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "making.h"

#define ROOT      "SPDXRef-Package"
#define DOCUMENT  "SPDXRef-DOCUMENT"
#define BILL      "sbom.spdx.json"
#define COPYRIGHT "Copyright (c) 2026 The Dunlin authors"

/* "SPDXRef-<kind>-<name>" with what may stand in an identifier. */
static char *identifier(const char *kind, const char *name)
{
    char *const text = text_make("SPDXRef-%s-%s", kind, name);

    for (char *at = text; *at != '\0'; at++) {
        if (strchr("_/", *at) != NULL) {
            *at = '-';
        }
    }
    return text;
}

static void relate(json_t *relations, const char *from, const char *kind, const char *to)
{
    json_array_append_new(relations, json_pack("{s:s, s:s, s:s}", "spdxElementId", from,
                                               "relationshipType", kind, "relatedSpdxElement", to));
}

/* The part of manifest.yml whose source this file is of, or NULL: it is ours. */
static const json_t *owner(const struct making *making, const char *path)
{
    const json_t *part;
    size_t i;

    json_array_foreach(json_object_get(making->catalogue->manifest, "dependencies"), i, part)
    {
        char *const folder = text_make("dunlin/third_party/%s/source/", json_text(part, "name"));
        const bool is_its = text_starts(path, folder);

        free(folder);
        if (is_its) {
            return part;
        }
    }
    return NULL;
}

static int by_text(const void *one, const void *other)
{
    return strcmp(one, other);
}

/* The files, and the code over their SHA-1 in order. */
static json_t *files_of(const struct making *making, json_t *relations, char code[HASH_TEXT_BYTES])
{
    const struct content *const content = &making->content;
    char(*const sums)[HASH_TEXT_BYTES] = calloc(content->count + 1, sizeof(*sums));
    json_t *const rows = json_array();
    struct text all = {0};

    if (sums == NULL) {
        abort();
    }
    for (size_t i = 0; i < content->count; i++) {
        const struct content_file *const file = &content->files[i];
        const json_t *const part = owner(making, file->path);
        const char *const licence = part == NULL ? "MIT" : json_text(part, "license");
        char sha256[HASH_TEXT_BYTES], of_path[HASH_TEXT_BYTES];

        hash_sha1(file->bytes, file->length, sums[i]);
        hash_sha256(file->bytes, file->length, sha256);
        hash_sha256(file->path, strlen(file->path), of_path);
        of_path[20] = '\0';
        char *const id = identifier("File", of_path);

        json_array_append_new(
            rows, json_pack("{s:s, s:s+, s:[{s:s, s:s}, {s:s, s:s}], s:s, s:[s], s:s}", "SPDXID",
                            id, "fileName", "./", file->path, "checksums", "algorithm", "SHA1",
                            "checksumValue", sums[i], "algorithm", "SHA256", "checksumValue",
                            sha256, "licenseConcluded", licence, "licenseInfoInFiles", licence,
                            "copyrightText", part == NULL ? COPYRIGHT : "NOASSERTION"));
        relate(relations, ROOT, "CONTAINS", id);
        free(id);
    }
    qsort(sums, content->count, sizeof(*sums), by_text);
    for (size_t i = 0; i < content->count; i++) {
        text_add(&all, sums[i], strlen(sums[i]));
    }
    hash_sha1(all.length == 0 ? "" : all.bytes, all.length, code);
    free(all.bytes);
    free(sums);
    return rows;
}

static void add_package(json_t *packages, const char *id, const char *name, const char *version,
                        const char *licence, json_t *more)
{
    json_t *const row =
        json_pack("{s:s, s:s, s:s, s:s, s:b, s:s, s:s, s:s}", "SPDXID", id, "name", name,
                  "versionInfo", version, "downloadLocation", "NOASSERTION", "filesAnalyzed", 0,
                  "licenseConcluded", licence, "licenseDeclared", licence, "copyrightText",
                  strcmp(licence, "MIT") == 0 ? COPYRIGHT : "NOASSERTION");

    json_object_update(row, more);
    json_decref(more);
    json_array_append_new(packages, row);
}

static void add_modules(const struct making *making, json_t *packages, json_t *relations)
{
    const json_t *unused;
    const char *id;

    json_object_foreach(making->closure.modules, id, unused)
    {
        const json_t *const module = json_object_get(making->catalogue->modules, id);
        char *const reference = identifier("Module", id);

        add_package(packages, reference, id, json_text(module, "version"), "MIT", json_object());
        relate(relations, ROOT, "CONTAINS", reference);
        free(reference);
    }
}

/* Parts of others, as their pins say where they are from. */
static void add_parts(const struct making *making, json_t *packages, json_t *relations)
{
    const json_t *part;
    size_t i;

    json_array_foreach(json_object_get(making->catalogue->manifest, "dependencies"), i, part)
    {
        const char *const name = json_text(part, "name");
        char *const list = text_make("dunlin/third_party/%s/CMakeLists.txt", name);
        char *const pin_path = text_make("%s/%s", making->catalogue->root, json_text(part, "pin"));
        json_t *const pin = json_load_file(pin_path, 0, NULL);
        const json_t *const upstream = json_object_get(pin, "upstream");
        char *const reference = identifier("Pinned", name);

        if (content_has(&making->content, list)) {
            add_package(
                packages, reference, name, json_text(part, "version"), json_text(part, "license"),
                json_pack("{s:s, s:[{s:s, s:s}], s:[{s:s, s:s, s:o}]}", "downloadLocation",
                          json_text(upstream, "url"), "checksums", "algorithm", "SHA256",
                          "checksumValue", json_text(upstream, "sha256"), "externalRefs",
                          "referenceCategory", "PACKAGE-MANAGER", "referenceType", "purl",
                          "referenceLocator",
                          json_sprintf("pkg:generic/%s@%s", name, json_text(part, "version"))));
            relate(relations, ROOT, "DEPENDS_ON", reference);
        }
        free(reference);
        json_decref(pin);
        free(pin_path);
        free(list);
    }
}

static json_t *creation(const struct making *making)
{
    const time_t when = making_time(making->catalogue);
    struct tm utc;
    char text[32];

    gmtime_r(&when, &utc);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return json_pack("{s:s, s:[s, o]}", "created", text, "creators",
                     "Organization: The Dunlin authors",
                     json_sprintf("Tool: dunlin-console-%s", catalogue_release(making->catalogue)));
}

void making_bill(struct making *making)
{
    json_t *const relations = json_array(), *const packages = json_array();
    const char *const name = json_text(making->choice, "name");
    char code[HASH_TEXT_BYTES], whole[HASH_TEXT_BYTES];

    content_sort(&making->content);
    relate(relations, DOCUMENT, "DESCRIBES", ROOT);
    json_t *const files = files_of(making, relations, code);

    add_package(packages, ROOT, name, catalogue_release(making->catalogue), "MIT",
                json_pack("{s:b, s:{s:s, s:[s, s]}, s:s}", "filesAnalyzed", 1,
                          "packageVerificationCode", "packageVerificationCodeValue", code,
                          "packageVerificationCodeExcludedFiles", "./" BILL, "./SHA256SUMS",
                          "primaryPackagePurpose", "SOURCE"));
    add_modules(making, packages, relations);
    add_parts(making, packages, relations);
    hash_sha256(code, strlen(code), whole);
    json_t *const bill = json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:o, s:[s], s:o, s:o, s:o}", "spdxVersion", "SPDX-2.3",
        "dataLicense", "CC0-1.0", "SPDXID", DOCUMENT, "name",
        json_sprintf("%s-%s", name, catalogue_release(making->catalogue)), "documentNamespace",
        json_sprintf("urn:uuid:%.8s-%.4s-5%.3s-8%.3s-%.12s", whole, whole + 8, whole + 12,
                     whole + 15, whole + 18),
        "creationInfo", creation(making), "documentDescribes", ROOT, "packages", packages, "files",
        files, "relationships", relations);
    char *const text = json_dumps(bill, JSON_INDENT(1));
    char *const lines = text_make("%s\n", text);

    content_print(&making->content, BILL, lines);
    free(lines);
    free(text);
    json_decref(bill);
}

void making_sums(struct making *making)
{
    struct text lines = {0};

    content_sort(&making->content);
    for (size_t i = 0; i < making->content.count; i++) {
        const struct content_file *const file = &making->content.files[i];
        char digest[HASH_TEXT_BYTES];

        hash_sha256(file->bytes, file->length, digest);
        text_print(&lines, "%s  %s\n", digest, file->path);
    }
    content_print(&making->content, "SHA256SUMS", lines.bytes);
    free(lines.bytes);
}
