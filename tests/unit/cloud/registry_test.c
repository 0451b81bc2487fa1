/* SPDX-License-Identifier: MIT */
/* The control plane's operations on things, groups, certificates, policies and attachments, by
 * their methods and paths. */
#include "registry.h"

#include <string.h>

#include "cloud_fixture.h"
#include "test.h"

#define ARN(rest) "arn:aws:iot:us-east-1:000000000000:" rest

#define ZEROS "000000000000000000000000000000000000000000000000000000000000000"
#define ID1   ZEROS "1"
#define ID2   ZEROS "2"
#define ARN1  ARN("cert/" ID1)
#define POLICY                                                                                     \
    "{\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":"  \
    "\\\"*\\\"}}"

static void open_cloud(struct fixture *f)
{
    fixture_open(f, &fixture_issuer);
}

/* An operation whose answer is not looked at. */
static void run(struct fixture *f, const char *method, const char *path, const char *body)
{
    json_decref(fixture_control(f, method, path, body, 200));
}

static void expect_message(struct fixture *f, const char *method, const char *path,
                           const char *body, int status, const char *message)
{
    json_t *answer = fixture_control(f, method, path, body, status);

    test_case = message;
    CHECK_EQ(strcmp(json_string_value(json_object_get(answer, "message")), message), 0);
    json_decref(answer);
}

static void a_thing_is_created_described_updated_and_deleted(void)
{
    struct fixture f;

    open_cloud(&f);
    EXPECT_JSON(
        fixture_control(&f, "POST", "/things/lamp",
                        "{\"attributePayload\":{\"attributes\":{\"room\":\"kitchen\"}}}", 200),
        "{\"thingName\":\"lamp\",\"thingArn\":\"" ARN("thing/lamp") "\",\"thingId\":\"*\"}");
    /* The same again is no error, another one is. */
    run(&f, "POST", "/things/lamp",
        "{\"attributePayload\":{\"attributes\":{\"room\":\"kitchen\"}}}");
    expect_message(&f, "POST", "/things/lamp", NULL, 409,
                   "Thing lamp already exists in account with different attributes");
    EXPECT_JSON(fixture_control(&f, "GET", "/things/lamp", NULL, 200),
                "{\"thingName\":\"lamp\",\"thingArn\":\"" ARN(
                    "thing/lamp") "\",\"thingId\":\"*\",\"attributes\":{\"room\":\"kitchen\"},"
                                  "\"version\":1,"
                                  "\"defaultClientId\":\"lamp\"}");
    run(&f, "PATCH", "/things/lamp",
        "{\"expectedVersion\":1,\"attributePayload\":"
        "{\"merge\":true,\"attributes\":{\"floor\":\"1\",\"room\":\"\"}}}");
    expect_message(&f, "PATCH", "/things/lamp", "{\"expectedVersion\":1}", 409,
                   "The version is 2, expected was 1");
    EXPECT_JSON(fixture_control(&f, "GET", "/things/lamp", NULL, 200),
                "{\"thingName\":\"lamp\",\"thingArn\":\"*\",\"thingId\":\"*\","
                "\"attributes\":{\"floor\":\"1\"},\"version\":2,\"defaultClientId\":\"lamp\"}");
    run(&f, "DELETE", "/things/lamp", NULL);
    expect_message(&f, "GET", "/things/lamp", NULL, 404, "Thing lamp does not exist");
    run(&f, "DELETE", "/things/lamp", NULL);
    expect_message(&f, "POST", "/things/la mp", NULL, 400,
                   "thingName must be 1 to 128 characters of [a-zA-Z0-9:_-]");
    expect_message(&f, "POST", "/things/lamp", "{\"thingTypeName\":\"light\"}", 404,
                   "Thing type light does not exist");
    fixture_close(&f);
}

