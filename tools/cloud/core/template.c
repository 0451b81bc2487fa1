/* SPDX-License-Identifier: MIT */
#include "template.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define DEPTH_MAX      16
#define TEXT_BYTES_MAX 8192u

struct resolving {
    const json_t *document, *given;
    char *error;
    size_t error_bytes;
    int depth;
};

typedef json_t *(*function)(struct resolving *resolving, const json_t *argument);

static json_t *resolve(struct resolving *resolving, const json_t *value);

__attribute__((format(printf, 2, 3))) static json_t *fault(struct resolving *resolving,
                                                           const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    (void)vsnprintf(resolving->error, resolving->error_bytes, text, arguments);
    va_end(arguments);
    return NULL;
}

/* A parameter's value, borrowed; NULL: it has none. */
static const json_t *parameter(const struct resolving *resolving, const char *name)
{
    const json_t *value = json_object_get(resolving->given, name);
    const json_t *declared =
        json_object_get(json_object_get(resolving->document, "Parameters"), name);

    return json_is_string(value) ? value : json_object_get(declared, "Default");
}

static json_t *ref(struct resolving *resolving, const json_t *argument)
{
    const char *name = json_string_value(argument);
    const json_t *value = name != NULL ? parameter(resolving, name) : NULL;

    if (json_is_string(value)) {
        return json_string(json_string_value(value));
    }
    return fault(resolving, "The parameter %s has no value", name != NULL ? name : "of Ref");
}

/* [separator, [texts]] */
static json_t *join(struct resolving *resolving, const json_t *argument)
{
    const char *separator = json_string_value(json_array_get(argument, 0));
    json_t *parts = resolve(resolving, json_array_get(argument, 1)), *joined = NULL;
    struct text text = {0};
    const json_t *part;
    size_t index;

    if (parts == NULL) {
        return NULL;
    }
    bool is_good = separator != NULL && json_array_size(argument) == 2 && json_is_array(parts);
    text_string(&text, "");
    json_array_foreach(parts, index, part)
    {
        is_good = is_good && json_is_string(part) && text.count < TEXT_BYTES_MAX;
        if (is_good) {
            text_string(&text, index > 0 ? separator : "");
            text_string(&text, json_string_value(part));
        }
    }
    if (is_good) {
        joined = json_stringn(text.count > 0 ? text.bytes : "", text.count);
    }
    free(text.bytes);
    json_decref(parts);
    return joined != NULL ? joined : fault(resolving, "Fn::Join needs a separator and texts");
}

/* [index, [values]] */
static json_t *pick(struct resolving *resolving, const json_t *argument)
{
    json_t *both = json_is_array(argument) && json_array_size(argument) == 2
                       ? resolve(resolving, json_array_get(argument, 1))
                       : NULL;
    const json_t *index = json_array_get(argument, 0);
    const char *text = json_string_value(index);
    const long place = text != NULL ? strtol(text, NULL, 10) : (long)json_integer_value(index);
    json_t *found = place >= 0 ? json_incref(json_array_get(both, (size_t)place)) : NULL;

    json_decref(both);
    return found != NULL ? found : fault(resolving, "Fn::Select has no value at its index");
}

/* [separator, text] */
static json_t *split(struct resolving *resolving, const json_t *argument)
{
    const char *separator = json_string_value(json_array_get(argument, 0));
    json_t *whole =
        json_array_size(argument) == 2 ? resolve(resolving, json_array_get(argument, 1)) : NULL;
    const char *rest = json_string_value(whole);

    if (separator == NULL || separator[0] == '\0' || rest == NULL) {
        json_decref(whole);
        return fault(resolving, "Fn::Split needs a separator and a text");
    }
    json_t *parts = json_array();
    for (const char *end; (end = strstr(rest, separator)) != NULL; rest = end + strlen(separator)) {
        json_array_append_new(parts, json_stringn(rest, (size_t)(end - rest)));
    }
    json_array_append_new(parts, json_string(rest));
    json_decref(whole);
    return parts;
}

/* [map, first key, second key] */
static json_t *find_in_map(struct resolving *resolving, const json_t *argument)
{
    const json_t *at = json_object_get(resolving->document, "Mappings");
    json_t *keys = json_is_array(argument) ? resolve(resolving, argument) : NULL;
    const json_t *key;
    size_t index;

    json_array_foreach(keys, index, key)
    {
        at = json_is_string(key) ? json_object_get(at, json_string_value(key)) : NULL;
    }
    json_t *found = json_array_size(keys) == 3 && at != NULL ? json_deep_copy(at) : NULL;
    json_decref(keys);
    return found != NULL ? found : fault(resolving, "Fn::FindInMap finds nothing");
}

/* "${name}" in a text: of the second member if there is one, else a parameter. */
static const char *substitute(struct resolving *resolving, const json_t *own, const char *name)
{
    const json_t *value = json_object_get(own, name);

    return json_string_value(value != NULL ? value : parameter(resolving, name));
}

static bool add_substituted(struct resolving *resolving, struct text *text, const char *from,
                            const json_t *own)
{
    for (const char *begin; (begin = strstr(from, "${")) != NULL;) {
        char name[129];
        const size_t bytes = strcspn(begin + 2, "}");
        if (begin[2u + bytes] != '}' || bytes >= sizeof(name) || text->count > TEXT_BYTES_MAX) {
            (void)fault(resolving, "Fn::Sub has a variable without an end");
            return false;
        }
        memcpy(name, begin + 2, bytes);
        name[bytes] = '\0';
        const char *value = substitute(resolving, own, name);
        if (value == NULL) {
            (void)fault(resolving, "The parameter %s has no value", name);
            return false;
        }
        text_add(text, from, (size_t)(begin - from));
        text_string(text, value);
        from = begin + bytes + 3;
    }
    text_string(text, from);
    return true;
}

