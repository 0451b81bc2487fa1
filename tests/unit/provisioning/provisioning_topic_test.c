/* SPDX-License-Identifier: MIT */
#include "fleet_provisioning.h"

#include <stdbool.h>

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define CSR          "$aws/certificates/create-from-csr/"
#define KEYS         "$aws/certificates/create/"
#define REGISTER     "$aws/provisioning-templates/T-1/provision/"

static const struct {
    FleetProvisioningTopic_t api;
    const char *macro;
    unsigned length;
    const char *topic;
} topics[] = {
#define CASE(api, name, text)                                                                      \
    {                                                                                              \
        api, FP_##name##_TOPIC, FP_##name##_LENGTH, text                                           \
    }
    CASE(FleetProvJsonCreateCertFromCsrPublish, JSON_CREATE_CERT_PUBLISH, CSR "json"),
    CASE(FleetProvJsonCreateCertFromCsrAccepted, JSON_CREATE_CERT_ACCEPTED, CSR "json/accepted"),
    CASE(FleetProvJsonCreateCertFromCsrRejected, JSON_CREATE_CERT_REJECTED, CSR "json/rejected"),
    CASE(FleetProvJsonCreateKeysAndCertPublish, JSON_CREATE_KEYS_PUBLISH, KEYS "json"),
    CASE(FleetProvJsonCreateKeysAndCertAccepted, JSON_CREATE_KEYS_ACCEPTED, KEYS "json/accepted"),
    CASE(FleetProvJsonCreateKeysAndCertRejected, JSON_CREATE_KEYS_REJECTED, KEYS "json/rejected"),
    CASE(FleetProvCborCreateCertFromCsrPublish, CBOR_CREATE_CERT_PUBLISH, CSR "cbor"),
    CASE(FleetProvCborCreateCertFromCsrAccepted, CBOR_CREATE_CERT_ACCEPTED, CSR "cbor/accepted"),
    CASE(FleetProvCborCreateCertFromCsrRejected, CBOR_CREATE_CERT_REJECTED, CSR "cbor/rejected"),
    CASE(FleetProvCborCreateKeysAndCertPublish, CBOR_CREATE_KEYS_PUBLISH, KEYS "cbor"),
    CASE(FleetProvCborCreateKeysAndCertAccepted, CBOR_CREATE_KEYS_ACCEPTED, KEYS "cbor/accepted"),
    CASE(FleetProvCborCreateKeysAndCertRejected, CBOR_CREATE_KEYS_REJECTED, KEYS "cbor/rejected"),
#undef CASE
#define CASE(api, name, text)                                                                      \
    {                                                                                              \
        api, FP_##name##_TOPIC("T-1"), FP_##name##_LENGTH(3), text                                 \
    }
    CASE(FleetProvJsonRegisterThingPublish, JSON_REGISTER_PUBLISH, REGISTER "json"),
    CASE(FleetProvJsonRegisterThingAccepted, JSON_REGISTER_ACCEPTED, REGISTER "json/accepted"),
    CASE(FleetProvJsonRegisterThingRejected, JSON_REGISTER_REJECTED, REGISTER "json/rejected"),
    CASE(FleetProvCborRegisterThingPublish, CBOR_REGISTER_PUBLISH, REGISTER "cbor"),
    CASE(FleetProvCborRegisterThingAccepted, CBOR_REGISTER_ACCEPTED, REGISTER "cbor/accepted"),
    CASE(FleetProvCborRegisterThingRejected, CBOR_REGISTER_REJECTED, REGISTER "cbor/rejected"),
};

static FleetProvisioningStatus_t match(const char *text, size_t length,
                                       FleetProvisioningTopic_t *api)
{
    char *topic = exact_copy(text, length);
    const FleetProvisioningStatus_t status =
        FleetProvisioning_MatchTopic(topic, (uint16_t)length, api);
    CHECK_EQ(status == FleetProvisioningSuccess, *api != FleetProvisioningInvalidTopic);
    free(topic);
    return status;
}

