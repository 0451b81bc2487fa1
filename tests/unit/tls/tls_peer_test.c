/* SPDX-License-Identifier: MIT */
/* libs/tls against a real server. */
#include "tls_peer.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "test.h"
#include "tls_host.h"
#include "tls_signers.h"
#include "tls_soft_key.h"

#define STEPS_MAX 200000

static uint8_t ca[2048];
static uint8_t device[2048];
static uint8_t device_secret[TLS_SOFT_KEY_BYTES];
static size_t ca_bytes;
static size_t device_bytes;

static struct tls_soft_key key;
static struct tls_identity identity;
static struct tls_config config;
static struct peer peer;
static struct wire wire;
static struct tls *session;

static const char *const tls12[] = {"-tls1_2", NULL};
static const char *const tls13[] = {"-tls1_3", NULL};
static const char *const tls12_mutual[] = {"-tls1_2", "-Verify", "2", "-verify_return_error", NULL};
static const char *const tls13_mutual[] = {"-tls1_3", "-Verify", "2", "-verify_return_error", NULL};

static size_t sign_counted(void *context, const struct tls_sign_request *request)
{
    signatures++;
    return tls_soft_key_sign(context, request);
}

static size_t sign_never(void *context, const struct tls_sign_request *request)
{
    (void)context;
    (void)request;
    return 0;
}

static void given_credentials(void)
{
    tls_host_begin();
    ca_bytes = peer_file("ca.crt", ca, sizeof(ca));
    device_bytes = peer_file("device.crt", device, sizeof(device));
    CHECK_EQ(tls_soft_key_open(&key, device_secret), TLS_OK);
    identity = (struct tls_identity){device, device_bytes, sign_counted, &key};
    config =
        (struct tls_config){.server_name = PEER_NAME, .trusted = ca, .trusted_bytes = ca_bytes};
    signatures = 0;
    wire = (struct wire){0};
    tls_host.peak = tls_host.used;
}

/* Nothing of the session is left behind, whatever happened to it. */
static void finish(void)
{
    tls_close(session);
    session = NULL;
    wire_close(&wire);
    peer_stop(&peer);
    tls_soft_key_close(&key);
    tls_deinit();
    CHECK_EQ(tls_host.used, 0);
    CHECK_EQ(tls_host.mutexes, 0);
}

static tls_status_t handshake(void)
{
    tls_status_t status = TLS_WANT_READ;
    for (int step = 0; step < STEPS_MAX; step++) {
        status = tls_handshake(session);
        if (status != TLS_WANT_READ && status != TLS_WANT_WRITE) {
            break;
        }
        CHECK_EQ(wire_wait(&wire, status), 1);
    }
    if (status == TLS_PROTOCOL) { /* no test wants this of a handshake: say what the library says */
        printf("   library error -0x%04x\n", (unsigned)-tls_error(session)->library_code);
    }
    return status;
}

static tls_status_t connect_to(const char *certificate, const char *const *more)
{
    struct tls_transport transport = wire_transport(&wire);
    peer_start(&peer, certificate, more);
    wire_connect(&wire, &peer);
    tls_status_t status = tls_open(&session, &config, &transport);
    return status == TLS_OK ? handshake() : status;
}

static tls_status_t receive(void *data, size_t length, size_t *received)
{
    size_t more = 0;
    tls_status_t status = TLS_OK;
    *received = 0;
    while (*received < length) {
        status = tls_recv(session, (char *)data + *received, length - *received, &more);
        *received += more;
        if (status == TLS_WANT_READ && wire_wait(&wire, status)) {
            continue;
        }
        if (status != TLS_OK) {
            break;
        }
    }
    return status;
}

static void send_all(const char *text, size_t length)
{
    size_t sent = 0;
    for (size_t done = 0; done < length; done += sent) {
        tls_status_t status = tls_send(session, text + done, length - done, &sent);
        if (status == TLS_WANT_WRITE) {
            CHECK_EQ(wire_wait(&wire, status), 1);
        } else {
            CHECK_EQ(status, TLS_OK);
        }
    }
    while (tls_flush(session) == TLS_WANT_WRITE) {
        CHECK_EQ(wire_wait(&wire, TLS_WANT_WRITE), 1);
    }
}

