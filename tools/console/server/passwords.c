/* SPDX-License-Identifier: MIT */
/* A digest that is slow on purpose is made once for each header that comes: one that was right is
 * known by a digest under a secret of this process. Attempts wait for each other, so that guessing
 * is slow however many connections it has. */
#include "passwords.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

#include <openssl/evp.h>

#include "digest.h"

#define USERS_MAX        64
#define ROUNDS           200000
#define ROUNDS_MAX       10000000
#define SALT_BYTES       16
#define PASSWORD_MAX     256
#define FAILURE_PAUSE_MS 250

struct user {
    char name[PASSWORDS_NAME_MAX + 1];
    int rounds;
    unsigned char salt[SALT_BYTES], digest[DIGEST_BYTES];
    bool is_known;
    unsigned char known[DIGEST_BYTES]; /* of the header that was right */
};

struct passwords {
    pthread_mutex_t attempt, lock; /* `lock`: of the known ones */
    unsigned char secret[DIGEST_SECRET_MAX];
    size_t count;
    struct user user[USERS_MAX];
};

bool passwords_is_name(const char *name)
{
    const size_t bytes = strlen(name);

    return bytes > 0 && bytes <= PASSWORDS_NAME_MAX &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-") ==
               bytes;
}

const char *passwords_name(const struct passwords *passwords, size_t index)
{
    return index < passwords->count ? passwords->user[index].name : NULL;
}

static void stretch(const char *password, const struct user *user,
                    unsigned char digest[DIGEST_BYTES])
{
    if (PKCS5_PBKDF2_HMAC(password, (int)strlen(password), user->salt, SALT_BYTES, user->rounds,
                          EVP_sha256(), DIGEST_BYTES, digest) != 1) {
        abort();
    }
}

static bool read_hex(const char *text, unsigned char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned int value;
        if (strspn(text, "0123456789abcdef") < 2 || sscanf(text, "%2x", &value) != 1) {
            return false;
        }
        bytes[i] = (unsigned char)value;
        text += 2;
    }
    return *text == '\0' || *text == '$';
}

static bool read_line(struct user *user, char *line)
{
    static const char scheme[] = "pbkdf2-sha256$";
    char *colon = strchr(line, ':');

    if (colon == NULL || strncmp(colon + 1, scheme, strlen(scheme)) != 0) {
        return false;
    }
    *colon = '\0';
    char *end;
    const long rounds = strtol(colon + 1 + strlen(scheme), &end, 10);
    const char *digest = *end == '$' ? strchr(end + 1, '$') : NULL;
    if (!passwords_is_name(line) || rounds < 1000 || rounds > ROUNDS_MAX || digest == NULL) {
        return false;
    }
    memcpy(user->name, line, strlen(line) + 1);
    user->rounds = (int)rounds;
    return read_hex(end + 1, user->salt, SALT_BYTES) &&
           read_hex(digest + 1, user->digest, DIGEST_BYTES);
}

static bool read_lines(struct passwords *passwords, FILE *file, char *error, size_t error_bytes)
{
    char line[512];

    for (int number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '\0' || line[0] == '#') {
            continue;
        }
        if (passwords->count == USERS_MAX || !read_line(&passwords->user[passwords->count], line)) {
            (void)snprintf(error, error_bytes,
                           "line %d is no user: ./run console password NAME prints one", number);
            return false;
        }
        passwords->count++;
    }
    if (passwords->count == 0) {
        (void)snprintf(error, error_bytes,
                       "there is no user in it: ./run console password NAME prints a line");
    }
    return passwords->count > 0;
}

struct passwords *passwords_read(const char *path, char *error, size_t error_bytes)
{
    FILE *file = fopen(path, "r");
    struct stat status;

