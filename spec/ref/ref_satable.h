/* The SA table as a plain list of sets, every question answered by looking at all of them: slow, obvious, and written
 * from TS 33.203 7.1 (CR2), not from src/core. Used to check src/core/satable.h. */
#ifndef SECAGREE_REF_SATABLE_H
#define SECAGREE_REF_SATABLE_H
#include "../../src/core/satable.h"

#ifndef REF_SETS_MAX
#define REF_SETS_MAX 4096u
#endif

typedef struct { bool used; sa_params p; uint32_t impi, impus, expires; sat_kind kind; } ref_set;

typedef struct {
    ref_set s[REF_SETS_MAX];
    uint32_t n; /* slots ever used */
    uint8_t length[SAT_LENGTHS];
    uint32_t lengths, ues_max;
    bool cr1;
} ref_table;

/* Bit i of an address, 0 the most significant. */
unsigned rsat_bit(const ip_addr *a, unsigned i);
bool rsat_in_prefix(const ip_addr *net, unsigned len, const ip_addr *a);

void rsat_init(ref_table *t, uint32_t ues_max, const uint8_t *length, uint32_t lengths, bool cr1);

/* The slot of the set, or -1. *pair: 0 or 1, whose SA it was. */
int rsat_find(const ref_table *t, const ip_addr *ue, uint16_t ue_port, uint16_t p_port, int *pair);
int rsat_find_spi(const ref_table *t, uint32_t spi, int *pair);
int rsat_find_set(const ref_table *t, const ip_prefix *ue, uint32_t impi, sat_kind kind);
bool rsat_ue_spi(const ref_table *t, const ip_addr *ue, uint32_t spi);
uint32_t rsat_count(const ref_table *t, uint32_t impi);
uint32_t rsat_ues(const ref_table *t);

/* The statuses of sat_insert and sat_replace; on SAT_OK the set is in *at. */
sat_status rsat_insert(ref_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind,
                      uint32_t expires, int *at);
sat_status rsat_replace(ref_table *t, const sa_params *p, uint32_t impi, uint32_t impus, sat_kind kind,
                       uint32_t expires, int *at);

bool rsat_port_in_use(const ref_table *t, const ip_addr *ue, uint16_t p_port);

/* The set that expires first, or -1. */
int rsat_first_expiry(const ref_table *t);

#endif
