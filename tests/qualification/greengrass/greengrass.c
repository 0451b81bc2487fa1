/* SPDX-License-Identifier: MIT */
/* GGD_*: what a discovery document becomes. Documents are the image's own; those of the cloud are
 * in cloud.c. */
#include <string.h>

#include "FreeRTOS.h"

#include "aws_greengrass_discovery.h"
#include "ggd_cloud.h"
#include "qualification.h"

#define DOCUMENT_BYTES 640u

#define CORE(arn, host, port)                                                                      \
    "{\"thingArn\":\"" arn "\",\"Connectivity\":[{\"Id\":\"i\",\"HostAddress\":\"" host            \
    "\",\"PortNumber\":" port ",\"Metadata\":\"\"}]}"
#define GROUP_ONE                                                                                  \
    "{\"GGGroupId\":\"one\",\"Cores\":[" CORE("arn:a", "192.0.2.1", "8883") "," CORE(              \
        "arn:b", "core.example",                                                                   \
        "8884") "],\"CAs\":[\"-----BEGIN\\nA\\n\",\"-----BEGIN\\nB\\n\"]}"
#define GROUP_TWO                                                                                  \
    "{\"GGGroupId\":\"two\",\"Cores\":[" CORE("arn:c", "192.0.2.3", "443") "],\"CAs\":[\"-----"    \
                                                                           "BEGIN\\nC\\n\"]}"

static const char document[] = "{\"GGGroups\":[" GROUP_ONE "," GROUP_TWO "]}";
static char buffer[DOCUMENT_BYTES];
static GGD_HostAddressData_t found;

/* Looks for a core of a group in a copy of `text`. */
static BaseType_t look(const char *text, const char *group, const char *core)
{
    HostParameters_t wanted = {(char *)(uintptr_t)group, (char *)(uintptr_t)core};

    memset(&found, 0, sizeof found);
    memset(buffer, 0, sizeof buffer);
    memcpy(buffer, text, strlen(text));
    return GGD_GetIPandCertificateFromJSON(buffer, (uint32_t)strlen(text) + 1u, &wanted, &found,
                                           pdFALSE);
}

static bool inside(const char *at)
{
    return at >= buffer && at < buffer + sizeof buffer;
}

static void core_by_name(void)
{
    REQUIRE_EQUAL(look(document, "one", "arn:b"), pdPASS);
    REQUIRE(inside(found.pcHostAddress) && inside(found.pcCertificate));
    EXPECT_EQUAL(strcmp(found.pcHostAddress, "core.example"), 0);
    EXPECT_EQUAL(found.usPort, 8884);
}

static void first_core(void)
{
    REQUIRE_EQUAL(look(document, "one", "arn:a"), pdPASS);
    EXPECT_EQUAL(strcmp(found.pcHostAddress, "192.0.2.1"), 0);
    EXPECT_EQUAL(found.usPort, 8883);
}

static void core_of_second_group(void)
{
    REQUIRE_EQUAL(look(document, "two", "arn:c"), pdPASS);
    EXPECT_EQUAL(strcmp(found.pcHostAddress, "192.0.2.3"), 0);
    EXPECT_EQUAL(found.usPort, 443);
    EXPECT_EQUAL(strcmp(found.pcCertificate, "-----BEGIN\nC\n"), 0);
}

/* Escaped line feeds become line feeds, the size counts the terminator. */
static void certificate_is_text(void)
{
    REQUIRE_EQUAL(look(document, "one", "arn:a"), pdPASS);
    EXPECT_EQUAL(strcmp(found.pcCertificate, "-----BEGIN\nA\n"), 0);
    EXPECT_EQUAL(found.ulCertificateSize, sizeof "-----BEGIN\nA\n");
}

static void core_of_another_group(void)
{
    EXPECT_EQUAL(look(document, "two", "arn:a"), pdFAIL);
}

static void unknown_group(void)
{
    EXPECT_EQUAL(look(document, "three", "arn:a"), pdFAIL);
}

static void name_is_compared_whole(void)
{
    EXPECT_EQUAL(look(document, "one", "arn:"), pdFAIL);
    EXPECT_EQUAL(look(document, "on", "arn:a"), pdFAIL);
}

static void truncated_document(void)
{
    char part[sizeof document];

    for (size_t length = 1; length < sizeof document - 1; length += 3) {
        memcpy(part, document, length);
        part[length] = '\0';
        if (!EXPECT_EQUAL(look(part, "two", "arn:c"), pdFAIL)) {
            break;
        }
    }
}

