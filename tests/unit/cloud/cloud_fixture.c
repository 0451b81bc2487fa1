/* SPDX-License-Identifier: MIT */
#include "cloud_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "registry.h"

static void fail(const char *what, const char *detail)
{
    printf("%s: %s\n", what, detail != NULL ? detail : "(nothing)");
    exit(1);
}

static void record(void *self, const char *client, const char *topic, const void *payload,
                   size_t bytes)
{
    struct fixture *fixture = self;
    struct said *said = &fixture->said[fixture->said_count];

    if (fixture->said_count == sizeof(fixture->said) / sizeof(fixture->said[0])) {
        fail("too many messages for the fixture", topic);
    }
    fixture->said_count++;
    *said = (struct said){client != NULL ? strdup(client) : NULL, strdup(topic), malloc(bytes + 1u),
                          bytes};
    memcpy(said->payload, payload, bytes);
    said->payload[bytes] = '\0';
}

static void forget(struct fixture *fixture)
{
    for (size_t i = 0; i < fixture->said_count; i++) {
        free(fixture->said[i].client);
        free(fixture->said[i].topic);
        free(fixture->said[i].payload);
    }
    fixture->said_count = 0;
}

static int64_t now_ms(void *context)
{
    return ((struct fixture *)context)->now_ms;
}

static void random_bytes(void *context, void *bytes, size_t count)
{
    struct fixture *fixture = context;

    for (size_t i = 0; i < count; i++) {
        fixture->random = fixture->random * 1664525u + 1013904223u;
        ((uint8_t *)bytes)[i] = (uint8_t)(fixture->random >> 24);
    }
}

/* "principal-1" is an active certificate that may do everything. */
void fixture_allow(struct fixture *fixture, const char *action, const char *resource)
{
    char document[256];

    (void)snprintf(document, sizeof(document),
                   "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                   "\"%s\",\"Resource\":\"arn:aws:iot:us-east-1:000000000000:%s\"}}",
                   action, resource);
    json_t *policy = json_pack("{s:s,s:s}", "policyName", "everything", "policyDocument", document);
    (void)cloud_store_put_json(fixture->store, "policy", "everything", policy);
    json_decref(policy);
}

static void allow_everything(struct fixture *fixture)
{
    (void)registry_put_certificate(fixture->cloud, "principal-1", "", "ACTIVE");
    (void)registry_link(fixture->store, LINK_CERTIFICATE_POLICY, "principal-1", "everything");
    fixture_allow(fixture, "*", "*");
}

/* Certificates are numbered texts. */
static int issued;

static char *sign(void *self, const char *csr_pem)
{
    char text[32];

    (void)self;
    (void)snprintf(text, sizeof(text), "certificate %d", ++issued);
    return strcmp(csr_pem, "csr") == 0 ? strdup(text) : NULL;
}

static char *make(void *self, char **private_pem, char **public_pem)
{
    *private_pem = strdup("private");
    *public_pem = strdup("public");
    return sign(self, "csr");
}

static bool identify(void *self, const char *certificate_pem, char id[65])
{
    int number;

    (void)self;
    if (sscanf(certificate_pem, "certificate %d", &number) != 1) {
        return false;
    }
    (void)snprintf(id, 65, "%064d", number);
    return true;
}

const struct cloud_issuer fixture_issuer = {NULL, sign, make, identify, NULL, NULL};

static const char *import(void *self, const char *id, const char *certificate_pem,
                          const char *key_pem)
{
    (void)self;
    (void)id;
    (void)key_pem;
    return strcmp(certificate_pem, "bad") == 0 ? "the certificate is not for signing code" : NULL;
}

static size_t sign_bytes(void *self, const char *id, const void *bytes, size_t count,
                         unsigned char signature[CLOUD_SIGNATURE_MAX])
{
    (void)self;
    (void)bytes;
    return id[0] == '\0' ? 0
                         : (size_t)snprintf((char *)signature, CLOUD_SIGNATURE_MAX,
                                            "signature of %zu bytes with %.40s", count, id);
}