/* The server sends each line back, reversed. */
static void check_echo(size_t length)
{
    static char line[16384];
    static char back[16384];
    size_t received = 0;
    for (size_t i = 0; i < length; i++) {
        line[i] = (char)('a' + i % 23);
    }
    line[length] = '\n';
    send_all(line, length + 1);
    CHECK_EQ(receive(back, length + 1, &received), TLS_OK);
    CHECK_EQ(received, length + 1);
    for (size_t i = 0; i < length; i++) {
        CHECK_EQ(back[i], line[length - 1 - i]);
    }
}

static void connects_with_tls_1_3_and_mutual_authentication(void)
{
    given_credentials();
    config.identity = &identity;
    CHECK_EQ(connect_to("broker", tls13_mutual), TLS_OK);
    CHECK_EQ(tls_session_version(session), TLS_VERSION_1_3);
    CHECK_EQ(signatures, 1);
    check_echo(5);
    check_echo(1000);
    printf("   heap: %zu in the handshake, %zu connected\n", tls_host.peak, tls_host.used);
    finish();
}

static void connects_with_tls_1_2_and_mutual_authentication(void)
{
    given_credentials();
    config.identity = &identity;
    CHECK_EQ(connect_to("broker", tls12_mutual), TLS_OK);
    CHECK_EQ(tls_session_version(session), TLS_VERSION_1_2);
    CHECK_EQ(signatures, 1);
    check_echo(5);
    check_echo(1000);
    printf("   heap: %zu in the handshake, %zu connected\n", tls_host.peak, tls_host.used);
    finish();
}

static void server_keeps_its_records_to_what_the_buffer_holds(void)
{
    const char *const *versions[] = {tls12, tls13};
    for (int i = 0; i < 2; i++) {
        given_credentials();
        CHECK_EQ(connect_to("broker", versions[i]), TLS_OK);
        check_echo(12000); /* the server would send it as one record if it had not been asked */
        finish();
    }
}

static void connects_by_the_newest_common_version_and_can_be_told_which(void)
{
    given_credentials();
    CHECK_EQ(connect_to("broker", NULL), TLS_OK);
    CHECK_EQ(tls_session_version(session), TLS_VERSION_1_3);
    finish();
    given_credentials();
    config.version = TLS_VERSION_1_2;
    CHECK_EQ(connect_to("broker", NULL), TLS_OK);
    CHECK_EQ(tls_session_version(session), TLS_VERSION_1_2);
    finish();
    given_credentials();
    config.version = TLS_VERSION_1_3;
    CHECK_EQ(connect_to("broker", tls12), TLS_NO_COMMON_VERSION);
    finish();
}

static void server_is_told_the_name_and_the_protocols(void)
{
    static const char *const wanted[] = {"x-amzn-mqtt-ca", "mqtt", NULL};
    static char cert[128];
    static char secret[128];
    snprintf(cert, sizeof(cert), "%s/wrong-name.crt", peer_folder());
    snprintf(secret, sizeof(secret), "%s/wrong-name.key", peer_folder());
    const char *const arguments[] = {"-alpn",    "mqtt", "-servername", "other.example",
                                     "-cert2",   cert,   "-key2",       secret,
                                     "-naccept", "1",    NULL};
    given_credentials();
    config.alpn = wanted;
    CHECK_EQ(connect_to("broker", arguments), TLS_OK);
    CHECK_EQ(strcmp(tls_session_alpn(session), "mqtt"), 0);
    check_echo(3);
    tls_close(session); /* it ends and says all */
    session = NULL;
    CHECK_EQ(peer_says(&peer, "Hostname in TLS extension: \"" PEER_NAME "\""), 1);
    CHECK_EQ(peer_says(&peer, "x-amzn-mqtt-ca, mqtt"), 1);
    finish();
}