static void not_json(void)
{
    EXPECT_EQUAL(look("", "one", "arn:a"), pdFAIL);
    EXPECT_EQUAL(look("not found", "one", "arn:a"), pdFAIL);
    EXPECT_EQUAL(look("{\"GGGroups\":{}}", "one", "arn:a"), pdFAIL);
    EXPECT_EQUAL(look("{\"message\":\"Forbidden\"}", "one", "arn:a"), pdFAIL);
}

static void group_without_authority(void)
{
    EXPECT_EQUAL(look("{\"GGGroups\":[{\"GGGroupId\":\"one\",\"Cores\":[" CORE(
                          "arn:a", "192.0.2.1", "8883") "],\"CAs\":[]}]}",
                      "one", "arn:a"),
                 pdFAIL);
}

static void port_out_of_range(void)
{
    EXPECT_EQUAL(look("{\"GGGroups\":[{\"GGGroupId\":\"one\",\"Cores\":[" CORE(
                          "arn:a", "192.0.2.1", "65536") "],\"CAs\":[\"x\"]}]}",
                      "one", "arn:a"),
                 pdFAIL);
}

static void core_without_connectivity(void)
{
    EXPECT_EQUAL(look("{\"GGGroups\":[{\"GGGroupId\":\"one\",\"Cores\":[{\"thingArn\":\"arn:a\","
                      "\"Connectivity\":[]}],\"CAs\":[\"x\"]}]}",
                      "one", "arn:a"),
                 pdFAIL);
}

static void no_core_is_named(void)
{
    memcpy(buffer, document, sizeof document);
    EXPECT_EQUAL(GGD_GetIPandCertificateFromJSON(buffer, sizeof document, NULL, &found, pdFALSE),
                 pdFAIL);
    EXPECT_BYTES(buffer, document, sizeof document); /* nothing found, nothing changed */
}

/* Members in another order, white space, members of later times. */
static void document_of_another_shape(void)
{
    REQUIRE_EQUAL(
        look("{ \"Later\" : [1, {\"Cores\":2}],\n \"GGGroups\" : [ { \"CAs\" : [ \"-\\nZ\" ] ,"
             " \"Cores\" : [ { \"Connectivity\" : [ { \"PortNumber\" : 1, \"HostAddress\" :"
             " \"h\" , \"Id\" : \"\" } ] , \"thingArn\" : \"arn:a\" } ] ,"
             " \"GGGroupId\" : \"one\" } ] }",
             "one", "arn:a"),
        pdPASS);
    EXPECT_EQUAL(strcmp(found.pcHostAddress, "h"), 0);
    EXPECT_EQUAL(found.usPort, 1);
    EXPECT_EQUAL(strcmp(found.pcCertificate, "-\nZ"), 0);
}

static const struct qualification_case greengrass_cases[] = {
    {"AFQP_GGD_CoreByName", core_by_name},
    {"AFQP_GGD_FirstCore", first_core},
    {"AFQP_GGD_CoreOfSecondGroup", core_of_second_group},
    {"AFQP_GGD_CertificateIsText", certificate_is_text},
    {"AFQP_GGD_CoreOfAnotherGroup", core_of_another_group},
    {"AFQP_GGD_UnknownGroup", unknown_group},
    {"AFQP_GGD_NameIsComparedWhole", name_is_compared_whole},
    {"AFQP_GGD_TruncatedDocument", truncated_document},
    {"AFQP_GGD_NotJson", not_json},
    {"AFQP_GGD_GroupWithoutAuthority", group_without_authority},
    {"AFQP_GGD_PortOutOfRange", port_out_of_range},
    {"AFQP_GGD_CoreWithoutConnectivity", core_without_connectivity},
    {"AFQP_GGD_NoCoreIsNamed", no_core_is_named},
    {"AFQP_GGD_DocumentOfAnotherShape", document_of_another_shape},
    {"AFQP_GGD_Cloud_Document", ggd_cloud_document},
    {"AFQP_GGD_Cloud_CoreThatAnswers", ggd_cloud_core_that_answers},
    {"AFQP_GGD_Cloud_StrangerIsRefused", ggd_cloud_stranger},
    {"AFQP_GGD_Cloud_SmallBuffer", ggd_cloud_small_buffer},
    {"AFQP_GGD_Cloud_Abort", ggd_cloud_abort},
    {"AFQP_GGD_Helper_SecureConnect", ggd_cloud_secure_connect},
};

QUALIFICATION_GROUP(greengrass, "Full_GGD", .tear_down = ggd_cloud_tear_down)
