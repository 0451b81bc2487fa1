/* SPDX-License-Identifier: MIT */
/* A template, a NUL, and a request: its first letter says which (c, C: a certificate for a signing
 * request, p, P: a thing by the template; capitals: in CBOR). The token "t" is good. Each request
 * has one answer; what is accepted is there, what is rejected says why and has made nothing. */
#include <string.h>

#include "cbor_json.h"
#include "cloud_fixture.h"
#include "registry.h"
#include "service.h"

#define WAITING "principal-1" /* the token's certificate */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct fixture f;

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static void put(const char *space, const char *key, json_t *row)
{
    require(cloud_store_put_json(f.store, space, key, row));
    json_decref(row);
}

static int ends_in(const char *text, const char *end)
{
    return strlen(text) >= strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

static void check_rejected(const json_t *answer)
{
    require(json_integer_value(json_object_get(answer, "statusCode")) >= 400);
    require(member_string(answer, "errorCode") != NULL);
    require(json_string_length(json_object_get(answer, "errorMessage")) > 0);
    require(!registry_is_active(f.store, WAITING));
    require(!registry_has_any(f.store, LINK_CERTIFICATE_THING, WAITING));
}

static void check_accepted(const json_t *answer, int is_thing)
{
    if (!is_thing) {
        require(registry_has_certificate(f.store, member_string(answer, "certificateId")));
        return;
    }
    const char *thing = member_string(answer, "thingName");
    require(thing == NULL || (registry_has_thing(f.store, thing) &&
                              registry_is_linked(f.store, LINK_CERTIFICATE_THING, WAITING, thing)));
    require(json_is_object(json_object_get(answer, "deviceConfiguration")));
}

static void ask(char kind, const uint8_t *payload, size_t bytes)
{
    const int is_thing = kind == 'p' || kind == 'P', in_cbor = kind == 'C' || kind == 'P';
    char topic[128];

    (void)snprintf(topic, sizeof(topic), "$aws/%s/%s",
                   is_thing ? "provisioning-templates/fleet/provision"
                            : "certificates/create-from-csr",
                   in_cbor ? "cbor" : "json");
    require(fixture_send_bytes(&f, topic, payload, bytes));
    require(f.said_count == 1 && strcmp(f.said[0].client, "client-1") == 0);
    json_t *answer = in_cbor ? cbor_to_json(f.said[0].payload, f.said[0].bytes)
                             : json_loadb(f.said[0].payload, f.said[0].bytes, JSON_ALLOW_NUL, NULL);
    require(json_is_object(answer));
    if (ends_in(f.said[0].topic, "/rejected")) {
        check_rejected(answer);
    } else {
        check_accepted(answer, is_thing);
    }
    json_decref(answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const uint8_t *end = size > 0 ? memchr(bytes, '\0', size) : NULL;

    if (end == NULL || end + 1 == bytes + size || size > 8192) {
        return 0;
    }
    fixture_open(&f, &fixture_issuer);
    put("certificate", WAITING,
        json_pack("{s:s,s:s}", "certificateId", WAITING, "status", "PENDING_ACTIVATION"));
    put("provisioning-token", "t", json_pack("{s:s}", "certificateId", WAITING));
    json_t *body = json_string((const char *)bytes);
    json_t *request =
        json_pack("{s:s,s:o*,s:b}", "templateName", "fleet", "templateBody", body, "enabled", 1);
    char *text = json_dumps(request, 0);
    const struct cloud_http http = {
        .method = "POST", .path = "/provisioning-templates", .body = text, .bytes = strlen(text)};
    struct cloud_reply reply;
    require(cloud_begin(f.cloud));
    cloud_control(f.cloud, &http, &reply);
    require(cloud_commit(f.cloud) && (reply.status == 200 || reply.status == 400));
    free(reply.body);
    free(text);
    json_decref(request);
    ask((char)end[1], end + 2, (size_t)(bytes + size - end - 2));
    fixture_close(&f);
    return 0;
}
