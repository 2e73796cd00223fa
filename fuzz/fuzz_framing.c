/* A stream under every split: a prefix asks for more or says what the whole says, and the messages that come out are
 * the same; what a frame takes parses as a datagram. */
#include "check_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n);

static void first_message(const uint8_t *s, size_t n, sip_message_result whole)
{
    static sip_message part, all;
    bool decided = false;
    for (size_t k = 0; k <= n; k++) {
        sip_message_result r = sip_message_frame(s, k, &part);
        if (r.at > k)
            must_hold("frame: offset behind the end");
        if (r.code == SIP_MESSAGE_MORE) {
            if (decided)
                must_hold("frame: more is asked for after the answer");
            continue;
        }
        decided = true;
        if (r.code != whole.code || r.at != whole.at)
            must_hold("frame: a prefix is answered otherwise");
        sip_message_frame(s, n, &all);
        if (r.code == SIP_MESSAGE_OK && (part.headers != all.headers || part.body.at != all.body.at ||
                                         part.body.len != all.body.len ||
                                         memcmp(part.header, all.header, part.headers * sizeof part.header[0]) != 0))
            must_hold("frame: a prefix is indexed otherwise");
    }
    if (decided != (whole.code != SIP_MESSAGE_MORE))
        must_hold("frame: the whole is not answered");
}

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
    static sip_message m, d;
    if (n > 1500)
        return 0;
    for (size_t at = 0; at < n;) {
        sip_message_result r = sip_message_frame(s + at, n - at, &m);
        first_message(s + at, n - at, r);
        if (r.code != SIP_MESSAGE_OK)
            return 0;
        sip_message_frame(s + at, n - at, &m);
        must_hold(check_index(s + at, r.at, &m));
        size_t lead = 0;
        while (lead + 1 < r.at && s[at + lead] == '\r')
            lead += 2;
        sip_message_result x = sip_message_parse(s + at + lead, r.at - lead, &d);
        if (x.code != SIP_MESSAGE_OK || x.at != r.at - lead || d.headers != m.headers)
            must_hold("frame: a datagram of the same bytes is read otherwise");
        at += r.at;
    }
    return 0;
}
