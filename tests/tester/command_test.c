/* SPDX-License-Identifier: MIT */
/* Commands of userdata.json: into words, and placeholders into values. */
#include "command_words.h"
#include "placeholder.h"
#include "test.h"

#include <stdbool.h>
#include <string.h>

static bool words_are(const char *const *texts, size_t count, const char *expected)
{
    char **const words = command_words(texts, count);
    char line[512] = "";

    for (size_t i = 0; words[i] != NULL; i++) {
        strcat(line, i > 0 ? "|" : "");
        strcat(line, words[i]);
    }
    command_words_free(words);
    if (strcmp(line, expected) != 0) {
        printf("is   %s\nwant %s\n", line, expected);
    }
    return strcmp(line, expected) == 0;
}

static void one_text_is_a_command_line(void)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"build.sh {{testData.sourcePath}} -x", "build.sh|{{testData.sourcePath}}|-x"},
        {"  a  'b c' \"d \\\" e\" f\\ g h'i'j '' ", "a|b c|d \" e|f g|hij|"},
        {"flash {{device.identifiers[?(@.name == 'serialNo')].value}}/x y",
         "flash|{{device.identifiers[?(@.name == 'serialNo')].value}}/x|y"},
        {"make && ./flash", "/bin/sh|-c|make && ./flash"},
        {"echo $HOME", "/bin/sh|-c|echo $HOME"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].text;
        CHECK_EQ(words_are(&cases[i].text, 1, cases[i].words), true);
    }
}

static void several_texts_are_words_or_command_lines(void)
{
    static const char *const words[] = {"cmake", "--build", "a folder", "$x"};
    static const char *const lines[] = {"cmake -S .", "cmake --build ."};

    CHECK_EQ(words_are(words, 4, "cmake|--build|a folder|$x"), true);
    CHECK_EQ(words_are(lines, 2, "/bin/sh|-c|cmake -S . && cmake --build ."), true);
}

static const struct identifier identifiers[] = {{"serialNo", "4711"}, {"usb", "1-2"}};
static const struct device device = {.id = "first",
                                     .serial_port = "/dev/ttyUSB0",
                                     .baud = 115200,
                                     .identifiers = identifiers,
                                     .identifier_count = 2};
static const struct cmake_settings cmake = {.board = "b",
                                            .toolchain_path = "/opt/gcc",
                                            .toolchain_file = "{{testData.sourcePath}}/a.cmake"};
static const struct placeholder_values values = {.source_path = "/src",
                                                 .tester_root = "/idt",
                                                 .enable_tests = "1",
                                                 .image_name = "aws_tests",
                                                 .device = &device,
                                                 .cmake = &cmake};

static bool expands(const char *text, const char *expected)
{
    char *why = NULL;
    char *const expanded = placeholder_expand(text, &values, &why);
    const bool same = expected != NULL ? expanded != NULL && strcmp(expanded, expected) == 0
                                       : expanded == NULL && why != NULL && strlen(why) > 10;

    if (!same) {
        printf("is %s (%s), want %s\n", expanded != NULL ? expanded : "none",
               why != NULL ? why : "-", expected != NULL ? expected : "none");
    }
    free(expanded);
    free(why);
    return same;
}

static void placeholders_become_values_whatever_their_case(void)
{
    static const char *const cases[][2] = {
        {"plain { } }} text", "plain { } }} text"},
        {"{{testData.sourcePath}}/{{testdata.sourcePath}}", "/src//src"},
        {"{{ TESTDATA.SOURCEPATH }}", "/src"},
        {"{{config.idtRootPath}} {{enableTests}} {{buildImageName}}", "/idt 1 aws_tests"},
        {"{{device.connectivity.serialPort}} {{device.connectivity.protocol}} {{device.id}}",
         "/dev/ttyUSB0 uart first"},
        {"{{device.identifiers[?(@.name == 'serialNo')].value}}", "4711"},
        {"{{device.identifiers[?(@.name==\"usb\")].value[0]}}", "1-2"},
        {"{{ device.identifiers[ ?( @.name  ==  'usb' ) ].value }}", "1-2"},
        {"{{userData.cmakeConfiguration.boardName}} "
         "{{userData.cmakeConfiguration.afrToolchainPath}}",
         "b /opt/gcc"},
        {"{{userData.cmakeConfiguration.cmakeToolchainPath}}", "/src/a.cmake"},
        {"{{userData.cmakeConfiguration.vendorName}}", NULL},
        {"{{device.identifiers[?(@.name == 'serial')].value}}", NULL},
        {"{{device.identifiers[?(@.name == 'usb)].value}}", NULL},
        {"{{device.identifiers[0].value}}", NULL},
        {"{{testData.sourcePath", NULL},
        {"{{testData.sourcePath}} {{sdkPath}}", NULL},
        {"{{inputImageFilePath}}", NULL},
        {"{{unknown}}", NULL},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i][0];
        CHECK_EQ(expands(cases[i][0], cases[i][1]), true);
    }
}

static void what_is_wrong_has_its_place(void)
{
    char *why = NULL;
    size_t offset = 0;

    CHECK_EQ(placeholder_known("{{enableTests}} {{x}}", NULL, &why, &offset), false);
    CHECK_EQ(offset, 16);
    free(why);
    CHECK_EQ(
        placeholder_known("{{device.identifiers[?(@.name == 'x')].value}}", NULL, &why, &offset),
        true);
    CHECK_EQ(placeholder_known("a {{device.identifiers[?(@.name == 'x')].value}}", &device, &why,
                               &offset),
             false);
    CHECK_EQ(offset, 2);
    free(why);
}

int main(void)
{
    RUN(one_text_is_a_command_line);
    RUN(several_texts_are_words_or_command_lines);
    RUN(placeholders_become_values_whatever_their_case);
    RUN(what_is_wrong_has_its_place);
    return 0;
}
