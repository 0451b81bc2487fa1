/* SPDX-License-Identifier: MIT */
/* Random histories of a shadow beside a model that keeps it another way: flat, as a list of paths.
 *
 *     {"desired": {"a": {"b": [1]}}}   is   /desired = {}, /desired/a = {}, /desired/a/b = [1]
 *
 * To set a path removes what was at it and below it, and makes objects of all above it. */
#include "cloud_fixture.h"

#include <string.h>

#include "test.h"

#define BASE       "$aws/things/lamp/shadow/"
#define PATH_BYTES 64
#define NODES_MAX  400

struct node {
    char path[PATH_BYTES];
    char value[32]; /* as JSON; "{}" for an object */
    int64_t seconds;
};

struct model {
    struct node nodes[NODES_MAX];
    size_t count;
    json_int_t version;
    bool exists;
};

static struct fixture f;
static struct model model;
static uint32_t seed;

static unsigned below(unsigned limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % limit;
}

static bool is_below(const char *path, const char *above)
{
    const size_t bytes = strlen(above);

    return strncmp(path, above, bytes) == 0 && path[bytes] == '/';
}

static const struct node *node_at(const struct model *m, const char *path)
{
    for (size_t i = 0; i < m->count; i++) {
        if (strcmp(m->nodes[i].path, path) == 0) {
            return &m->nodes[i];
        }
    }
    return NULL;
}

static bool is_object(const struct node *node)
{
    return node != NULL && strcmp(node->value, "{}") == 0;
}

/* The path and all below it. */
static void take_away(struct model *m, const char *path)
{
    size_t kept = 0;

    for (size_t i = 0; i < m->count; i++) {
        if (strcmp(m->nodes[i].path, path) != 0 && !is_below(m->nodes[i].path, path)) {
            m->nodes[kept++] = m->nodes[i];
        }
    }
    m->count = kept;
}

static void set(struct model *m, const char *path, const char *value, int64_t seconds)
{
    char above[PATH_BYTES];

    if (is_object(node_at(m, path)) && strcmp(value, "{}") == 0) {
        return; /* merged into what is there */
    }
    take_away(m, path);
    CHECK_EQ(m->count < NODES_MAX, true);
    struct node *node = &m->nodes[m->count++];
    (void)snprintf(node->path, sizeof(node->path), "%s", path);
    (void)snprintf(node->value, sizeof(node->value), "%s", value);
    node->seconds = seconds;
    (void)snprintf(above, sizeof(above), "%s", path);
    *strrchr(above, '/') = '\0';
    if (above[0] != '\0' && !is_object(node_at(m, above))) {
        set(m, above, "{}", seconds);
        set(m, path, value, seconds);
    }
}

/* Writes a random object as JSON, and does to the model what it says. */
static void make_object(char *text, const char *path, int level, int64_t seconds)
{
    static const char *const values[] = {"1",     "2",           "\"x\"", "true", "1.5",
                                         "[1,2]", "[{\"a\":1}]", "[]",    "null"};
    const unsigned start = below(4), count = below(4);

    strcat(text, "{");
    for (unsigned i = 0; i < count; i++) {
        char inner[PATH_BYTES], name[8];
        (void)snprintf(name, sizeof(name), "%c", 'a' + (int)((start + i) % 4));
        (void)snprintf(inner, sizeof(inner), "%s/%s", path, name);
        strcat(strcat(strcat(text, i > 0 ? ",\"" : "\""), name), "\":");
        if (level < 3 && below(3) == 0) {
            set(&model, inner, "{}", seconds);
            make_object(text, inner, level + 1, seconds);
        } else {
            const char *value = values[below(sizeof(values) / sizeof(values[0]))];
            strcat(text, value);
            if (strcmp(value, "null") == 0) {
                take_away(&model, inner);
            } else {
                set(&model, inner, value, seconds);
            }
        }
    }
    strcat(text, "}");
}

static void make_sections(char *text, int64_t seconds)
{
    static const char *const sections[] = {"desired", "reported"};
    bool has_one = false;

    for (int i = 0; i < 2; i++) {
        char path[PATH_BYTES];
        const unsigned what = below(12);
        (void)snprintf(path, sizeof(path), "/%s", sections[i]);
        if (what < 4) {
            continue;
        }
        strcat(strcat(strcat(text, has_one ? ",\"" : "\""), sections[i]), "\":");
        has_one = true;
        if (what == 4) {
            strcat(text, "null");
            take_away(&model, path);
        } else {
            set(&model, path, "{}", seconds);
            make_object(text, path, 1, seconds);
        }
    }
}

static bool has_below(const struct model *m, const char *path)
{
    for (size_t i = 0; i < m->count; i++) {
        if (is_below(m->nodes[i].path, path)) {
            return true;
        }
    }
    return false;
}

/* {"timestamp": T} in place of each element. */
static void stamps_of(const json_t *value, int64_t seconds, char *text)
{
    const size_t count = json_is_array(value) ? json_array_size(value) : json_object_size(value);
    void *at = json_is_object(value) ? json_object_iter((json_t *)value) : NULL;

    if (!json_is_array(value) && !json_is_object(value)) {
        (void)sprintf(text + strlen(text), "{\"timestamp\":%lld}", (long long)seconds);
        return;
    }
    strcat(text, json_is_array(value) ? "[" : "{");
    for (size_t i = 0; i < count; i++) {
        strcat(text, i > 0 ? "," : "");
        if (at != NULL) {
            strcat(strcat(strcat(text, "\""), json_object_iter_key(at)), "\":");
        }
        stamps_of(at != NULL ? json_object_iter_value(at) : json_array_get(value, i), seconds,
                  text);
        at = at != NULL ? json_object_iter_next((json_t *)value, at) : NULL;
    }
    strcat(text, json_is_array(value) ? "]" : "}");
}

