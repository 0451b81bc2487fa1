/* SPDX-License-Identifier: MIT */
/* Shadows, classic and named: rows and topics.
 *
 * An update reads one row and writes it again; all it says is written from the one tree, which is
 * the document before and then the document after. */
#include "shadow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "services.h"
#include "shadow_document.h"

#define SPACE "shadow"

/* 20 requests a second for a thing, whatever shadow they are for; at most 10 at once. The burst is
 * ours: how much a thing may save up is not documented. */
static const struct pace pace = {.token_ms = 50, .tokens_max = 200, .in_batch_max = 10};

static const char *const operation_names[] = {"get", "update", "delete"};

struct transaction {
    struct cloud *cloud;
    const struct shadow_call *call;
    struct shadow_request request;
    struct shadow_document document;
    int64_t seconds;
    char key[SHADOW_KEY_BYTES_MAX];
};

/* The end of every message. */
static void add_end(const struct transaction *t, struct text *text)
{
    text_string(text, ",\"timestamp\":");
    text_number(text, t->seconds);
    if (t->request.token != NULL) {
        text_string(text, ",\"clientToken\":");
        text_json(text, t->request.token);
    }
    text_string(text, "}");
}

static void add_member(struct text *text, const char *before, const json_t *value)
{
    text_string(text, before);
    text_json(text, value);
}

/* The state and metadata of what a message is about, and the version. */
static void add_state(const struct transaction *t, const json_t *state, const json_t *stamps,
                      struct text *text)
{
    add_member(text, "{\"state\":", state);
    text_string(text, ",\"metadata\":");
    shadow_show_metadata(stamps, text);
    text_string(text, ",\"version\":");
    text_number(text, t->document.version);
}

static void say(const struct transaction *t, struct text *text, const char *topic)
{
    const struct shadow_call *call = t->call;

    cloud_say_text(t->cloud, NULL, text, "$aws/things/%s/shadow%s%s/%s", call->thing,
                   call->name[0] != '\0' ? "/name/" : "", call->name, topic);
}

static void say_delta(const struct transaction *t)
{
    struct shadow_delta delta = shadow_document_delta(&t->document);
    struct text text = {NULL, 0, 0};

    if (delta.state == NULL) {
        return;
    }
    add_state(t, delta.state, delta.stamps, &text);
    add_end(t, &text);
    say(t, &text, "update/delta");
    json_decref(delta.state);
    json_decref(delta.stamps);
}

static bool keep(const struct transaction *t, const struct text *row,
                 struct shadow_refusal *refusal)
{
    const struct cloud_store *store = cloud_store(t->cloud);

    return store->put(store->self, SPACE, t->key, row->bytes, row->count) ||
           shadow_refuse(refusal, 500, "Internal service failure");
}

/* To whom it may concern on MQTT; over HTTPS the answer is the caller's. */
static void say_answer(const struct transaction *t, struct text *answer, const char *outcome)
{
    if (t->call->topic != NULL) {
        cloud_say_text(t->cloud, NULL, answer, "%s/%s", t->call->topic, outcome);
    }
}

/* The message with the documents before and after, as far as it can be written before. */
static void begin_documents(const struct transaction *t, struct text *text)
{
    text_string(text, "{\"previous\":");
    if (t->document.state != NULL) {
        shadow_document_show(&t->document, text);
    } else {
        text_string(text, "{\"state\":{},\"metadata\":{},\"version\":");
        text_number(text, t->document.version);
    }
    text_string(text, "},\"current\":");
}

static void say_documents(const struct transaction *t, struct text *text)
{
    shadow_document_show(&t->document, text);
    text_string(text, "}");
    add_end(t, text);
    say(t, text, "update/documents");
}

static void accept_update(const struct transaction *t, struct text *answer)
{
    json_t *stamps = shadow_stamps_of(t->request.state, t->seconds);

    add_state(t, t->request.state, stamps, answer);
    add_end(t, answer);
    json_decref(stamps);
}

static bool is_too_large(const json_t *state)
{
    size_t bytes = 0;

    free(json_text(state, &bytes));
    return bytes > SHADOW_BYTES_MAX;
}

static bool update(struct transaction *t, struct text *answer, struct shadow_refusal *refusal)
{
    struct text row = {NULL, 0, 0}, documents = {NULL, 0, 0};

    if (!shadow_request_update(&t->request, t->call->payload, t->call->bytes, refusal)) {
        return false;
    }
    if (t->request.version >= 0 && t->request.version != t->document.version) {
        return shadow_refuse(refusal, 409, "Version conflict");
    }
    begin_documents(t, &documents);
    shadow_document_update(&t->document, t->request.state, t->seconds);
    shadow_document_write(&t->document, &row);
    /* The state is a part of the row. */
    const bool is_taken = row.count <= SHADOW_BYTES_MAX || !is_too_large(t->document.state);
    if (!is_taken) {
        (void)shadow_refuse(refusal, 413, "The payload exceeds the maximum size allowed");
    } else if (keep(t, &row, refusal)) {
        accept_update(t, answer);
        say_answer(t, answer, "accepted");
        say_delta(t);
        say_documents(t, &documents);
    }
    free(row.bytes);
    free(documents.bytes);
    return refusal->code == 0;
}

static bool refuse_missing(const struct transaction *t, struct shadow_refusal *refusal)
{
    const struct shadow_call *call = t->call;

    return shadow_refuse(refusal, 404, "No shadow exists with name: '%s'",
                         call->name[0] != '\0' ? call->name : call->thing);
}

