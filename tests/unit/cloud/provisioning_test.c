/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cbor_json.h"
#include "cloud_fixture.h"
#include "provisioning.h"
#include "registry.h"
#include "test.h"

#define HOUR_MS    3600000
#define CREATE     "$aws/certificates/create/json"
#define FROM_CSR   "$aws/certificates/create-from-csr/json"
#define PROVISION  "$aws/provisioning-templates/fleet/provision/json"
#define FIRST_ID   "0000000000000000000000000000000000000000000000000000000000000001"
#define NO_PAYLOAD "{\"statusCode\":400,\"errorCode\":\"InvalidPayload\",\"errorMessage\":\"*\"}"
#define NO_TOKEN                                                                                   \
    "{\"statusCode\":400,\"errorCode\":\"InvalidCertificateOwnershipToken\",\"errorMessage\":\"*"  \
    "\"}"

static const char template_body[] =
    "{\"Parameters\":{\"Serial\":{\"Type\":\"String\"},\"Site\":{\"Type\":\"String\","
    "\"Default\":\"north\"},\"AWS::IoT::Certificate::Id\":{\"Type\":\"String\"}},"
    "\"Resources\":{\"t\":{\"Type\":\"AWS::IoT::Thing\",\"Properties\":{\"ThingName\":"
    "{\"Fn::Join\":[\"-\",[\"lamp\",{\"Ref\":\"Serial\"}]]},\"AttributePayload\":"
    "{\"site\":{\"Ref\":\"Site\"}}}},"
    "\"c\":{\"Type\":\"AWS::IoT::Certificate\",\"Properties\":{\"CertificateId\":"
    "{\"Ref\":\"AWS::IoT::Certificate::Id\"},\"Status\":\"Active\"}},"
    "\"p\":{\"Type\":\"AWS::IoT::Policy\",\"Properties\":{\"PolicyName\":\"everything\"}}},"
    "\"DeviceConfiguration\":{\"url\":{\"Fn::Sub\":\"https://${Site}.test\"}}}";

static void put_template(struct fixture *f, const char *name, const char *body)
{
    json_t *row =
        json_pack("{s:s,s:s,s:b}", "templateName", name, "templateBody", body, "enabled", 1);

    CHECK_EQ(cloud_store_put_json(f->store, "provisioning-template", name, row), true);
    json_decref(row);
}

static void open_cloud(struct fixture *f)
{
    fixture_open(f, &fixture_issuer);
    put_template(f, "fleet", template_body);
}

/* Make a certificate; its token. */
static void create(struct fixture *f, char token[65])
{
    CHECK_EQ(fixture_send(f, CREATE, ""), true);
    json_t *made = fixture_said(f, CREATE "/accepted");
    (void)snprintf(token, 65, "%s", member_string(made, "certificateOwnershipToken"));
    json_decref(made);
}

static void provision(struct fixture *f, const char *token, const char *parameters)
{
    char text[512];

    (void)snprintf(text, sizeof(text), "{\"certificateOwnershipToken\":\"%s\",\"parameters\":%s}",
                   token, parameters);
    CHECK_EQ(fixture_send(f, PROVISION, text), true);
}

static bool has_status(const struct fixture *f, const char *status)
{
    json_t *row = registry_certificate(f->store, FIRST_ID);
    const char *there = member_string(row, "status");
    const bool is_same = status == NULL ? row == NULL : there != NULL && strcmp(there, status) == 0;

    json_decref(row);
    return is_same;
}

static void a_claim_gets_a_certificate_that_is_not_active_yet(void)
{
    struct fixture f;

    open_cloud(&f);
    CHECK_EQ(fixture_send(&f, CREATE, ""), true);
    CHECK_EQ(f.said_count, 1);
    CHECK_EQ(strcmp(f.said[0].client, "client-1"), 0); /* and nobody else sees the key */
    EXPECT_JSON(fixture_said(&f, CREATE "/accepted"),
                "{\"certificateId\":\"" FIRST_ID "\",\"certificatePem\":\"certificate 1\","
                "\"privateKey\":\"private\",\"certificateOwnershipToken\":\"*\"}");
    CHECK_EQ(has_status(&f, "PENDING_ACTIVATION"), true);
    fixture_close(&f);
}

