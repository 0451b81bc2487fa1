/* SPDX-License-Identifier: MIT */
#include "policy.h"

#include <string.h>

#include "cloud_fixture.h"
#include "subject.h"
#include "test.h"

#define ARN "arn:aws:iot:us-east-1:000000000000:"

/* {"Version": "2012-10-17", "Statement": [...]} */
static struct policy *read_statements(const char *statements, char error[256])
{
    char text[4096];

    (void)snprintf(text, sizeof(text), "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}",
                   statements);
    return policy_read(text, strlen(text), error, 256);
}

static const char *certificate_variable(void *context, const char *name, size_t index)
{
    (void)context;
    if (strcmp(name, "Subject.CommonName") == 0 && index == 0) {
        return "lamp*";
    }
    return NULL;
}

/* Client "lamp", certificate "c", attached to a thing with an attribute. */
static enum policy_answer ask(const char *statements, const char *action, const char *resource)
{
    char error[256] = "";
    struct policy *policy = read_statements(statements, error);
    json_t *thing = json_pack("{s:s,s:s,s:{s:s}}", "thingName", "lamp", "thingTypeName", "light",
                              "attributes", "room", "kitchen");
    struct subject subject = {.certificate = "c",
                              .client = "lamp",
                              .address = "192.168.7.9",
                              .now_ms = 1700000000000,
                              .has_will = true,
                              .certificate_variable = certificate_variable,
                              .thing = thing,
                              .is_attached = true};
    const struct policy_question question = {action, resource, subject_variable, &subject};

    if (policy == NULL) {
        printf("%s: %s\n", statements, error);
        exit(1);
    }
    const enum policy_answer answer = policy_ask(policy, &question);
    policy_free(policy);
    json_decref(thing);
    return answer;
}

#define ALLOW(action, resource)                                                                    \
    "{\"Effect\":\"Allow\",\"Action\":\"" action "\",\"Resource\":\"" resource "\"}"
#define DENY(action, resource)                                                                     \
    "{\"Effect\":\"Deny\",\"Action\":\"" action "\",\"Resource\":\"" resource "\"}"

