/* SPDX-License-Identifier: MIT */
/* Values in the byte order of the network, and names. */
#include <string.h>

#include "sockets_cases.h"

void init_again(void)
{
    EXPECT_EQUAL(SOCKETS_Init(), pdPASS);
    EXPECT_EQUAL(SOCKETS_Init(), pdPASS);
}

void htons_happy_case(void)
{
    static const uint8_t expected[] = {0x12, 0x34};
    const volatile uint16_t value = 0x1234;
    const uint16_t port = SOCKETS_htons(value);
    static const uint8_t expected_long[] = {0x12, 0x34, 0x56, 0x78};
    const volatile uint32_t long_value = 0x12345678u;
    const uint32_t address = SOCKETS_htonl(long_value);

    EXPECT_BYTES(&port, expected, sizeof expected);
    EXPECT_BYTES(&address, expected_long, sizeof expected_long);
    EXPECT_EQUAL(SOCKETS_ntohs(port), value);
    EXPECT_EQUAL(SOCKETS_ntohl(address), long_value);
}

void inet_addr_quick_happy_case(void)
{
    static const uint8_t expected[] = {192, 168, 7, 250};
    const uint32_t address = SOCKETS_inet_addr_quick(192, 168, 7, 250);

    EXPECT_BYTES(&address, expected, sizeof expected);
}

void inet_ntoa_happy_case(void)
{
    static const struct {
        uint8_t bytes[4];
        const char *text;
    } known[] = {
        {{192, 168, 7, 250}, "192.168.7.250"},
        {{0, 0, 0, 0}, "0.0.0.0"},
        {{255, 255, 255, 255}, "255.255.255.255"},
        {{10, 0, 100, 1}, "10.0.100.1"},
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        char text[16] = "";
        uint32_t address;

        memcpy(&address, known[i].bytes, sizeof address);
        (void)SOCKETS_inet_ntoa(address, text);
        EXPECT(strcmp(text, known[i].text) == 0);
    }
}

void get_host_by_name_happy_case(void)
{
    const struct qualification_parameters *told = &qualification_parameters;

    if (told->port[PORT_NAMES] == 0) {
        qualification_ignore("this run has no name server");
        return;
    }
    const uint32_t address = SOCKETS_GetHostByName(told->host_name);
    const uint32_t expected = qualification_host();

    EXPECT_BYTES(&address, &expected, sizeof address);
}

void get_host_by_name_dotted(void)
{
    const uint32_t address = SOCKETS_GetHostByName("192.0.2.77");
    const uint32_t expected = SOCKETS_inet_addr_quick(192, 0, 2, 77);

    EXPECT_BYTES(&address, &expected, sizeof address);
}

/* RFC 6761: nobody ever has a name in "invalid". */
void get_host_by_name_invalid(void)
{
    static char too_long[securesocketsMAX_DNS_NAME_LENGTH + 2];
    TickType_t start = xTaskGetTickCount();

    EXPECT_EQUAL(SOCKETS_GetHostByName("no-such-host.invalid"), 0);
    EXPECT_WITHIN(kit_ms_since(start), 0, 16000, "ms");
    memset(too_long, 'a', sizeof too_long - 1u);
    EXPECT_EQUAL(SOCKETS_GetHostByName(too_long), 0);
    EXPECT_EQUAL(SOCKETS_GetHostByName(""), 0);
}
