/* Security-Client and Security-Server values of ipsec-3gpp. */
#include "offer.h"

static void put_parameter(sip_out *o, const char *name, uint32_t value)
{
    sip_put_text(o, ";");
    sip_put_text(o, name);
    sip_put_text(o, "=");
    sip_put_number(o, value);
}

static void put_pair(sip_out *o, size_t k, const sec_pair *pair)
{
    sip_put_text(o, k == 0 ? "ipsec-3gpp" : ", ipsec-3gpp");
    sip_put_text(o, ";alg=");
    sip_put_text(o, sec_alg_name(pair->alg));
    sip_put_text(o, ";ealg=");
    sip_put_text(o, sec_ealg_name(pair->ealg));
    sip_put_text(o, ";prot=esp;mod=trans");
}

static void put_ends(sip_out *o, sec_profile profile, uint32_t spi_c, uint32_t spi_s, uint32_t port_c, uint32_t port_s)
{
    bool pairs = profile_get(profile)->pairs;

    if (pairs)
        put_parameter(o, "spi-c", spi_c);
    put_parameter(o, pairs ? "spi-s" : "spi", spi_s);
    put_parameter(o, pairs ? "port-c" : "port2", port_c);
    put_parameter(o, pairs ? "port-s" : "port1", port_s);
}

void offer_client(sip_out *o, sec_profile profile, const sec_pair *own, size_t n, const sa_offer *offer,
                  unsigned prefix)
{
    for (size_t k = 0; k < n; k++) {
        put_pair(o, k, &own[k]);
        put_ends(o, profile, offer->spi_uc, offer->spi_us, offer->port_uc, offer->port_us);
        if (prefix != ADDR_PREF_ABSENT)
            put_parameter(o, "addr-pref-length", prefix);
    }
}

void offer_server(sip_out *o, sec_profile profile, const sec_pair *own, size_t n, const sa_answer *answer,
                  unsigned prefix)
{
    for (size_t k = 0; k < n; k++) {
        put_pair(o, k, &own[k]);
        sip_put_text(o, ";q=0.");
        sip_put_number(o, 900u - 50u * (uint32_t)k);
        if (answer != NULL)
            put_ends(o, profile, answer->spi_pc, answer->spi_ps, answer->port_pc, answer->port_ps);
        if (answer != NULL && prefix != ADDR_PREF_ABSENT)
            put_parameter(o, "addr-pref-length", prefix);
    }
}