static void a_policy_says_what_its_statements_say(void)
{
    static const struct {
        const char *statements, *action, *resource;
        enum policy_answer answer;
    } cases[] = {
        {ALLOW("iot:Publish", ARN "topic/a"), "iot:Publish", ARN "topic/a", POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/a"), "iot:Publish", ARN "topic/ab", POLICY_SILENT},
        {ALLOW("iot:Publish", ARN "topic/a"), "iot:Receive", ARN "topic/a", POLICY_SILENT},
        {ALLOW("iot:publish", ARN "topic/a"), "iot:Publish", ARN "topic/a", POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/A"), "iot:Publish", ARN "topic/a", POLICY_SILENT},
        {ALLOW("*", "*"), "iot:Publish", ARN "topic/a", POLICY_ALLOWS},
        {ALLOW("iot:*", "*"), "iotjobsdata:StartNext", ARN "thing/a", POLICY_SILENT},
        /* Deny stands above Allow, wherever it is. */
        {ALLOW("*", "*") "," DENY("iot:Publish", "*"), "iot:Publish", ARN "topic/a", POLICY_DENIES},
        {DENY("iot:Publish", ARN "topic/a/*") "," ALLOW("*", "*"), "iot:Publish", ARN "topic/a/b",
         POLICY_DENIES},
        {DENY("iot:Publish", ARN "topic/a/*") "," ALLOW("*", "*"), "iot:Publish", ARN "topic/a",
         POLICY_ALLOWS},
        /* Wildcards. */
        {ALLOW("iot:Publish", ARN "topic/a/*/c"), "iot:Publish", ARN "topic/a/b/b/c",
         POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/a/*/c"), "iot:Publish", ARN "topic/a/c", POLICY_SILENT},
        {ALLOW("iot:Publish", ARN "topic/a?c"), "iot:Publish", ARN "topic/abc", POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/a?c"), "iot:Publish", ARN "topic/ac", POLICY_SILENT},
        {ALLOW("iot:Publish", ARN "topic/a?c"), "iot:Publish",
         ARN "topic/a\xc3\xa4"
             "c",
         POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/*a*b*"), "iot:Publish", ARN "topic/xaxxb", POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/*a*b*"), "iot:Publish", ARN "topic/xbxxa", POLICY_SILENT},
        /* MQTT's wildcards are characters like others. */
        {ALLOW("iot:Subscribe", ARN "topicfilter/a/+"), "iot:Subscribe", ARN "topicfilter/a/+",
         POLICY_ALLOWS},
        {ALLOW("iot:Subscribe", ARN "topicfilter/a/+"), "iot:Subscribe", ARN "topicfilter/a/b",
         POLICY_SILENT},
        {ALLOW("iot:Subscribe", ARN "topicfilter/a/#"), "iot:Subscribe", ARN "topicfilter/a/b",
         POLICY_SILENT},
        /* Variables. */
        {ALLOW("iot:Publish", ARN "topic/${iot:ClientId}/x"), "iot:Publish", ARN "topic/lamp/x",
         POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/${iot:ClientId}/x"), "iot:Publish", ARN "topic/lump/x",
         POLICY_SILENT},
        {ALLOW("iot:Publish", ARN "topic/${iot:Connection.Thing.ThingName}"), "iot:Publish",
         ARN "topic/lamp", POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/${iot:Connection.Thing.ThingTypeName}"), "iot:Publish",
         ARN "topic/light", POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/${iot:Connection.Thing.Attributes[room]}"), "iot:Publish",
         ARN "topic/kitchen", POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/${iot:Connection.Thing.Attributes[roof]}*"), "iot:Publish",
         ARN "topic/", POLICY_SILENT},
        {ALLOW("iot:Publish", ARN "topic/${iot:Unknown}*"), "iot:Publish", ARN "topic/a",
         POLICY_SILENT},
        /* What a variable stands for is no wildcard. */
        {ALLOW("iot:Publish", ARN "topic/${iot:Certificate.Subject.CommonName}"), "iot:Publish",
         ARN "topic/lamp*", POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/${iot:Certificate.Subject.CommonName}"), "iot:Publish",
         ARN "topic/lamps", POLICY_SILENT},
        {ALLOW("iot:Publish", ARN "topic/a${*}${?}${$}"), "iot:Publish", ARN "topic/a*?$",
         POLICY_ALLOWS},
        {ALLOW("iot:Publish", ARN "topic/a${*}"), "iot:Publish", ARN "topic/ab", POLICY_SILENT},
        /* Lists, and all but those listed. */
        {"{\"Effect\":\"Allow\",\"Action\":[\"iot:Connect\",\"iot:Publish\"],"
         "\"Resource\":[\"" ARN "topic/a\",\"" ARN "topic/b\"]}",
         "iot:Publish", ARN "topic/b", POLICY_ALLOWS},
        {"{\"Effect\":\"Allow\",\"NotAction\":\"iot:Connect\",\"Resource\":\"*\"}", "iot:Publish",
         ARN "topic/b", POLICY_ALLOWS},
        {"{\"Effect\":\"Allow\",\"NotAction\":\"iot:Connect\",\"Resource\":\"*\"}", "iot:Connect",
         ARN "client/b", POLICY_SILENT},
        {"{\"Effect\":\"Deny\",\"Action\":\"*\",\"NotResource\":\"" ARN "topic/a\"}", "iot:Publish",
         ARN "topic/b", POLICY_DENIES},
        {"{\"Effect\":\"Deny\",\"Action\":\"*\",\"NotResource\":\"" ARN "topic/a\"}", "iot:Publish",
         ARN "topic/a", POLICY_SILENT},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].statements;
        CHECK_EQ(ask(cases[i].statements, cases[i].action, cases[i].resource), cases[i].answer);
    }
}

static void conditions_hold_as_their_operators_say(void)
{
    static const struct {
        const char *condition;
        bool holds;
    } cases[] = {
        {"\"Bool\":{\"iot:Connection.Thing.IsAttached\":[\"true\"]}", true},
        {"\"Bool\":{\"iot:Connection.Thing.IsAttached\":true}", true},
        {"\"Bool\":{\"iot:Connection.Thing.IsAttached\":\"false\"}", false},
        {"\"StringEquals\":{\"iot:ClientId\":[\"a\",\"lamp\"]}", true},
        {"\"StringEquals\":{\"iot:ClientId\":\"lam?\"}", false},
        {"\"StringEquals\":{\"iot:ClientId\":\"LAMP\"}", false},
        {"\"StringEqualsIgnoreCase\":{\"iot:ClientId\":\"LAMP\"}", true},
        {"\"StringLike\":{\"iot:ClientId\":\"lam?\"}", true},
        {"\"StringLike\":{\"iot:ClientId\":\"${iot:Connection.Thing.ThingName}\"}", true},
        {"\"StringNotEquals\":{\"iot:ClientId\":[\"a\",\"lamp\"]}", false},
        {"\"StringNotEquals\":{\"iot:ClientId\":[\"a\",\"b\"]}", true},
        {"\"StringNotLike\":{\"iot:ClientId\":\"l*\"}", false},
        /* A key that is not there. */
        {"\"StringEquals\":{\"iot:Nothing\":\"a\"}", false},
        {"\"StringEqualsIfExists\":{\"iot:Nothing\":\"a\"}", true},
        {"\"StringNotEquals\":{\"iot:Nothing\":\"a\"}", true},
        {"\"Null\":{\"iot:Nothing\":\"true\"}", true},
        {"\"Null\":{\"iot:ClientId\":\"true\"}", false},
        {"\"Null\":{\"iot:ClientId\":\"false\"}", true},
        /* The connection has a will, and its session ends with it. */
        {"\"ForAllValues:StringEquals\":{\"iot:ConnectAttributes\":[\"LastWill\"]}", true},
        {"\"ForAllValues:StringEquals\":{\"iot:ConnectAttributes\":[\"PersistentConnect\"]}",
         false},
        {"\"ForAllValues:StringEquals\":{\"iot:ConnectAttributes\":[]}", false},
        {"\"ForAllValues:StringEquals\":{\"iot:Nothing\":[]}", true},
        {"\"ForAnyValue:StringEquals\":{\"iot:ConnectAttributes\":[\"LastWill\",\"x\"]}", true},
        {"\"ForAnyValue:StringEquals\":{\"iot:Nothing\":\"LastWill\"}", false},
        {"\"ForAnyValue:StringNotEquals\":{\"iot:Nothing\":\"LastWill\"}", false},
        {"\"ForAllValues:StringNotEquals\":{\"iot:ConnectAttributes\":[\"PersistentConnect\"]}",
         true},
        /* Every operator and every key must hold. */
        {"\"StringEquals\":{\"iot:ClientId\":\"lamp\",\"iot:Connection.Thing.ThingName\":\"a\"}",
         false},
        {"\"StringEquals\":{\"iot:ClientId\":\"lamp\"},\"Bool\":{\"aws:SecureTransport\":false}",
         false},
        /* Addresses, numbers, dates: it is 2023-11-14 22:13:20. */
        {"\"IpAddress\":{\"aws:SourceIp\":\"192.168.0.0/16\"}", true},
        {"\"IpAddress\":{\"aws:SourceIp\":\"192.168.7.8/31\"}", true},
        {"\"IpAddress\":{\"aws:SourceIp\":\"192.168.7.8\"}", false},
        {"\"IpAddress\":{\"aws:SourceIp\":\"2001:db8::/32\"}", false},
        {"\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}", true},
        {"\"NumericLessThan\":{\"aws:EpochTime\":1700000001}", true},
        {"\"NumericGreaterThanEquals\":{\"aws:EpochTime\":\"1700000000\"}", true},
        {"\"NumericGreaterThan\":{\"aws:EpochTime\":1.7e9}", false},
        {"\"DateLessThan\":{\"aws:CurrentTime\":\"2023-11-14T22:13:21Z\"}", true},
        {"\"DateLessThan\":{\"aws:CurrentTime\":\"2023-11-14T22:13:20Z\"}", false},
        {"\"DateNotEquals\":{\"aws:CurrentTime\":\"1700000000\"}", false},
        {"\"ArnLike\":{\"iot:ClientId\":\"l*\"}", true},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char statement[512];
        (void)snprintf(
            statement, sizeof(statement),
            "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{%s}}",
            cases[i].condition);
        test_case = cases[i].condition;
        CHECK_EQ(ask(statement, "iot:Connect", ARN "client/lamp"),
                 cases[i].holds ? POLICY_ALLOWS : POLICY_SILENT);
    }
}

static void what_is_wrong_with_a_document_is_told(void)
{
    static const struct {
        const char *statements, *error;
    } cases[] = {
        {"", "Statement must be an object or a list of objects"},
        {"1", "a statement must be an object"},
        {"{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}",
         "Effect must be \"Allow\" or \"Deny\""},
        {"{\"Effect\":\"Allow\",\"Resource\":\"*\"}", "a statement has either Action or NotAction"},
        {"{\"Effect\":\"Allow\",\"Action\":\"*\"}",
         "a statement has either Resource or NotResource"},
        {"{\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"}",
         "Action must be a string or a list of strings"},
        {"{\"Effect\":\"Allow\",\"Action\":\"Publish\",\"Resource\":\"*\"}",
         "\"Publish\" is no action: \"iot:Publish\" is one"},
        {ALLOW("iot:Publish", "topic/a"),
         "\"topic/a\" is no resource: it begins with arn:, or is *"},
        {ALLOW("iot:Publish", "arn:aws:iot:topic/a"),
         "the resource \"arn:aws:iot:topic/a\" has too few parts"},
        {ALLOW("iot:Publish", ARN "topic/${iot:ClientId"),
         "in the resource \"" ARN "topic/${iot:ClientId\" a variable has no end"},
        {ALLOW("iot:Publish", ARN "topic/${}"),
         "in the resource \"" ARN "topic/${}\" a variable has no name"},
        {"{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":\"*\"}",
         "a statement has no member \"Principal\""},
        {"{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Same\":{}}}",
         "there is no condition operator \"Same\""},
        {"{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
         "{\"Bool\":{\"a\":{}}}}",
         "the values of condition key \"a\" must be strings"},
    };
    char error[256];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].error;
        CHECK_EQ(read_statements(cases[i].statements, error) == NULL, true);
        if (strcmp(error, cases[i].error) != 0) {
            printf("want %s\nhave %s\n", cases[i].error, error);
        }
        CHECK_EQ(strcmp(error, cases[i].error), 0);
    }
    CHECK_EQ(policy_read("{", 1, error, sizeof(error)) == NULL, true);
    CHECK_EQ(policy_read("[]", 2, error, sizeof(error)) == NULL, true);
    CHECK_EQ(strcmp(error, "the document must be an object"), 0);
}

