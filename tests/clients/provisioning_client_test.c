/* SPDX-License-Identifier: MIT */
/* The provisioning client: from a claim to a certificate and a name, and each way in which it ends
 * early. */
#include "provisioning_client.h"

#include <string.h>

#include "conformance.h"
#include "scripted_link.h"

#define CREATE   "$aws/certificates/create-from-csr/json"
#define REGISTER "$aws/provisioning-templates/fleet/provision/json"

static struct scripted_link script;
static struct provisioning_client client;
static char csr[64], certificate[256], answer[128], kept[64], kept_thing[32];
static uint8_t request[256];
static bool has_key, can_keep;
static volatile provisioning_result_t result;

static bool make_csr(void *context, char *pem, size_t size, size_t *length)
{
    (void)context;
    CHECK(size >= 8);
    memcpy(pem, "-CSR-\nx\n", 8);
    *length = 8;
    return has_key;
}

static bool keep(void *context, struct provisioning_text pem, struct provisioning_text thing)
{
    (void)context;
    memcpy(kept, pem.text, pem.length);
    kept[pem.length] = '\0';
    memcpy(kept_thing, thing.text, thing.length);
    kept_thing[thing.length] = '\0';
    return can_keep;
}

static void given_a_client(void)
{
    static const struct provisioning_parameter serial = {{"SerialNumber", 12}, {"7", 1}};
    const struct provisioning_client_config config = {.link = &script.link,
                                                      .format = FleetProvisioningJson,
                                                      .template_name = "fleet",
                                                      .parameters = &serial,
                                                      .parameter_count = 1,
                                                      .make_csr = make_csr,
                                                      .keep = keep,
                                                      .csr = csr,
                                                      .csr_size = sizeof csr,
                                                      .request = request,
                                                      .request_size = sizeof request,
                                                      .certificate = certificate,
                                                      .certificate_size = sizeof certificate,
                                                      .answer = answer,
                                                      .answer_size = sizeof answer};

    has_key = can_keep = true;
    kept[0] = '\0';
    scripted_link_init(&script);
    CHECK_EQ(provisioning_client_init(&client, &config), MQTTSuccess);
}

static void run(void *arg)
{
    (void)arg;
    result = provisioning_client_run(&client, 20);
    event('p');
    park();
}

static void say_certificate(void)
{
    CHECK(scripted_link_say(&script, CREATE "/accepted",
                            "{\"certificateId\":\"ab\",\"certificatePem\":\"-CERT-\\nx\\n\","
                            "\"certificateOwnershipToken\":\"to\\/ken\"}"));
}

static void a_device_gets_its_certificate_and_its_name(void)
{
    given_a_client();
    CHECK_EQ(strcmp(script.filters[0], CREATE "/+"), 0);
    CHECK_EQ(strcmp(script.filters[1], REGISTER "/+"), 0);
    (void)spawn(run, P_HIGH, NULL);
    CHECK_EQ(strcmp(script.topic, CREATE), 0);
    CHECK_EQ(strcmp(script.payload, "{\"certificateSigningRequest\":\"-CSR-\\nx\\n\"}"), 0);
    say_certificate();
    CHECK_EQ(strcmp(script.topic, REGISTER), 0);
    CHECK(strstr(script.payload, "\"certificateOwnershipToken\":\"to/ken\"") != NULL);
    CHECK(strstr(script.payload, "\"SerialNumber\":\"7\"") != NULL);
    CHECK_EQ(kept[0], '\0');
    CHECK(scripted_link_say(&script, REGISTER "/accepted",
                            "{\"thingName\":\"lamp-7\",\"deviceConfiguration\":{}}"));
    CHECK_EVENTS("p");
    CHECK_EQ(result, PROVISIONING_OK);
    CHECK_EQ(strcmp(kept, "-CERT-\nx\n"), 0);
    CHECK_EQ(strcmp(kept_thing, "lamp-7"), 0);
}

static void a_refusal_has_its_words(void)
{
    struct provisioning_refusal refusal;

    given_a_client();
    (void)spawn(run, P_HIGH, NULL);
    say_certificate();
    CHECK(scripted_link_say(
        &script, REGISTER "/rejected",
        "{\"statusCode\":400,\"errorCode\":\"InvalidParameters\",\"errorMessage\":\"no serial\"}"));
    CHECK_EVENTS("p");
    CHECK_EQ(result, PROVISIONING_REJECTED);
    provisioning_client_refused(&client, &refusal);
    CHECK_EQ(refusal.status, 400);
    CHECK_EQ(strncmp(refusal.code.text, "InvalidParameters", refusal.code.length), 0);
    CHECK_EQ(strncmp(refusal.message.text, "no serial", refusal.message.length), 0);
    CHECK_EQ(kept[0], '\0');
}

static void each_way_to_end_early_is_told(void)
{
    given_a_client();
    has_key = false;
    CHECK_EQ(provisioning_client_run(&client, 1), PROVISIONING_NO_CSR);
    has_key = true;
    CHECK_EQ(provisioning_client_run(&client, 1), PROVISIONING_TIMED_OUT);
    (void)spawn(run, P_HIGH, NULL);
    CHECK(scripted_link_say(&script, CREATE "/accepted", "{\"certificatePem\":\"x\"}"));
    CHECK_EVENTS("p");
    CHECK_EQ(result, PROVISIONING_BAD_ANSWER);
    can_keep = false;
    (void)spawn(run, P_HIGH, NULL);
    say_certificate();
    CHECK(scripted_link_say(&script, REGISTER "/accepted", "{\"thingName\":\"lamp-7\"}"));
    CHECK_EVENTS("p");
    CHECK_EQ(result, PROVISIONING_NOT_KEPT);
}

static void what_nobody_awaits_is_left(void)
{
    given_a_client();
    CHECK_EQ(scripted_link_say(&script, CREATE "/accepted", "{}"), false);
    (void)spawn(run, P_HIGH, NULL);
    CHECK_EQ(scripted_link_say(&script, REGISTER "/accepted", "{}"), false);
    CHECK_EVENTS("");
}

CONFORMANCE_MAIN("provisioning_client", TEST(a_device_gets_its_certificate_and_its_name),
                 TEST(a_refusal_has_its_words), TEST(each_way_to_end_early_is_told),
                 TEST(what_nobody_awaits_is_left))
