/* Example addresses and prefixes in tests, and the comparison of parameters. */
#ifndef SECAGREE_TEST_EXAMPLE_H
#define SECAGREE_TEST_EXAMPLE_H
#include "../../src/core/sa.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static inline bool params_equal(const sa_params *p, const sa_params *q)
{
    return p->spi_uc == q->spi_uc && p->spi_us == q->spi_us && p->spi_pc == q->spi_pc && p->spi_ps == q->spi_ps &&
           p->port_uc == q->port_uc && p->port_us == q->port_us && p->port_pc == q->port_pc &&
           p->port_ps == q->port_ps && p->alg == q->alg && p->ealg == q->ealg && p->ue.len == q->ue.len &&
           addr_equal(&p->ue.addr, &q->ue.addr) && addr_equal(&p->ue_addr, &q->ue_addr) &&
           addr_equal(&p->p_addr, &q->p_addr);
}

static inline ip_addr example_addr(const char *text)
{
    ip_addr a;

    assert_true(addr_parse((const uint8_t *)text, 0, strlen(text), &a));
    return a;
}

static inline ip_prefix example_prefix(const char *text, unsigned len)
{
    ip_addr a = example_addr(text);
    ip_prefix p;

    assert_true(prefix_make(&a, len, &p));
    return p;
}

#endif
