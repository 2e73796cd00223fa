/* The UEs of a P-CSCF, found by IMPI or by the packet. */
#include "gm.h"
#include "../ims/keys.h"
#include <string.h>

#define NO_UE UINT32_MAX

static uint32_t slot_of(const gm *p, const uint8_t *impi, size_t n)
{
    uint32_t h = 2166136261u; /* FNV-1a; a chain grows no longer than max_ues */
    for (size_t i = 0; i < n; i++)
        h = (h ^ impi[i]) * 16777619u;
    return h % p->c.max_ues;
}

uint32_t gm_ue_index(const gm_ue *u)
{
    return (uint32_t)(u - u->p->ue);
}

gm_ue *gm_ue_find(gm *p, const uint8_t *impi, size_t n)
{
    for (uint32_t i = p->hash[slot_of(p, impi, n)]; i != NO_UE; i = p->ue[i].next_same_hash) {
        if (strlen(p->ue[i].impi) == n && memcmp(p->ue[i].impi, impi, n) == 0)
            return &p->ue[i];
    }
    return NULL;
}

gm_ue *gm_ue_get(gm *p, const uint8_t *impi, size_t n)
{
    gm_ue *u = gm_ue_find(p, impi, n);
    if (u != NULL || n == 0 || n >= CONFIG_TEXT_MAX)
        return u;
    uint32_t i = 0;
    while (i < p->c.max_ues && p->ue[i].used)
        i++;
    if (i == p->c.max_ues)
        return NULL;
    u = &p->ue[i];
    memset(u, 0, sizeof *u);
    u->p = p;
    u->used = true;
    memcpy(u->impi, impi, n);
    pcscf_init(&u->m);
    u->m.sets.profile = p->c.profile;
    u->m.times = (sa_times){ p->c.reg_await_auth * SA_MS, p->c.registration_grace * SA_MS, 64u * p->c.times.t1 };
    u->next_same_hash = p->hash[slot_of(p, impi, n)];
    p->hash[slot_of(p, impi, n)] = i;
    return u;
}

void gm_ue_release(gm_ue *u)
{
    gm *p = u->p;
    if (u->reg != NULL || u->m.sets.temp.state != SA_NONE || u->m.sets.cur.state != SA_NONE ||
        u->m.sets.old.state != SA_NONE)
        return;
    if (u->probe_tx != 0)
        client_cancel(p->r.tx, u->probe_tx);
    uint32_t *link = &p->hash[slot_of(p, (const uint8_t *)u->impi, strlen(u->impi))];
    while (*link != gm_ue_index(u))
        link = &p->ue[*link].next_same_hash;
    *link = u->next_same_hash;
    secret_wipe(u, sizeof *u);
}

gm_ue *gm_ue_by_packet(gm *p, const ip_addr *src, uint16_t sport, uint16_t dport, uint32_t *set)
{
    sat_ref ref = sat_find(&p->table, src, sport, dport);
    if (ref.status != SAT_OK)
        return NULL;
    gm_ue *u = &p->ue[sat_get(&p->table, ref).impi];
    *set = sa_sets_find_at(&u->m.sets, src, sport, dport);
    return *set != 0 ? u : NULL;
}

bool gm_ue_has_impu(const gm_ue *u, const uint8_t *s, sip_span uri)
{
    for (unsigned i = 0; i < u->impus; i++) {
        if (strlen(u->impu[i]) == uri.len && memcmp(u->impu[i], s + uri.at, uri.len) == 0)
            return true;
    }
    return false;
}

static void learn(gm_ue *u, const uint8_t *s, size_t at, size_t len)
{
    sip_span uri = { (uint32_t)at, (uint32_t)len };
    if (len == 0 || len >= CONFIG_TEXT_MAX || u->impus == GM_IMPUS_MAX || gm_ue_has_impu(u, s, uri))
        return;
    memcpy(u->impu[u->impus], s + at, len);
    u->impu[u->impus++][len] = '\0';
}

/* The URIs between angle brackets of P-Associated-URI, all of them registered by this 200 (AKA-6.1.1-20). */
static void learn_associated(gm_ue *u, const uint8_t *s, sip_span value)
{
    size_t open = SIZE_MAX;
    for (size_t i = value.at; i < value.at + value.len; i++) {
        if (s[i] == '<')
            open = i + 1;
        if (s[i] == '>' && open != SIZE_MAX) {
            learn(u, s, open, i - open);
            open = SIZE_MAX;
        }
    }
}

void gm_ue_learn_impus(gm_ue *u, const uint8_t *s, const sip_message *m)
{
    sip_party to;
    u->impus = 0;
    if (sip_party_read(s, m, SIP_H_TO, &to))
        learn(u, s, to.uri.at, to.uri.len);
    for (size_t k = 0;; k++) {
        size_t h = sip_header_find(m, SIP_H_P_ASSOCIATED_URI, k);
        if (h == SIP_NPOS)
            return;
        learn_associated(u, s, sip_span_of(m->header[h].value));
    }
}
