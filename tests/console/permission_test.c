/* SPDX-License-Identifier: MIT */
/* Who may what: a table of policies and questions, before a real store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "permission.h"
#include "store.h"

#define ALLOW_ALL  "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}"
#define CREATE     "freertos:CreateSoftwareConfiguration"
#define DESCRIBE   "freertos:DescribeSoftwareConfiguration"
#define UPDATE     "freertos:UpdateSoftwareConfiguration"
#define DELETE_ONE "freertos:DeleteSoftwareConfiguration"
#define LIST       "freertos:ListSoftwareConfigurations"
#define URL        "freertos:GetSoftwareURL"
#define TEAM_RED   "[{\"key\":\"team\",\"value\":\"red\"}]"
#define TEAM_BLUE  "[{\"key\":\"team\",\"value\":\"blue\"}]"
#define TWO_TAGS                                                                                   \
    "[{\"key\":\"team\",\"value\":\"red\"},"                                                       \
    "{\"key\":\"cost\",\"value\":\"7\"}]"
#define IF(rule, key, value) "\"Condition\":{\"" rule "\":{\"" key "\":" value "}}"
#define SAYS(effect, action, condition)                                                            \
    "{\"Effect\":\"" effect "\",\"Action\":\"" action "\",\"Resource\":\"*\"," condition "}"

struct question {
    const char *what;
    const char *statements; /* NULL: the user has no policy */
    const char *action, *name, *tags, *request_tags;
    bool is_owner, may;
};