static void mac(void *self, const void *key, size_t key_bytes, const char *text,
                unsigned char code[32])
{
    uint32_t sum = 2166136261u;

    (void)self;
    for (size_t i = 0; i < 32; i++) {
        for (size_t k = 0; k < key_bytes; k++) {
            sum = (sum ^ ((const unsigned char *)key)[k]) * 16777619u;
        }
        for (const char *at = text; *at != '\0'; at++) {
            sum = (sum ^ (unsigned char)*at) * 16777619u;
        }
        code[i] = (unsigned char)(sum >> 8);
    }
}

const struct cloud_signer fixture_signer = {NULL, import, sign_bytes, mac};

static void write_log(void *self, enum cloud_log log, const char *line, size_t bytes)
{
    struct fixture *fixture = self;
    const size_t most = sizeof(fixture->lines) / sizeof(fixture->lines[0]);
    char **kept = &fixture->lines[fixture->line_count++ % most];

    free(*kept);
    *kept = malloc(bytes + 16);
    (void)snprintf(*kept, bytes + 16, "%s %s", log == CLOUD_LOG_AUDIT ? "audit" : "service", line);
}

size_t fixture_logged(const struct fixture *fixture, const char *text)
{
    size_t count = 0;

    for (size_t i = 0; i < sizeof(fixture->lines) / sizeof(fixture->lines[0]); i++) {
        count += fixture->lines[i] != NULL && strstr(fixture->lines[i], text) != NULL;
    }
    return count;
}

void fixture_open(struct fixture *fixture, const struct cloud_issuer *issuer)
{
    memset(fixture, 0, sizeof(*fixture));
    issued = 0;
    fixture->now_ms = 1700000000000;
    fixture->store = cloud_store_memory_new();
    fixture->bus = (struct cloud_bus){fixture, record, NULL};
    fixture->logs = (struct cloud_logs){fixture, write_log};
    const struct cloud_config config = {.signer = &fixture_signer,
                                        .logs = &fixture->logs,
                                        .https = "files.test:8443",
                                        .store = fixture->store,
                                        .bus = &fixture->bus,
                                        .issuer = issuer,
                                        .now_ms = now_ms,
                                        .random = random_bytes,
                                        .context = fixture,
                                        .region = "us-east-1",
                                        .account = "000000000000",
                                        .endpoint = "broker.test"};
    fixture->cloud = cloud_new(&config);
    allow_everything(fixture);
}

void fixture_close(struct fixture *fixture)
{
    forget(fixture);
    for (size_t i = 0; i < sizeof(fixture->lines) / sizeof(fixture->lines[0]); i++) {
        free(fixture->lines[i]);
    }
    cloud_free(fixture->cloud);
    cloud_store_memory_free(fixture->store);
}

static void begin(struct fixture *fixture)
{
    forget(fixture);
    if (!cloud_begin(fixture->cloud)) {
        fail("cloud_begin", "false");
    }
}

static void commit(struct fixture *fixture)
{
    if (!cloud_commit(fixture->cloud)) {
        fail("cloud_commit", "false");
    }
}

bool fixture_send_bytes(struct fixture *fixture, const char *topic, const void *payload,
                        size_t bytes)
{
    char *exact = bytes > 0 ? malloc(bytes) : NULL; /* exactly its size, for the sanitizer */
    const struct cloud_message message = {"client-1", "principal-1", topic, exact, bytes};

    if (bytes > 0) {
        memcpy(exact, payload, bytes);
    }
    begin(fixture);
    const bool is_known = cloud_message(fixture->cloud, &message);
    commit(fixture);
    free(exact);
    return is_known;
}

bool fixture_send(struct fixture *fixture, const char *topic, const char *payload)
{
    return fixture_send_bytes(fixture, topic, payload, strlen(payload));
}

static json_t *answer(struct fixture *fixture, const struct cloud_http *request,
                      struct cloud_reply *reply, int status)
{
    json_t *document = reply->body != NULL ? json_loads(reply->body, JSON_DECODE_ANY, NULL) : NULL;

