/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "database_format.h"
#include "test.h"

#define PROCESSES 8

static const struct database_format lamps = {
    .owner = "the lamps",
    .tables = "CREATE TABLE IF NOT EXISTS lamp(name TEXT);",
    .application_id = 0x4c616d70,
    .version = 2,
};
static char path[64]; /* of this process's own */

static bool is_taken(const struct database_format *format, bool is_read_only, const char *first,
                     char *error, size_t error_bytes)
{
    sqlite3 *db = NULL;

    error[0] = '\0';
    CHECK_EQ(sqlite3_open(path, &db), SQLITE_OK);
    (void)sqlite3_busy_timeout(db, 20000);
    CHECK_EQ(sqlite3_exec(db, first, NULL, NULL, NULL), SQLITE_OK);
    const bool taken = database_has_format(db, format, is_read_only, error, error_bytes);
    sqlite3_close(db);
    return taken;
}

static void a_new_file_is_the_owners_from_then_on(void)
{
    char error[200];

    CHECK_EQ(is_taken(&lamps, false, "", error, sizeof(error)), true);
    CHECK_EQ(is_taken(&lamps, false, "INSERT INTO lamp VALUES('a')", error, sizeof(error)), true);
    CHECK_EQ(is_taken(&lamps, true, "", error, sizeof(error)), true);
}

static void a_new_file_that_is_only_read_is_nobodys(void)
{
    char error[200];

    CHECK_EQ(is_taken(&lamps, true, "", error, sizeof(error)), false);
    CHECK_EQ(strcmp(error, "the file is no database of the lamps"), 0);
}

static void the_file_of_another_is_refused(void)
{
    char error[200];
    const struct database_format kettles = {"the kettles", lamps.tables, 7, 2};

    CHECK_EQ(is_taken(&lamps, false, "", error, sizeof(error)), true);
    CHECK_EQ(is_taken(&kettles, false, "", error, sizeof(error)), false);
    CHECK_EQ(strcmp(error, "the file is no database of the kettles"), 0);
}

static void a_newer_file_is_refused_and_an_older_is_taken(void)
{
    char error[200];

    CHECK_EQ(is_taken(&lamps, false, "", error, sizeof(error)), true);
    CHECK_EQ(is_taken(&lamps, false, "PRAGMA user_version=3", error, sizeof(error)), false);
    CHECK_EQ(strcmp(error, "the database is of a newer version: 3, this program knows 2"), 0);
    CHECK_EQ(is_taken(&lamps, false, "PRAGMA user_version=1", error, sizeof(error)), true);
}

static void what_is_no_database_has_sqlites_reason(void)
{
    char error[200];
    FILE *const file = fopen(path, "w");

    for (int i = 0; i < 200; i++) {
        (void)fputs("no database ", file);
    }
    (void)fclose(file);
    CHECK_EQ(is_taken(&lamps, false, "", error, sizeof(error)), false);
    CHECK_EQ(strcmp(error, "file is not a database"), 0);
}

/* Each may find it empty, and one is first. */
static void processes_that_make_it_at_once_all_have_it(void)
{
    for (int round = 0; round < 20; round++) {
        int failed = 0, gate[2];

        (void)unlink(path);
        CHECK_EQ(pipe(gate), 0);
        for (int i = 0; i < PROCESSES; i++) {
            if (fork() == 0) {
                char error[200], byte;
                (void)close(gate[1]);
                (void)!read(gate[0], &byte, 1); /* until all are there */
                _exit(is_taken(&lamps, false, "", error, sizeof(error)) ? 0 : 1);
            }
        }
        (void)close(gate[0]);
        (void)close(gate[1]);
        for (int i = 0, status; i < PROCESSES; i++) {
            (void)wait(&status);
            failed += status != 0;
        }
        CHECK_EQ(failed, 0);
    }
}

static void fresh(void)
{
    (void)unlink(path);
}

int main(void)
{
    (void)snprintf(path, sizeof(path), "/tmp/database-format-%d.db", (int)getpid());
    RUN(a_new_file_is_the_owners_from_then_on);
    fresh();
    RUN(a_new_file_that_is_only_read_is_nobodys);
    fresh();
    RUN(the_file_of_another_is_refused);
    fresh();
    RUN(a_newer_file_is_refused_and_an_older_is_taken);
    fresh();
    RUN(what_is_no_database_has_sqlites_reason);
    fresh();
    RUN(processes_that_make_it_at_once_all_have_it);
    fresh();
    return 0;
}
