/* SPDX-License-Identifier: MIT */
/* The client against a world of one table: a clock that moves 10 ms with each look at the network,
 * and a server that is a function from request to response. */
#include "core_sntp_client.h"

#include <stdbool.h>

#include "sntp_packet.h"
#include "test.h"

#define TIMEOUT_MS   1000u
#define STEP_MS      10u
#define AUTH_BYTES   4u
#define NAME(string) string, sizeof(string) - 1

struct NetworkContext {
    int unused;
};
struct SntpAuthContext {
    SntpStatus_t generate, validate;
    uint16_t bytes;
    unsigned validated;
};

static struct NetworkContext network;
static struct SntpAuthContext auth;
static const SntpServerInfo_t servers[] = {
    {NAME("a.test"), 123}, {NAME("b.test"), 124}, {NAME("c.test"), 125}};

/* All of the world outside. */
static struct {
    uint64_t clock; /* seconds above, fractions below */
    bool frozen;    /* the clock is too coarse to see a round trip */
    bool (*answer)(uint8_t *packet);
    int32_t (*send)(uint16_t size);
    unsigned answer_after_looks; /* 0: at the first look */
    unsigned looks, sends, sets;
    bool no_name[3];
    int32_t receive_error;
    uint8_t sent[64];
    uint32_t address;
    uint16_t port;
    const SntpServerInfo_t *set_by;
    SntpTimestamp_t set_time;
    int64_t offset_ms;
    SntpLeapSecondInfo_t leap;
} world;

static SntpContext_t client;
static uint8_t buffer[SNTP_PACKET_BASE_SIZE + AUTH_BYTES];

static void pass_ms(unsigned ms)
{
    world.clock += world.frozen ? 0 : ((uint64_t)ms << 32) / 1000u + 1u; /* never less than that */
}

static bool resolve(const SntpServerInfo_t *server, uint32_t *address)
{
    const size_t index = (size_t)(server - servers);
    *address = 0x0A000001u + (uint32_t)index;
    return !world.no_name[index];
}

static void get_time(SntpTimestamp_t *time)
{
    *time = (SntpTimestamp_t){(uint32_t)(world.clock >> 32), (uint32_t)world.clock};
}

static void set_time(const SntpServerInfo_t *server, const SntpTimestamp_t *time, int64_t offset_ms,
                     SntpLeapSecondInfo_t leap)
{
    world.sets++;
    world.set_by = server;
    world.set_time = *time;
    world.offset_ms = offset_ms;
    world.leap = leap;
}

static int32_t send_to(NetworkContext_t *context, uint32_t address, uint16_t port, const void *data,
                       uint16_t size)
{
    CHECK_EQ(context == &network, true);
    world.sends++;
    world.address = address;
    world.port = port;
    memcpy(world.sent, data, size);
    pass_ms(STEP_MS);
    return world.send != NULL ? world.send(size) : size;
}

static int32_t receive_from(NetworkContext_t *context, uint32_t address, uint16_t port, void *data,
                            uint16_t size)
{
    uint8_t packet[SNTP_PACKET_BASE_SIZE + AUTH_BYTES] = {0};

    CHECK_EQ(context == &network, true);
    CHECK_EQ(address, world.address);
    CHECK_EQ(port, world.port);
    pass_ms(STEP_MS);
    if (world.receive_error != 0) {
        return world.receive_error;
    }
    if (world.looks++ < world.answer_after_looks || world.answer == NULL) {
        return 0;
    }
    if (!world.answer(packet)) {
        memcpy(data, packet, SNTP_PACKET_BASE_SIZE - 1);
        return SNTP_PACKET_BASE_SIZE - 1;
    }
    memcpy(data, packet, size);
    return size;
}

static SntpStatus_t generate(SntpAuthContext_t *context, const SntpServerInfo_t *server, void *data,
                             size_t size, uint16_t *added)
{
    CHECK_EQ(context == &auth && server != NULL && size == sizeof buffer, true);
    memset((uint8_t *)data + SNTP_PACKET_BASE_SIZE, 0x5A, AUTH_BYTES);
    *added = auth.bytes;
    return auth.generate;
}

