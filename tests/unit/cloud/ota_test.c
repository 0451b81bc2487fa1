/* SPDX-License-Identifier: MIT */
/* Updates over the air: roll-out, what is told of them, deletion, tags, logs. */
#include "ota_kit.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

/* ---- roll-out ---- */

static void what_a_job_can_do_an_update_can(void)
{
    open_with_file();
    json_decref(fixture_control(&f, "POST", "/things/lamp-2", "{}", 200));
    json_decref(fixture_control(&f, "POST", "/thing-groups/lamps", "{}", 200));
    json_decref(fixture_control(&f, "PUT", "/thing-groups/addThingToThingGroup",
                                "{\"thingName\":\"lamp\",\"thingGroupName\":\"lamps\"}", 200));
    json_decref(create(
        "u1",
        "{\"targets\":[\"arn:aws:iot:us-east-1:000000000000:thinggroup/lamps\"],"
        "\"targetSelection\":\"CONTINUOUS\",\"description\":\"d\","
        "\"awsJobExecutionsRolloutConfig\":{\"maximumPerMinute\":5},\"awsJobAbortConfig\":"
        "{\"abortCriteriaList\":[{\"failureType\":\"FAILED\",\"action\":\"CANCEL\","
        "\"thresholdPercentage\":50,\"minNumberOfExecutedThings\":1}]},"
        "\"awsJobTimeoutConfig\":{\"inProgressTimeoutInMinutes\":9},\"files\":[" FILE_ONE "]}",
        200));
    pass();
    json_t *answer = fixture_control(&f, "GET", "/jobs/AFR_OTA-u1", NULL, 200),
           *job = json_object_get(answer, "job");
    CHECK_EQ(json_integer_value(json_object_get(json_object_get(job, "jobExecutionsRolloutConfig"),
                                                "maximumPerMinute")),
             5);
    CHECK_EQ(json_integer_value(json_object_get(json_object_get(job, "timeoutConfig"),
                                                "inProgressTimeoutInMinutes")),
             9);
    json_decref(answer);
    /* A thing that comes later gets it too; one failure of one is half or more: the job ends. */
    json_decref(fixture_control(&f, "PUT", "/thing-groups/addThingToThingGroup",
                                "{\"thingName\":\"lamp-2\",\"thingGroupName\":\"lamps\"}", 200));
    pass();
    CHECK_EQ(count_of("/jobs/AFR_OTA-u1/things", "executionSummaries"), 2);
    CHECK_EQ(fixture_send(&f, "$aws/things/lamp/jobs/AFR_OTA-u1/update", "{\"status\":\"FAILED\"}"),
             true);
    pass();
    answer = fixture_control(&f, "GET", "/jobs/AFR_OTA-u1", NULL, 200);
    CHECK_EQ(strcmp(json_string_value(json_object_get(json_object_get(answer, "job"), "status")),
                    "CANCELED"),
             0);
    json_decref(answer);
    fixture_close(&f);
}

/* ---- get, list, delete ---- */

static void an_update_is_told_of(void)
{
    open_with_file();
    json_decref(create("u1",
                       "{" TARGETS ",\"description\":\"d\",\"additionalParameters\":{\"a\":\"b\"},"
                       "\"files\":[{\"fileName\":\"/x\",\"attributes\":{\"k\":\"v\"}," IN_BOX "}]}",
                       200));
    pass();
    EXPECT_JSON(find("u1"),
                "{\"otaUpdateId\":\"u1\",\"otaUpdateArn\":\"*\",\"creationDate\":1700000000,"
                "\"lastModifiedDate\":1700000000,\"description\":\"d\"," TARGETS
                ",\"otaUpdateFiles\":[{\"fileName\":\"/x\",\"attributes\":{\"k\":\"v\"}," IN_BOX
                "}],\"otaUpdateStatus\":\"CREATE_COMPLETE\",\"awsIotJobId\":\"AFR_OTA-u1\","
                "\"awsIotJobArn\":\"*\",\"additionalParameters\":{\"a\":\"b\"}}");
    json_decref(fixture_control(&f, "GET", "/otaUpdates/u2", NULL, 404));
    fixture_close(&f);
}

