/* SPDX-License-Identifier: MIT */
/* A Wi-Fi module that speaks the ESP-AT command set, and the air around it.
 *
 *      UART socket ── wire.c ──► command.c ──► basic, radio, soft_ap, link, link_tls, names
 *          ▲  faults on bytes        │ wrong: blame.c                │ say()
 *          └────────────────────────┴───────────────────────────────┘
 *      control socket ── control.c: faults on command, state, blame
 *
 * One thread; poll() in loop.c. A command that takes time leaves `resume` and `resume_at` behind;
 * until it has answered, the module is busy.
 */
#ifndef MODEM_H
#define MODEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>
#include <openssl/ssl.h>

#define LINKS         5
#define ALL_LINKS     LINKS /* this number as a link means all of them */
#define POINTS        8
#define NAME_BYTES    64
#define COMMAND_BYTES 256 /* with CR LF */
#define PARAMETERS    16
#define SEND_BYTES    8192
#define WINDOW_BYTES  5760 /* what the module keeps of a link in passive mode */
#define ACTIVE_BYTES  2920
#define SIGNAL_FLOOR  (-90) /* dBm, below nothing is heard */
#define ALPN_MAX      5
#define OUTPUT_BYTES  (256 * 1024)
#define NEVER         INT64_MAX

enum security { OPEN, WEP, WPA, WPA2, WPA_WPA2, WPA2_ENTERPRISE, WPA3, WPA2_WPA3, SECURITIES };

struct point {
    char ssid[33], bssid[18], password[65], gateway[16], first[16];
    enum security security;
    int channel, rssi, wave_db, wave_ms, pool;
    int given; /* addresses so far */
    bool lost, no_address, hidden;
};

/* What AT+CWJAP asked for: reconnecting looks for the same. */
struct wanted {
    char ssid[33], bssid[18], password[65];
    bool no_open, pmf_required, first_found;
};

enum link_state { FREE, CONNECTING, HANDSHAKE, LINKED, ENDED };

struct link {
    enum link_state state;
    int fd, port;
    char type[8], host[65];
    bool server, half_open, announced;
    SSL *ssl;
    size_t held; /* bytes in `window` */
    char window[WINDOW_BYTES];
};

/* What AT+CIPSSLC... have said; the index ALL_LINKS is not used. */
struct tls_setting {
    int auth, identity, authority;
    char name[65], common_name[65];
    char alpn[ALPN_MAX][65];
    int alpns;
};

/* Every `every`-th byte, `left` times. */
struct byte_fault {
    unsigned left, every, at;
};

struct parameter {
    enum { OMITTED, NUMBER, TEXT } kind;
    long number;
    char text[COMMAND_BYTES];
};

struct command {
    const char *name;
    int count;
    struct parameter at[PARAMETERS];
};

enum reply { REPLY_OK, REPLY_ERROR, REPLY_LATER };

struct modem;
typedef void (*resume_fn)(struct modem *modem);

struct modem {
    /* wire */
    int listener, uart;
    char line[COMMAND_BYTES + 1], *output;
    size_t line_used, output_used;
    bool line_too_long, echo;
    int data_link;    /* -1: commands */
    size_t data_left; /* bytes announced and not here yet */
    size_t data_used;
    char data[SEND_BYTES];
    struct byte_fault drop, corrupt, drop_received, corrupt_received;
    long reboot_after; /* bytes to the firmware; -1: none planned */
    bool rebooting, reboot_due;
    /* command */
    resume_fn resume; /* NULL: not busy */
    int64_t resume_at, busy_since;
    int resume_link;
    char late[COMMAND_BYTES + 1]; /* a command that `slow` keeps back */
    int slow_ms, busy_count;
    unsigned commands;
    /* basic */
    int mode, sleep, store, baud, flow;
    int64_t started_at;
    /* radio */
    struct point points[POINTS];
    int point_count;
    int joined; /* -1: none */
    int joining;
    int64_t lost_at; /* when a network went away */
    struct wanted wanted;
    int reconnect_s, reconnect_most, reconnect_tried; /* at most 0: for ever */
    int64_t reconnect_at;
    int reconnect_point;     /* the last that was joined; -1: none, or left */
    int64_t reconnecting_at; /* when the address comes */
    int join_limit_s;
    bool has_address;
    char address[16];
    int join_ms, address_ms, scan_ms, boot_ms, time_ms, second_ms, print_mask;
    bool sorted; /* a scan, the strongest first */
    int scan_floor;
    unsigned scan_securities; /* a bit for each */
    /* soft-AP */
    char ap_ssid[33], ap_password[65], station_mac[18];
    int ap_security, ap_channel, ap_most;
    bool ap_set, station_here;
    /* links */
    struct link links[LINKS];
    bool mux, peer_shown, passive[LINKS];
    struct tls_setting tls[LINKS];
    int server_port; /* 0: none */
    int station_listener, station_port;
    bool no_memory;
    /* names and time */
    json_t *hosts, *ports, *authorities, *identities;
    json_t *lacks; /* names of commands that this firmware has not learnt */
    int time_zone;
    bool time_asked, has_time;
    int64_t time_at;
    /* control */
    int control_listener, control;
    char request[1024];
    size_t request_used;
    json_t *blames;
    FILE *log;
};