static void a_request_with_its_own_key_gets_no_key(void)
{
    struct fixture f;

    open_cloud(&f);
    CHECK_EQ(fixture_send(&f, FROM_CSR, "{\"certificateSigningRequest\":\"csr\"}"), true);
    EXPECT_JSON(fixture_said(&f, FROM_CSR "/accepted"),
                "{\"certificateId\":\"" FIRST_ID "\",\"certificatePem\":\"certificate 1\","
                "\"certificateOwnershipToken\":\"*\"}");
    fixture_close(&f);
}

static void a_thing_is_made_by_the_template(void)
{
    struct fixture f;
    char token[65];

    open_cloud(&f);
    create(&f, token);
    provision(&f, token, "{\"Serial\":\"7\"}");
    EXPECT_JSON(fixture_said(&f, PROVISION "/accepted"),
                "{\"thingName\":\"lamp-7\",\"deviceConfiguration\":"
                "{\"url\":\"https://north.test\"}}");
    CHECK_EQ(has_status(&f, "ACTIVE"), true);
    CHECK_EQ(registry_is_linked(f.store, LINK_CERTIFICATE_THING, FIRST_ID, "lamp-7"), true);
    CHECK_EQ(registry_is_linked(f.store, LINK_CERTIFICATE_POLICY, FIRST_ID, "everything"), true);
    json_t *thing = registry_thing(f.store, "lamp-7");
    EXPECT_JSON(json_incref(json_object_get(thing, "attributes")), "{\"site\":\"north\"}");
    json_decref(thing);
    fixture_close(&f);
}

static void a_device_that_missed_the_answer_asks_again(void)
{
    struct fixture f;
    char token[65];

    open_cloud(&f);
    create(&f, token);
    provision(&f, token, "{\"Serial\":\"7\"}");
    json_t *before = registry_thing(f.store, "lamp-7");
    provision(&f, token, "{\"Serial\":\"7\"}");
    CHECK_EQ(fixture_count(&f, PROVISION "/accepted"), 1);
    json_t *after = registry_thing(f.store, "lamp-7");
    CHECK_EQ(json_equal(before, after), true);
    json_decref(before);
    json_decref(after);
    fixture_close(&f);
}

static void attributes_of_a_thing_that_is_there_are_merged(void)
{
    struct fixture f;
    char token[65];

    open_cloud(&f);
    json_decref(fixture_control(&f, "POST", "/things/lamp-7",
                                "{\"attributePayload\":{\"attributes\":{\"site\":\"south\","
                                "\"colour\":\"red\"}}}",
                                200));
    create(&f, token);
    provision(&f, token, "{\"Serial\":\"7\"}");
    json_t *thing = registry_thing(f.store, "lamp-7");
    EXPECT_JSON(json_incref(json_object_get(thing, "attributes")),
                "{\"site\":\"north\",\"colour\":\"red\"}");
    json_decref(thing);
    fixture_close(&f);
}

static void without_a_thing_certificate_and_token_go_after_an_hour(void)
{
    struct fixture f;
    char token[65];

    open_cloud(&f);
    create(&f, token);
    CHECK_EQ(fixture_pass(&f, HOUR_MS - 1) <= f.now_ms + 1, true);
    CHECK_EQ(has_status(&f, "PENDING_ACTIVATION"), true);
    (void)fixture_pass(&f, 1);
    CHECK_EQ(has_status(&f, NULL), true);
    provision(&f, token, "{\"Serial\":\"7\"}");
    EXPECT_JSON(fixture_said(&f, PROVISION "/rejected"), NO_TOKEN);
    fixture_close(&f);
}

