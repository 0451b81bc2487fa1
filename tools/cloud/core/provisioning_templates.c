/* SPDX-License-Identifier: MIT */
/* Provisioning templates in the control plane.
 *
 *     space                  key        value
 *     provisioning-template  <name>     {"templateName", "templateBody", "enabled", ...} */
#include <stdlib.h>
#include <string.h>

#include "operate.h"
#include "provisioning.h"
#include "template.h"

#define BODY_BYTES_MAX 10240

static const char space[] = "provisioning-template";

static json_t *template_arn(const struct cloud *cloud, const char *name)
{
    return arn_of(cloud, "provisioningtemplate", name);
}

static const char *need_template_name(const json_t *parameters, struct cloud_reply *reply)
{
    const char *name = need_text(parameters, "templateName", reply);

    if (name != NULL && !is_name(name, TEMPLATE_NAME_BYTES_MAX, "_-")) {
        reply_error(reply, 400, "InvalidRequestException",
                    "templateName must be 1 to 36 characters of [a-zA-Z0-9_-]");
        return NULL;
    }
    return name;
}

/* The row, a new reference; NULL: the reply says that there is none. */
static json_t *need_template(struct cloud *cloud, const json_t *parameters,
                             struct cloud_reply *reply)
{
    const char *name = need_template_name(parameters, reply);
    json_t *row = name != NULL ? cloud_store_get_json(cloud_store(cloud), space, name) : NULL;

    if (name != NULL && row == NULL) {
        reply_error(reply, 404, "ResourceNotFoundException", "Provisioning template %s not found",
                    name);
    }
    return row;
}

static bool check_body(const char *body, struct cloud_reply *reply)
{
    json_error_t where;
    char error[256];

    if (strlen(body) > BODY_BYTES_MAX) {
        reply_error(reply, 400, "InvalidRequestException", "templateBody has more than %d bytes",
                    BODY_BYTES_MAX);
        return false;
    }
    json_t *document = json_loads(body, JSON_REJECT_DUPLICATES, &where);
    const bool is_good = document != NULL && template_check(document, error, sizeof(error));
    if (!is_good) {
        reply_error(reply, 400, "InvalidRequestException", "templateBody: %s",
                    document != NULL ? error : where.text);
    }
    json_decref(document);
    return is_good;
}

static bool check_kind(const json_t *parameters, struct cloud_reply *reply)
{
    const char *type = member_string(parameters, "type");

    if (type != NULL && strcmp(type, "FLEET_PROVISIONING") != 0) {
        reply_error(reply, 400, "InvalidRequestException",
                    "type must be FLEET_PROVISIONING; just-in-time provisioning is not there");
        return false;
    }
    if (json_object_get(parameters, "preProvisioningHook") != NULL) {
        reply_error(reply, 400, "InvalidRequestException",
                    "preProvisioningHook is a Lambda function, and those are not there");
        return false;
    }
    return true;
}

static void set_optional(json_t *row, const json_t *parameters, const char *member)
{
    const char *text = member_string(parameters, member);

    if (text != NULL) {
        json_object_set_new(row, member, json_string(text));
    }
}

static void create(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *name = need_template_name(parameters, reply);
    const char *body = name != NULL ? need_text(parameters, "templateBody", reply) : NULL;
    const json_int_t now = cloud_now_ms(cloud) / 1000;

    if (body == NULL || !check_kind(parameters, reply) || !check_body(body, reply)) {
        return;
    }
    char *there = store->get(store->self, space, name, NULL);
    if (there != NULL) {
        free(there);
        reply_error(reply, 409, "ResourceAlreadyExistsException",
                    "Provisioning template %s already exists", name);
        return;
    }
    json_t *row =
        json_pack("{s:s,s:s,s:b,s:I,s:I}", "templateName", name, "templateBody", body, "enabled",
                  is_set(parameters, "enabled"), "creationDate", now, "lastModifiedDate", now);
    set_optional(row, parameters, "description");
    set_optional(row, parameters, "provisioningRoleArn");
    const bool is_kept = cloud_store_put_json(store, space, name, row);
    json_decref(row);
    reply_kept(reply, is_kept,
               json_pack("{s:o,s:s,s:i}", "templateArn", template_arn(cloud, name), "templateName",
                         name, "defaultVersionId", 1));
}

static void describe(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_template(cloud, parameters, reply);

    if (row != NULL) {
        json_object_set_new(row, "templateArn",
                            template_arn(cloud, member_string(row, "templateName")));
        json_object_set_new(row, "defaultVersionId", json_integer(1));
        json_object_set_new(row, "type", json_string("FLEET_PROVISIONING"));
        reply_json(reply, 200, row);
    }
}

static void update(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_template(cloud, parameters, reply);

    if (row == NULL) {
        return;
    }
    if (json_object_get(parameters, "enabled") != NULL) {
        json_object_set_new(row, "enabled", json_boolean(is_set(parameters, "enabled")));
    }
    set_optional(row, parameters, "description");
    set_optional(row, parameters, "provisioningRoleArn");
    json_object_set_new(row, "lastModifiedDate", json_integer(cloud_now_ms(cloud) / 1000));
    reply_kept(
        reply,
        cloud_store_put_json(cloud_store(cloud), space, member_string(row, "templateName"), row),
        NULL);
    json_decref(row);
}

static void delete (struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    json_t *row = need_template(cloud, parameters, reply);

    if (row != NULL) {
        reply_kept(reply, store->remove(store->self, space, member_string(row, "templateName")),
                   NULL);
        json_decref(row);
    }
}

static json_t *item(const struct cloud *cloud, const char *name, const char *value, void *context)
{
    json_t *row = json_loads(value, 0, NULL);

    (void)context;
    json_object_del(row, "templateBody");
    json_object_del(row, "provisioningRoleArn");
    json_object_set_new(row, "templateArn", template_arn(cloud, name));
    json_object_set_new(row, "type", json_string("FLEET_PROVISIONING"));
    return row;
}

static void list(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct page page;

    if (page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, space, "", item, NULL);
        page_reply(&page, "templates", reply);
    }
}

const struct operation provisioning_operations[] = {
    {"CreateProvisioningTemplate", "POST", "/provisioning-templates", create},
    {"DescribeProvisioningTemplate", "GET", "/provisioning-templates/{templateName}", describe},
    {"UpdateProvisioningTemplate", "PATCH", "/provisioning-templates/{templateName}", update},
    {"DeleteProvisioningTemplate", "DELETE", "/provisioning-templates/{templateName}", delete},
    {"ListProvisioningTemplates", "GET", "/provisioning-templates", list},
    {NULL, NULL, NULL, NULL},
};