static void server_without_our_protocol_is_left(void)
{
    static const char *const wanted[] = {"mqtt", NULL};
    const char *const arguments[] = {"-alpn", "http/1.1", NULL};
    given_credentials();
    config.alpn = wanted;
    tls_status_t status = connect_to("broker", arguments);
    CHECK_EQ(status, TLS_NO_COMMON_ALPN);
    CHECK_EQ(tls_error(session)->alert, 120);
    finish();
}

static const struct {
    const char *certificate;
    tls_status_t status;
} strangers[] = {
    {"wrong-name", TLS_WRONG_NAME},
    {"expired", TLS_EXPIRED},
    {"not-yet-valid", TLS_NOT_YET_VALID},
    {"untrusted", TLS_UNTRUSTED},
};

static void servers_that_are_not_who_they_should_be_are_refused_each_for_its_reason(void)
{
    const char *const *versions[] = {tls12, tls13};
    for (size_t i = 0; i < 2 * sizeof(strangers) / sizeof(strangers[0]); i++) {
        test_case = strangers[i / 2].certificate;
        given_credentials();
        CHECK_EQ(connect_to(strangers[i / 2].certificate, versions[i % 2]),
                 strangers[i / 2].status);
        CHECK_EQ(tls_error(session)->status, strangers[i / 2].status);
        CHECK_EQ(tls_handshake(session), strangers[i / 2].status); /* and stays refused */
        finish();
    }
}

static void a_missing_client_certificate_is_named(void)
{
    char data[8];
    size_t received;
    given_credentials();
    CHECK_EQ(connect_to("broker", tls12_mutual), TLS_CLIENT_CERTIFICATE_MISSING);
    finish();
    given_credentials();
    CHECK_EQ(connect_to("broker", tls13_mutual), TLS_OK); /* TLS 1.3: the answer comes later */
    CHECK_EQ(receive(data, 1, &received), TLS_CLIENT_CERTIFICATE_MISSING);
    CHECK_EQ(tls_error(session)->alert, 116);
    finish();
}

static void the_reason_is_found_also_by_a_send_that_finds_the_connection_dead(void)
{
    size_t sent = 0;
    given_credentials();
    CHECK_EQ(connect_to("broker", tls13_mutual), TLS_OK);
    CHECK_EQ(wire_wait(&wire, TLS_WANT_READ), 1); /* the refusal has come */
    wire.broken = true;
    CHECK_EQ(tls_send(session, "x", 1, &sent), TLS_CLIENT_CERTIFICATE_MISSING);
    finish();
    given_credentials();
    CHECK_EQ(connect_to("broker", tls13), TLS_OK);
    wire.broken = true;
    CHECK_EQ(tls_send(session, "x", 1, &sent), TLS_TRANSPORT);
    finish();
}

static void a_client_certificate_of_another_authority_is_refused_by_name(void)
{
    static uint8_t strange[2048];
    char data[8];
    size_t received;
    for (int i = 0; i < 2; i++) {
        given_credentials();
        identity.certificate = strange;
        identity.certificate_bytes = peer_file("untrusted.crt", strange, sizeof(strange));
        config.identity = &identity;
        tls_status_t status = connect_to("broker", i == 0 ? tls12_mutual : tls13_mutual);
        if (status == TLS_OK) {
            status = receive(data, 1, &received);
        }
        CHECK_EQ(status, TLS_CLIENT_CERTIFICATE_REFUSED);
        CHECK_EQ(tls_error(session)->alert != 0, 1);
        finish();
    }
}

static void the_private_key_never_enters_the_process_that_connects(void)
{
    for (int i = 0; i < 2; i++) {
        given_credentials();
        tls_soft_key_close(&key);
        identity.sign = sign_elsewhere;
        config.identity = &identity;
        CHECK_EQ(connect_to("broker", i == 0 ? tls12_mutual : tls13_mutual), TLS_OK);
        CHECK_EQ(signatures, 1);
        check_echo(10);
        finish();
    }
}