/* text, or [text, {names: values}] */
static json_t *sub(struct resolving *resolving, const json_t *argument)
{
    const json_t *first = json_is_array(argument) ? json_array_get(argument, 0) : argument;
    const json_t *second = json_array_get(argument, 1);
    json_t *own = second != NULL ? resolve(resolving, second) : json_object(), *made = NULL;
    struct text text = {0};

    if (!json_is_string(first) || !json_is_object(own)) {
        json_decref(own);
        return fault(resolving, "Fn::Sub needs a text");
    }
    text_string(&text, "");
    if (add_substituted(resolving, &text, json_string_value(first), own)) {
        made = json_stringn(text.count > 0 ? text.bytes : "", text.count);
    }
    free(text.bytes);
    json_decref(own);
    return made;
}

static function function_of(const json_t *value, const json_t **argument)
{
    static const struct {
        const char *name;
        function run;
    } functions[] = {
        {"Ref", ref},
        {"Fn::Join", join},
        {"Fn::Select", pick},
        {"Fn::Split", split},
        {"Fn::FindInMap", find_in_map},
        {"Fn::Sub", sub},
    };

    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
        *argument = json_object_get(value, functions[i].name);
        if (*argument != NULL && json_object_size(value) == 1) {
            return functions[i].run;
        }
    }
    return NULL;
}

static json_t *resolve_members(struct resolving *resolving, const json_t *value)
{
    json_t *made = json_object();
    const char *name;
    json_t *member;

    json_object_foreach((json_t *)value, name, member)
    {
        json_t *one = resolve(resolving, member);
        if (one == NULL) {
            json_decref(made);
            return NULL;
        }
        json_object_set_new(made, name, one);
    }
    return made;
}

static json_t *resolve_items(struct resolving *resolving, const json_t *value)
{
    json_t *made = json_array();
    const json_t *item;
    size_t index;

    json_array_foreach(value, index, item)
    {
        json_t *one = resolve(resolving, item);
        if (one == NULL) {
            json_decref(made);
            return NULL;
        }
        json_array_append_new(made, one);
    }
    return made;
}

static json_t *resolve(struct resolving *resolving, const json_t *value)
{
    const json_t *argument;
    const function run = function_of(value, &argument);
    json_t *made;

    if (value == NULL) {
        return fault(resolving, "A function lacks an argument");
    }
    if (resolving->depth == DEPTH_MAX) {
        return fault(resolving, "The template is nested too deeply");
    }
    resolving->depth++;
    if (run != NULL) {
        made = run(resolving, argument);
    } else if (json_is_object(value)) {
        made = resolve_members(resolving, value);
    } else if (json_is_array(value)) {
        made = resolve_items(resolving, value);
    } else {
        made = json_deep_copy(value);
    }
    resolving->depth--;
    return made;
}

json_t *template_resolve(const json_t *document, const json_t *given, char *error,
                         size_t error_bytes)
{
    struct resolving resolving = {document, given, error, error_bytes, 0};
    const json_t *configuration = json_object_get(document, "DeviceConfiguration");
    json_t *resources = resolve(&resolving, json_object_get(document, "Resources"));
    json_t *made = resources == NULL       ? NULL
                   : configuration != NULL ? resolve(&resolving, configuration)
                                           : json_object();

    if (made == NULL) {
        json_decref(resources);
        return NULL;
    }
    return json_pack("{s:o,s:o}", "Resources", resources, "DeviceConfiguration", made);
}

static bool is_known_type(const char *type)
{
    return type != NULL &&
           (strcmp(type, TEMPLATE_THING) == 0 || strcmp(type, TEMPLATE_CERTIFICATE) == 0 ||
            strcmp(type, TEMPLATE_POLICY) == 0);
}

static const char *resources_fault(const json_t *resources)
{
    const char *name;
    json_t *resource;
    size_t certificates = 0;

    if (!json_is_object(resources)) {
        return "The template has no Resources";
    }
    json_object_foreach((json_t *)resources, name, resource)
    {
        const char *type = json_string_value(json_object_get(resource, "Type"));
        if (!is_known_type(type)) {
            return "The Type of a resource must be AWS::IoT::Thing, AWS::IoT::Certificate or "
                   "AWS::IoT::Policy";
        }
        if (!json_is_object(json_object_get(resource, "Properties"))) {
            return "A resource has no Properties";
        }
        certificates += strcmp(type, TEMPLATE_CERTIFICATE) == 0;
    }
    return certificates == 1 ? NULL : "The template must have one AWS::IoT::Certificate";
}

static const char *parameters_fault(const json_t *parameters)
{
    const char *name;
    json_t *parameter;

    if (parameters != NULL && !json_is_object(parameters)) {
        return "Parameters must be an object";
    }
    json_object_foreach((json_t *)parameters, name, parameter)
    {
        const char *type = json_string_value(json_object_get(parameter, "Type"));
        const json_t *usual = json_object_get(parameter, "Default");
        if (type == NULL || strcmp(type, "String") != 0 ||
            (usual != NULL && !json_is_string(usual))) {
            return "The Type of a parameter must be String";
        }
    }
    return NULL;
}

bool template_check(const json_t *document, char *error, size_t error_bytes)
{
    const char *wrong = !json_is_object(document) ? "The template must be a JSON object" : NULL;

    wrong = wrong != NULL ? wrong : parameters_fault(json_object_get(document, "Parameters"));
    wrong = wrong != NULL ? wrong : resources_fault(json_object_get(document, "Resources"));
    (void)snprintf(error, error_bytes, "%s", wrong != NULL ? wrong : "");
    return wrong == NULL;
}
