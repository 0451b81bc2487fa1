/* SPDX-License-Identifier: MIT */
/* sign: keys and certificates, images, what a factory puts into flash, updates. */
#include <stdio.h>
#include <string.h>

#include "verbs.h"

static const char help[] =
    "Usage: sign VERB [FILE] [--option VALUE ...]\n"
    "\n"
    "  key      --key FILE --certificate FILE   a key on P-256 and a certificate that may sign "
    "code\n"
    "           [--name NAME] [--days N] [--ca FILE --ca-key FILE] [--force]\n"
    "  header   --output FILE                   the public key as a C header\n"
    "           (--certificate FILE | --public FILE)\n"
    "  image    BINARY|ELF --output FILE        a signed image\n"
    "           (--version 1.2.3 | --sequence N) --key FILE --certificate FILE\n"
    "           [--start ADDRESS] [--exec ADDRESS]\n"
    "           [--hardware-id N] [--counter N] [--slot-bytes N]\n"
    "  factory  IMAGE --output FILE             what a new flash is filled with\n"
    "           --layout FILE [--boot FILE] [--slot-only | --over FLASH]\n"
    "  update   IMAGE                           the job's own signature over the file, as Base64\n"
    "           --key FILE --certificate FILE [--signature FILE] [--output FILE]\n"
    "  inspect  IMAGE [--json]                  every field, in words\n"
    "  verify   IMAGE                           which rule of the design it breaks\n"
    "           (--certificate FILE | --public FILE) [--layout FILE [--slot N]] [--start ADDRESS]\n"
    "           [--hardware-id N] [--slot-bytes N] [--memory-bytes N] [--above VERSION]\n"
    "           [--counter N]\n"
    "\n"
    "  --release   of header, image, update, verify: refuses the development keys of the tree\n"
    "\n"
    "Numbers are decimal, or hexadecimal behind 0x. Nothing is written when it fails, and each "
    "fault\n"
    "has its own exit status (fault.h).\n";

static const struct {
    const char *name, *options;
    verb *run;
} verbs[] = {
    {"key", "key= certificate= name= days= ca= ca-key= force ", verb_key},
    {"header", "certificate= public= output= release ", verb_header},
    {"image",
     "output= version= sequence= key= certificate= start= exec= hardware-id= counter= slot-bytes= "
     "release ",
     verb_image},
    {"factory", "output= layout= boot= over= slot-only ", verb_factory},
    {"update", "key= certificate= signature= output= release ", verb_update},
    {"inspect", "json ", verb_inspect},
    {"verify",
     "certificate= public= layout= slot= start= hardware-id= slot-bytes= memory-bytes= above= "
     "counter= release ",
     verb_verify},
};

int main(int count, char **words)
{
    struct arguments arguments;

    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--help") == 0 || strcmp(words[i], "-h") == 0) {
            (void)fputs(help, stdout);
            return 0;
        }
    }
    for (unsigned i = 0; count > 1 && i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        if (strcmp(words[1], verbs[i].name) == 0) {
            const enum fault fault =
                arguments_read(&arguments, verbs[i].name, verbs[i].options, count - 2, words + 2);
            return (int)(fault == FAULT_NONE ? verbs[i].run(&arguments) : fault);
        }
    }
    if (count > 1) {
        (void)fail(FAULT_USAGE, "there is no verb %s", words[1]);
    }
    (void)fputs(help, stderr);
    return FAULT_USAGE;
}