static void a_type_is_deleted_when_it_is_deprecated(void)
{
    struct fixture f;

    open_cloud(&f);
    run(&f, "POST", "/thing-types/light", "{\"thingTypeProperties\":{\"a\":1}}");
    run(&f, "POST", "/things/lamp", "{\"thingTypeName\":\"light\"}");
    expect_message(&f, "DELETE", "/thing-types/light", NULL, 400,
                   "Thing type light must be deprecated before it is deleted");
    run(&f, "POST", "/thing-types/light/deprecate", NULL);
    expect_message(&f, "POST", "/things/lamp2", "{\"thingTypeName\":\"light\"}", 400,
                   "Thing type light is deprecated");
    EXPECT_JSON(fixture_control(&f, "GET", "/thing-types/light", NULL, 200),
                "{\"thingTypeName\":\"light\",\"thingTypeId\":\"*\",\"thingTypeArn\":\"*\","
                "\"thingTypeProperties\":{\"a\":1},"
                "\"thingTypeMetadata\":{\"deprecated\":true,\"creationDate\":1700000000}}");
    run(&f, "DELETE", "/thing-types/light", NULL);
    EXPECT_JSON(fixture_control(&f, "GET", "/thing-types", NULL, 200), "{\"thingTypes\":[]}");
    fixture_close(&f);
}

static void a_list_comes_in_pages(void)
{
    struct fixture f;

    open_cloud(&f);
    run(&f, "POST", "/things/a", NULL);
    run(&f, "POST", "/things/b", "{\"attributePayload\":{\"attributes\":{\"x\":\"1\"}}}");
    run(&f, "POST", "/things/c", NULL);
    json_t *first = fixture_control(&f, "GET", "/things", "{\"maxResults\":2}", 200);
    CHECK_EQ(json_array_size(json_object_get(first, "things")), 2);
    json_t *next =
        json_pack("{s:s,s:O}", "maxResults", "2", "nextToken", json_object_get(first, "nextToken"));
    char *text = json_dumps(next, 0);
    EXPECT_JSON(fixture_control(&f, "GET", "/things", text, 200),
                "{\"things\":[{\"thingName\":\"c\",\"thingArn\":\"*\",\"attributes\":{},"
                "\"version\":1}]}");
    free(text);
    json_decref(next);
    json_decref(first);
    json_t *some = fixture_control(&f, "GET", "/things", "{\"attributeName\":\"x\"}", 200);
    CHECK_EQ(json_array_size(json_object_get(some, "things")), 1);
    json_decref(some);
    expect_message(&f, "GET", "/things", "{\"maxResults\":251}", 400,
                   "maxResults must be 1 to 250");
    fixture_close(&f);
}

static void a_group_has_things_and_a_parent(void)
{
    struct fixture f;

    open_cloud(&f);
    run(&f, "POST", "/things/lamp", NULL);
    run(&f, "POST", "/thing-groups/house", NULL);
    run(&f, "POST", "/thing-groups/room", "{\"parentGroupName\":\"house\"}");
    run(&f, "POST", "/thing-groups/room", "{\"parentGroupName\":\"house\"}");
    expect_message(&f, "POST", "/thing-groups/room", NULL, 409,
                   "Thing group room already exists in account with different properties");
    expect_message(&f, "POST", "/thing-groups/x", "{\"parentGroupName\":\"y\"}", 404,
                   "Thing group y does not exist");
    EXPECT_JSON(fixture_control(&f, "GET", "/thing-groups/room", NULL, 200),
                "{\"thingGroupName\":\"room\",\"thingGroupId\":\"*\",\"thingGroupArn\":\"*\","
                "\"version\":1,\"thingGroupMetadata\":{\"parentGroupName\":\"house\","
                "\"creationDate\":1700000000,\"rootToParentThingGroups\":"
                "[{\"groupName\":\"house\",\"groupArn\":\"" ARN("thinggroup/house") "\"}]}}");
    run(&f, "PUT", "/thing-groups/addThingToThingGroup",
        "{\"thingGroupName\":\"room\",\"thingArn\":\"" ARN("thing/lamp") "\"}");
    EXPECT_JSON(fixture_control(&f, "GET", "/thing-groups/room/things", NULL, 200),
                "{\"things\":[\"lamp\"]}");
    EXPECT_JSON(fixture_control(&f, "GET", "/things/lamp/thing-groups", NULL, 200),
                "{\"thingGroups\":[{\"groupName\":\"room\",\"groupArn\":\"*\"}]}");
    expect_message(&f, "DELETE", "/thing-groups/house", NULL, 400,
                   "Cannot delete. Thing group house has child groups");
    run(&f, "PUT", "/thing-groups/removeThingFromThingGroup",
        "{\"thingGroupName\":\"room\",\"thingName\":\"lamp\"}");
    EXPECT_JSON(fixture_control(&f, "GET", "/thing-groups/room/things", NULL, 200),
                "{\"things\":[]}");
    run(&f, "DELETE", "/thing-groups/room", NULL);
    run(&f, "DELETE", "/thing-groups/house", NULL);
    EXPECT_JSON(fixture_control(&f, "GET", "/thing-groups", NULL, 200), "{\"thingGroups\":[]}");
    fixture_close(&f);
}