static void a_document_has_a_length(void)
{
    char text[4096], error[256];
    const char head[] = "{\"Statement\":" ALLOW("iot:Publish", ARN "topic/") "}";

    /* White space does not count. */
    (void)snprintf(text, sizeof(text), "%s%2000s", head, "");
    struct policy *policy = policy_read(text, strlen(text), error, sizeof(error));
    CHECK_EQ(policy != NULL, true);
    policy_free(policy);
    memset(text, 'a', sizeof(text));
    memcpy(text, head, strlen(head) - 3);
    memcpy(text + 2048 - 3, "\"}}", 3);
    policy = policy_read(text, 2048, error, sizeof(error));
    CHECK_EQ(policy != NULL, true);
    policy_free(policy);
    memcpy(text + 2048 - 3, "a\"}}", 4);
    CHECK_EQ(policy_read(text, 2049, error, sizeof(error)) == NULL, true);
    CHECK_EQ(strcmp(error, "the document is longer than 2048 characters"), 0);
}

static void variables_are_those_of_the_newer_version_only(void)
{
    static const char text[] =
        "{\"Version\":\"2008-10-17\",\"Statement\":" ALLOW("*", ARN "topic/${iot:ClientId}") "}";
    char error[256];
    struct policy *policy = policy_read(text, strlen(text), error, sizeof(error));
    struct subject subject = {.certificate = "c", .client = "lamp"};
    struct policy_question question = {"iot:Publish", ARN "topic/lamp", subject_variable, &subject};

    CHECK_EQ(policy_ask(policy, &question), POLICY_SILENT);
    question.resource = ARN "topic/${iot:ClientId}";
    CHECK_EQ(policy_ask(policy, &question), POLICY_ALLOWS);
    policy_free(policy);
}