static SntpStatus_t validate(SntpAuthContext_t *context, const SntpServerInfo_t *server,
                             const void *data, uint16_t size)
{
    CHECK_EQ(context == &auth && server != NULL && data != NULL, true);
    CHECK_EQ(size, SNTP_PACKET_BASE_SIZE + AUTH_BYTES);
    auth.validated++;
    return auth.validate;
}

static const UdpTransportInterface_t transport = {&network, send_to, receive_from};
static const SntpAuthenticationInterface_t with_auth = {&auth, generate, validate};

static SntpTimestamp_t request_time(void)
{
    SntpTimestamp_t time = {0, 0};
    for (int i = 0; i < 4; i++) {
        time.seconds = time.seconds << 8 | world.sent[AT_TRANSMIT + i];
        time.fractions = time.fractions << 8 | world.sent[AT_TRANSMIT + 4 + i];
    }
    return time;
}

/* The server's clock is 100 s ahead of the client's. */
static bool good(uint8_t *packet)
{
    SntpTimestamp_t time;
    get_time(&time);
    time.seconds += 100;
    packet_write(packet, request_time(), time, time);
    return true;
}

static bool alarmed(uint8_t *packet)
{
    (void)good(packet);
    packet[0] |= 0xC0;
    return true;
}

static bool forged(uint8_t *packet)
{
    (void)good(packet);
    packet[AT_ORIGINATE + 7] ^= 1;
    return true;
}

/* Ten forgeries arrive before the answer. */
static bool forged_then_good(uint8_t *packet)
{
    return world.looks <= 10 ? forged(packet) : good(packet);
}

static bool cut(uint8_t *packet)
{
    (void)good(packet);
    return false;
}

static bool kiss(uint8_t *packet, const char *code)
{
    (void)good(packet);
    packet_make_kiss(packet, code);
    return true;
}

static bool deny(uint8_t *packet)
{
    return kiss(packet, "DENY");
}

static bool rate(uint8_t *packet)
{
    return kiss(packet, "RATE");
}

static bool other_kiss(uint8_t *packet)
{
    return kiss(packet, "XYZZ");
}

static SntpStatus_t init_with(const SntpAuthenticationInterface_t *authentication)
{
    memset(&world, 0, sizeof world);
    memset(&client, 0, sizeof client);
    world.clock = (uint64_t)3900000000u << 32;
    auth = (struct SntpAuthContext){.bytes = AUTH_BYTES};
    return Sntp_Init(&client, servers, 3, TIMEOUT_MS, buffer, sizeof buffer, resolve, get_time,
                     set_time, &transport, authentication);
}

static void start(bool (*answer)(uint8_t *))
{
    CHECK_EQ(init_with(NULL), SntpSuccess);
    world.answer = answer;
}

static void send_request(void)
{
    world.looks = 0;
    CHECK_EQ(Sntp_SendTimeRequest(&client, 0xFFFF0000u, 100), SntpSuccess);
}

static void an_answer_sets_the_time_once(void)
{
    start(good);
    send_request();
    CHECK_EQ(world.address, 0x0A000001u);
    CHECK_EQ(world.port, 123);
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 500), SntpSuccess);
    CHECK_EQ(world.sets, 1);
    CHECK_EQ(world.set_by == &servers[0], true);
    CHECK_EQ(world.set_time.seconds, 3900000100u);
    CHECK_EQ(world.offset_ms, 100010); /* half of the 20 ms on the way; the salt is 15 us */
    CHECK_EQ(world.leap, NoLeapSecond);
    CHECK_EQ(client.currentServerIndex, 0);

    test_case = "the same answer again";
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 500), SntpErrorBadParameter);
    CHECK_EQ(world.sets, 1);
}

static void the_alarm_reaches_the_application(void)
{
    start(alarmed);
    send_request();
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 500), SntpSuccess);
    CHECK_EQ(world.leap, AlarmServerNotSynchronized);
}

static void forgeries_neither_set_the_time_nor_end_the_request(void)
{
    start(forged_then_good);
    send_request();
    test_case = "one look, one forgery";
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 0), SntpInvalidResponse);
    CHECK_EQ(world.sets, 0);
    test_case = "then the answer behind nine more";
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 500), SntpSuccess);
    CHECK_EQ(world.looks, 11);
    CHECK_EQ(world.sets, 1);
}

