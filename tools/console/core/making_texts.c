/* SPDX-License-Identifier: MIT */
/* Texts of tools/console/package: <file>.text with @NAME@ where something of the choice stands. */
#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "making.h"
#include "tree.h"

#define FOLDER "tools/console/package/texts"

/* What the names in the texts stand for: name -> text. */
static void set(json_t *names, const char *name, char *text)
{
    json_object_set_new(names, name, json_string(text));
    free(text);
}

char *making_words(const struct making *making, const char *which)
{
    json_t *const seen = json_object();
    struct text words = {0};
    const json_t *module, *word;
    size_t i, k;

    json_array_foreach(json_object_get(making->choice, "modules"), i, module)
    {
        json_array_foreach(
            json_path(making->catalogue->modules, json_string_value(module), which, NULL), k, word)
        {
            const char *const name = json_string_value(word);

            if (name != NULL && json_object_get(seen, name) == NULL &&
                json_path(making->table, "libraries", name, NULL) != NULL) {
                json_object_set_new(seen, name, json_true());
                text_print(&words, "%s%s", words.length == 0 ? "" : " ", name);
            }
        }
    }
    json_decref(seen);
    return text_take(&words);
}

const char *making_image(const struct making *making)
{
    const char *const image =
        json_text(json_path(making->table, "demos", making->demo, NULL), "image");

    return image[0] == '\0' ? "app" : image;
}

/* "| Title | version | why |" of each module. */
static char *module_lines(const struct making *making)
{
    struct text lines = {0};
    const json_t *module;
    const char *id;

    json_object_foreach(making->catalogue->modules, id, module)
    {
        const json_t *const why = json_object_get(making->closure.modules, id);

        if (why != NULL && json_is_true(json_object_get(module, "visible"))) {
            text_print(&lines, "| %s | %s | %s |\n", json_text(module, "title"),
                       json_text(module, "version"), json_text(module, "describes"));
        }
    }
    return text_take(&lines);
}

/* Debian's packages for the board's architecture. */
static const char *packages_of(const char *arch)
{
    if (text_starts(arch, "armv")) {
        return "cmake ninja-build gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm "
               "gdb-multiarch";
    }
    if (strcmp(arch, "riscv") == 0) {
        return "cmake ninja-build gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf "
               "qemu-system-misc "
               "gdb-multiarch";
    }
    return "cmake ninja-build clang libc6-dev libslirp-dev gdb";
}

/* What the preset sets, as the inside of an object. */
static char *cache_variables(const json_t *preset)
{
    json_t *const variables = json_deep_copy(json_object_get(preset, "cacheVariables"));

    json_object_del(variables, "DUNLIN_BOARD"); /* CMakeLists.txt says it */
    char *const text = json_dumps(variables, JSON_COMPACT | JSON_SORT_KEYS);
    char *const spaced = text_replace(text, "\",\"", "\",\n                \"");
    char *const inner = text_replace(spaced, "\":\"", "\": \"");

    json_decref(variables);
    free(spaced);
    free(text);
    inner[strlen(inner) - 1] = '\0';
    memmove(inner, inner + 1, strlen(inner));
    return inner;
}

static char *toolchain_line(const json_t *preset)
{
    const char *const file = json_text(preset, "toolchainFile");
    const char *const start = "${sourceDir}/";

    return text_starts(file, start)
               ? text_make("\"toolchainFile\": \"${sourceDir}/dunlin/%s\",\n            ",
                           file + strlen(start))
               : text_make("%s", "");
}

/* Target app_whole, where something was chosen. */
static char *whole(const struct making *making)
{
    char *const libraries = making_words(making, "libraries");
    char *const needs = making_words(making, "needs");
    char *const text =
        libraries[0] == '\0'
            ? text_make("%s", "")
            : text_make("\n# Everything that was chosen, whether it is called or not: what it "
                        "takes at most.\n"
                        "dunlin_keep(app_whole LIKE %s MODULES %s%s%s)\n",
                        making_image(making), libraries, needs[0] == '\0' ? "" : " LIBS ", needs);

    free(needs);
    free(libraries);
    return text;
}

/* Does the demo run in a bootloader's slot? */
static bool is_updated(const struct making *making)
{
    return content_has(&making->content, "dunlin/tools/sign/main.c") && making->demo[0] != '\0';
}

static char *updates(const struct making *making)
{
    return is_updated(making)
               ? text_make("Updates: `cmake --preset default -D DUNLIN_IMAGE_VERSION=1.1.0`, then "
                           "`cmake --build --preset default --target image` makes "
                           "`build/%s.image`, signed; in a checkout of Dunlin `./run ota --thing "
                           "THING --image FILE` rolls it out. `run` boots the bootloader, and "
                           "wants `credentials/`. Signed with the key that everybody has: make "
                           "one of your own with `build/signer/tools/sign/dunlin-sign key`, "
                           "`... header`, and say `-D DUNLIN_SIGNING_KEY=` and `-D "
                           "DUNLIN_SIGNER_KEY=` before anything leaves your desk.\n\n",
                           making_image(making))
               : text_make("%s", "");
}