static void updates_are_listed_by_pages_and_status(void)
{
    open_with_file();
    json_decref(create("u1", USUAL, 200));
    pass();
    json_decref(create("u2", USUAL, 200));
    CHECK_EQ(count_of("/otaUpdates", "otaUpdates"), 2);
    json_t *page = fixture_control(&f, "GET", "/otaUpdates", "{\"maxResults\":1}", 200);
    CHECK_EQ(json_array_size(json_object_get(page, "otaUpdates")), 1);
    CHECK_EQ(json_object_get(page, "nextToken") != NULL, true);
    json_decref(page);
    page =
        fixture_control(&f, "GET", "/otaUpdates", "{\"otaUpdateStatus\":\"CREATE_PENDING\"}", 200);
    EXPECT_JSON(page, "{\"otaUpdates\":[{\"otaUpdateId\":\"u2\",\"otaUpdateArn\":\"*\","
                      "\"creationDate\":\"*\"}]}");
    json_decref(fixture_control(&f, "GET", "/otaUpdates", "{\"otaUpdateStatus\":\"DONE\"}", 400));
    CHECK_EQ(strcmp(f.error_type, "InvalidRequestException"), 0);
    fixture_close(&f);
}

static void an_update_whose_job_is_not_over_is_deleted_by_force_only(void)
{
    open_with_file();
    json_decref(create("u1", USUAL, 200));
    EXPECT_JSON(fixture_control(&f, "DELETE", "/otaUpdates/u1", NULL, 400),
                "{\"message\":\"Update u1 is CREATE_PENDING: wait for its end\"}");
    pass();
    EXPECT_JSON(fixture_control(&f, "DELETE", "/otaUpdates/u1", NULL, 400),
                "{\"message\":\"The job AFR_OTA-u1 is IN_PROGRESS, neither COMPLETED nor CANCELED: "
                "forceDeleteAWSJob deletes it all the same\"}");
    json_decref(
        fixture_control(&f, "DELETE", "/otaUpdates/u1", "{\"forceDeleteAWSJob\":true}", 200));
    expect_status("u1", "DELETE_IN_PROGRESS");
    pass();
    json_decref(fixture_control(&f, "GET", "/otaUpdates/u1", NULL, 404));
    json_decref(fixture_control(&f, "GET", "/jobs/AFR_OTA-u1", NULL, 404));
    CHECK_EQ(count_of("/streams", "streams"), 1); /* not asked for */
    fixture_close(&f);
}

static void an_update_that_is_over_goes_with_its_stream(void)
{
    open_with_file();
    json_decref(create("u1", USUAL, 200));
    pass();
    finish("u1");
    pass();
    json_decref(
        fixture_control(&f, "DELETE", "/otaUpdates/u1", "{\"deleteStream\":\"true\"}", 200));
    pass();
    json_decref(fixture_control(&f, "GET", "/otaUpdates/u1", NULL, 404));
    json_decref(fixture_control(&f, "GET", "/jobs/AFR_OTA-u1", NULL, 404));
    CHECK_EQ(count_of("/streams", "streams"), 0);
    json_decref(create("u1", USUAL, 200)); /* the name is free again */
    fixture_close(&f);
}

static void a_stream_that_another_update_needs_is_not_deleted(void)
{
    char body[512], message[128];

    open_with_file();
    json_decref(create("u1", USUAL, 200));
    pass();
    json_t *document = document_of("u1");
    const char *stream = json_string_value(json_object_get(document, "streamname"));
    (void)snprintf(body, sizeof(body),
                   "{" TARGETS ",\"files\":[{\"fileName\":\"/x\",\"fileLocation\":{\"stream\":{"
                   "\"streamId\":\"%s\",\"fileId\":0}}}]}",
                   stream);
    (void)snprintf(message, sizeof(message), "Stream %s is used by another update", stream);
    json_decref(create("u2", body, 200));
    json_decref(document);
    pass();
    finish("u1");
    json_decref(fixture_control(&f, "DELETE", "/otaUpdates/u1", "{\"deleteStream\":true}", 200));
    pass();
    expect_error("u1", "DELETE_FAILED", "InvalidRequestException", message);
    /* Without the stream it goes. */
    json_decref(fixture_control(&f, "DELETE", "/otaUpdates/u1", NULL, 200));
    pass();
    json_decref(fixture_control(&f, "GET", "/otaUpdates/u1", NULL, 404));
    fixture_close(&f);
}

