/* SPDX-License-Identifier: MIT */
/* What the tester tells the image: where its peers are, and as whom it may speak to them. The
 * tester writes config/qualification_config.h of its source copy before each build; only
 * framework/parameters.c reads that, so a new group costs two files and a link. */
#ifndef QUALIFICATION_PARAMETERS_H
#define QUALIFICATION_PARAMETERS_H

#include <stdbool.h>
#include <stdint.h>

/* Ports of the peers' host. 0: not there in this run. The names are those of tools/tester. */
enum qualification_port {
    PORT_ECHO,           /* TCP, sends back what comes */
    PORT_SILENT,         /* TCP, accepts and neither sends nor reads */
    PORT_CLOSER,         /* TCP, sends "bye" and closes */
    PORT_NOBODY,         /* nobody listens */
    PORT_TLS_ECHO,       /* TLS with the root's certificate for QUALIFICATION_HOST_NAME */
    PORT_TLS_MUTUAL,     /* the same; wants a client certificate of the registry */
    PORT_TLS_WRONG_NAME, /* a certificate for somebody else */
    PORT_TLS_UNTRUSTED,  /* a certificate of an authority that the device does not know */
    PORT_TLS_EXPIRED,    /* a certificate that was valid once */
    PORT_TLS_TELLER,     /* "NAME PROTOCOL\n" that the client asked for; "-": none */
    PORT_BROKER,         /* MQTT over mutual TLS: cloud in a box */
    PORT_BROKER_ALPN,    /* the same, on the port shared by protocol name */
    PORT_DISCOVERY,      /* HTTPS of Greengrass discovery */
    PORT_TIME,           /* SNTP, UDP */
    PORT_NAMES,          /* DNS, UDP: host_name is host */
    QUALIFICATION_PORTS
};

struct qualification_identity {
    const char *certificate; /* PEM, 0-terminated; "" where there is none */
    const char *key;         /* PEM */
};

struct qualification_wifi {
    const char *ssid;
    const char *passphrase;
    const char *security; /* "WPA2", "WPA3", "Open", as in userdata.json */
};

struct qualification_parameters {
    const char
        *run; /* of this build, printed in the first line: what answers is what was flashed */
    const char *only;        /* names of cases, separated by commas, to run; "" for all */
    uint32_t start_delay_ms; /* before the first line: testStartDelayms of userdata.json */
    bool timed;              /* the time is real, and whoever listens has a clock */
    const char *host;        /* of the peers, an IPv4 address */
    const char *host_name;   /* in their certificates */
    uint16_t port[QUALIFICATION_PORTS];
    const char *thing;                           /* registered in the cloud in a box */
    const char *root;                            /* PEM: authority of the peers */
    struct qualification_identity identity;      /* ECDSA P-256, registered and active */
    struct qualification_identity rsa;           /* RSA 2048, registered and active */
    struct qualification_identity malformed;     /* a certificate that is none */
    struct qualification_identity untrusted;     /* signed by a stranger */
    struct qualification_identity own_authority; /* root, intermediate, device: registered */
    struct qualification_wifi client;            /* clientWifiConfig of userdata.json */
    struct qualification_wifi test;              /* testWifiConfig */
};

extern const struct qualification_parameters qualification_parameters;

#endif
