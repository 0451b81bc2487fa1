/* SPDX-License-Identifier: MIT */
/* Jobs over MQTT. Requests are below $aws/things/<thing>/jobs/; the answer goes to
 * <request>/accepted or /rejected, to the client that asked alone. */
#include "job.h"

#include <string.h>

#define TOKEN_BYTES 64

typedef void request_handler(const struct job_request *, struct job_answer *);

/* What the topic asks for, and of which job. NULL: nothing. */
static request_handler *handler_of(const struct levels *topic, struct job_request *request)
{
    const char *verb = topic->level[topic->count - 1];

    if (topic->count == 5) {
        return strcmp(verb, "get") == 0          ? request_get_pending
               : strcmp(verb, "start-next") == 0 ? request_start_next
                                                 : NULL;
    }
    if (topic->count != 6) {
        return NULL;
    }
    request->job = topic->level[4];
    if (strcmp(verb, "get") == 0) {
        return request_describe;
    }
    return strcmp(verb, "update") == 0 && strcmp(request->job, "$next") != 0 ? request_update
                                                                             : NULL;
}

/* A new reference; an empty payload asks for nothing in particular. */
static json_t *read_parameters(const struct cloud_message *message, struct job_answer *answer)
{
    json_error_t error;
    json_t *parameters = message->bytes > 0
                             ? json_loadb(message->payload, message->bytes, JSON_DECODE_ANY, &error)
                             : json_object();

    if (parameters == NULL) {
        answer_reject(answer, "InvalidJson", "The payload is no JSON: %s", error.text);
    } else if (!json_is_object(parameters)) {
        answer_reject(answer, "InvalidRequest", "The payload must be an object");
    }
    return parameters;
}

/* Borrowed; NULL: none. */
static json_t *read_token(const json_t *parameters, struct job_answer *answer)
{
    json_t *token = json_object_get(parameters, "clientToken");

    if (token == NULL || (json_is_string(token) && json_string_length(token) <= TOKEN_BYTES)) {
        return token;
    }
    if (answer->code == NULL) {
        answer_reject(answer, "InvalidRequest", "clientToken must be a string of at most %d bytes",
                      TOKEN_BYTES);
    }
    return NULL;
}

/* Consumes what the answer holds. */
static void say(struct cloud *cloud, const struct cloud_message *message, json_t *token,
                struct job_answer *answer)
{
    const bool is_rejected = answer->code != NULL;
    json_t *body = is_rejected
                       ? json_pack("{s:s,s:s}", "code", answer->code, "message", answer->message)
                       : json_incref(answer->body);

    if (answer->state != NULL) {
        json_object_set(body, "executionState", answer->state);
    }
    if (token != NULL) {
        json_object_set(body, "clientToken", token);
    }
    json_object_set_new(body, "timestamp", json_integer(cloud_now_ms(cloud) / 1000));
    cloud_say(cloud, message->client, body, "%s/%s", message->topic,
              is_rejected ? "rejected" : "accepted");
    json_decref(answer->state);
    json_decref(answer->body);
}

bool job_message(struct cloud *cloud, const struct cloud_message *message,
                 const struct levels *topic)
{
    struct job_request request = {.cloud = cloud};
    struct job_answer answer = {0};

    if (topic->count < 5 || strcmp(topic->level[0], "$aws") != 0 ||
        strcmp(topic->level[1], "things") != 0 || strcmp(topic->level[3], "jobs") != 0) {
        return false;
    }
    (void)timers_run(cloud); /* what is due has happened before this message */
    request_handler *handler = handler_of(topic, &request);
    json_t *parameters = read_parameters(message, &answer);
    json_t *token = read_token(parameters, &answer);
    if (handler == NULL) {
        answer_reject(&answer, "InvalidTopic", "No operation has this topic");
    }
    request.thing = topic->level[2];
    request.parameters = parameters;
    if (answer.code == NULL) {
        handler(&request, &answer);
    }
    say(cloud, message, token, &answer);
    json_decref(parameters);
    return true;
}
