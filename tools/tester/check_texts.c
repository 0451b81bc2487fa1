/* SPDX-License-Identifier: MIT */
/* Licence and copyright of each file that can have a comment. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "check_parts.h"
#include "complaints.h"

struct visit {
    const struct check *check;
    struct complaints *complaints;
};

static const char *const endings[] = {".c",     ".h",  ".s",  ".inc", ".ld",  ".cpp", ".hpp",
                                      ".cmake", ".py", ".sh", ".cfg", ".tcl", NULL};

/* Whether a file has comments, and so a licence. */
static bool is_source(const char *name)
{
    const char *const slash = strrchr(name, '/');
    const char *const last = slash != NULL ? slash + 1 : name;
    const char *const dot = strrchr(last, '.');

    for (size_t i = 0; dot != NULL && endings[i] != NULL; i++) {
        if (strcasecmp(dot, endings[i]) == 0) {
            return true;
        }
    }
    return strcmp(last, "CMakeLists.txt") == 0;
}

static void find_licence(void *context, const char *name, bool is_folder)
{
    static const char tag[] = "SPDX-License-Identifier:";
    const struct visit *const visit = context;
    char *const text = !is_folder && is_source(name) ? check_read(visit->check, name) : NULL;
    char *path;
    const char *found, *end;

    if (text == NULL) {
        return;
    }
    path = check_path(visit->check, name);
    end = text;
    for (int line = 0; line < 3 && end != NULL; line++) { /* below #! and a coding line at most */
        end = strchr(end + (line > 0), '\n');
    }
    found = strstr(text, tag);
    if (found == NULL || (end != NULL && found > end)) {
        complain(visit->complaints, path, 1, 1,
                 "no licence; expected \"SPDX-License-Identifier: MIT\" or that of the file");
    } else {
        found += strlen(tag);
        found += strspn(found, " ");
        if (!isalnum((unsigned char)*found)) {
            complain(visit->complaints, path, 1, 1, "SPDX-License-Identifier: names no licence");
        }
    }
    if (strstr(text, "Amazon.com") != NULL || strstr(text, "Amazon Web Services") != NULL) {
        complain_mildly(visit->complaints, path, 0, 0,
                        "has words of another licence's owner; keep them only where their code is");
    }
    free(path);
    free(text);
}

enum check_state check_licence(const struct check *check, struct complaints *complaints)
{
    struct visit visit = {check, complaints};

    check_each(check, find_licence, &visit);
    return CHECK_JUDGED;
}

/* The first year of four digits; 0: there is none. */
static int year_of(const char *text)
{
    for (; *text != '\0'; text++) {
        if (isdigit((unsigned char)text[0]) && strspn(text, "0123456789") == 4) {
            return atoi(text);
        }
        text += strspn(text, "0123456789") > 1 ? strspn(text, "0123456789") - 1 : 0;
    }
    return 0;
}

/* Whether words are left beside the year and the signs. */
static bool has_owner(const char *text)
{
    static const char *const no_owner[] = {"c",  "all",       "rights", "reserved",
                                           "by", "copyright", NULL};
    char word[32];
    size_t length = 0;

    for (;; text++) {
        if (isalpha((unsigned char)*text)) {
            word[length] = (char)tolower((unsigned char)*text);
            length += length < sizeof(word) - 1;
            continue;
        }
        word[length] = '\0';
        bool counts = length > 0;

        for (size_t i = 0; counts && no_owner[i] != NULL; i++) {
            counts = strcmp(word, no_owner[i]) != 0;
        }
        if (counts) {
            return true;
        }
        length = 0;
        if (*text == '\0') {
            return false;
        }
    }
}

static void judge_statement(const struct visit *visit, const char *name, unsigned line,
                            const char *begin, const char *at)
{
    const time_t now = time(NULL);
    struct tm today;
    const int year = year_of(at);
    char *const path = check_path(visit->check, name);
    const unsigned column = (unsigned)(at - begin) + 1;

    gmtime_r(&now, &today);
    if (year == 0) {
        complain(visit->complaints, path, line, column, "a copyright without a year");
    } else if (year < 1970 || year > today.tm_year + 1900) {
        complain(visit->complaints, path, line, column,
                 "a copyright of the year %d; expected one up to %d", year, today.tm_year + 1900);
    }
    if (!has_owner(at + strlen("copyright"))) {
        complain(visit->complaints, path, line, column, "a copyright without an owner");
    }
    free(path);
}

static void find_copyright(void *context, const char *name, bool is_folder)
{
    const struct visit *const visit = context;
    char *const text = !is_folder && is_source(name) ? check_read(visit->check, name) : NULL;
    unsigned line = 0;

    for (char *rest = text, *one; text != NULL && (one = strsep(&rest, "\n")) != NULL;) {
        const char *const at = strcasestr(one, "copyright");

        line++;
        if (at != NULL && strcasestr(one, "copyright notice") == NULL &&
            strcasestr(one, "copyright holder") == NULL) {
            judge_statement(visit, name, line, one, at);
        }
    }
    free(text);
}

enum check_state check_copyright(const struct check *check, struct complaints *complaints)
{
    struct visit visit = {check, complaints};

    check_each(check, find_copyright, &visit);
    return CHECK_JUDGED;
}