static json_t *names_of(const struct making *making)
{
    const struct catalogue *const catalogue = making->catalogue;
    const json_t *const board = catalogue_board(catalogue, making->board);
    const json_t *const preset = json_path(catalogue->boards, making->board, "preset", NULL);
    const bool crosses = json_text(preset, "toolchainFile")[0] != '\0';
    const char *const demo = json_text(json_object_get(catalogue->demos, making->demo), "title");
    const char *const waits = crosses ? "QEMU, waiting for gdb" : "gdb in the terminal";
    json_t *const names = json_object();

    set(names, "NAME", text_make("%s", json_text(making->choice, "name")));
    set(names, "BOARD", text_make("%s", making->board));
    set(names, "TITLE", text_make("%s", catalogue_title_of_board(catalogue, making->board)));
    set(names, "ABOUT", text_make("%s", json_text(board, "description")));
    set(names, "DEMO", text_make("%s", demo[0] == '\0' ? "the least that a program is" : demo));
    set(names, "IMAGE", text_make("%s", making_image(making)));
    set(names, "FILE", text_make("%s%s", making_image(making), crosses ? ".elf" : ""));
    set(names, "GDB", text_make("%s", crosses ? "gdb-multiarch" : "gdb"));
    set(names, "RELEASE", text_make("%s", catalogue_release(catalogue)));
    set(names, "PACKAGES",
        text_make("%s%s", packages_of(json_text(board, "arch")),
                  is_updated(making) ? " gcc libc6-dev pkg-config libssl-dev libjansson-dev" : ""));
    set(names, "UPDATES", updates(making));
    set(names, "MODULES", module_lines(making));
    set(names, "PROFILE", text_make("%s", making->profile));
    set(names, "WHOLE", whole(making));
    set(names, "CACHE", cache_variables(preset));
    set(names, "TOOLCHAIN", toolchain_line(preset));
    set(names, "GENERATOR", text_make("%s", json_text(preset, "generator")));
    set(names, "COMMAND", choice_command(making->choice));
    set(names, "WAITS", text_make("%s", waits));
    set(names, "TASK", text_make("%s", crosses ? waits : "build"));
    set(names, "SERVER",
        text_make("%s",
                  crosses ? "\"miDebuggerServerAddress\": \"localhost:1234\",\n            " : ""));
    return names;
}

/* The text with each @NAME@ replaced; NULL: a name is unknown. */
static char *fill(const char *text, const json_t *names)
{
    struct text out = {0};

    for (const char *at; (at = strchr(text, '@')) != NULL;) {
        const size_t length = strspn(at + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        char name[32] = "";

        text_add(&out, text, (size_t)(at - text));
        if (length == 0 || length >= sizeof(name) || at[1 + length] != '@') {
            text_add(&out, "@", 1); /* one of its own */
            text = at + 1;
            continue;
        }
        memcpy(name, at + 1, length);
        const char *const value = json_string_value(json_object_get(names, name));

        if (value == NULL) {
            free(out.bytes);
            return NULL;
        }
        text_add(&out, value, strlen(value));
        text = at + length + 2;
    }
    text_add(&out, text, strlen(text));
    return text_take(&out);
}

void making_texts(struct making *making)
{
    static const char *const texts[][2] = {
        {"CMakeLists.txt.text", "CMakeLists.txt"},
        {"CMakePresets.json.text", "CMakePresets.json"},
        {"README.md.text", "README.md"},
        {"tasks.json.text", ".vscode/tasks.json"},
        {"launch.json.text", ".vscode/launch.json"},
        {"settings.json.text", ".vscode/settings.json"},
        {"extensions.json.text", ".vscode/extensions.json"},
        {"c_cpp_properties.json.text", ".vscode/c_cpp_properties.json"},
        {"clangd.text", ".clangd"},
        {"project.text", ".project"},
        {"cproject.text", ".cproject"},
    };
    json_t *const names = names_of(making);
    char *const licence = text_make("%s/LICENSE", making->catalogue->root);

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        char *const path = text_make("%s/" FOLDER "/%s", making->catalogue->root, texts[i][0]);
        struct text text = {0};
        char *const filled = tree_read(path, &text) ? fill(text.bytes, names) : NULL;

        if (filled == NULL) {
            content_fail(&making->content, "%s cannot be read, or has an unknown @NAME@", path);
        } else {
            content_print(&making->content, texts[i][1], filled);
        }
        free(filled);
        free(text.bytes);
        free(path);
    }
    content_file(&making->content, "LICENSE", licence);
    free(licence);
    json_decref(names);
}