static void a_certificate_is_made_activated_and_deleted(void)
{
    struct fixture f;

    open_cloud(&f);
    EXPECT_JSON(fixture_control(&f, "POST", "/keys-and-certificate", "{\"setAsActive\":true}", 200),
                "{\"certificateArn\":\"" ARN1 "\",\"certificateId\":\"" ID1
                "\",\"certificatePem\":\"certificate 1\","
                "\"keyPair\":{\"PublicKey\":\"public\",\"PrivateKey\":\"private\"}}");
    EXPECT_JSON(fixture_control(&f, "POST", "/certificates",
                                "{\"certificateSigningRequest\":\"csr\"}", 200),
                "{\"certificateArn\":\"*\",\"certificateId\":\"" ID2
                "\",\"certificatePem\":\"certificate 2\"}");
    expect_message(&f, "POST", "/certificates", "{\"certificateSigningRequest\":\"x\"}", 400,
                   "The certificate signing request is not valid");
    expect_message(&f, "POST", "/certificate/register-no-ca",
                   "{\"certificatePem\":\"certificate 1\"}", 409,
                   "The certificate is already provisioned or registered (id=" ID1 ")");
    expect_message(&f, "POST", "/certificate/register", "{\"certificatePem\":\"x\"}", 400,
                   "The certificate is not valid");
    CHECK_EQ(registry_is_active(f.store, ID1), true);
    CHECK_EQ(registry_is_active(f.store, ID2), false);
    expect_message(&f, "DELETE", "/certificates/" ID1, NULL, 406,
                   "Certificate must be deactivated (not ACTIVE) before deletion. (id=" ID1 ")");
    run(&f, "PUT", "/certificates/" ID1, "{\"newStatus\":\"INACTIVE\"}");
    expect_message(&f, "PUT", "/certificates/" ID1, "{\"newStatus\":\"PENDING_ACTIVATION\"}", 400,
                   "The status of a certificate can be set to ACTIVE, INACTIVE or REVOKED");
    EXPECT_JSON(fixture_control(&f, "GET", "/certificates/" ID1, NULL, 200),
                "{\"certificateDescription\":{\"certificateArn\":\"" ARN1
                "\",\"certificateId\":\"" ID1
                "\",\"certificatePem\":\"certificate 1\",\"status\":\"INACTIVE\","
                "\"creationDate\":1700000000,\"lastModifiedDate\":1700000000,"
                "\"ownedBy\":\"000000000000\",\"certificateMode\":\"DEFAULT\"}}");
    run(&f, "DELETE", "/certificates/" ID1, NULL);
    expect_message(&f, "GET", "/certificates/" ID1, NULL, 404,
                   "Certificate not found (id=" ID1 ")");
    EXPECT_JSON(fixture_control(&f, "GET", "/endpoint", NULL, 200),
                "{\"endpointAddress\":\"broker.test\"}");
    fixture_close(&f);
}

