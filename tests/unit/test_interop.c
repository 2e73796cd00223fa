/* Shapes that appear on the wire: each is taken or refused on purpose, and tolerance never differs in silence. */
#include "../../src/core/ipsec3gpp.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define NUM ";spi-c=0000004096;spi-s=0000004097;port-c=31000;port-s=31001"
#define ALL "prot=esp;mod=trans"

/* strict, tolerant: the first fault of the list, or of an ipsec-3gpp mechanism in it; "" for none. good: mechanisms
 * that read in tolerant reading. notes: those of tolerant reading. */
typedef struct { const char *what, *text; sec_profile profile; const char *strict, *tolerant;
                 unsigned good; uint32_t notes; } shape;

static const shape SHAPES[] = {
    { "parameters in another order", "ipsec-3gpp;" ALL NUM ";alg=hmac-sha-1-96;ealg=null, ipsec-3gpp;alg=hmac-sha-1-96;"
      ALL ";ealg=aes-cbc" NUM, PROFILE_IMS, "", "", 2, 0 },
    { "md5 and 3des offered today", "ipsec-3gpp;alg=hmac-md5-96;ealg=des-ede3-cbc;" ALL NUM, PROFILE_IMS, "unknown-alg",
      "", 1, SEC_NOTE_OLD_ALG | SEC_NOTE_OLD_EALG },
    { "the same under Release 5", "ipsec-3gpp;alg=hmac-md5-96;ealg=des-ede3-cbc;" ALL NUM, PROFILE_IMS_R5, "", "", 1,
      0 },
    { "no prot, mod or ealg; blanks after semicolons; SPIs above 2^31",
      "ipsec-3gpp; alg=hmac-sha-1-96; spi-c=3000000001; spi-s=3000000002; port-c=40000; port-s=40001", PROFILE_IMS, "",
      "", 1, SEC_NOTE_NO_EALG | SEC_NOTE_NO_PROT },
    { "SPIs without padding", "ipsec-3gpp;alg=hmac-sha-1-96;ealg=null;" ALL
      ";spi-c=17775;spi-s=17774;port-c=1;port-s=2", PROFILE_IMS, "", "", 1, SEC_NOTE_SPI_DIGITS },
    { "padded SPIs and q=1.000", "ipsec-3gpp;q=1.000;alg=hmac-sha-1-96;ealg=null;" ALL NUM, PROFILE_IMS, "", "", 1, 0 },
    { "a bare mechanism", "ipsec-3gpp", PROFILE_IMS, "missing-parameter", "missing-parameter", 0, 0 },
    { "a bare mechanism with q", "ipsec-3gpp ; q=0.1", PROFILE_IMS, "missing-parameter", "missing-parameter", 0, 0 },
    { "q unlike the order of the list", "ipsec-3gpp;q=0.1;alg=hmac-sha-1-96;ealg=null;" ALL NUM
      ",ipsec-3gpp;q=0.2;alg=aes-gmac;ealg=null;" ALL NUM, PROFILE_IMS, "", "", 2, SEC_NOTE_Q_ORDER },
    { "SPIs and ports in the last alone", "ipsec-3gpp;alg=aes-gmac,ipsec-3gpp;alg=hmac-sha-1-96;ealg=null;" ALL NUM,
      PROFILE_IMS, "missing-parameter", "missing-parameter", 1, 0 },
    { "equal q", "ipsec-3gpp;q=0.5;alg=hmac-sha-1-96;ealg=null;" ALL NUM ",tls;q=0.50", PROFILE_IMS, "duplicate-q", "",
      1, SEC_NOTE_EQUAL_Q },
    { "media entries among the mechanisms", "sdes-srtp;mediasec, ipsec-3gpp;alg=hmac-sha-1-96;ealg=null;" ALL NUM,
      PROFILE_IMS, "", "", 1, SEC_NOTE_MEDIASEC },
    { "a fold in the list, names in capitals", "tls,\r\n IPSEC-3GPP;ALG=HMAC-SHA-1-96;EALG=NULL;" ALL NUM, PROFILE_IMS,
      "", "", 1, 0 },
    { "prot=ah", "ipsec-3gpp;prot=ah;mod=trans;alg=hmac-sha-1-96;ealg=null" NUM, PROFILE_IMS, "prot", "prot", 0, 0 },
    { "a port above 65535", "ipsec-3gpp;alg=aes-gmac;ealg=null;" ALL
      ";spi-c=0000004096;spi-s=0000004097;port-c=70000;port-s=1", PROFILE_IMS, "port", "port", 0, 0 },
    { "the greatest SPI", "ipsec-3gpp;alg=aes-gmac;ealg=null;" ALL
      ";spi-c=4294967295;spi-s=0000004097;port-c=2;port-s=1", PROFILE_IMS, "", "", 1, 0 },
    { "an SPI that would wrap", "ipsec-3gpp;alg=aes-gmac;ealg=null;" ALL
      ";spi-c=4294967297;spi-s=0000004097;port-c=2;port-s=1", PROFILE_IMS, "spi", "spi", 0, 0 },
    { "SPI 0", "ipsec-3gpp;alg=aes-gmac;ealg=null;" ALL ";spi-c=0;spi-s=0000004097;port-c=2;port-s=1", PROFILE_IMS,
      "spi-reserved", "spi-reserved", 0, 0 },
    { "a parameter named twice", "ipsec-3gpp;alg=aes-gmac;alg=aes-gmac", PROFILE_IMS, "duplicate-parameter",
      "duplicate-parameter", 0, 0 },
    { "a name that is a prefix of another", "ipsec-3gpp;a=hmac-sha-1-96;ealg=null;" ALL NUM, PROFILE_IMS,
      "missing-parameter", "missing-parameter", 0, 0 },
    { "several mechanisms do not merge", "tls;alg=aes-gmac,ipsec-3gpp;ealg=null;" ALL NUM, PROFILE_IMS,
      "missing-parameter", "missing-parameter", 0, 0 },
};