static void with_a_thing_only_the_token_goes(void)
{
    struct fixture f;
    char token[65];

    open_cloud(&f);
    create(&f, token);
    provision(&f, token, "{\"Serial\":\"7\"}");
    (void)fixture_pass(&f, HOUR_MS);
    CHECK_EQ(has_status(&f, "ACTIVE"), true);
    provision(&f, token, "{\"Serial\":\"7\"}");
    EXPECT_JSON(fixture_said(&f, PROVISION "/rejected"), NO_TOKEN);
    fixture_close(&f);
}

static void what_cannot_be_done_is_rejected_with_its_code(void)
{
    static const struct {
        const char *topic, *payload, *wanted;
    } cases[] = {
        {FROM_CSR, "", NO_PAYLOAD},
        {FROM_CSR, "{", NO_PAYLOAD},
        {FROM_CSR, "[]", NO_PAYLOAD},
        {FROM_CSR, "{}", NO_PAYLOAD},
        {FROM_CSR, "{\"certificateSigningRequest\":\"\"}", NO_PAYLOAD},
        {FROM_CSR, "{\"certificateSigningRequest\":\"a bad one\"}", NO_PAYLOAD},
        {FROM_CSR, "{\"certificateSigningRequest\":7}", NO_PAYLOAD},
        {PROVISION, "x", NO_PAYLOAD},
        {PROVISION, "{}", NO_TOKEN},
        {PROVISION, "{\"certificateOwnershipToken\":\"\"}", NO_TOKEN},
        {PROVISION, "{\"certificateOwnershipToken\":7}", NO_TOKEN},
        {PROVISION, "{\"certificateOwnershipToken\":\"unknown\"}", NO_TOKEN},
        {PROVISION, "{\"certificateOwnershipToken\":\"unknown\",\"parameters\":{\"a\":1}}",
         NO_PAYLOAD},
        {PROVISION, "{\"certificateOwnershipToken\":\"unknown\",\"parameters\":[]}", NO_PAYLOAD},
    };
    struct fixture f;
    char answer[128];

    open_cloud(&f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].payload;
        CHECK_EQ(fixture_send(&f, cases[i].topic, cases[i].payload), true);
        (void)snprintf(answer, sizeof(answer), "%s/rejected", cases[i].topic);
        EXPECT_JSON(fixture_said(&f, answer), cases[i].wanted);
    }
    CHECK_EQ(has_status(&f, NULL), true); /* none was made */
    CHECK_EQ(fixture_send(&f, "$aws/certificates/create/xml", ""), false);
    CHECK_EQ(fixture_send(&f, "$aws/certificates/create", ""), false);
    fixture_close(&f);
}

/* The thing's or the policy's part of a template, in place of the usual one. */
static void put_faulty(struct fixture *f, const char *thing, const char *policy)
{
    char body[1024];

    (void)snprintf(body, sizeof(body),
                   "{\"Resources\":{\"t\":{\"Type\":\"AWS::IoT::Thing\",\"Properties\":{%s}},"
                   "\"c\":{\"Type\":\"AWS::IoT::Certificate\",\"Properties\":{}},"
                   "\"p\":{\"Type\":\"AWS::IoT::Policy\",\"Properties\":{%s}}}}",
                   thing, policy);
    put_template(f, "fleet", body);
}

