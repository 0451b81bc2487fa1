/* SPDX-License-Identifier: MIT */
/* Job documents in the forms in which public guides show them and services of their time wrote
 * them: the agent takes each. */
#include <string.h>

#include "device.h"
#include "test.h"

#define STEPS 5000u

static struct fake_service *const service = &device.service;

/* Where the file's size and the signature go. */
#define SIZE      "{size}"
#define SIGNATURE "{signature}"

static const struct {
    const char *name, *document;
} forms[] = {
    {"of 2019, as its guide shows it",
     "{\n"
     "    \"afr_ota\": {\n"
     "        \"streamname\": \"s1\",\n"
     "        \"files\": [\n"
     "            {\n"
     "                \"filepath\": \"/device/updates/image.bin\",\n"
     "                \"filesize\": {size},\n"
     "                \"fileid\": 3,\n"
     "                \"certfile\": \"cert\",\n"
     "                \"sig-sha256-ecdsa\": \"{signature}\"\n"
     "            }\n"
     "        ]\n"
     "    }\n"
     "}\n"},
    {"of 2019, on one line, with an attribute",
     "{\"afr_ota\":{\"streamname\":\"s1\",\"files\":[{\"filepath\":\"image.bin\",\"filesize\":{"
     "size},"
     "\"fileid\":3,\"attr\":0,\"certfile\":\"cert\",\"sig-sha256-ecdsa\":\"{signature}\"}]}}"},
    {"of 2020, with protocols and an address",
     "{\"afr_ota\":{\"protocols\":[\"MQTT\",\"HTTP\"],\"streamname\":\"s1\",\"files\":[{"
     "\"filepath\":"
     "\"image.bin\",\"filesize\":{size},\"fileid\":3,\"certfile\":\"cert\",\"update_data_url\":"
     "\"https://files.example/image?X=1&Y=2\",\"auth_scheme\":\"aws.s3.presigned\","
     "\"sig-sha256-ecdsa\":\"{signature}\"}]}}"},
    {"of 2021, with a type",
     "{\"afr_ota\":{\"protocols\":[\"MQTT\"],\"streamname\":\"s1\",\"files\":[{\"fileType\":0,"
     "\"filepath\":\"image.bin\",\"filesize\":{size},\"fileid\":3,\"certfile\":\"cert\","
     "\"sig-sha256-ecdsa\":\"{signature}\"}]}}"},
    {"in another order, with members that nobody knows",
     "{\"by\":{\"files\":[1]},\"afr_ota\":{\"files\":[{\"sig-sha256-ecdsa\":\"{signature}\","
     "\"note\":"
     "{\"filesize\":1},\"certfile\":\"cert\",\"fileid\":3,\"filesize\":{size},\"filepath\":\"i\"}],"
     "\"later\":[true,null,-1.5e3],\"streamname\":\"s1\"},\"version\":\"2\"}"},
};

/* `form` with the size and the signature of the job that the service has. */
static void offer_as(const char *form)
{
    static char signature[200];
    const char *from = strstr(service->document, "ecdsa\":\"") + 8;
    char *to = service->document;

    snprintf(signature, sizeof signature, "%.*s", (int)strcspn(from, "\""), from);
    while (*form != '\0') {
        if (strncmp(form, SIZE, sizeof SIZE - 1u) == 0) {
            to += sprintf(to, "%u", service->file_bytes);
            form += sizeof SIZE - 1u;
        } else if (strncmp(form, SIGNATURE, sizeof SIGNATURE - 1u) == 0) {
            to += sprintf(to, "%s", signature);
            form += sizeof SIGNATURE - 1u;
        } else {
            *to++ = *form++;
        }
    }
    *to = '\0';
}

static void each_form_of_a_job_document_is_carried_out(void)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        test_case = forms[i].name;
        device_new();
        device_offer_version("j1", 2);
        offer_as(forms[i].document);
        CHECK_EQ(device_run(STEPS), true);
        CHECK_EQ(service->status, FAKE_SUCCEEDED);
        CHECK_EQ(strstr(service->log, "SUCCEEDED {\"reason\":\"accepted\"") != NULL, true);
        device_start();
        CHECK_EQ(device.version, 2);
    }
}

static void without_any_of_its_members_the_document_of_2019_is_rejected_with_its_name(void)
{
    static const char *const members[] = {"afr_ota",  "streamname", "files",    "filepath",
                                          "filesize", "fileid",     "certfile", "sig-sha256-ecdsa"};

    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        char quoted[32], reason[48];
        test_case = members[i];
        device_new();
        device_offer_version("j1", 2);
        offer_as(forms[0].document);
        snprintf(quoted, sizeof quoted, "\"%s\"", members[i]);
        strstr(service->document, quoted)[1] = '_';
        CHECK_EQ(device_run(STEPS), true);
        CHECK_EQ(service->status, FAKE_REJECTED);
        snprintf(reason, sizeof reason, "{\"reason\":\"no %s\"", members[i]);
        CHECK_EQ(strstr(service->log, reason) != NULL, true);
    }
}

int main(void)
{
    RUN(each_form_of_a_job_document_is_carried_out);
    RUN(without_any_of_its_members_the_document_of_2019_is_rejected_with_its_name);
    return 0;
}