/* The first fault, and in *good how many mechanisms read. */
static const char *read_all(const shape *x, bool tolerant, unsigned *good, uint32_t *notes)
{
    static sec_list list;
    const uint8_t *s = (const uint8_t *)x->text;
    const char *fault = "";
    list.count = list.params = 0;
    *good = 0;
    *notes = 0;
    sec_result r = tolerant ? sec_list_parse_tolerant(s, 0, strlen(x->text), &list, notes)
                            : sec_list_parse(s, 0, strlen(x->text), &list);
    if (r.code != SEC_OK)
        return sec_error_name(r.code);
    for (uint32_t k = 0; k < list.count; k++) {
        ipsec3gpp v;
        uint32_t own = 0;
        ipsec_result t = tolerant ? ipsec3gpp_read_tolerant(s, &list, k, x->profile, &v, &own)
                                  : ipsec3gpp_read_noted(s, &list, k, x->profile, &v, &own);
        *good += t.code == IPSEC_OK;
        *notes |= t.code == IPSEC_OK ? own : 0;
        if (t.code != IPSEC_OK && t.code != IPSEC_NOT_IPSEC && fault[0] == '\0')
            fault = ipsec_error_name(t.code);
    }
    *notes |= sec_list_notes(s, &list, x->profile, false);
    return fault;
}

static void test_shapes(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof SHAPES / sizeof SHAPES[0]; k++) {
        const shape *x = &SHAPES[k];
        unsigned good, strict_good;
        uint32_t notes, strict_notes;
        const char *strict = read_all(x, false, &strict_good, &strict_notes);
        const char *tolerant = read_all(x, true, &good, &notes);
        if (strcmp(strict, x->strict) != 0 || strcmp(tolerant, x->tolerant) != 0)
            fail_msg("%s: strict \"%s\", tolerant \"%s\"", x->what, strict, tolerant);
        if (good != x->good || notes != x->notes)
            fail_msg("%s: %u read, notes %#x", x->what, good, notes);
        if (strcmp(strict, tolerant) != 0 && (notes & ~strict_notes) == 0)
            fail_msg("%s: tolerant in silence", x->what);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_shapes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