static void a_template_that_cannot_be_followed_makes_nothing(void)
{
    static const struct {
        const char *thing, *policy;
        int status;
    } cases[] = {
        {"\"ThingName\":\"a\"", "\"PolicyName\":\"missing\"", 404},
        {"\"ThingName\":\"a\"", "\"PolicyDocument\":\"{}\"", 400},
        {"\"ThingName\":\"a b\"", "\"PolicyName\":\"everything\"", 400},
        {"\"X\":\"a\"", "\"PolicyName\":\"everything\"", 400},
        {"\"ThingName\":\"a\",\"ThingTypeName\":\"none\"", "\"PolicyName\":\"everything\"", 404},
        {"\"ThingName\":\"a\",\"ThingGroups\":[\"none\"]", "\"PolicyName\":\"everything\"", 404},
        {"\"ThingName\":\"a\",\"AttributePayload\":{\"x\":1}", "\"PolicyName\":\"everything\"",
         400},
        {"\"ThingName\":{\"Ref\":\"Nothing\"}", "\"PolicyName\":\"everything\"", 400},
    };
    struct fixture f;
    char token[65];

    open_cloud(&f);
    create(&f, token);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].thing;
        put_faulty(&f, cases[i].thing, cases[i].policy);
        provision(&f, token, "{}");
        json_t *answer = fixture_said(&f, PROVISION "/rejected");
        CHECK_EQ(json_integer_value(json_object_get(answer, "statusCode")), cases[i].status);
        json_decref(answer);
        CHECK_EQ(registry_has_thing(f.store, "a"), false);
        CHECK_EQ(has_status(&f, "PENDING_ACTIVATION"), true);
        CHECK_EQ(registry_has_any(f.store, LINK_CERTIFICATE_POLICY, FIRST_ID), false);
    }
    fixture_close(&f);
}

static void a_template_makes_its_own_policy(void)
{
    struct fixture f;
    char token[65];

    open_cloud(&f);
    put_faulty(&f, "\"ThingName\":\"a\"",
               "\"PolicyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":"
               "\"Allow\",\"Action\":\"iot:Connect\",\"Resource\":\"*\"}]}");
    create(&f, token);
    provision(&f, token, "{}");
    CHECK_EQ(fixture_count(&f, PROVISION "/accepted"), 1);
    CHECK_EQ(registry_has_any(f.store, LINK_CERTIFICATE_POLICY, FIRST_ID), true);
    fixture_close(&f);
}

static void a_template_must_be_there_and_enabled(void)
{
    struct fixture f;
    char token[65];

    open_cloud(&f);
    create(&f, token);
    json_decref(
        fixture_control(&f, "PATCH", "/provisioning-templates/fleet", "{\"enabled\":false}", 200));
    provision(&f, token, "{\"Serial\":\"7\"}");
    EXPECT_JSON(fixture_said(&f, PROVISION "/rejected"),
                "{\"statusCode\":403,\"errorCode\":\"AccessDenied\",\"errorMessage\":\"*\"}");
    json_decref(fixture_control(&f, "DELETE", "/provisioning-templates/fleet", NULL, 200));
    provision(&f, token, "{\"Serial\":\"7\"}");
    EXPECT_JSON(fixture_said(&f, PROVISION "/rejected"),
                "{\"statusCode\":404,\"errorCode\":\"ResourceNotFound\",\"errorMessage\":\"*\"}");
    fixture_close(&f);
}

static json_t *said_in_cbor(struct fixture *f, const char *topic)
{
    CHECK_EQ(f->said_count, 1);
    CHECK_EQ(strcmp(f->said[0].topic, topic), 0);
    return cbor_to_json(f->said[0].payload, f->said[0].bytes);
}

static void cbor_says_the_same(void)
{
    struct fixture f;
    size_t bytes = 0;

    open_cloud(&f);
    CHECK_EQ(fixture_send(&f, "$aws/certificates/create/cbor", ""), true);
    json_t *made = said_in_cbor(&f, "$aws/certificates/create/cbor/accepted");
    json_t *request =
        json_pack("{s:O,s:{s:s}}", "certificateOwnershipToken",
                  json_object_get(made, "certificateOwnershipToken"), "parameters", "Serial", "8");
    void *payload = cbor_from_json(request, &bytes);
    CHECK_EQ(
        fixture_send_bytes(&f, "$aws/provisioning-templates/fleet/provision/cbor", payload, bytes),
        true);
    EXPECT_JSON(said_in_cbor(&f, "$aws/provisioning-templates/fleet/provision/cbor/accepted"),
                "{\"thingName\":\"lamp-8\",\"deviceConfiguration\":"
                "{\"url\":\"https://north.test\"}}");
    CHECK_EQ(fixture_send(&f, "$aws/certificates/create-from-csr/cbor", "{}"), true);
    EXPECT_JSON(said_in_cbor(&f, "$aws/certificates/create-from-csr/cbor/rejected"), NO_PAYLOAD);
    free(payload);
    json_decref(request);
    json_decref(made);
    fixture_close(&f);
}