static void short_packets_are_ignored_too(void)
{
    start(cut);
    send_request();
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), SntpInvalidResponse);
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 5000), SntpErrorResponseTimeout);
    CHECK_EQ(world.sets, 0);
}

static void a_silent_server_is_given_up_in_time_and_the_next_one_asked(void)
{
    start(NULL);
    for (size_t i = 0; i < 7; i++) {
        send_request();
        CHECK_EQ(world.address, 0x0A000001u + i % 3);
        CHECK_EQ(world.port, servers[i % 3].port);
        const uint64_t begin = world.clock;
        CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 300), SntpNoResponseReceived);
        CHECK_EQ(client.currentServerIndex, i % 3);
        CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 60000), SntpErrorResponseTimeout);
        const uint64_t took_ms = ((world.clock - begin) * 1000u) >> 32;
        CHECK_EQ(took_ms >= TIMEOUT_MS - 2 * STEP_MS && took_ms <= TIMEOUT_MS + STEP_MS, true);
        CHECK_EQ(client.currentServerIndex, (i + 1) % 3);
    }
    world.answer = good;
    send_request();
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), SntpSuccess);
    CHECK_EQ(world.set_by == &servers[1], true);
}

static void the_time_is_over_at_its_end_not_after_it(void)
{
    start(NULL);
    send_request();
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, TIMEOUT_MS - STEP_MS), SntpErrorResponseTimeout);
    start(NULL);
    send_request();
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, TIMEOUT_MS - 2 * STEP_MS), SntpNoResponseReceived);
}

static void random_bits_in_the_request_make_no_time_pass(void)
{
    start(good);
    world.frozen = true;
    send_request();
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 0), SntpSuccess);
}

static void a_late_answer_is_no_answer(void)
{
    start(good);
    send_request();
    pass_ms(TIMEOUT_MS + 1);
    test_case = "it waits in the socket when the time is over";
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), SntpErrorResponseTimeout);
    CHECK_EQ(world.sets, 0);

    test_case = "it comes when the next request is pending";
    uint8_t old[64];
    memcpy(old, world.sent, sizeof old);
    send_request();
    memcpy(world.sent, old, sizeof old);
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), SntpInvalidResponse);
    CHECK_EQ(world.sets, 0);

    test_case = "in the last moment it is in time";
    start(good);
    send_request(); /* 10 ms, and 10 ms to receive */
    pass_ms(TIMEOUT_MS - 2 * STEP_MS);
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 0), SntpSuccess);
}

static void a_refusal_ends_the_request_and_moves_on(void)
{
    static const struct {
        const char *what;
        bool (*answer)(uint8_t *);
        SntpStatus_t status;
    } cases[] = {
        {"DENY", deny, SntpRejectedResponseChangeServer},
        {"RATE", rate, SntpRejectedResponseRetryWithBackoff},
        {"other", other_kiss, SntpRejectedResponseOtherCode},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        start(cases[i].answer);
        send_request();
        CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), cases[i].status);
        CHECK_EQ(world.sets, 0);
        CHECK_EQ(client.currentServerIndex, 1);
        CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), SntpErrorBadParameter);
    }
}

static void a_server_without_address_is_passed_over(void)
{
    start(good);
    world.no_name[0] = true;
    CHECK_EQ(Sntp_SendTimeRequest(&client, 1, 0), SntpErrorDnsFailure);
    CHECK_EQ(world.sends, 0);
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 0), SntpErrorBadParameter);
    send_request();
    CHECK_EQ(world.address, 0x0A000002u);
}

static int32_t busy(uint16_t size)
{
    return world.sends < 5 ? 0 : size;
}

static int32_t never(uint16_t size)
{
    (void)size;
    return 0;
}

static int32_t part(uint16_t size)
{
    return size - 1;
}

static int32_t broken(uint16_t size)
{
    (void)size;
    return -1;
}