static void put_policy(const struct fixture *f, const char *name, const char *effect,
                       const char *resource)
{
    json_t *document = json_pack("{s:s,s:{s:s,s:s,s:s}}", "Version", "2012-10-17", "Statement",
                                 "Effect", effect, "Action", "*", "Resource", resource);
    char *text = json_dumps(document, 0);
    json_t *row = json_pack("{s:s,s:s}", "policyName", name, "policyDocument", text);

    (void)cloud_store_put_json(f->store, "policy", name, row);
    json_decref(row);
    json_decref(document);
    free(text);
}

static bool may(struct fixture *f)
{
    return cloud_may(f->cloud, "c", "iot:GetThingShadow", "thing", "lamp");
}

static void a_certificate_may_what_its_policies_allow(void)
{
    struct fixture f;

    fixture_open(&f, NULL);
    put_policy(&f, "allow", "Allow", "*");
    put_policy(&f, "deny", "Deny", "*");
    CHECK_EQ(may(&f), false);
    (void)registry_link(f.store, LINK_CERTIFICATE_POLICY, "c", "allow");
    CHECK_EQ(may(&f), false);
    (void)registry_put_certificate(f.cloud, "c", "pem", "INACTIVE");
    CHECK_EQ(may(&f), false);
    (void)registry_set_status(f.cloud, "c", "ACTIVE");
    CHECK_EQ(may(&f), true);
    (void)registry_link(f.store, LINK_CERTIFICATE_POLICY, "c", "deny");
    CHECK_EQ(may(&f), false);
    (void)registry_unlink(f.store, LINK_CERTIFICATE_POLICY, "c", "deny");
    CHECK_EQ(may(&f), true);
    (void)registry_remove_certificate(f.store, "c");
    CHECK_EQ(registry_is_had(f.store, LINK_CERTIFICATE_POLICY, "allow"), false);
    fixture_close(&f);
}