    if (file == NULL || fstat(fileno(file), &status) != 0) {
        (void)snprintf(error, error_bytes, "it cannot be read");
        if (file != NULL) {
            (void)fclose(file);
        }
        return NULL;
    }
    struct passwords *passwords = calloc(1, sizeof(*passwords));
    bool is_read = false;
    if ((status.st_mode & 077) != 0) {
        (void)snprintf(error, error_bytes, "others can read it: chmod 600 %s", path);
    } else if (passwords != NULL) {
        (void)pthread_mutex_init(&passwords->attempt, NULL);
        (void)pthread_mutex_init(&passwords->lock, NULL);
        digest_random(passwords->secret, sizeof(passwords->secret));
        is_read = read_lines(passwords, file, error, error_bytes);
    }
    (void)fclose(file);
    if (!is_read) {
        passwords_free(passwords);
        return NULL;
    }
    return passwords;
}

void passwords_free(struct passwords *passwords)
{
    free(passwords);
}

/* "Basic bmFtZTpwYXNzd29yZA==" as "name:password". */
static bool decode(const char *header, char *pair, size_t pair_bytes)
{
    static const char scheme[] = "Basic ";
    const size_t scheme_bytes = strlen(scheme);

    if (header == NULL || strncasecmp(header, scheme, scheme_bytes) != 0) {
        return false;
    }
    const char *text = header + scheme_bytes;
    const size_t bytes = strlen(text);
    if (bytes == 0 || bytes % 4 != 0 || bytes / 4 * 3 >= pair_bytes) {
        return false;
    }
    const int count =
        EVP_DecodeBlock((unsigned char *)pair, (const unsigned char *)text, (int)bytes);
    if (count <= 0) {
        return false;
    }
    pair[count] = '\0';
    return true;
}

static bool is_known(struct passwords *passwords, struct user *user,
                     const unsigned char mark[DIGEST_BYTES])
{
    (void)pthread_mutex_lock(&passwords->lock);
    const bool is = user->is_known && digest_equal(user->known, mark, DIGEST_BYTES);
    (void)pthread_mutex_unlock(&passwords->lock);
    return is;
}

static bool is_right(struct passwords *passwords, struct user *user, const char *password)
{
    static const struct timespec pause = {.tv_nsec = FAILURE_PAUSE_MS * 1000000L};
    unsigned char digest[DIGEST_BYTES];

    (void)pthread_mutex_lock(&passwords->attempt);
    stretch(password, user, digest);
    const bool is = digest_equal(digest, user->digest, DIGEST_BYTES);
    if (!is) {
        (void)nanosleep(&pause, NULL);
    }
    (void)pthread_mutex_unlock(&passwords->attempt);
    return is;
}

bool passwords_admit(struct passwords *passwords, struct request *request)
{
    char pair[PASSWORDS_NAME_MAX + PASSWORD_MAX + 8];
    unsigned char mark[DIGEST_BYTES];
    char *colon = decode(request->authorization, pair, sizeof(pair)) ? strchr(pair, ':') : NULL;
    struct user *user = &passwords->user[0]; /* a name that nobody has takes as long */
    bool is_named = false;

    if (colon == NULL) {
        return false;
    }
    *colon = '\0';
    for (size_t i = 0; i < passwords->count; i++) {
        if (strcmp(passwords->user[i].name, pair) == 0) {
            user = &passwords->user[i];
            is_named = true;
        }
    }
    digest_hmac(passwords->secret, request->authorization, strlen(request->authorization), mark);
    if (!(is_named && is_known(passwords, user, mark))) {
        if (!is_right(passwords, user, colon + 1) || !is_named) {
            return false;
        }
        (void)pthread_mutex_lock(&passwords->lock);
        memcpy(user->known, mark, sizeof(mark));
        user->is_known = true;
        (void)pthread_mutex_unlock(&passwords->lock);
    }
    request->user = user->name;
    request->is_owner = user == &passwords->user[0];
    return true;
}

char *passwords_line(const char *name, const char *password)
{
    struct user user = {.rounds = ROUNDS};
    unsigned char digest[DIGEST_BYTES];
    char salt[2 * SALT_BYTES + 1], hex[DIGEST_HEX_BYTES];
    char *line = NULL;

    digest_random(user.salt, sizeof(user.salt));
    stretch(password, &user, digest);
    digest_hex(user.salt, sizeof(user.salt), salt);
    digest_hex(digest, sizeof(digest), hex);
    return asprintf(&line, "%s:pbkdf2-sha256$%d$%s$%s", name, ROUNDS, salt, hex) > 0 ? line : NULL;
}