static void sending_waits_as_long_as_told(void)
{
    static const struct {
        const char *what;
        int32_t (*send)(uint16_t);
        uint32_t block_ms;
        SntpStatus_t status;
        unsigned sends;
    } cases[] = {
        {"busy for a while", busy, 100, SntpSuccess, 5},
        {"busy for too long", busy, 4 * STEP_MS, SntpErrorSendTimeout, 4},
        {"once", never, 0, SntpErrorSendTimeout, 1},
        {"never", never, 1000, SntpErrorSendTimeout, 100},
        {"half a datagram", part, 1000, SntpErrorNetworkFailure, 1},
        {"broken", broken, 1000, SntpErrorNetworkFailure, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        start(good);
        world.send = cases[i].send;
        CHECK_EQ(Sntp_SendTimeRequest(&client, 1, cases[i].block_ms), cases[i].status);
        CHECK_EQ(world.sends, cases[i].sends);
        CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 0),
                 cases[i].status == SntpSuccess ? SntpSuccess : SntpErrorBadParameter);
    }
}

static void a_failing_transport_is_reported_and_the_request_stays(void)
{
    static const int32_t errors[] = {-1, INT32_MIN, SNTP_PACKET_BASE_SIZE + 1, INT32_MAX};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        start(good);
        send_request();
        world.receive_error = errors[i];
        CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), SntpErrorNetworkFailure);
        world.receive_error = 0;
        CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), SntpSuccess);
    }
}

static void a_clock_that_is_set_back_ends_the_request(void)
{
    start(NULL);
    send_request();
    world.clock -= (uint64_t)60 << 32;
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), SntpErrorResponseTimeout);
}

static void the_end_of_the_era_is_a_second_like_any_other(void)
{
    start(NULL);
    world.clock = UINT64_MAX - ((uint64_t)1 << 31); /* half a second to go */
    send_request();
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 800), SntpNoResponseReceived);
    CHECK_EQ(world.clock >> 32, 0);
    world.answer = good;
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 100), SntpSuccess);
    CHECK_EQ(world.set_time.seconds, 100);
    CHECK_EQ(world.offset_ms > 100000 && world.offset_ms < 101000, true);
}

static void authentication_is_appended_and_checked(void)
{
    CHECK_EQ(init_with(&with_auth), SntpSuccess);
    world.answer = good;
    send_request();
    CHECK_EQ(world.sent[SNTP_PACKET_BASE_SIZE], 0x5A);
    test_case = "not an answer: not even looked at";
    world.answer = forged;
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 0), SntpInvalidResponse);
    CHECK_EQ(auth.validated, 0);
    test_case = "without proof";
    world.answer = good;
    auth.validate = SntpServerNotAuthenticated;
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 0), SntpServerNotAuthenticated);
    CHECK_EQ(world.sets, 0);
    test_case = "a refusal without proof";
    world.answer = deny;
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 0), SntpServerNotAuthenticated);
    CHECK_EQ(client.currentServerIndex, 0);
    test_case = "with proof";
    world.answer = good;
    auth.validate = SntpSuccess;
    CHECK_EQ(Sntp_ReceiveTimeResponse(&client, 0), SntpSuccess);
    CHECK_EQ(world.sets, 1);

    test_case = "the code cannot be made";
    auth.generate = SntpErrorAuthFailure;
    CHECK_EQ(Sntp_SendTimeRequest(&client, 1, 0), SntpErrorAuthFailure);
    test_case = "the code does not fit";
    auth = (struct SntpAuthContext){.bytes = AUTH_BYTES + 1};
    CHECK_EQ(Sntp_SendTimeRequest(&client, 1, 0), SntpErrorAuthFailure);
    auth.bytes = UINT16_MAX;
    CHECK_EQ(Sntp_SendTimeRequest(&client, 1, 0), SntpErrorAuthFailure);
    CHECK_EQ(world.sends, 1);
}