/* Every node of the JSON object is in the model with its value and stamps. Returns how many. */
static size_t compare(const struct model *m, const char *path, const json_t *object,
                      const json_t *metadata)
{
    const char *name;
    json_t *value;
    size_t count = 0;

    CHECK_EQ(json_object_size(object), json_object_size(metadata));
    json_object_foreach((json_t *)object, name, value)
    {
        char inner[PATH_BYTES], stamps[256] = "";
        (void)snprintf(inner, sizeof(inner), "%s/%s", path, name);
        const struct node *node = node_at(m, inner);
        CHECK_EQ(node != NULL, true);
        count++;
        if (json_is_object(value)) {
            CHECK_EQ(is_object(node), true);
            count += compare(m, inner, value, json_object_get(metadata, name));
            continue;
        }
        char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
        CHECK_EQ(strcmp(text, node->value), 0);
        free(text);
        stamps_of(value, node->seconds, stamps);
        text = json_dumps(json_object_get(metadata, name), JSON_COMPACT);
        CHECK_EQ(strcmp(text, stamps), 0);
        free(text);
    }
    return count;
}

/* The model of the delta: what of /desired is not so in /reported, with all above it. */
static void make_delta(struct model *delta)
{
    const size_t prefix = strlen("/desired");

    delta->count = 0;
    for (size_t i = 0; i < model.count; i++) {
        const struct node *node = &model.nodes[i];
        char there[PATH_BYTES];
        if (!is_below(node->path, "/desired")) {
            continue;
        }
        (void)snprintf(there, sizeof(there), "/reported%.50s", node->path + prefix);
        const struct node *reported = node_at(&model, there);
        if (reported == NULL || strcmp(reported->value, node->value) != 0) {
            set(delta, node->path + prefix, node->value, node->seconds);
        }
    }
    /* Nodes above a difference were made by set() in the model's way, at any time. */
}

static void check_delta(json_t *document)
{
    static struct model delta;

    make_delta(&delta);
    CHECK_EQ(document != NULL, delta.count > 0);
    if (document != NULL) {
        CHECK_EQ(compare(&delta, "", json_object_get(document, "state"),
                         json_object_get(document, "metadata")),
                 delta.count);
        CHECK_EQ(json_integer_value(json_object_get(document, "version")), model.version);
        json_decref(document);
    }
}

static void check_get(void)
{
    CHECK_EQ(fixture_send(&f, BASE "get", ""), true);
    CHECK_EQ(fixture_count(&f, BASE "get/accepted"), model.exists);
    if (!model.exists) {
        return;
    }
    json_t *document = fixture_said(&f, BASE "get/accepted");
    json_t *state = json_object_get(document, "state");
    (void)json_object_del(state, "delta");
    CHECK_EQ(compare(&model, "", state, json_object_get(document, "metadata")), model.count);
    CHECK_EQ(json_integer_value(json_object_get(document, "version")), model.version);
    json_decref(document);
}

static json_t *last_current;

static void check_documents(void)
{
    json_t *document = fixture_said(&f, BASE "update/documents");
    const json_t *previous = json_object_get(document, "previous");

    CHECK_EQ(last_current == NULL || json_equal(previous, last_current), true);
    json_decref(last_current);
    last_current = json_incref(json_object_get(document, "current"));
    CHECK_EQ(json_integer_value(json_object_get(last_current, "version")), model.version);
    json_decref(document);
}

static void forget_current(void)
{
    json_decref(last_current);
    last_current = NULL;
}

static void update(bool is_stale)
{
    static struct model before;
    char text[4096] = "{\"state\":{";
    const int64_t seconds = f.now_ms / 1000;

    before = model;
    make_sections(text, seconds);
    (void)sprintf(text + strlen(text), "},\"version\":%lld}",
                  (long long)(before.version + is_stale));
    CHECK_EQ(fixture_send(&f, BASE "update", text), true);
    CHECK_EQ(fixture_count(&f, BASE "update/accepted"), !is_stale);
    if (is_stale) {
        model = before;
        return;
    }
    model.version++;
    model.exists = true;
    if (!has_below(&model, "/desired")) {
        take_away(&model, "/desired");
    }
    if (!has_below(&model, "/reported")) {
        take_away(&model, "/reported");
    }
    check_documents();
    const bool has_delta = fixture_count(&f, BASE "update/delta") > 0;
    check_delta(has_delta ? fixture_said(&f, BASE "update/delta") : NULL);
}

static void a_shadow_is_what_a_flat_list_of_its_paths_says(void)
{
    unsigned deltas = 0;

    for (uint32_t history = 1; history <= 30; history++) {
        seed = history;
        memset(&model, 0, sizeof(model));
        fixture_open(&f, NULL);
        for (int step = 0; step < 100; step++) {
            f.now_ms += 1000;
            const unsigned what = below(30);
            if (what == 0) {
                CHECK_EQ(fixture_send(&f, BASE "delete", ""), true);
                CHECK_EQ(fixture_count(&f, BASE "delete/accepted"), model.exists);
                model.exists = false;
                model.count = 0;
                forget_current();
            } else {
                update(what == 1);
                deltas += fixture_count(&f, BASE "update/delta") > 0;
            }
            check_get();
        }
        forget_current();
        fixture_close(&f);
    }
    CHECK_EQ(deltas > 1000, true); /* the histories are about something */
}

int main(void)
{
    RUN(a_shadow_is_what_a_flat_list_of_its_paths_says);
    return 0;
}