static void an_rsa_key_signs_too_and_keeps_the_connection_to_tls_1_2(void)
{
    given_credentials();
    make_rsa("rsa-device", "extendedKeyUsage=clientAuth");
    device_bytes = peer_file("rsa-device.crt", device, sizeof(device));
    identity = (struct tls_identity){device, device_bytes, sign_rsa_elsewhere, NULL};
    config.identity = &identity;
    const char *const mutual[] = {"-Verify", "2", "-verify_return_error", NULL};
    CHECK_EQ(connect_to("broker", mutual), TLS_OK);
    CHECK_EQ(tls_session_version(session), TLS_VERSION_1_2);
    CHECK_EQ(signatures, 1);
    check_echo(100);
    finish();
}

static void servers_with_rsa_certificates_are_verified_as_well(void)
{
    for (int i = 0; i < 2; i++) {
        given_credentials();
        make_rsa("rsa-server", "subjectAltName=DNS:" PEER_NAME);
        CHECK_EQ(connect_to("rsa-server", i == 0 ? tls12 : tls13), TLS_OK);
        check_echo(100);
        finish();
        given_credentials();
        config.server_name = "other.example";
        CHECK_EQ(connect_to("rsa-server", i == 0 ? tls12 : tls13), TLS_WRONG_NAME);
        finish();
    }
}

static void a_key_that_does_not_sign_ends_the_handshake(void)
{
    for (int i = 0; i < 2; i++) {
        given_credentials();
        identity.sign = sign_never;
        config.identity = &identity;
        CHECK_EQ(connect_to("broker", i == 0 ? tls12_mutual : tls13_mutual), TLS_SIGN_FAILED);
        finish();
    }
}

static void without_a_clock_validity_is_judged_by_the_floor(void)
{
    static const struct {
        int64_t floor; /* relative to now, seconds */
        tls_status_t status;
    } cases[] = {
        {-3600, TLS_OK},
        {-40 * 86400, TLS_TIME_UNKNOWN}, /* issued after the image was built: cannot be judged */
        {400 * INT64_C(86400), TLS_EXPIRED},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        given_credentials();
        tls_soft_key_close(&key);
        tls_deinit();
        struct tls_port port = tls_host_port();
        port.time_floor = tls_host.now + cases[i].floor;
        tls_host.now = TLS_NO_TIME;
        CHECK_EQ(tls_init(&port), TLS_OK);
        CHECK_EQ(connect_to("broker", tls13), cases[i].status);
        finish();
    }
}

static void a_stuttering_wire_of_single_bytes_is_enough(void)
{
    for (int i = 0; i < 2; i++) {
        given_credentials();
        wire.part = 1;
        wire.stutter = true;
        config.identity = &identity;
        CHECK_EQ(connect_to("broker", i == 0 ? tls12_mutual : tls13_mutual), TLS_OK);
        check_echo(300);
        finish();
    }
}

static void taken_data_waits_in_the_session_while_the_wire_has_no_room(void)
{
    size_t sent = 0;
    char back[6];
    given_credentials();
    CHECK_EQ(connect_to("broker", tls13), TLS_OK);
    wire.blocked = true;
    CHECK_EQ(tls_send(session, "12345\n", 6, &sent), TLS_OK);
    CHECK_EQ(sent, 6);
    CHECK_EQ(tls_send(session, "67890\n", 6, &sent), TLS_WANT_WRITE);
    CHECK_EQ(sent, 0);
    CHECK_EQ(tls_flush(session), TLS_WANT_WRITE);
    wire.blocked = false;
    CHECK_EQ(tls_flush(session), TLS_OK);
    CHECK_EQ(receive(back, sizeof(back), &sent), TLS_OK);
    CHECK_EQ(memcmp(back, "54321\n", 6), 0);
    finish();
}

