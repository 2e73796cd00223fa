/* One datagram: parser against the grammar (up to 300 bytes), the index, every reader; the input is never written. */
#include "../spec/ref/abnf.h"
#include "check_message.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n);

static abnf *grammar;
static int rule;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    grammar = abnf_new();
    if (grammar == NULL || !abnf_load(grammar, "spec/grammar/lex.abnf") ||
        !abnf_load(grammar, "spec/grammar/message.abnf") || !abnf_finish(grammar))
        must_hold("the grammar does not load: run from the project's root");
    rule = abnf_rule(grammar, "SIP-message");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
    static sip_message m;
    uint8_t *was = malloc(n + 1);
    memcpy(was, s, n);
    sip_message_result r = sip_message_parse(s, n, &m);
    if (r.at > n)
        must_hold("message: offset behind the end");
    if (r.code != SIP_MESSAGE_OK &&
        (sip_message_error_name(r.code)[0] == '\0' || sip_message_requirement(r.code)[0] == '\0'))
        must_hold("message: a fault without a name or requirement");
    bool length = r.code == SIP_MESSAGE_CONTENT_LENGTH || r.code == SIP_MESSAGE_LENGTH_DIFFERS ||
                  r.code == SIP_MESSAGE_TRUNCATED;
    if (r.code == SIP_MESSAGE_OK) {
        must_hold(check_index(s, n, &m));
        must_hold(check_readers(s, &m));
        length = sip_header_find(&m, SIP_H_CONTENT_LENGTH, 0) != SIP_NPOS;
    }
    if (n <= 300 && !length && r.code != SIP_MESSAGE_TOO_MANY_HEADERS &&
        (r.code == SIP_MESSAGE_OK) != abnf_match(grammar, rule, s, n))
        must_hold("message: the grammar says otherwise");
    if (memcmp(was, s, n) != 0)
        must_hold("message: the input was written");
    free(was);
    return 0;
}