/* The common name of a certificate is what its PEM says. */
static const char *content(void *self, const char *certificate_pem, const char *name, size_t index)
{
    (void)self;
    return strcmp(name, "Subject.CommonName") == 0 && index == 0 ? certificate_pem : NULL;
}

static void a_policy_may_ask_of_the_certificates_content(void)
{
    static const struct cloud_issuer issuer = {.variable = content};
    struct fixture f;

    fixture_open(&f, &issuer);
    put_policy(&f, "own", "Allow", ARN "thing/${iot:Certificate.Subject.CommonName}");
    (void)registry_put_certificate(f.cloud, "c", "lamp", "ACTIVE");
    (void)registry_link(f.store, LINK_CERTIFICATE_POLICY, "c", "own");
    CHECK_EQ(may(&f), true);
    (void)registry_put_certificate(f.cloud, "c", "lump", "ACTIVE");
    CHECK_EQ(may(&f), false);
    fixture_close(&f);
}

int main(void)
{
    RUN(a_policy_says_what_its_statements_say);
    RUN(conditions_hold_as_their_operators_say);
    RUN(what_is_wrong_with_a_document_is_told);
    RUN(a_document_has_a_length);
    RUN(variables_are_those_of_the_newer_version_only);
    RUN(a_certificate_may_what_its_policies_allow);
    RUN(a_policy_may_ask_of_the_certificates_content);
    return 0;
}