/* ---- tags ---- */

static json_t *tags_of(const char *resource)
{
    char body[256];

    (void)snprintf(body, sizeof(body),
                   "{\"resourceArn\":\"arn:aws:iot:us-east-1:000000000000:%s\"}", resource);
    return fixture_control(&f, "GET", "/tags", body, 200);
}

static void updates_and_streams_have_tags(void)
{
    static const char stream[] = "\"resourceArn\":\"arn:aws:iot:us-east-1:000000000000:stream/s\"";
    char body[512];

    open_with_file();
    json_decref(create("u1",
                       "{" TARGETS ",\"files\":[" FILE_ONE
                       "],\"tags\":[{\"Key\":\"team\",\"Value\":\"red\"}]}",
                       200));
    EXPECT_JSON(tags_of("otaupdate/u1"), "{\"tags\":[{\"Key\":\"team\",\"Value\":\"red\"}]}");
    json_decref(fixture_control(&f, "POST", "/streams/s",
                                "{\"files\":[{\"fileId\":0,\"data\":\"MDEy\"}]}", 200));
    EXPECT_JSON(tags_of("stream/s"), "{\"tags\":[]}");
    (void)snprintf(body, sizeof(body),
                   "{%s,\"tags\":[{\"Key\":\"a\",\"Value\":\"1\"},{\"Key\":\"b\"}]}", stream);
    json_decref(fixture_control(&f, "POST", "/tags", body, 200));
    (void)snprintf(body, sizeof(body), "{%s,\"tags\":[{\"Key\":\"a\",\"Value\":\"2\"}]}", stream);
    json_decref(fixture_control(&f, "POST", "/tags", body, 200));
    EXPECT_JSON(tags_of("stream/s"),
                "{\"tags\":[{\"Key\":\"a\",\"Value\":\"2\"},{\"Key\":\"b\",\"Value\":\"\"}]}");
    (void)snprintf(body, sizeof(body), "{%s,\"tagKeys\":[\"a\",\"none\"]}", stream);
    json_decref(fixture_control(&f, "POST", "/untag", body, 200));
    EXPECT_JSON(tags_of("stream/s"), "{\"tags\":[{\"Key\":\"b\",\"Value\":\"\"}]}");
    (void)snprintf(body, sizeof(body), "{%s,\"tags\":[{\"Key\":\"\"}]}", stream);
    json_decref(fixture_control(&f, "POST", "/tags", body, 400));
    json_decref(create("u2", "{" TARGETS ",\"files\":[" FILE_ONE "],\"tags\":[1]}", 400));
    /* They go with what they are on. */
    json_decref(fixture_control(&f, "DELETE", "/streams/s", NULL, 200));
    (void)snprintf(body, sizeof(body), "{%s}", stream);
    json_decref(fixture_control(&f, "GET", "/tags", body, 404));
    json_decref(fixture_control(&f, "POST", "/streams/s",
                                "{\"files\":[{\"fileId\":0,\"data\":\"MDEy\"}]}", 200));
    EXPECT_JSON(tags_of("stream/s"), "{\"tags\":[]}");
    fixture_close(&f);
}

/* ---- logs ---- */