static void init_refuses_what_is_missing(void)
{
    static const UdpTransportInterface_t no_send = {NULL, NULL, receive_from};
    static const UdpTransportInterface_t no_receive = {NULL, send_to, NULL};
    static const SntpAuthenticationInterface_t no_generate = {NULL, NULL, validate};
    static const SntpAuthenticationInterface_t no_validate = {NULL, generate, NULL};
    static const SntpServerInfo_t nameless[] = {{NAME("a"), 1}, {NULL, 1, 1}};
    static const SntpServerInfo_t empty[] = {{NAME("a"), 1}, {"", 0, 1}};
    SntpContext_t c = {0};

#define INIT(list, n, b, size, r, g, s, t, a)                                                      \
    Sntp_Init(&c, list, n, TIMEOUT_MS, b, size, r, g, s, t, a)
    CHECK_EQ(
        Sntp_Init(NULL, servers, 3, 1, buffer, 48, resolve, get_time, set_time, &transport, NULL),
        SntpErrorBadParameter);
#define BAD(...) CHECK_EQ(INIT(__VA_ARGS__), SntpErrorBadParameter)
    BAD(NULL, 3, buffer, 48, resolve, get_time, set_time, &transport, NULL);
    BAD(servers, 0, buffer, 48, resolve, get_time, set_time, &transport, NULL);
    BAD(nameless, 2, buffer, 48, resolve, get_time, set_time, &transport, NULL);
    BAD(empty, 2, buffer, 48, resolve, get_time, set_time, &transport, NULL);
    BAD(servers, 3, NULL, 48, resolve, get_time, set_time, &transport, NULL);
    BAD(servers, 3, buffer, 48, NULL, get_time, set_time, &transport, NULL);
    BAD(servers, 3, buffer, 48, resolve, NULL, set_time, &transport, NULL);
    BAD(servers, 3, buffer, 48, resolve, get_time, NULL, &transport, NULL);
    BAD(servers, 3, buffer, 48, resolve, get_time, set_time, NULL, NULL);
    BAD(servers, 3, buffer, 48, resolve, get_time, set_time, &no_send, NULL);
    BAD(servers, 3, buffer, 48, resolve, get_time, set_time, &no_receive, NULL);
    BAD(servers, 3, buffer, 48, resolve, get_time, set_time, &transport, &no_generate);
    BAD(servers, 3, buffer, 48, resolve, get_time, set_time, &transport, &no_validate);
    CHECK_EQ(INIT(servers, 3, buffer, 47, resolve, get_time, set_time, &transport, NULL),
             SntpErrorBufferTooSmall);
    CHECK_EQ(c.pTimeServers == NULL, true);

    test_case = "not initialised";
    CHECK_EQ(Sntp_SendTimeRequest(NULL, 0, 0), SntpErrorBadParameter);
    CHECK_EQ(Sntp_SendTimeRequest(&c, 0, 0), SntpErrorContextNotInitialized);
    CHECK_EQ(Sntp_ReceiveTimeResponse(NULL, 0), SntpErrorBadParameter);
    CHECK_EQ(Sntp_ReceiveTimeResponse(&c, 0), SntpErrorContextNotInitialized);
    CHECK_EQ(INIT(servers, 3, buffer, 48, resolve, get_time, set_time, &transport, NULL),
             SntpSuccess);
    CHECK_EQ(Sntp_ReceiveTimeResponse(&c, 0), SntpErrorBadParameter);
}

static void every_status_has_its_name(void)
{
    for (int status = SntpSuccess; status <= SntpErrorContextNotInitialized; status++) {
        const char *name = Sntp_StatusToStr((SntpStatus_t)status);
        CHECK_EQ(name != NULL && strncmp(name, "Sntp", 4) == 0, true);
    }
    CHECK_EQ(
        strcmp(Sntp_StatusToStr(SntpErrorContextNotInitialized), "SntpErrorContextNotInitialized"),
        0);
    CHECK_EQ(strcmp(Sntp_StatusToStr((SntpStatus_t)17), "?"), 0);
}

int main(void)
{
    RUN(an_answer_sets_the_time_once);
    RUN(the_alarm_reaches_the_application);
    RUN(forgeries_neither_set_the_time_nor_end_the_request);
    RUN(short_packets_are_ignored_too);
    RUN(a_silent_server_is_given_up_in_time_and_the_next_one_asked);
    RUN(the_time_is_over_at_its_end_not_after_it);
    RUN(random_bits_in_the_request_make_no_time_pass);
    RUN(a_late_answer_is_no_answer);
    RUN(a_refusal_ends_the_request_and_moves_on);
    RUN(a_server_without_address_is_passed_over);
    RUN(sending_waits_as_long_as_told);
    RUN(a_failing_transport_is_reported_and_the_request_stays);
    RUN(a_clock_that_is_set_back_ends_the_request);
    RUN(the_end_of_the_era_is_a_second_like_any_other);
    RUN(authentication_is_appended_and_checked);
    RUN(init_refuses_what_is_missing);
    RUN(every_status_has_its_name);
    return 0;
}
