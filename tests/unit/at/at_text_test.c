/* SPDX-License-Identifier: MIT */
#include "at_text.h"

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static size_t join(const char *ssid, size_t ssid_bytes, const char *password, char *buffer,
                   size_t size)
{
    struct at_command command;

    at_set(&command, buffer, size, "CWJAP");
    at_put_string(&command, ssid, ssid_bytes);
    at_put_string(&command, password, strlen(password));
    return at_end(&command);
}

/* The first three are the examples of the public reference. */
static void texts_are_quoted_and_escaped(void)
{
    static const struct {
        const char *ssid, *password, *command;
    } cases[] = {
        {"abc", "0123456789", "AT+CWJAP=\"abc\",\"0123456789\"\r\n"},
        {"ab\\,c", "0123456789\"\\", "AT+CWJAP=\"ab\\\\\\,c\",\"0123456789\\\"\\\\\"\r\n"},
        {"comma,backslash\\ssid", "1234567890",
         "AT+CWJAP=\"comma\\,backslash\\\\ssid\",\"1234567890\"\r\n"},
        {"", "", "AT+CWJAP=\"\",\"\"\r\n"},
        {"caf\xc3\xa9 \x01", "x", "AT+CWJAP=\"caf\xc3\xa9 \x01\",\"x\"\r\n"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        test_case = cases[i].ssid;
        const size_t want = strlen(cases[i].command);
        for (size_t room = 0; room <= want + 1; room++) {
            char *const buffer = malloc(room == 0 ? 1 : room);
            const size_t length =
                join(cases[i].ssid, strlen(cases[i].ssid), cases[i].password, buffer, room);
            CHECK_EQ(length, room >= want ? want : 0);
            CHECK_EQ(length > 0 && memcmp(buffer, cases[i].command, want) != 0, 0);
            free(buffer);
        }
    }
}

static void what_a_command_cannot_say_is_refused(void)
{
    char buffer[AT_COMMAND_MAX + 40], text[AT_COMMAND_MAX];

    CHECK_EQ(join("a\rb", 3, "12345678", buffer, sizeof buffer), 0);
    CHECK_EQ(join("a\nb", 3, "12345678", buffer, sizeof buffer), 0);
    CHECK_EQ(join("a\0b", 3, "12345678", buffer, sizeof buffer), 0);
    memset(text, 'x', sizeof text);
    const size_t around = strlen("AT+CWJAP=\"\",\"12345678\"\r\n");
    CHECK_EQ(join(text, AT_COMMAND_MAX - around, "12345678", buffer, sizeof buffer),
             AT_COMMAND_MAX);
    CHECK_EQ(join(text, AT_COMMAND_MAX - around + 1, "12345678", buffer, sizeof buffer), 0);
}

static void parameters_have_one_comma_between_them(void)
{
    static const char want[] = "AT+CIPSTART=3,-2147483648,,,\"\"\r\n";
    struct at_command command;
    char buffer[64];

    at_set(&command, buffer, sizeof buffer, "CIPSTART");
    at_put_number(&command, 3);
    at_put_number(&command, INT32_MIN);
    at_put_omitted(&command);
    at_put_omitted(&command);
    at_put_string(&command, NULL, 0);
    CHECK_EQ(at_end(&command), sizeof want - 1);
    CHECK_EQ(memcmp(buffer, want, sizeof want - 1), 0);
    at_query(&command, buffer, sizeof buffer, "CIPSTA");
    CHECK_EQ(at_end(&command), 12);
    CHECK_EQ(memcmp(buffer, "AT+CIPSTA?\r\n", 12), 0);
    at_execute(&command, buffer, sizeof buffer, "RST");
    CHECK_EQ(at_end(&command), 8);
    CHECK_EQ(memcmp(buffer, "AT+RST\r\n", 8), 0);
}

static void a_scan_is_read_whatever_the_name_is(void)
{
    static const char *const names[] = {
        "home", "", "a\"b", "a,b", "\",-1,\"", "\",-1,\"02:00:00:00:00:01\",6)", "\"", "(),\\"};

    for (size_t i = 0; i < COUNT(names); i++) {
        char line[120];
        int32_t security = -1, rssi = 0, channel = -1;
        uint8_t mac[6];
        struct lib_text name = {NULL, 0};
        test_case = names[i];
        const int length =
            snprintf(line, sizeof line, "+CWLAP:(3,\"%s\",-52,\"02:0A:0b:00:ff:1\",11)", names[i]);
        char *const copy = exact_copy(line, (size_t)length);
        struct at_reader reader = at_read(copy, (size_t)length);
        CHECK_EQ(at_take(&reader, "+CWLAP:("), 1);
        CHECK_EQ(at_take_number(&reader, &security), 1);
        CHECK_EQ(at_take_string(&reader, 3, &name), 1);
        CHECK_EQ(at_take_number(&reader, &rssi), 1);
        CHECK_EQ(at_take_mac(&reader, 1, mac), 1);
        CHECK_EQ(at_take_number(&reader, &channel), 1);
        CHECK_EQ(at_take(&reader, ")") && reader.left.length == 0, 1);
        CHECK_EQ(security == 3 && rssi == -52 && channel == 11, 1);
        CHECK_EQ(name.length == strlen(names[i]) && memcmp(name.at, names[i], name.length) == 0, 1);
        CHECK_EQ(memcmp(mac, "\x02\x0a\x0b\x00\xff\x01", 6), 0);
        free(copy);
    }
}

static bool number_of(const char *text, int32_t *number)
{
    char *const copy = exact_copy(text, strlen(text));
    struct at_reader reader = at_read(copy, strlen(text));
    const bool good = at_take_number(&reader, number);

    free(copy);
    return good;
}

static void numbers_have_their_range(void)
{
    static const struct {
        const char *text;
        bool good;
        int32_t number;
    } cases[] = {
        {"0", true, 0},
        {"-1", true, -1},
        {"2147483647", true, INT32_MAX},
        {"2147483648", false, 0},
        {"-2147483648", true, INT32_MIN},
        {"-2147483649", false, 0},
        {"7,", true, 7},
        {"7)", true, 7},
        {"7\r", true, 7},
        {"7x", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+1", false, 0},
        {" 1", false, 0},
        {"\"1\"", false, 0},
        {"99999999999999", false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        int32_t number = 77;
        test_case = cases[i].text;
        CHECK_EQ(number_of(cases[i].text, &number), cases[i].good);
        CHECK_EQ(number, cases[i].good ? cases[i].number : 77);
    }
}

static void addresses_have_their_form(void)
{
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"\"192.168.3.112\"", true},
        {"\"0.0.0.0\"", true},
        {"\"255.255.255.255\"", true},
        {"\"256.1.1.1\"", false},
        {"\"1.1.1\"", false},
        {"\"1.1.1.1.1\"", false},
        {"\"1..1.1\"", false},
        {"\"a.1.1.1\"", false},
        {"\"0001.1.1.1\"", false},
        {"192.168.3.112", true}, /* of firmware before 2.2 */
        {"192.168.3.112 ", false},
        {"192.168.3", false},
        {"192.168.3.112\"", false},
        {"\"\"", false},
        {"\"1.1.1.1", false},
        {"\"1.1.1.1\"x", false},
        {"\"4294967297.1.1.1\"", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t address[4] = {9, 9, 9, 9};
        test_case = cases[i].text;
        char *const copy = exact_copy(cases[i].text, strlen(cases[i].text));
        struct at_reader reader = at_read(copy, strlen(cases[i].text));
        CHECK_EQ(at_take_address(&reader, 0, address), cases[i].good);
        CHECK_EQ(!cases[i].good && memcmp(address, "\x09\x09\x09\x09", 4) != 0, 0);
        CHECK_EQ(reader.left.length, cases[i].good ? 0 : strlen(cases[i].text));
        free(copy);
    }
}

int main(void)
{
    RUN(texts_are_quoted_and_escaped);
    RUN(what_a_command_cannot_say_is_refused);
    RUN(parameters_have_one_comma_between_them);
    RUN(a_scan_is_read_whatever_the_name_is);
    RUN(numbers_have_their_range);
    RUN(addresses_have_their_form);
    return 0;
}
