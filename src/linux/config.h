/* The configuration of a role: an INI file read into a typed record. Every key but k and op or opc has a default, which
 * suits the network of tests/kernel/conf. An unknown key, a key given twice, a value out of range or a line of 198
 * bytes or more is an error with file and line. A list may go on in an indented line. */
#ifndef SECAGREE_CONFIG_H
#define SECAGREE_CONFIG_H
#include "../core/addr.h"
#include "../core/ipsec3gpp.h"
#include "transaction_table.h"

#define CONFIG_TEXT_MAX  256u /* with the NUL */
#define CONFIG_PAIRS_MAX 16u
#define CONFIG_STEPS_MAX 64u
#define CONFIG_ERROR_MAX 512u

/* Pairs of algorithms, best first: "hmac-sha-1-96/null, hmac-md5-96/null". */
typedef struct { sec_pair pair[CONFIG_PAIRS_MAX]; size_t count; } config_pairs;

/* An inclusive range "first-last". */
typedef struct { uint32_t first, last; } config_range;

/* What the UE does, one step after the other. */
typedef enum {
    STEP_REGISTER,       /* an initial registration */
    STEP_OPTIONS,        /* a protected OPTIONS to the P-CSCF */
    STEP_ROTATE,         /* a new temporary address inside the prefix, the same SAs, no REGISTER */
    STEP_REAUTHENTICATE, /* a REGISTER that is challenged: a new set of SAs */
    STEP_DEREGISTER,
    STEP_WAIT            /* waits argument milliseconds, serving what comes: "wait:500" */
} ue_step_kind;
typedef struct { ue_step_kind kind; uint32_t argument; } config_step;
typedef struct { config_step step[CONFIG_STEPS_MAX]; size_t count; } config_steps;

typedef struct {
    /* [ue] */
    ip_addr address;         /* the first address */
    char interface[16];      /* where temporary addresses are added; "" = whoever runs the UE adds them */
    uint16_t port;           /* unprotected */
    config_range port_uc;    /* protected client ports to choose from, a new one for each set */
    uint16_t port_us;        /* protected server port, the same till de-registration */
    ip_addr pcscf;
    uint16_t pcscf_port;     /* unprotected */
    sec_profile profile;
    unsigned prefix_length;  /* addr-pref-length to offer; 128 (32 for IPv4) = a plain TS 33.203 offer without it */
    config_pairs algorithms; /* to offer, best first */
    uint32_t expires;        /* seconds to ask for */
    uint32_t reg_await_auth; /* seconds that a temporary set of SAs lives */
    uint32_t drain;          /* seconds that the states of a left address go on receiving */
    config_steps steps;
    /* [subscriber] */
    char home_domain[CONFIG_TEXT_MAX]; /* realm and Request-URI of REGISTER */
    char impi[CONFIG_TEXT_MAX];
    char impu[CONFIG_TEXT_MAX];        /* a SIP URI */
    uint8_t k[16];                     /* secret */
    uint8_t op[16];                    /* secret: OP, or OPc where op_is_opc */
    bool op_is_opc;
    uint8_t sqn[6];                    /* the highest SQN accepted so far */
    config_range spi;        /* [kernel]: SPIs to choose from */
    /* [timers], [log] */
    transaction_times times;
    char log[CONFIG_TEXT_MAX];         /* a file, or "-" = standard error */
} config_ue;

typedef struct {
    /* [pcscf] */
    ip_addr address;          /* towards the UE */
    uint16_t port;            /* unprotected */
    uint16_t port_ps;         /* protected server port, shared by all UEs */
    config_range port_pc;     /* protected client ports to choose from, a new one for each set */
    ip_addr core_address;     /* towards the registrar */
    uint16_t core_port;
    ip_addr registrar;
    uint16_t registrar_port;
    char home_domain[CONFIG_TEXT_MAX];
    sec_profile profile;
    config_pairs algorithms;  /* to choose from, best first */
    uint8_t prefix_lengths[129]; /* nonzero at the addr-pref-lengths that are admitted: "64, 128" */
    uint32_t max_ues;
    uint32_t max_rotations;   /* moves of one UE between two authentications */
    uint32_t reg_await_auth;  /* seconds that a temporary set of SAs lives */
    uint32_t registration_grace; /* seconds that SAs outlive their registration */
    bool options_to_ue;       /* send an OPTIONS to the UE when it is registered and after each change of address */
    uint32_t max_transactions;
    config_range spi;             /* [kernel]: SPIs to choose from */
    /* [timers], [core_timers], [log] */
    transaction_times times;      /* towards the UE */
    transaction_times core_times; /* towards the registrar */
    char log[CONFIG_TEXT_MAX];
} config_pcscf;

typedef struct {
    /* [registrar] */
    ip_addr address;
    uint16_t port;
    char home_domain[CONFIG_TEXT_MAX];
    char subscribers[CONFIG_TEXT_MAX]; /* the subscriber file (src/ims/registrar.h), beside the configuration file */
    uint32_t expires_min;    /* seconds; a shorter request gets 423 */
    uint32_t expires_max;    /* a longer one is cut to this */
    uint32_t reg_await_auth; /* seconds that a challenge stays open */
    uint32_t max_transactions;
    /* [timers], [log] */
    transaction_times times;
    char log[CONFIG_TEXT_MAX];
} config_registrar;

/* Defaults, then the file over them. file NULL: the defaults alone. False: error holds one line, "FILE:LINE: what is
 * wrong", and *out is not to be used. */
bool config_read_ue(const char *file, config_ue *out, char error[CONFIG_ERROR_MAX]);
bool config_read_pcscf(const char *file, config_pcscf *out, char error[CONFIG_ERROR_MAX]);
bool config_read_registrar(const char *file, config_registrar *out, char error[CONFIG_ERROR_MAX]);

/* Wipes K and OP. */
void config_wipe_ue(config_ue *c);

#endif