static void each_topic_has_its_macro_and_is_recognised(void)
{
    CHECK_EQ(COUNT(topics), 18);
    for (size_t i = 0; i < COUNT(topics); i++) {
        const size_t length = strlen(topics[i].topic);
        FleetProvisioningTopic_t api = FleetProvisioningInvalidTopic;
        test_case = topics[i].topic;
        CHECK_EQ(strcmp(topics[i].macro, topics[i].topic), 0);
        CHECK_EQ(topics[i].length, length);
        CHECK_EQ(match(topics[i].topic, length, &api), FleetProvisioningSuccess);
        CHECK_EQ(api, topics[i].api);
        /* Cut, it is none, but where the request ends. */
        for (size_t cut = 0; cut < length; cut++) {
            const bool is_request =
                cut + strlen("/accepted") == length && topics[i].topic[cut] == '/';
            CHECK_EQ(match(topics[i].topic, cut, &api) == FleetProvisioningSuccess, is_request);
        }
        /* Each byte counts, but those of the template's name. */
        for (size_t at = 0; at < length; at++) {
            char other[100];
            memcpy(other, topics[i].topic, length);
            other[at] = (char)(other[at] ^ 1);
            const bool in_the_name =
                strncmp(topics[i].topic, REGISTER, strlen(REGISTER)) == 0 && at >= 28 && at < 31;
            CHECK_EQ(match(other, length, &api) == FleetProvisioningSuccess, in_the_name);
        }
    }
}

static void register_topics_are_written(void)
{
    for (size_t i = 12; i < COUNT(topics); i++) {
        const FleetProvisioningFormat_t format =
            i < 15 ? FleetProvisioningJson : FleetProvisioningCbor;
        const uint16_t length = (uint16_t)strlen(topics[i].topic);
        for (uint16_t room = 0; room <= length; room++) {
            char *buffer = malloc(room == 0 ? 1 : room);
            uint16_t written = 7;
            CHECK_EQ(FleetProvisioning_GetRegisterThingTopic(buffer, room, format,
                                                             (FleetProvisioningApiTopics_t)(i % 3),
                                                             "T-1", 3, &written),
                     room == length ? FleetProvisioningSuccess : FleetProvisioningBufferTooSmall);
            CHECK_EQ(written, room == length ? length : 7);
            CHECK_EQ(room == length && memcmp(buffer, topics[i].topic, length) != 0, 0);
            free(buffer);
        }
    }
}

static void the_template_has_a_limit(void)
{
    char name[37], topic[200];
    uint16_t length = 0;
    FleetProvisioningTopic_t api;
    memset(name, 'n', sizeof name);
#define WRITE(to, format, answer, template, bytes, out)                                            \
    FleetProvisioning_GetRegisterThingTopic(to, sizeof topic, format, answer, template, bytes, out)
    const FleetProvisioningApiTopics_t request = FleetProvisioningPublish;
    const FleetProvisioningFormat_t json = FleetProvisioningJson;
    CHECK_EQ(WRITE(topic, json, request, name, 36, &length), FleetProvisioningSuccess);
    CHECK_EQ(match(topic, length, &api), FleetProvisioningSuccess);
    memmove(topic + 29, topic + 28, length - 28u);
    CHECK_EQ(match(topic, length + 1u, &api), FleetProvisioningNoMatch);
    CHECK_EQ(match("$aws/provisioning-templates//provision/json", 43, &api),
             FleetProvisioningNoMatch);
    CHECK_EQ(WRITE(topic, json, request, name, 37, &length), FleetProvisioningBadParameter);
    CHECK_EQ(WRITE(topic, json, request, name, 0, &length), FleetProvisioningBadParameter);
    CHECK_EQ(WRITE(topic, json, request, NULL, 3, &length), FleetProvisioningBadParameter);
    CHECK_EQ(WRITE(NULL, json, request, name, 3, &length), FleetProvisioningBadParameter);
    CHECK_EQ(WRITE(topic, json, request, name, 3, NULL), FleetProvisioningBadParameter);
    CHECK_EQ(WRITE(topic, (FleetProvisioningFormat_t)2, request, name, 3, &length),
             FleetProvisioningBadParameter);
    CHECK_EQ(WRITE(topic, json, (FleetProvisioningApiTopics_t)3, name, 3, &length),
             FleetProvisioningBadParameter);
    CHECK_EQ(FleetProvisioning_MatchTopic(NULL, 3, &api), FleetProvisioningBadParameter);
    CHECK_EQ(FleetProvisioning_MatchTopic("x", 1, NULL), FleetProvisioningBadParameter);
}

int main(void)
{
    RUN(each_topic_has_its_macro_and_is_recognised);
    RUN(register_topics_are_written);
    RUN(the_template_has_a_limit);
    return 0;
}