static void a_changed_byte_is_noticed(void)
{
    char back[6];
    size_t received;
    given_credentials();
    CHECK_EQ(connect_to("broker", tls12), TLS_OK);
    wire.corrupt_at = wire.arrived + 20;
    send_all("12345\n", 6);
    CHECK_EQ(receive(back, sizeof(back), &received), TLS_PROTOCOL);
    finish();
}

static void the_end_of_a_connection_is_told_from_its_being_cut(void)
{
    char back[8];
    size_t received;
    given_credentials();
    CHECK_EQ(connect_to("broker", tls13), TLS_OK);
    send_all("CLOSE\n", 6); /* s_server -rev answers this word by closing in order */
    CHECK_EQ(receive(back, sizeof(back), &received), TLS_CLOSED);
    finish();
    given_credentials();
    CHECK_EQ(connect_to("broker", tls13), TLS_OK);
    check_echo(3); /* past the session tickets */
    peer_stop(&peer);
    tls_status_t status = receive(back, sizeof(back), &received);
    CHECK_EQ(status == TLS_CUT || status == TLS_TRANSPORT, 1);
    peer_start(&peer, "broker", NULL);
    finish();
}

#define ARENA_STEP 1024u
#define ARENA_MOST (64u * ARENA_STEP)

/* Ever more memory in one array, until a connection fits. */
static void too_little_memory_is_told_by_size_and_place_until_there_is_enough(void)
{
    static uint8_t memory[ARENA_MOST];
    static struct tls_arena arena;
    char text[TLS_ERROR_TEXT_BYTES];
    const char *last_place = NULL;
    unsigned places = 0;
    tls_status_t status = TLS_NO_MEMORY;

    for (size_t bytes = 8u * ARENA_STEP; status != TLS_OK && bytes <= ARENA_MOST;
         bytes += ARENA_STEP) {
        tls_arena_init(&arena, memory, bytes);
        tls_host.arena = &arena;
        given_credentials();
        status = connect_to("broker", tls12);
        if (status != TLS_OK) {
            struct tls_error error;
            CHECK_EQ(status, TLS_NO_MEMORY);
            tls_memory_error(&error);
            CHECK_EQ(error.bytes_missing > 0 && error.bytes_missing <= error.bytes_wanted, 1);
            bool some_left = error.bytes_missing < error.bytes_wanted; /* else the arena is full */
            CHECK_EQ(strstr(tls_error_text(&error, text), " more than there are in ") != NULL,
                     some_left);
            places += error.where != last_place ? 1 : 0;
            last_place = error.where;
        }
        finish();
        CHECK_EQ(arena.used, 0);
    }
    tls_host.arena = NULL;
    CHECK_EQ(status, TLS_OK);
    CHECK_EQ(places >= 2, 1);
}

static void what_cannot_work_is_refused_before_anything_is_sent(void)
{
    struct tls_transport transport = wire_transport(&wire);
    given_credentials();
    config.server_name = NULL;
    CHECK_EQ(tls_open(&session, &config, &transport), TLS_BAD_CONFIG);
    given_credentials();
    static char long_name[TLS_NAME_MAX + 2];
    memset(long_name, 'a', TLS_NAME_MAX + 1);
    config.server_name = long_name;
    CHECK_EQ(tls_open(&session, &config, &transport), TLS_BAD_CONFIG);
    given_credentials();
    config.trusted_bytes = 0;
    CHECK_EQ(tls_open(&session, &config, &transport), TLS_BAD_CONFIG);
    given_credentials();
    ca[200] ^= 1;
    config.trusted_bytes = 300;
    CHECK_EQ(tls_open(&session, &config, &transport), TLS_BAD_CERTIFICATE);
    given_credentials();
    identity.certificate = (const uint8_t *)"not a certificate";
    identity.certificate_bytes = 17;
    config.identity = &identity;
    CHECK_EQ(tls_open(&session, &config, &transport), TLS_BAD_CERTIFICATE);
    given_credentials();
    transport.recv = NULL;
    CHECK_EQ(tls_open(&session, &config, &transport), TLS_BAD_CONFIG);
    tls_soft_key_close(&key);
    tls_deinit();
    CHECK_EQ(tls_host.used, 0);
}