static json_t *control_template(struct fixture *f, const char *name, const char *body, int status)
{
    json_t *request = json_pack("{s:s,s:s,s:b,s:s}", "templateName", name, "templateBody", body,
                                "enabled", 1, "description", "d");
    char *text = json_dumps(request, 0);
    json_t *answer = fixture_control(f, "POST", "/provisioning-templates", text, status);

    free(text);
    json_decref(request);
    return answer;
}

static void templates_are_made_told_of_and_deleted(void)
{
    struct fixture f;

    fixture_open(&f, &fixture_issuer);
    EXPECT_JSON(control_template(&f, "one", template_body, 200),
                "{\"templateName\":\"one\",\"defaultVersionId\":1,\"templateArn\":"
                "\"arn:aws:iot:us-east-1:000000000000:provisioningtemplate/one\"}");
    json_decref(control_template(&f, "one", template_body, 409));
    EXPECT_JSON(fixture_control(&f, "GET", "/provisioning-templates", NULL, 200),
                "{\"templates\":[{\"templateName\":\"one\",\"templateArn\":\"*\",\"enabled\":true,"
                "\"description\":\"d\",\"creationDate\":1700000000,"
                "\"lastModifiedDate\":1700000000,\"type\":\"FLEET_PROVISIONING\"}]}");
    json_t *one = fixture_control(&f, "GET", "/provisioning-templates/one", NULL, 200);
    CHECK_EQ(strcmp(member_string(one, "templateBody"), template_body), 0);
    json_decref(one);
    json_decref(fixture_control(&f, "DELETE", "/provisioning-templates/one", NULL, 200));
    json_decref(fixture_control(&f, "GET", "/provisioning-templates/one", NULL, 404));
    fixture_close(&f);
}

static void a_template_that_is_none_is_refused(void)
{
    static const char *const bodies[] = {
        "",
        "{",
        "[]",
        "{}",
        "{\"Resources\":{}}",
        "{\"Resources\":{\"c\":{\"Type\":\"AWS::IoT::Certificate\"}}}",
        "{\"Resources\":{\"c\":{\"Type\":\"AWS::S3::Bucket\",\"Properties\":{}}}}",
        "{\"Parameters\":{\"a\":{\"Type\":\"Number\"}},\"Resources\":{\"c\":{\"Type\":"
        "\"AWS::IoT::Certificate\",\"Properties\":{}}}}",
    };
    struct fixture f;

    fixture_open(&f, &fixture_issuer);
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        test_case = bodies[i];
        json_decref(control_template(&f, "one", bodies[i], 400));
    }
    json_decref(control_template(&f, "a name with spaces", template_body, 400));
    json_decref(control_template(&f, "a-name-that-has-thirty-seven-letters-x", template_body, 400));
    fixture_close(&f);
}

int main(void)
{
    RUN(a_claim_gets_a_certificate_that_is_not_active_yet);
    RUN(a_request_with_its_own_key_gets_no_key);
    RUN(a_thing_is_made_by_the_template);
    RUN(a_device_that_missed_the_answer_asks_again);
    RUN(attributes_of_a_thing_that_is_there_are_merged);
    RUN(without_a_thing_certificate_and_token_go_after_an_hour);
    RUN(with_a_thing_only_the_token_goes);
    RUN(what_cannot_be_done_is_rejected_with_its_code);
    RUN(a_template_that_cannot_be_followed_makes_nothing);
    RUN(a_template_makes_its_own_policy);
    RUN(a_template_must_be_there_and_enabled);
    RUN(cbor_says_the_same);
    RUN(templates_are_made_told_of_and_deleted);
    RUN(a_template_that_is_none_is_refused);
    return 0;
}
