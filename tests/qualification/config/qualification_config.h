/* SPDX-License-Identifier: MIT */
/* Written by the tester in its copy of the tree; these are the values of a build without it. */
/* A name more moves no other line. */
/* clang-format off */
#ifndef QUALIFICATION_CONFIG_H
#define QUALIFICATION_CONFIG_H

#define QUALIFICATION_RUN       "0"
#define QUALIFICATION_ONLY      ""
/* Before the first line, for whoever has to open the console. */
#define QUALIFICATION_START_DELAY_MS 0
/* Whoever listens compares the board's time with a clock. */
#define QUALIFICATION_TIMED     0
#define QUALIFICATION_HOST      "10.0.2.2"
#define QUALIFICATION_HOST_NAME "localhost"
/* In the order of enum qualification_port. */
#define QUALIFICATION_PORT_LIST              0
#define QUALIFICATION_THING                  ""
#define QUALIFICATION_ROOT                   ""
#define QUALIFICATION_IDENTITY               "", ""
#define QUALIFICATION_IDENTITY_RSA           "", ""
#define QUALIFICATION_IDENTITY_MALFORMED     "", ""
#define QUALIFICATION_IDENTITY_UNTRUSTED     "", ""
#define QUALIFICATION_IDENTITY_OWN_AUTHORITY "", ""
#define QUALIFICATION_WIFI_CLIENT            "", "", ""
#define QUALIFICATION_WIFI_TEST              "", "", ""

#endif