/* Every request up to 60, then ever fewer: a handshake makes some thousand, most in arithmetic. */
static void a_failed_request_for_memory_is_reported_with_its_size_and_leaves_nothing(void)
{
    unsigned failures = 0;
    unsigned survived = 0;
    for (unsigned long nth = 1;; nth += nth < 60 ? 1 : nth / 12) {
        given_credentials();
        config.identity = &identity;
        tls_host.requests = 0;
        tls_host.fail_from = nth;
        tls_status_t status = connect_to("broker", nth % 2 == 0 ? tls12_mutual : tls13_mutual);
        bool reached = tls_host.requests >= nth;
        tls_host.fail_from = 0;
        CHECK_EQ(status == TLS_NO_MEMORY || status == TLS_OK, 1);
        CHECK_EQ(reached || status == TLS_OK, 1);
        if (status == TLS_NO_MEMORY) {
            struct tls_error error;
            tls_memory_error(&error);
            CHECK_EQ(error.bytes_wanted > 0 && error.where != NULL, 1);
            if (session != NULL) {
                CHECK_EQ(tls_error(session)->bytes_wanted, error.bytes_wanted);
                CHECK_EQ(tls_error(session)->where == error.where, 1);
            }
            failures++;
        } else if (reached) {
            survived++; /* one way to the trusted certificate failed, and the server's chain had two
                         */
        }
        finish();
        if (!reached) {
            break;
        }
    }
    printf("   %u requests made to fail, %u of them survived\n", failures + survived, survived);
    CHECK_EQ(failures > 60 && survived < failures / 4, 1);
}

static void read_secret(void)
{
    char path[160];
    char command[256];
    uint8_t der[256];
    peer_folder();
    snprintf(path, sizeof(path), "%s/device.der", peer_folder());
    snprintf(command, sizeof(command), "openssl ec -in %s/device.key -outform DER -out %s 2>&1 >%s",
             peer_folder(), path, "/dev/null 2>&1");
    CHECK_EQ(system(command), 0);
    CHECK_EQ(peer_file("device.der", der, sizeof(der)) > 39, 1);
    memcpy(device_secret, der + 7, sizeof(device_secret));
}

int main(void)
{
    read_secret();
    RUN(connects_with_tls_1_3_and_mutual_authentication);
    RUN(connects_with_tls_1_2_and_mutual_authentication);
    RUN(server_keeps_its_records_to_what_the_buffer_holds);
    RUN(connects_by_the_newest_common_version_and_can_be_told_which);
    RUN(server_is_told_the_name_and_the_protocols);
    RUN(server_without_our_protocol_is_left);
    RUN(servers_that_are_not_who_they_should_be_are_refused_each_for_its_reason);
    RUN(a_missing_client_certificate_is_named);
    RUN(the_reason_is_found_also_by_a_send_that_finds_the_connection_dead);
    RUN(a_client_certificate_of_another_authority_is_refused_by_name);
    RUN(the_private_key_never_enters_the_process_that_connects);
    RUN(an_rsa_key_signs_too_and_keeps_the_connection_to_tls_1_2);
    RUN(servers_with_rsa_certificates_are_verified_as_well);
    RUN(a_key_that_does_not_sign_ends_the_handshake);
    RUN(without_a_clock_validity_is_judged_by_the_floor);
    RUN(a_stuttering_wire_of_single_bytes_is_enough);
    RUN(taken_data_waits_in_the_session_while_the_wire_has_no_room);
    RUN(a_changed_byte_is_noticed);
    RUN(the_end_of_a_connection_is_told_from_its_being_cut);
    RUN(too_little_memory_is_told_by_size_and_place_until_there_is_enough);
    RUN(what_cannot_work_is_refused_before_anything_is_sent);
    RUN(a_failed_request_for_memory_is_reported_with_its_size_and_leaves_nothing);
    return 0;
}