static void the_log_tells_what_became_of_an_update(void)
{
    open_with_file();
    json_decref(create("u1", USUAL, 200));
    CHECK_EQ(fixture_logged(&f, "service {\"timestamp\":\"2023-11-14 22:13:20.000\",\"logLevel\":"
                                "\"DEBUG\",\"accountId\":\"000000000000\",\"status\":\"Success\","
                                "\"actionType\":\"CreateOTAUpdate\",\"otaUpdateId\":\"u1\","
                                "\"details\":\"The update is asked for\"}"),
             1);
    pass();
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"CreateStream\""), 1);
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"CreateAWSJob\""), 1);
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"CreateOTAUpdate\""), 2);
    json_decref(
        fixture_control(&f, "DELETE", "/otaUpdates/u1", "{\"forceDeleteAWSJob\":true}", 200));
    pass();
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"DeleteOTAUpdate\""), 1);
    json_decref(create("u2",
                       "{" TARGETS ",\"files\":[{\"fileName\":\"x\",\"fileLocation\":{"
                       "\"s3Location\":{\"bucket\":\"box\",\"key\":\"no\"}}}]}",
                       200));
    pass();
    CHECK_EQ(fixture_logged(&f, "\"logLevel\":\"DEBUG\",\"accountId\":\"000000000000\",\"status\":"
                                "\"Failure\",\"actionType\":\"CreateOTAUpdate\",\"otaUpdateId\":"
                                "\"u2\",\"details\":\"There is no object no in bucket box\""),
             1);
    CHECK_EQ(fixture_send(&f, "$aws/things/lamp/streams/none/describe/json", "{\"c\":\"token\"}"),
             true);
    CHECK_EQ(fixture_logged(&f, "\"status\":\"Failure\",\"actionType\":\"DescribeStream\","
                                "\"protocol\":\"MQTT\",\"streamId\":\"none\",\"clientId\":"
                                "\"client-1\",\"topicName\":\"$aws/things/lamp/streams/none/"
                                "describe/json\",\"clientToken\":\"token\""),
             1);
    fixture_close(&f);
}

static void the_audit_has_the_nine_calls(void)
{
    static const struct {
        const char *method, *path, *body, *name;
        int status;
    } calls[] = {
        {"POST", "/otaUpdates/u1", USUAL, "CreateOTAUpdate", 200},
        {"GET", "/otaUpdates/u1", NULL, "GetOTAUpdate", 200},
        {"GET", "/otaUpdates", NULL, "ListOTAUpdates", 200},
        {"DELETE", "/otaUpdates/u1", NULL, "DeleteOTAUpdate", 400},
        {"POST", "/streams/s", "{\"files\":[{\"fileId\":0,\"data\":\"MDEy\"}]}", "CreateStream",
         200},
        {"GET", "/streams/s", NULL, "DescribeStream", 200},
        {"GET", "/streams", NULL, "ListStreams", 200},
        {"PUT", "/streams/s", "{\"description\":\"d\"}", "UpdateStream", 200},
        {"DELETE", "/streams/s", NULL, "DeleteStream", 200},
    };
    char text[128];

    open_with_file();
    CHECK_EQ(fixture_logged(&f, "audit "), 0); /* things and objects are not audited */
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        json_decref(
            fixture_control(&f, calls[i].method, calls[i].path, calls[i].body, calls[i].status));
        (void)snprintf(text, sizeof(text), "\"eventName\":\"%s\"", calls[i].name);
        CHECK_EQ(fixture_logged(&f, text), 1);
        CHECK_EQ(fixture_logged(&f, "audit "), i + 1);
    }
    CHECK_EQ(fixture_logged(&f, "\"errorCode\":\"InvalidRequestException\",\"errorMessage\":\""
                                "Update u1 is CREATE_PENDING"),
             1);
    fixture_close(&f);
}

int main(void)
{
    RUN(what_a_job_can_do_an_update_can);
    RUN(an_update_is_told_of);
    RUN(updates_are_listed_by_pages_and_status);
    RUN(an_update_whose_job_is_not_over_is_deleted_by_force_only);
    RUN(an_update_that_is_over_goes_with_its_stream);
    RUN(a_stream_that_another_update_needs_is_not_deleted);
    RUN(updates_and_streams_have_tags);
    RUN(the_log_tells_what_became_of_an_update);
    RUN(the_audit_has_the_nine_calls);
    return 0;
}