static void a_policy_has_versions_and_one_in_force(void)
{
    struct fixture f;

    open_cloud(&f);
    EXPECT_JSON(
        fixture_control(&f, "POST", "/policies/p", "{\"policyDocument\":\"" POLICY "\"}", 200),
        "{\"policyName\":\"p\",\"policyArn\":\"" ARN("policy/p") "\",\"policyDocument\":\"" POLICY
                                                                 "\",\"policyVersionId\":\"1\"}");
    expect_message(&f, "POST", "/policies/p", "{\"policyDocument\":\"" POLICY "\"}", 409,
                   "Policy cannot be created - name already exists (name=p)");
    expect_message(&f, "POST", "/policies/q", "{\"policyDocument\":\"{}\"}", 400,
                   "Policy document is malformed: Statement must be an object or a list of "
                   "objects");
    for (int version = 2; version <= 5; version++) {
        run(&f, "POST", "/policies/p/version",
            version == 3 ? "{\"policyDocument\":\"" POLICY " \",\"setAsDefault\":\"true\"}"
                         : "{\"policyDocument\":\"" POLICY "\"}");
    }
    expect_message(&f, "POST", "/policies/p/version", "{\"policyDocument\":\"" POLICY "\"}", 409,
                   "The policy already has 5 versions (name=p)");
    json_t *policy = fixture_control(&f, "GET", "/policies/p", NULL, 200);
    CHECK_EQ(strcmp(json_string_value(json_object_get(policy, "defaultVersionId")), "3"), 0);
    json_decref(policy);
    expect_message(&f, "DELETE", "/policies/p/version/3", NULL, 409,
                   "The default version cannot be deleted (name=p)");
    expect_message(&f, "DELETE", "/policies/p", NULL, 409,
                   "Cannot delete the policy because it has one or more policy versions attached "
                   "to it (name=p)");
    run(&f, "PATCH", "/policies/p/version/5", NULL);
    for (int version = 1; version <= 4; version++) {
        char path[64];
        (void)snprintf(path, sizeof(path), "/policies/p/version/%d", version);
        run(&f, "DELETE", path, NULL);
    }
    EXPECT_JSON(fixture_control(&f, "GET", "/policies/p/version", NULL, 200),
                "{\"policyVersions\":[{\"versionId\":\"5\",\"isDefaultVersion\":true,"
                "\"createDate\":1700000000}]}");
    run(&f, "DELETE", "/policies/p", NULL);
    expect_message(&f, "GET", "/policies/p", NULL, 404, "Policy not found (name=p)");
    fixture_close(&f);
}

static void a_policy_is_attached_to_certificates_and_groups(void)
{
    struct fixture f;

    open_cloud(&f);
    run(&f, "POST", "/keys-and-certificate", NULL);
    run(&f, "POST", "/thing-groups/g", NULL);
    run(&f, "POST", "/policies/p", "{\"policyDocument\":\"" POLICY "\"}");
    run(&f, "PUT", "/target-policies/p", "{\"target\":\"" ARN1 "\"}");
    run(&f, "PUT", "/target-policies/p", "{\"target\":\"" ARN("thinggroup/g") "\"}");
    expect_message(&f, "PUT", "/target-policies/p", "{\"target\":\"lamp\"}", 400,
                   "The target must be the ARN of a certificate or of a thing group: lamp");
    expect_message(&f, "PUT", "/target-policies/q", "{\"target\":\"" ARN1 "\"}", 404,
                   "Policy not found (name=q)");
    /* The slash of the ARN is one of the path. */
    EXPECT_JSON(fixture_control(&f, "POST", "/attached-policies/" ARN1, NULL, 200),
                "{\"policies\":[{\"policyName\":\"p\",\"policyArn\":\"" ARN("policy/p") "\"}]}");
    EXPECT_JSON(fixture_control(&f, "POST", "/policy-targets/p", NULL, 200),
                "{\"targets\":[\"" ARN1 "\",\"" ARN("thinggroup/g") "\"]}");
    expect_message(&f, "DELETE", "/policies/p", NULL, 409,
                   "The policy cannot be deleted as the policy is attached to one or more "
                   "principals (name=p)");
    expect_message(&f, "DELETE", "/certificates/" ID1, NULL, 409,
                   "Policies must be detached before deletion. (id=" ID1 ")");
    run(&f, "POST", "/target-policies/p", "{\"target\":\"" ARN1 "\"}");
    EXPECT_JSON(fixture_control(&f, "POST", "/attached-policies/" ARN1, NULL, 200),
                "{\"policies\":[]}");
    fixture_close(&f);
}

