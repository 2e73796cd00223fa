/* What the contracts of the stops say about a concrete text. The asserts are steps for the provers. */
#include "../../src/core/stops.h"

void ends(void)
{
    const uint8_t s[3] = { 'a', ';', 'b' };
    sip_stops f;
    uint32_t k = 0;
    f.ahead = 0;
    f.at[0] = SIP_STOPS_END;
    //@ assert none: StopsTo(&s[0], &f, 3, 0, 0);
    //@ assert runs: TokenRun(&s[0], 3, 1) == 1 && TokenRun(&s[0], 3, 0) == 1;
    //@ assert behind: TokenRun(&s[0], 3, 3) == 3 && TokenRun(&s[0], 3, 2) == 3;
    size_t first = sip_token_end(s, 3, 0, &f, &k);
    size_t stop = sip_token_end(s, 3, 1, &f, &k);
    size_t last = sip_token_end(s, 3, 2, &f, &k);
    //@ check first: first == 1;
    //@ check at_a_stop: stop == 1;
    //@ check last: last == 3;
}

/*@ requires \valid_read(s + (0 .. 2)) && StopsPlace(s, 3, f) && f->ahead == 0;
    assigns *f; */
void filled(const uint8_t *s, sip_stops *f)
{
    sip_stops_fill(s, 3, 3, f);
    //@ check end: Stops(s, f, 3, 0) && 3 <= f->at[0];
}
