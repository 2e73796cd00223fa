// cbmc: --unwind 9 --unwindset sec_name_repeat.1:3,merge_level.0:3,merge.0:5,order.0:1,order.1:3
// sources: src/core/repeat.c
// property: sec_name_repeat finds the first of several names that an earlier one has but for case, as a search of all pairs does
// bound: up to 4 names of up to 2 bytes of a token each

#include "../../src/core/repeat.h"
#include "name_bytes.h"

#define NAMES 4
#define LONGEST 2

void __CPROVER_assume(_Bool);
void __CPROVER_assert(_Bool, const char *);
uint8_t nondet_byte(void);
uint16_t nondet_number(void);
void harness(void);

static bool same(uint8_t a, uint8_t b)
{
    return a == b || (letter(a) && (a ^ b) == 32);
}

static bool equal(const uint8_t *s, sip_part a, sip_part b)
{
    bool good = a.len == b.len;
    for (uint32_t k = 0; k < LONGEST; k++)
        good = good && (k >= a.len || same(s[a.at + k], s[b.at + k]));
    return good;
}

void harness(void)
{
    uint8_t s[NAMES * LONGEST];
    sec_param p[NAMES];
    uint32_t n = nondet_number(), first;

    __CPROVER_assume(n <= NAMES);
    for (uint32_t k = 0; k < NAMES * LONGEST; k++) {
        s[k] = nondet_byte();
        __CPROVER_assume(token(s[k]));
    }
    for (uint32_t k = 0; k < NAMES; k++) {
        p[k].name.at = k * LONGEST;
        p[k].name.len = nondet_number();
        __CPROVER_assume(p[k].name.len <= LONGEST);
    }
    first = n;
    for (uint32_t b = 0; b < n; b++)
        for (uint32_t a = 0; a < b; a++)
            if (first == n && equal(s, p[a].name, p[b].name))
                first = b;
    __CPROVER_assert(sec_name_repeat(s, p, n) == first, "as all pairs");
}
