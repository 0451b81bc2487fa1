/* SPDX-License-Identifier: MIT */
/* control_file DATABASE: operations of the control plane on a database, without a daemon. Each line
 * of standard input is METHOD PATH [BODY]; each answer is a line STATUS BODY. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/rand.h>

#include "cloud.h"
#include "cloud_store_sqlite.h"
#include "identity.h"

static bool identify(void *self, const char *certificate_pem, char id[65])
{
    X509 *certificate = identity_read(certificate_pem);
    const bool is_identified = certificate != NULL && identity_id(certificate, id);

    (void)self;
    X509_free(certificate);
    return is_identified;
}

static int64_t now_ms(void *context)
{
    (void)context;
    return (int64_t)time(NULL) * 1000;
}

static void random_bytes(void *context, void *bytes, size_t count)
{
    (void)context;
    (void)RAND_bytes(bytes, (int)count);
}

static void publish(void *self, const char *client, const char *topic, const void *payload,
                    size_t bytes)
{
    (void)self;
    (void)client;
    (void)topic;
    (void)payload;
    (void)bytes;
}

static void run(struct cloud *cloud, char *line)
{
    char *rest = line;
    const char *method = strtok_r(rest, " ", &rest), *path = strtok_r(rest, " \n", &rest);
    const char *body = rest != NULL ? rest : "";
    const struct cloud_http request = {
        .method = method, .path = path, .body = body, .bytes = strcspn(body, "\n")};
    struct cloud_reply reply;

    if (!cloud_begin(cloud)) {
        (void)puts("500 the store cannot begin");
        return;
    }
    cloud_control(cloud, &request, &reply);
    const bool is_kept = cloud_commit(cloud);
    (void)printf("%d %s\n", is_kept ? reply.status : 500, reply.body != NULL ? reply.body : "");
    (void)fflush(stdout);
    free(reply.body);
}

int main(int count, char **arguments)
{
    static const struct cloud_issuer issuer = {.identify = identify};
    static const struct cloud_bus bus = {.publish = publish};
    char error[256], *line = NULL;
    size_t room = 0;
    struct cloud_store *store =
        count == 2 ? cloud_store_sqlite_open(arguments[1], false, error, sizeof(error)) : NULL;

    if (store == NULL) {
        (void)fprintf(stderr, "control_file: %s\n", count == 2 ? error : "one database, please");
        return 1;
    }
    const struct cloud_config config = {.store = store,
                                        .bus = &bus,
                                        .issuer = &issuer,
                                        .now_ms = now_ms,
                                        .random = random_bytes,
                                        .region = "us-east-1",
                                        .account = "000000000000",
                                        .endpoint = "localhost"};
    struct cloud *cloud = cloud_new(&config);
    while (getline(&line, &room, stdin) > 0) {
        run(cloud, line);
    }
    free(line);
    cloud_free(cloud);
    cloud_store_sqlite_close(store);
    return 0;
}
