// cbmc: --unwind 7 --unwindset make.0:10,list_read.0:4,mechanisms_scan.0:4,sip_stop_at.0:2,sip_stops_fill.0:1,sip_stops_fill.1:4,q_taken.0:1,sip_wsp_scan.0:1 --slice-formula -D SIP_STOPS_MAX=7
// sources: src/core/mechanism_list.c src/core/lex.c
// property: sec_list_read takes the header fields of that name in order, each as sec_list_parse does, and none else
// bound: up to three header fields of two names, of up to three bytes each; a reader of mechanisms of one byte stands for that of sec-mechanism; SIP_STOPS_MAX is 7
#include "../../src/core/mechanism_read.h"

#define FIELDS  3u
#define LONGEST 3u
#define MOST    6u /* mechanisms of that many values */

void __CPROVER_assume(_Bool);
void __CPROVER_assert(_Bool, const char *);
uint8_t nondet_byte(void);
uint32_t nondet_number(void);
void harness(void);

static uint8_t s[FIELDS * LONGEST];
static sip_message m;
static sec_list l, each;

/* In the place of the readers: a is a mechanism, b is one with a parameter, and all else is a fault. */
sec_reading sec_mechanism_read(const uint8_t *text, size_t n, size_t i, sip_stops *f, uint32_t *stop, sec_list *list,
                               uint32_t first)
{
    sec_reading r = { { SEC_NAME, i }, { { (uint16_t)i, 1 }, (uint16_t)first, 0, -1 } };

    (void)f;
    (void)stop;
    if (i < n && text[i] <= 'b' && text[i] >= 'a' && first < SEC_PARAMS_MAX) {
        r.end = (sec_result){ SEC_OK, i + 1 };
        if (text[i] == 'b') {
            list->param[first] = (sec_param){ { (uint16_t)i, 1 }, { (uint16_t)i, 0 } };
            r.m.count = 1;
        }
    }
    return r;
}

size_t sec_separator(const uint8_t *text, size_t n, size_t i, uint8_t c)
{
    return i < n && text[i] == c ? i + 1 : SIP_NPOS;
}

size_t sec_param_find(const uint8_t *text, const sec_list *list, uint32_t k, const char *name, size_t len)
{
    (void)text;
    (void)list;
    (void)k;
    (void)name;
    (void)len;
    __CPROVER_assert(0, "no mechanism has a q");
    return SIP_NPOS;
}

static void make(void)
{
    for (uint32_t k = 0; k < FIELDS * LONGEST; k++) {
        s[k] = nondet_byte();
        __CPROVER_assume(s[k] == 'a' || s[k] == 'b' || s[k] == ';' || s[k] == ',');
    }
    m.headers = nondet_number();
    __CPROVER_assume(m.headers <= FIELDS);
    for (uint32_t k = 0; k < FIELDS; k++) {
        m.header[k].id = nondet_number() % 2 == 0 ? SIP_H_SECURITY_CLIENT : SIP_H_SECURITY_SERVER;
        m.header[k].value.at = (uint16_t)(k * LONGEST);
        m.header[k].value.len = (uint16_t)(nondet_number() % (LONGEST + 1));
    }
}

/* The values one after another, up to the first that is refused. */
static sec_result one_by_one(void)
{
    sec_result r = { SEC_EMPTY_LIST, 0 };
    bool going = true;

    for (uint32_t k = 0; k < FIELDS; k++) {
        sip_part x = m.header[k].value;
        if (!going || k >= m.headers || m.header[k].id != SIP_H_SECURITY_CLIENT)
            continue;
        r = sec_list_parse(s, x.at, (size_t)x.at + x.len, &each);
        going = r.code == SEC_OK;
    }
    return r;
}

static bool same_part(sip_part a, sip_part b)
{
    return a.at == b.at && a.len == b.len;
}

static bool same(uint32_t k)
{
    const sec_mechanism *a = &l.mech[k], *b = &each.mech[k];
    const sec_param *p = &l.param[k], *q = &each.param[k];
    bool mech = same_part(a->name, b->name) && a->first == b->first && a->count == b->count && a->q == b->q;

    return (k >= l.count || mech) && (k >= l.params || (same_part(p->name, q->name) && same_part(p->value, q->value)));
}

void harness(void)
{
    make();
    sec_result r = sec_list_read(s, &m, SIP_H_SECURITY_CLIENT, &l), x = one_by_one();
    __CPROVER_assert(r.code == x.code && r.at == x.at, "the result of the last field, or of the first that is refused");
    if (r.code != SEC_OK) {
        __CPROVER_assert(l.count == 0 && l.params == 0, "a refused list holds nothing");
        return;
    }
    __CPROVER_assert(l.count == each.count && l.params == each.params && l.count <= MOST, "all that the fields hold");
    for (uint32_t k = 0; k < MOST; k++)
        __CPROVER_assert(same(k), "in order");
}