/* main.c, or whoever else owns the clock. */
int64_t now_ms(void);

/* loop.c: a zeroed modem as the scenario has it; false: said what is wrong. One turn, which waits
 * for so long at most (-1: until something comes), and whether something came; how long it may be.
 */
bool modem_begin(struct modem *modem, const char *scenario);
bool modem_turn(struct modem *modem, int wait_ms);
int modem_wait_ms(const struct modem *modem);

/* scenario.c: false: said on standard error what is wrong. */
bool scenario_read(struct modem *modem, const char *path);

/* wire.c */
bool wire_listen(struct modem *modem, const char *where);
void wire_accept(struct modem *modem);
void wire_receive(struct modem *modem);
void wire_flush(struct modem *modem);
/* Bytes to the firmware, as they are, and a line with CR LF. */
void say_bytes(struct modem *modem, const void *bytes, size_t length);
void say(struct modem *modem, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The last line of an answer; the module is free again. */
void say_result(struct modem *modem, const char *result);
/* Expect `length` bytes for this link. */
void wire_expect(struct modem *modem, int link, size_t length);

/* command.c: a line without CR LF. */
void command_run(struct modem *modem, char *line);
/* Go on with the answer in so many milliseconds. */
enum reply later(struct modem *modem, int ms, resume_fn resume);

/* blame.c: the firmware did wrong. */
void blame(struct modem *modem, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* basic.c: power on. */
void module_reset(struct modem *modem);
void module_reboot(struct modem *modem);
void module_tick(struct modem *modem);
int64_t module_next(const struct modem *modem);

/* radio.c */
void radio_reset(struct modem *modem);
void radio_tick(struct modem *modem);
int64_t radio_next(const struct modem *modem);
int radio_signal(const struct point *point);
bool has_network(const struct modem *modem);
extern const char *const security_names[SECURITIES];

/* soft_ap.c: NULL or what is wrong. */
const char *station_join(struct modem *modem, const char *ssid, const char *password);
const char *station_leave(struct modem *modem);
bool station_open(struct modem *modem, int port);
void station_accept(struct modem *modem);

/* link.c */
void link_reset_all(struct modem *modem);
void link_close(struct modem *modem, int link, bool tell);
void link_ready(struct modem *modem, int link);
short link_events(const struct modem *modem, int link);
void link_send(struct modem *modem);
int link_take(struct modem *modem, int fd); /* a link for what came to the server; -1: none */

/* link_tls.c: 1: done, 0: later, -1: refused. */
bool tls_begin(struct modem *modem, int link);
int tls_shake(struct modem *modem, int link);

/* names.c: false: no such name, or nobody there. */
bool name_resolve(const struct modem *modem, const char *host, char address[16]);
bool name_reach(const struct modem *modem, const char *address, int port, int *local);
void time_tick(struct modem *modem);

/* control.c */
bool control_listen(struct modem *modem, const char *path);
void control_accept(struct modem *modem);
void control_receive(struct modem *modem);
/* One request, without its end of line. */
void control_run(struct modem *modem, char *line);

/* Handlers of commands, by the file that has them. */
#define COMMANDS(X)                                                                                \
    /* name, query, execute, set, parameters of set: l link, n number, s text, | optional */       \
    X(RST, NULL, at_restart, NULL, "")                                                             \
    X(GMR, NULL, at_version, NULL, "")                                                             \
    X(RESTORE, NULL, at_restart, NULL, "")                                                         \
    X(SYSSTORE, ask_store, NULL, set_store, "n")                                                   \
    X(SYSRAM, ask_ram, NULL, NULL, "")                                                             \
    X(SLEEP, ask_sleep, NULL, set_sleep, "n")                                                      \
    X(UART_CUR, ask_uart, NULL, set_uart, "nnnnn")                                                 \
    X(CWMODE, ask_mode, NULL, set_mode, "n|n")                                                     \
    X(CWSTATE, ask_state, NULL, NULL, "")                                                          \
    X(CWJAP, ask_join, at_join, set_join, "ss|snnnnnn")                                            \
    X(CWRECONNCFG, ask_reconnect, NULL, set_reconnect, "nn")                                       \
    X(CWLAPOPT, NULL, NULL, set_scan_option, "nn|nn")                                              \
    X(CWLAP, NULL, at_scan, set_scan, "|ssnnnn")                                                   \
    X(CWQAP, NULL, at_leave, NULL, "")                                                             \
    X(CWAUTOCONN, NULL, NULL, set_nothing, "n")                                                    \
    X(CWDHCP, NULL, NULL, set_nothing, "nn")                                                       \
    X(CIPSTA, ask_address, NULL, NULL, "")                                                         \
    X(CIPSTAMAC, ask_mac, NULL, NULL, "")                                                          \
    X(CIFSR, NULL, at_addresses, NULL, "")                                                         \
    X(CWSAP, ask_ap, NULL, set_ap, "ssnn|nn")                                                      \
    X(CWLIF, NULL, at_stations, NULL, "")                                                          \
    X(CWQIF, NULL, at_send_away, set_send_away, "s")                                               \
    X(CIPAP, ask_ap_address, NULL, NULL, "")                                                       \
    X(CIPMUX, ask_mux, NULL, set_mux, "n")                                                         \
    X(CIPDINFO, NULL, NULL, set_peer_shown, "n")                                                   \
    X(CIPSTART, NULL, NULL, set_start, "lssn|nns")                                                 \
    X(CIPSEND, NULL, NULL, set_send, "ln")                                                         \
    X(CIPCLOSE, NULL, at_close, set_close, "n")                                                    \
    X(CIPSTATE, ask_links, NULL, NULL, "")                                                         \
    X(CIPSTATUS, NULL, at_status, NULL, "")                                                        \
    X(CIPRECVTYPE, ask_passive, NULL, set_passive, "ln")                                           \
    X(CIPRECVMODE, NULL, NULL, set_passive_all, "n")                                               \
    X(CIPRECVDATA, NULL, NULL, set_take, "ln")                                                     \
    X(CIPRECVLEN, ask_held, NULL, NULL, "")                                                        \
    X(CIPTCPOPT, NULL, NULL, set_nothing, "l|nnnn")                                                \
    X(CIPSERVER, ask_server, NULL, set_server, "n|nsn")                                            \
    X(CIPSERVERMAXCONN, NULL, NULL, set_nothing, "n")                                              \
    X(CIPSTO, NULL, NULL, set_nothing, "n")                                                        \
    X(CIPSSLCCONF, NULL, NULL, set_tls, "ln|nn")                                                   \
    X(CIPSSLCSNI, NULL, NULL, set_tls_name, "ls")                                                  \
    X(CIPSSLCCN, NULL, NULL, set_tls_common_name, "ls")                                            \
    X(CIPSSLCALPN, NULL, NULL, set_tls_alpn, "ln|sssss")                                           \
    X(CIPDOMAIN, NULL, NULL, set_resolve, "s|n")                                                   \
    X(PING, NULL, NULL, set_ping, "s")                                                             \
    X(CIPSNTPCFG, NULL, NULL, set_time, "nn|sss")                                                  \
    X(CIPSNTPTIME, ask_time, NULL, NULL, "")

enum reply at_restart(struct modem *modem, const struct command *c);
enum reply at_version(struct modem *modem, const struct command *c);
enum reply ask_store(struct modem *modem, const struct command *c);
enum reply set_store(struct modem *modem, const struct command *c);
enum reply ask_ram(struct modem *modem, const struct command *c);
enum reply ask_sleep(struct modem *modem, const struct command *c);
enum reply set_sleep(struct modem *modem, const struct command *c);
enum reply ask_uart(struct modem *modem, const struct command *c);
enum reply set_uart(struct modem *modem, const struct command *c);
enum reply set_nothing(struct modem *modem, const struct command *c);
enum reply ask_mode(struct modem *modem, const struct command *c);
enum reply set_mode(struct modem *modem, const struct command *c);
enum reply ask_state(struct modem *modem, const struct command *c);
enum reply ask_join(struct modem *modem, const struct command *c);
enum reply at_join(struct modem *modem, const struct command *c);
enum reply set_join(struct modem *modem, const struct command *c);
enum reply ask_reconnect(struct modem *modem, const struct command *c);
enum reply set_reconnect(struct modem *modem, const struct command *c);
enum reply set_scan_option(struct modem *modem, const struct command *c);
enum reply at_scan(struct modem *modem, const struct command *c);
enum reply set_scan(struct modem *modem, const struct command *c);
enum reply at_leave(struct modem *modem, const struct command *c);
enum reply ask_address(struct modem *modem, const struct command *c);
enum reply ask_mac(struct modem *modem, const struct command *c);
enum reply at_addresses(struct modem *modem, const struct command *c);
enum reply ask_ap(struct modem *modem, const struct command *c);
enum reply set_ap(struct modem *modem, const struct command *c);
enum reply at_stations(struct modem *modem, const struct command *c);
enum reply at_send_away(struct modem *modem, const struct command *c);
enum reply set_send_away(struct modem *modem, const struct command *c);
enum reply ask_ap_address(struct modem *modem, const struct command *c);
enum reply ask_mux(struct modem *modem, const struct command *c);
enum reply set_mux(struct modem *modem, const struct command *c);
enum reply set_peer_shown(struct modem *modem, const struct command *c);
enum reply set_start(struct modem *modem, const struct command *c);
enum reply set_send(struct modem *modem, const struct command *c);
enum reply at_close(struct modem *modem, const struct command *c);
enum reply set_close(struct modem *modem, const struct command *c);
enum reply ask_links(struct modem *modem, const struct command *c);
enum reply at_status(struct modem *modem, const struct command *c);
enum reply ask_passive(struct modem *modem, const struct command *c);
enum reply set_passive(struct modem *modem, const struct command *c);
enum reply set_passive_all(struct modem *modem, const struct command *c);
enum reply set_take(struct modem *modem, const struct command *c);
enum reply ask_held(struct modem *modem, const struct command *c);
enum reply ask_server(struct modem *modem, const struct command *c);
enum reply set_server(struct modem *modem, const struct command *c);
enum reply set_tls(struct modem *modem, const struct command *c);
enum reply set_tls_name(struct modem *modem, const struct command *c);
enum reply set_tls_common_name(struct modem *modem, const struct command *c);
enum reply set_tls_alpn(struct modem *modem, const struct command *c);
enum reply set_resolve(struct modem *modem, const struct command *c);
enum reply set_ping(struct modem *modem, const struct command *c);
enum reply set_time(struct modem *modem, const struct command *c);
enum reply ask_time(struct modem *modem, const struct command *c);

/* A parameter by its place, the link not counted; what is left out has this value. */
long number_at(const struct command *c, int place, long otherwise);
const char *text_at(const struct command *c, int place);
/* The link of a command; 0 when there is only one connection. */
int link_of(const struct command *c);
/* Blames and answers ERROR unless low <= value <= high. */
bool in_range(struct modem *modem, const char *what, long value, long low, long high);

#endif