static void a_certificate_is_attached_to_things(void)
{
    struct fixture f;

    open_cloud(&f);
    run(&f, "POST", "/things/lamp", NULL);
    run(&f, "POST", "/things/lamp2", NULL);
    run(&f, "POST", "/keys-and-certificate", NULL);
    run(&f, "PUT", "/things/lamp/principals", "{\"principal\":\"" ARN1 "\"}");
    EXPECT_JSON(fixture_control(&f, "GET", "/things/lamp/principals", NULL, 200),
                "{\"principals\":[\"" ARN1 "\"]}");
    EXPECT_JSON(
        fixture_control(&f, "GET", "/principals/things", "{\"principal\":\"" ARN1 "\"}", 200),
        "{\"things\":[\"lamp\"]}");
    expect_message(&f, "DELETE", "/things/lamp", NULL, 400,
                   "Cannot delete. Thing lamp is still attached to one or more principals");
    expect_message(&f, "PUT", "/things/lamp2/principals",
                   "{\"principal\":\"" ARN1 "\",\"thingPrincipalType\":\"EXCLUSIVE_THING\"}", 409,
                   "The principal is attached to another thing, one of them exclusively");
    char *thing = registry_thing_of_connection(f.store, ID1, "x");
    CHECK_EQ(thing == NULL, true);
    thing = registry_thing_of_connection(f.store, ID1, "lamp2");
    CHECK_EQ(strcmp(thing, "lamp2"), 0);
    free(thing);
    run(&f, "PUT", "/things/lamp/principals",
        "{\"principal\":\"" ARN1 "\",\"thingPrincipalType\":\"EXCLUSIVE_THING\"}");
    thing = registry_thing_of_connection(f.store, ID1, "x");
    CHECK_EQ(strcmp(thing, "lamp"), 0);
    free(thing);
    run(&f, "DELETE", "/things/lamp/principals", "{\"principal\":\"" ARN1 "\"}");
    thing = registry_thing_of_connection(f.store, ID1, "x");
    CHECK_EQ(thing == NULL, true);
    fixture_close(&f);
}

static void every_change_counts(void)
{
    struct fixture f;

    open_cloud(&f);
    const int64_t before = registry_version(f.store);
    run(&f, "GET", "/things", NULL);
    CHECK_EQ(registry_version(f.store), before);
    run(&f, "POST", "/things/lamp", NULL);
    CHECK_EQ(registry_version(f.store), before + 1);
    run(&f, "DELETE", "/things/lamp", NULL);
    CHECK_EQ(registry_version(f.store), before + 2);
    run(&f, "POST", "/keys-and-certificate", "{\"setAsActive\":true}");
    CHECK_EQ(registry_endings(f.store), 0);
    run(&f, "PUT", "/certificates/" ID1, "{\"newStatus\":\"INACTIVE\"}");
    run(&f, "PUT", "/certificates/" ID1, "{\"newStatus\":\"REVOKED\"}");
    CHECK_EQ(registry_endings(f.store), 1);
    fixture_close(&f);
}

int main(void)
{
    RUN(a_thing_is_created_described_updated_and_deleted);
    RUN(a_type_is_deleted_when_it_is_deprecated);
    RUN(a_list_comes_in_pages);
    RUN(a_group_has_things_and_a_parent);
    RUN(a_certificate_is_made_activated_and_deleted);
    RUN(a_policy_has_versions_and_one_in_force);
    RUN(a_policy_is_attached_to_certificates_and_groups);
    RUN(a_certificate_is_attached_to_things);
    RUN(every_change_counts);
    return 0;
}
