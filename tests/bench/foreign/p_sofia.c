/* sofia-sip: parses all of these header fields by itself. */
#include "bench.h"
#include <sofia-sip/auth_digest.h>
#include <sofia-sip/msg.h>
#include <sofia-sip/msg_addr.h>
#include <sofia-sip/sip.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_protos.h>
#include <sofia-sip/su.h>
#include <string.h>

static bool init(void)
{
    return su_init() == 0 && sip_default_mclass() != NULL;
}

static bool tell(facts *f, char list, const struct sip_security_agree_s *a)
{
    if (a != NULL && f != NULL)
        facts_list(f, list);
    for (; a != NULL; a = a->sa_next) {
        if (a->sa_mec == NULL)
            return false;
        if (f == NULL)
            continue;
        facts_mechanism(f, a->sa_mec, strlen(a->sa_mec));
        for (const msg_param_t *p = a->sa_params; p != NULL && *p != NULL; p++) {
            const char *eq = strchr(*p, '=');

            facts_param(f, *p, eq ? (size_t)(eq - *p) : strlen(*p), eq ? eq + 1 : "", eq ? strlen(eq + 1) : 0);
        }
        facts_end(f);
    }
    return true;
}

static bool credentials(msg_t *m, const sip_t *sip)
{
    su_home_t *home = msg_home(m);

    if (sip->sip_authorization != NULL) {
        auth_response_t r = { .ar_size = sizeof r };

        return auth_digest_response_get(home, &r, sip->sip_authorization->au_params) > 0 && r.ar_username != NULL;
    }
    if (sip->sip_www_authenticate != NULL) {
        auth_challenge_t c = { .ac_size = sizeof c };

        return auth_digest_challenge_get(home, &c, sip->sip_www_authenticate->au_params) > 0 && c.ac_nonce != NULL;
    }
    return true;
}

static bool parse(const char *s, size_t n, facts *f)
{
    msg_t *m = msg_make(sip_default_mclass(), 0, s, (ssize_t)n);
    sip_t *sip = m != NULL ? sip_object(m) : NULL;
    bool ok = sip != NULL && sip->sip_error == NULL && sip->sip_via != NULL && sip->sip_via->v_branch != NULL &&
              sip->sip_cseq != NULL && sip->sip_cseq->cs_seq > 0 &&
              (sip->sip_status != NULL || (sip->sip_require != NULL && sip->sip_contact != NULL &&
                                           sip->sip_contact->m_url->url_host != NULL));

    ok = ok && tell(f, 'c', sip->sip_security_client) && tell(f, 's', sip->sip_security_server) &&
         tell(f, 'v', sip->sip_security_verify) && credentials(m, sip);
    if (m != NULL)
        msg_destroy(m);
    return ok;
}

const parser parser_sofia = { "sofia-sip", init, parse };