static const struct question questions[] = {
    {"the owner may everything", NULL, CREATE, NULL, NULL, NULL, true, true},
    {"another without a policy nothing", NULL, LIST, NULL, NULL, NULL, false, false},
    {"a policy is the owner's, too", SAYS("Deny", "*", "\"Sid\":\"a\""), CREATE, NULL, NULL, NULL,
     true, false},
    {"but they are not locked out", SAYS("Deny", "*", "\"Sid\":\"a\""), "dunlin:PutUserPolicy",
     NULL, NULL, NULL, true, true},
    {"others may not see policies unless allowed", NULL, "dunlin:GetUserPolicy", NULL, NULL, NULL,
     false, false},
    {"what is allowed is allowed", ALLOW_ALL, DELETE_ONE, "lamp", NULL, NULL, false, true},
    {"deny wins", ALLOW_ALL "," SAYS("Deny", DELETE_ONE, "\"Sid\":\"a\""), DELETE_ONE, "lamp", NULL,
     NULL, false, false},
    {"whatever the order", SAYS("Deny", DELETE_ONE, "\"Sid\":\"a\"") "," ALLOW_ALL, DELETE_ONE,
     "lamp", NULL, NULL, false, false},
    {"a denial is of its action alone", ALLOW_ALL "," SAYS("Deny", DELETE_ONE, "\"Sid\":\"a\""),
     UPDATE, "lamp", NULL, NULL, false, true},
    {"one action is not another", SAYS("Allow", DESCRIBE, "\"Sid\":\"a\""), UPDATE, "lamp", NULL,
     NULL, false, false},
    {"actions have stars", SAYS("Allow", "freertos:*SoftwareConfiguration", "\"Sid\":\"a\""),
     UPDATE, "lamp", NULL, NULL, false, true},
    {"a star of one service is not another's", SAYS("Allow", "freertos:*", "\"Sid\":\"a\""),
     "dunlin:Run", NULL, NULL, NULL, false, false},
    {"NotAction is all others",
     "{\"Effect\":\"Allow\",\"NotAction\":\"" DELETE_ONE "\",\"Resource\":\"*\"}", UPDATE, "lamp",
     NULL, NULL, false, true},
    {"and not that one",
     "{\"Effect\":\"Allow\",\"NotAction\":\"" DELETE_ONE "\",\"Resource\":\"*\"}", DELETE_ONE,
     "lamp", NULL, NULL, false, false},
    {"a resource by its name",
     "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:freertos:*:*:configuration/"
     "lamp\"}",
     UPDATE, "lamp", NULL, NULL, false, true},
    {"is not another",
     "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":"
     "\"arn:aws:freertos:*:*:configuration/lamp\"}",
     UPDATE, "lamps", NULL, NULL, false, false},
    {"a resource by its beginning",
     "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":"
     "\"arn:aws:freertos:*:*:configuration/my-*\"}",
     UPDATE, "my-lamp", NULL, NULL, false, true},
    {"a name with a star is no pattern",
     "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":"
     "\"arn:aws:freertos:*:*:configuration/lamp\"}",
     UPDATE, "*", NULL, NULL, false, false},
    {"a tag that it has", SAYS("Allow", "*", IF("StringEquals", "aws:ResourceTag/team", "\"red\"")),
     UPDATE, "lamp", TEAM_RED, NULL, false, true},
    {"a tag of another value",
     SAYS("Allow", "*", IF("StringEquals", "aws:ResourceTag/team", "\"red\"")), UPDATE, "lamp",
     TEAM_BLUE, NULL, false, false},
    {"a tag that it has not",
     SAYS("Allow", "*", IF("StringEquals", "aws:ResourceTag/team", "\"red\"")), UPDATE, "lamp",
     "[]", NULL, false, false},
    {"the tags that are asked for are not those that it has",
     SAYS("Allow", "*", IF("StringEquals", "aws:ResourceTag/team", "\"red\"")), UPDATE, "lamp",
     TEAM_BLUE, TEAM_RED, false, false},
    {"a list of values: one is enough",
     SAYS("Allow", "*", IF("StringEquals", "aws:ResourceTag/team", "[\"green\",\"red\"]")), UPDATE,
     "lamp", TEAM_RED, NULL, false, true},
    {"StringLike has stars", SAYS("Allow", "*", IF("StringLike", "aws:ResourceTag/team", "\"r*\"")),
     UPDATE, "lamp", TEAM_RED, NULL, false, true},
    {"StringEquals has none",
     SAYS("Allow", "*", IF("StringEquals", "aws:ResourceTag/team", "\"r*\"")), UPDATE, "lamp",
     TEAM_RED, NULL, false, false},
    {"StringEqualsIgnoreCase",
     SAYS("Allow", "*", IF("StringEqualsIgnoreCase", "aws:ResourceTag/team", "\"RED\"")), UPDATE,
     "lamp", TEAM_RED, NULL, false, true},
    {"deny what has a tag",
     ALLOW_ALL "," SAYS("Deny", DELETE_ONE, IF("StringEquals", "aws:ResourceTag/team", "\"red\"")),
     DELETE_ONE, "lamp", TEAM_RED, NULL, false, false},
    {"and not what has another",
     ALLOW_ALL "," SAYS("Deny", DELETE_ONE, IF("StringEquals", "aws:ResourceTag/team", "\"red\"")),
     DELETE_ONE, "lamp", TEAM_BLUE, NULL, false, true},
    {"StringNotEquals holds of what has no tag",
     ALLOW_ALL
     "," SAYS("Deny", DELETE_ONE, IF("StringNotEquals", "aws:ResourceTag/team", "\"red\"")),
     DELETE_ONE, "lamp", "[]", NULL, false, false},
    {"create with a tag that is demanded",
     SAYS("Allow", CREATE, IF("StringEquals", "aws:RequestTag/team", "\"red\"")), CREATE, "lamp",
     NULL, TEAM_RED, false, true},
    {"not without", SAYS("Allow", CREATE, IF("StringEquals", "aws:RequestTag/team", "\"red\"")),
     CREATE, "lamp", NULL, NULL, false, false},
    {"not with another",
     SAYS("Allow", CREATE, IF("StringEquals", "aws:RequestTag/team", "\"red\"")), CREATE, "lamp",
     NULL, TEAM_BLUE, false, false},
    {"all keys are among those allowed",
     SAYS("Allow", CREATE, IF("ForAllValues:StringEquals", "aws:TagKeys", "[\"team\",\"cost\"]")),
     CREATE, "lamp", NULL, TWO_TAGS, false, true},
    {"one key is not",
     SAYS("Allow", CREATE, IF("ForAllValues:StringEquals", "aws:TagKeys", "[\"team\"]")), CREATE,
     "lamp", NULL, TWO_TAGS, false, false},
    {"of no keys all are",
     SAYS("Allow", CREATE, IF("ForAllValues:StringEquals", "aws:TagKeys", "[\"team\"]")), CREATE,
     "lamp", NULL, NULL, false, true},
    {"any key is",
     SAYS("Allow", CREATE, IF("ForAnyValue:StringEquals", "aws:TagKeys", "[\"cost\",\"other\"]")),
     CREATE, "lamp", NULL, TWO_TAGS, false, true},
    {"of no keys none is",
     SAYS("Allow", CREATE, IF("ForAnyValue:StringEquals", "aws:TagKeys", "[\"cost\"]")), CREATE,
     "lamp", NULL, NULL, false, false},
    {"keys have a case",
     SAYS("Allow", CREATE, IF("ForAllValues:StringEquals", "aws:TagKeys", "[\"Team\",\"cost\"]")),
     CREATE, "lamp", NULL, TWO_TAGS, false, false},
    {"two conditions: both",
     SAYS("Allow", UPDATE,
          "\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/team\":\"red\","
          "\"aws:RequestTag/team\":\"blue\"}}"),
     UPDATE, "lamp", TEAM_RED, TEAM_BLUE, false, true},
    {"two conditions: one is not enough",
     SAYS("Allow", UPDATE,
          "\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/team\":\"red\","
          "\"aws:RequestTag/team\":\"blue\"}}"),
     UPDATE, "lamp", TEAM_RED, TEAM_RED, false, false},
    {"Null: a tag must be there",
     SAYS("Allow", CREATE, IF("Null", "aws:RequestTag/team", "\"false\"")), CREATE, "lamp", NULL,
     TEAM_BLUE, false, true},
    {"Null: it is not", SAYS("Allow", CREATE, IF("Null", "aws:RequestTag/team", "\"false\"")),
     CREATE, "lamp", NULL, NULL, false, false},
    {"IfExists holds of what has none",
     SAYS("Allow", UPDATE, IF("StringEqualsIfExists", "aws:ResourceTag/team", "\"red\"")), UPDATE,
     "lamp", "[]", NULL, false, true},
    {"a key that nobody knows has no value",
     SAYS("Allow", "*", IF("StringEquals", "aws:SourceVpc", "\"x\"")), UPDATE, "lamp", NULL, NULL,
     false, false},
    {"a zip", SAYS("Allow", URL, "\"Sid\":\"a\""), URL, NULL, NULL, NULL, false, true},
};