    if (reply->status != status) {
        printf("%s %s: status %d, want %d, %s\n", request->method, request->path, reply->status,
               status, reply->error_type != NULL ? reply->error_type : "");
        fail("the answer", reply->body);
    }
    free(reply->body);
    fixture->error_type = reply->error_type;
    return document;
}

json_t *fixture_control(struct fixture *fixture, const char *method, const char *path,
                        const char *body, int status)
{
    const struct cloud_http request = {
        .method = method, .path = path, .body = body, .bytes = body != NULL ? strlen(body) : 0};
    struct cloud_reply reply;

    begin(fixture);
    cloud_control(fixture->cloud, &request, &reply);
    commit(fixture);
    return answer(fixture, &request, &reply, status);
}

json_t *fixture_data(struct fixture *fixture, const char *method, const char *path,
                     const char *query, const char *body, int status)
{
    struct cloud_pair pairs[8];
    char *text = strdup(query != NULL ? query : ""), *rest = text, *word;
    struct cloud_http request = {.method = method,
                                 .path = path,
                                 .query = pairs,
                                 .body = body,
                                 .bytes = body != NULL ? strlen(body) : 0,
                                 .principal = "principal-1"};
    struct cloud_reply reply;

    while ((word = strtok_r(rest, "&", &rest)) != NULL) {
        char *value = strchr(word, '=');
        *value = '\0';
        pairs[request.query_count++] = (struct cloud_pair){word, value + 1};
    }
    begin(fixture);
    cloud_data(fixture->cloud, &request, &reply);
    commit(fixture);
    free(text);
    return answer(fixture, &request, &reply, status);
}

int64_t fixture_pass(struct fixture *fixture, int64_t milliseconds)
{
    fixture->now_ms += milliseconds;
    begin(fixture);
    const int64_t next = cloud_tick(fixture->cloud);
    commit(fixture);
    return next;
}

size_t fixture_count(const struct fixture *fixture, const char *topic)
{
    size_t count = 0;

    for (size_t i = 0; i < fixture->said_count; i++) {
        count += strcmp(fixture->said[i].topic, topic) == 0;
    }
    return count;
}

json_t *fixture_said(struct fixture *fixture, const char *topic)
{
    const size_t count = fixture_count(fixture, topic);

    if (count != 1) {
        for (size_t i = 0; i < fixture->said_count; i++) {
            printf("said: %s %s\n", fixture->said[i].topic, fixture->said[i].payload);
        }
        printf("%zu messages, want 1, ", count);
        fail("on topic", topic);
    }
    for (size_t i = 0; i < fixture->said_count; i++) {
        if (strcmp(fixture->said[i].topic, topic) == 0) {
            return json_loadb(fixture->said[i].payload, fixture->said[i].bytes, JSON_DECODE_ANY,
                              NULL);
        }
    }
    return NULL;
}

/* Where "*" is wanted, what is there is wanted. */
static void fill(json_t *wanted, const json_t *actual)
{
    const char *name;
    json_t *value;
    size_t index;

    json_object_foreach(wanted, name, value)
    {
        json_t *there = json_object_get(actual, name);
        if (json_is_string(value) && strcmp(json_string_value(value), "*") == 0 && there != NULL) {
            json_object_set(wanted, name, there);
        } else {
            fill(value, there);
        }
    }
    json_array_foreach(wanted, index, value)
    {
        fill(value, json_array_get(actual, index));
    }
}

void expect_json(json_t *actual, const char *wanted, const char *file, int line)
{
    json_error_t error;
    json_t *document = json_loads(wanted, JSON_DECODE_ANY, &error);

    if (document == NULL) {
        printf("%s:%d: ", file, line);
        fail("the wanted text is no JSON", error.text);
    }
    fill(document, actual);
    if (!json_equal(actual, document)) {
        char *text = json_dumps(actual, JSON_COMPACT | JSON_ENCODE_ANY);
        printf("%s:%d:\n  want %s\n  have %s\n", file, line, wanted,
               text != NULL ? text : "nothing");
        exit(1);
    }
    json_decref(actual);
    json_decref(document);
}