static bool get(struct transaction *t, struct text *answer, struct shadow_refusal *refusal)
{
    if (!shadow_request_get(&t->request, t->call->payload, t->call->bytes, refusal)) {
        return false;
    }
    if (t->document.state == NULL) {
        return refuse_missing(t, refusal);
    }
    const struct shadow_delta delta = shadow_document_delta(&t->document);
    if (delta.state != NULL) {
        json_object_set_new_nocheck(t->document.state, "delta", delta.state);
        json_decref(delta.stamps);
    }
    add_state(t, t->document.state, t->document.stamps, answer);
    add_end(t, answer);
    return true;
}

/* The version stays: an update later counts on from it. */
static bool delete_shadow(struct transaction *t, struct text *answer,
                          struct shadow_refusal *refusal)
{
    const struct shadow_document gone = {NULL, NULL, t->document.version};
    struct text row = {NULL, 0, 0};

    shadow_request_delete(&t->request, t->call->payload, t->call->bytes);
    if (t->document.state == NULL) {
        return refuse_missing(t, refusal);
    }
    shadow_document_write(&gone, &row);
    const bool is_kept = keep(t, &row, refusal);
    free(row.bytes);
    text_string(answer, "{\"version\":");
    text_number(answer, t->document.version);
    add_end(t, answer);
    return is_kept;
}

static bool run(struct transaction *t, struct text *answer, struct shadow_refusal *refusal)
{
    const struct shadow_call *call = t->call;
    const struct cloud_store *store = cloud_store(t->cloud);
    size_t kept_bytes = 0;

    if (!is_name(call->thing, THING_NAME_MAX, THING_NAME_OTHERS)) {
        return shadow_refuse(refusal, 400, "Invalid thing name: '%.64s'", call->thing);
    }
    if (call->name[0] != '\0' && !is_name(call->name, SHADOW_NAME_MAX, SHADOW_NAME_OTHERS)) {
        return shadow_refuse(refusal, 400, "Invalid shadow name: '%.64s'", call->name);
    }
    if (cloud_is_too_fast(t->cloud, &pace, SPACE, call->thing)) {
        return shadow_refuse(refusal, 429, "Too many requests");
    }
    (void)snprintf(t->key, sizeof(t->key), "%s/%s", call->thing, call->name);
    char *kept = store->get(store->self, SPACE, t->key, &kept_bytes);
    t->document = shadow_document_read(kept, kept_bytes);
    free(kept);
    switch (call->operation) {
    case SHADOW_GET:
        return get(t, answer, refusal);
    case SHADOW_UPDATE:
        return update(t, answer, refusal);
    case SHADOW_DELETE:
        return delete_shadow(t, answer, refusal);
    }
    return false;
}

void shadow_run(struct cloud *cloud, const struct shadow_call *call, struct text *answer,
                struct shadow_refusal *refusal)
{
    struct transaction t = {.cloud = cloud, .call = call, .seconds = cloud_now_ms(cloud) / 1000};

    *refusal = (struct shadow_refusal){.code = 0};
    if (!run(&t, answer, refusal)) {
        json_t *message = json_string_cut(refusal->text);
        answer->count = 0;
        text_string(answer, "{\"code\":");
        text_number(answer, refusal->code);
        add_member(answer, ",\"message\":", message);
        add_end(&t, answer);
        json_decref(message);
        say_answer(&t, answer, "rejected");
    } else if (call->operation != SHADOW_UPDATE) {
        say_answer(&t, answer, "accepted");
    }
    shadow_document_free(&t.document);
    shadow_request_free(&t.request);
}

/* $aws/things/THING/shadow/OPERATION, $aws/things/THING/shadow/name/NAME/OPERATION */
static bool message(struct cloud *cloud, const struct cloud_message *message,
                    const struct levels *topic)
{
    const bool is_named = topic->count == 7;
    struct shadow_call call = {.thing = topic->level[2],
                               .name = is_named ? topic->level[5] : "",
                               .payload = message->payload,
                               .bytes = message->bytes,
                               .topic = message->topic};
    struct shadow_refusal refusal;
    struct text answer = {NULL, 0, 0};
    int operation = 0;

    if (!levels_match(topic,
                      is_named ? "$aws/things/+/shadow/name/+/+" : "$aws/things/+/shadow/+")) {
        return false;
    }
    while (operation < 3 &&
           strcmp(topic->level[topic->count - 1], operation_names[operation]) != 0) {
        operation++;
    }
    if (operation == 3) {
        return false;
    }
    call.operation = (enum shadow_operation)operation;
    shadow_run(cloud, &call, &answer, &refusal);
    return true;
}

static bool remove_row(void *context, const char *key, const char *value, size_t bytes)
{
    const struct cloud_store *store = context;

    (void)value;
    (void)bytes;
    return store->remove(store->self, SPACE, key);
}

static void thing_gone(struct cloud *cloud, const char *thing)
{
    const struct cloud_store *store = cloud_store(cloud);
    char prefix[SHADOW_KEY_BYTES_MAX];

    (void)snprintf(prefix, sizeof(prefix), "%s/", thing);
    (void)store->scan(store->self, SPACE, prefix, NULL, remove_row, (void *)store);
}

const struct service service_shadow = {
    .name = SPACE,
    .message = message,
    .data = shadow_data,
    .thing_gone = thing_gone,
};