static const char *const refused[] = {
    "[]",
    "{}",
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Maybe\",\"Action\":\"*\","
    "\"Resource\":\"*\"}]}",
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"everything\","
    "\"Resource\":\"*\"}]}",
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"}]}",
    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
    "\"Resource\":\"*\",\"Condition\":{\"StringSimilar\":{\"a\":\"b\"}}}]}",
};

static int failed, passed;

static void check(bool holds, const char *what)
{
    if (holds) {
        passed++;
    } else {
        failed++;
        (void)printf("FAILED: %s\n", what);
    }
}

static void ask(struct store *store, const struct question *question)
{
    const struct console console = {.store = store};
    struct request request = {.user = "ann", .is_owner = question->is_owner};
    json_t *tags = question->tags != NULL ? json_loads(question->tags, 0, NULL) : NULL;
    json_t *asked =
        question->request_tags != NULL ? json_loads(question->request_tags, 0, NULL) : NULL;
    const struct permission_subject subject = {question->name, tags, asked};
    char policy[2048], error[256] = "";

    if (question->statements != NULL) {
        (void)snprintf(policy, sizeof(policy), "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}",
                       question->statements);
        check(!permission_refuses(policy, error, sizeof(error)), error);
    }
    check(store_set_policy(store, "ann", question->statements != NULL ? policy : NULL) == STORE_OK,
          "a policy is kept");
    check(permission_has(&console, &request, question->action, &subject) == question->may,
          question->what);
    struct answer answer = {.status = 0};
    check(permission_given(&console, &request, question->action, &subject, &answer) ==
                  question->may &&
              answer.status == (question->may ? 0 : 403),
          question->what);
    answer_free(&answer);
    json_decref(tags);
    json_decref(asked);
}

int main(int count, char **arguments)
{
    char error[256] = "";
    struct store *store = store_open(count > 1 ? arguments[1] : ":memory:", error, sizeof(error));

    check(store != NULL, error);
    for (size_t i = 0; store != NULL && i < sizeof(questions) / sizeof(questions[0]); i++) {
        ask(store, &questions[i]);
    }
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        check(permission_refuses(refused[i], error, sizeof(error)) && error[0] != '\0', refused[i]);
    }
    store_close(store);
    (void)printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
