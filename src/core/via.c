/* Via (RFC 3261 20.42, 25.1; RFC 3581 for rport). */
#include "headers.h"
#include "lex.h"
#include "plain.h"
#include "params.h"
#include "word.h"

/*@ predicate Within(integer at, integer len, integer i, integer n) = i <= at && at + len <= n; */

/*@ requires range: i <= j <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result.at == i && \result.len == j - i; */
static sip_span span(size_t i, size_t j)
{
    sip_span r = { (uint32_t)i, (uint32_t)(j - i) };
    return r;
}

/* token SLASH */
/*@ requires readable: Text(s, n, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, TokenSlashEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
static size_t token_slash_scan(const uint8_t *s, size_t n, size_t i)
{
    size_t e = sip_token_scan(s, n, i);
    return e == SIP_NPOS ? SIP_NPOS : sip_separator(s, n, e, '/');
}

/* protocol-name SLASH protocol-version SLASH transport */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(v) && \separated(v, s + (0 .. n - 1));
    terminates \true; exits \false; assigns v->transport;
    ensures exact: Found(\result, ProtocolEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n && Inside(v->transport, i, \result);
    ensures transport: \result != SIP_NPOS ==> v->transport.at == TransportAt(s, n, i) &&
      v->transport.at + v->transport.len == \result; */
static size_t protocol_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    size_t version = token_slash_scan(s, n, i);
    size_t j = version == SIP_NPOS ? SIP_NPOS : token_slash_scan(s, n, version);
    size_t e = j == SIP_NPOS ? SIP_NPOS : sip_token_scan(s, n, j);
    if (e != SIP_NPOS)
        v->transport = span(j, e);
    return e;
}

/* sent-by = host [ COLON port ] */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(v) && \separated(v, s + (0 .. n - 1));
    terminates \true; exits \false; assigns v->host, v->port;
    ensures exact: Found(\result, SentByEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n && Inside(v->host, i, \result) && v->port <= 65535;
    ensures parts: \result != SIP_NPOS ==> v->host.at == i && v->host.at + v->host.len == HostEnd(s, n, i) &&
      v->port == SentByPort(s, n, i); */
static size_t sent_by_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    size_t e = sip_host_scan(s, n, i);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    size_t c = sip_separator(s, n, e, ':');
    //@ assert host: HostEnd(s, n, i) == e && e >= 0;
    //@ assert colon: ColonEnd(s, n, i) == SeparatorEnd(s, n, e, ':');
    v->host = span(i, e);
    v->port = 0;
    if (c == SIP_NPOS)
        return e;
    sip_number p = sip_number_scan(s, n, c, 65535);
    //@ assert port: PortEnd(s, n, c) == (p.code == SIP_NUMBER_OK ? p.end : -1);
    //@ assert by: SentByEnd(s, n, i) == PortEnd(s, n, c);
    if (p.code != SIP_NUMBER_OK)
        return SIP_NPOS;
    v->port = p.value;
    return p.end;
}

/*@ requires range: x.at + x.len <= SIZE_MAX;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == x.at + x.len; */
static size_t end_of(sip_span x)
{
    return (size_t)x.at + x.len;
}

/* The whole of the value is 1*DIGIT up to max. */
/*@ requires readable: \valid_read(p) && ParamText(s, p);
    requires writable: \valid(out) && \separated(out, p);
    requires apart: \separated(out, s + (0 .. p->value.at + p->value.len - 1));
    terminates \true; exits \false; assigns *out;
    ensures exact: \result <==> \old(p->form == SIP_VALUE_TOKEN &&
      NumberBit(s, p->value.at, p->value.at + p->value.len, max) == 1);
    ensures value: \result ==> *out == \old(Decimal(s, p->value.at, p->value.at + p->value.len)) && *out <= max;
    ensures kept: !\result ==> *out == \old(*out); */
static bool number_whole(const uint8_t *s, const sip_param *p, uint32_t max, uint32_t *out)
{
    size_t j = end_of(p->value);
    //@ assert end: j == p->value.at + p->value.len;
    sip_number v = sip_number_scan(s, j, p->value.at, max);
    //@ assert number: NumberBit(s, p->value.at, j, max) == 1 <==> v.code == SIP_NUMBER_OK && v.end == j;
    if (p->form != SIP_VALUE_TOKEN || v.code != SIP_NUMBER_OK || v.end != j)
        return false;
    *out = v.value;
    return true;
}

/* The whole of s[i..j) is an IPv4address, an IPv6address or an IPv6reference. */
/*@ requires readable: Text(s, j, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> \old(ReceivedBit(s, i, j) == 1); */
static bool is_address(const uint8_t *s, size_t i, size_t j)
{
    ip_addr unused;
    if (i < j && s[i] == '[')
        return sip_host_scan(s, j, i) == j;
    return addr_parse(s, i, j, &unused);
}

/* received = IPv4address / IPv6address; the field also puts brackets around the latter, which is accepted. The value
 * of an IPv6address without brackets is no gen-value, so it is scanned here. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(v) && \separated(v, s + (0 .. n - 1));
    terminates \true; exits \false; assigns v->received;
    ensures exact: Found(\result, ReceivedEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n && v->received.len > 0;
    ensures within: \result != SIP_NPOS ==> Within(v->received.at, v->received.len, i, n);
    ensures parts: \result != SIP_NPOS ==> v->received.at == EqualEnd(s, n, i) &&
      v->received.at + v->received.len == \result;
    ensures kept: \result == SIP_NPOS ==>
      v->received.at == \old(v->received.at) && v->received.len == \old(v->received.len); */
static size_t received_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    size_t eq = sip_separator(s, n, i, '=');
    if (eq == SIP_NPOS)
        return SIP_NPOS;
    size_t j = eq;
    /*@ loop invariant range: eq <= j <= n;
        loop invariant rest: AddressRun(s, n, eq) == AddressRun(s, n, j);
        loop assigns j;
        loop variant n - j; */
    while (j < n && s[j] != ';' && s[j] != ',' && s[j] != ' ' && s[j] != '\t' && s[j] != '\r')
        j++;
    //@ assert run: EqualEnd(s, n, i) == eq && AddressRun(s, n, eq) == j;
    if (!is_address(s, eq, j))
        return SIP_NPOS;
    v->received = span(eq, j);
    return j;
}

/* Which of the parameters that may stand once have been seen. */
typedef struct { bool ttl, maddr; } seen;

/*@ requires writable: \valid(flag);
    terminates \true; exits \false; assigns *flag;
    ensures exact: (\result <==> !\old(*flag)) && *flag; */
static bool first_time(bool *flag)
{
    bool was = *flag;
    *flag = true;
    return !was;
}

/*@ requires readable: \valid_read(p) && ParamText(s, p);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> ((p->form == SIP_VALUE_TOKEN || p->form == SIP_VALUE_HOST) &&
      HostEnd(s, p->value.at + p->value.len, p->value.at) == p->value.at + p->value.len); */
static bool is_host(const uint8_t *s, const sip_param *p)
{
    size_t j = end_of(p->value);
    //@ assert end: j == p->value.at + p->value.len;
    return (p->form == SIP_VALUE_TOKEN || p->form == SIP_VALUE_HOST) && sip_host_scan(s, j, p->value.at) == j;
}

/* The parameters of RFC 3261 25.1 and RFC 3581. */
typedef enum { NAME_OTHER, NAME_BRANCH, NAME_RPORT, NAME_TTL, NAME_MADDR, NAME_RECEIVED } via_name;

/*@ requires readable: \valid_read(s + (i .. i + 4)) && i < SIP_NPOS - 5;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == (RportBit(s, i, i + 5) == 1 ? NAME_RPORT : MaddrBit(s, i, i + 5) == 1 ? NAME_MADDR :
      NAME_OTHER); */
static via_name name_of_5(const uint8_t *s, size_t i)
{
    if (sip_is_letter(s[i], 'r') && sip_is_letter(s[i + 1], 'p') && sip_is_letter(s[i + 2], 'o') &&
        sip_is_letter(s[i + 3], 'r') && sip_is_letter(s[i + 4], 't'))
        return NAME_RPORT;
    if (sip_is_letter(s[i], 'm') && sip_is_letter(s[i + 1], 'a') && sip_is_letter(s[i + 2], 'd') &&
        sip_is_letter(s[i + 3], 'd') && sip_is_letter(s[i + 4], 'r'))
        return NAME_MADDR;
    return NAME_OTHER;
}

/* The name s[i..e) is "branch". */
/*@ requires readable: Text(s, e, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> BranchBit(s, i, e) == 1; */
static bool is_branch(const uint8_t *s, size_t i, size_t e)
{
    return e - i == 6 && sip_is_letter(s[i], 'b') && sip_is_letter(s[i + 1], 'r') && sip_is_letter(s[i + 2], 'a') &&
           sip_is_letter(s[i + 3], 'n') && sip_is_letter(s[i + 4], 'c') && sip_is_letter(s[i + 5], 'h');
}

/* The name s[i..e) is "ttl". */
/*@ requires readable: Text(s, e, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> TtlBit(s, i, e) == 1; */
static bool is_ttl(const uint8_t *s, size_t i, size_t e)
{
    return e - i == 3 && sip_is_letter(s[i], 't') && sip_is_letter(s[i + 1], 't') && sip_is_letter(s[i + 2], 'l');
}

/* The name s[i..e) is "received". */
/*@ requires readable: Text(s, e, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result <==> ReceivedNameBit(s, i, e) == 1; */
static bool is_received(const uint8_t *s, size_t i, size_t e)
{
    return e - i == 8 && sip_is_letter(s[i], 'r') && sip_is_letter(s[i + 1], 'e') && sip_is_letter(s[i + 2], 'c') &&
           sip_is_letter(s[i + 3], 'e') && sip_is_letter(s[i + 4], 'i') && sip_is_letter(s[i + 5], 'v') &&
           sip_is_letter(s[i + 6], 'e') && sip_is_letter(s[i + 7], 'd');
}

/* The name s[i..e). */
/*@ requires readable: Text(s, e, i);
    terminates \true; exits \false; assigns \nothing;
    ensures exact: \result == ViaKind(s, i, e); */
static via_name name_of(const uint8_t *s, size_t i, size_t e)
{
    if (e - i == 5)
        return name_of_5(s, i);
    return is_branch(s, i, e) ? NAME_BRANCH : is_ttl(s, i, e) ? NAME_TTL : is_received(s, i, e) ? NAME_RECEIVED :
           NAME_OTHER;
}

/* A parameter of that name has its form, and stands once. */
/*@ requires readable: \valid_read(p) && ParamText(s, p);
    requires writable: \valid(v) && \valid(f) && \separated(v, f, p);
    requires apart: \separated(v, s + (0 .. p->value.at + p->value.len - 1)) &&
      \separated(f, s + (0 .. p->value.at + p->value.len - 1));
    terminates \true; exits \false; assigns v->branch, v->rport, v->rport_value, f->ttl, f->maddr;
    ensures exact: \result <==> \old(ViaFormBit(s, name, p->form, p->value.at, p->value.at + p->value.len,
      v->branch.len != 0 ? 1 : 0, v->rport ? 1 : 0, f->ttl ? 1 : 0, f->maddr ? 1 : 0) == 1);
    ensures seen: \result ==> (v->rport <==> (name == NAME_RPORT || \old(v->rport))) &&
      (f->ttl <==> (name == NAME_TTL || \old(f->ttl))) && (f->maddr <==> (name == NAME_MADDR || \old(f->maddr)));
    ensures branch: name == NAME_BRANCH ==>
      v->branch.at == \old(p->value.at) && v->branch.len == \old(p->value.len);
    ensures other: name != NAME_BRANCH ==>
      v->branch.at == \old(v->branch.at) && v->branch.len == \old(v->branch.len);
    ensures value: \result && name == NAME_RPORT && p->form == SIP_VALUE_TOKEN ==>
      v->rport_value == Decimal(s, p->value.at, p->value.at + p->value.len);
    ensures range: v->rport_value == \old(v->rport_value) || v->rport_value <= 65535; */
static bool defined_param(const uint8_t *s, const sip_param *p, via_name name, sip_via *v, seen *f)
{
    uint32_t unused = 0;
    bool first = v->branch.len == 0;
    switch (name) {
    case NAME_BRANCH:
        v->branch = p->value;
        return first && p->form == SIP_VALUE_TOKEN;
    case NAME_RPORT:
        return first_time(&v->rport) &&
               (p->form == SIP_VALUE_NONE || number_whole(s, p, 65535, &v->rport_value));
    case NAME_TTL:
        return first_time(&f->ttl) && p->value.len <= 3 && number_whole(s, p, 255, &unused);
    case NAME_MADDR:
        return first_time(&f->maddr) && is_host(s, p);
    default:
        return true;
    }
}

/* Where the name is not "received", the rest is the generic-param, if it has the form that the name wants. */
/*@ ghost
    /@ requires name: 0 <= e && ReceivedNameBit(s, i, e) != 1;
       requires parts: form == FormOf(s, n, e) && at == PlaceOf(s, n, e) && end == ParamRest(s, n, e) && 0 <= end;
       requires kind: kind == ViaKind(s, i, e);
       terminates \true; exits \false; assigns \nothing;
       ensures exact: ViaParamRest(s, n, i, e, b, c, r, t, m) ==
         (ViaFormBit(s, kind, form, at, end, b, r, t, m) == 1 ? end : -1); @/
    static inline void rest_is_param(const uint8_t *s, size_t n, size_t i, size_t e, via_name kind,
                                     sip_value_form form, size_t at, size_t end, int b, int c, int r, int t, int m)
    {
        (void)s;
        (void)n;
        (void)i;
        (void)e;
        (void)kind;
        (void)form;
        (void)at;
        (void)end;
        (void)b;
        (void)c;
        (void)r;
        (void)t;
        (void)m;
    } */

/* via-params at i, the SEMI before it taken */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(v) && \valid(f) && \separated(v, f) && \separated(v, s + (0 .. n - 1)) &&
      \separated(f, s + (0 .. n - 1));
    terminates \true; exits \false;
    assigns v->branch, v->received, v->rport, v->rport_value, f->ttl, f->maddr;
    ensures exact: Found(\result, \old(ViaParamEnd(s, n, i, v->branch.len != 0 ? 1 : 0, v->received.len != 0 ? 1 : 0,
      v->rport ? 1 : 0, f->ttl ? 1 : 0, f->maddr ? 1 : 0)));
    ensures seen_branch: \result != SIP_NPOS ==>
      (v->branch.len != 0 <==> (ViaKindAt(s, n, i) == 1 || \old(v->branch.len) != 0));
    ensures seen_rport: \result != SIP_NPOS ==> (v->rport <==> (ViaKindAt(s, n, i) == 2 || \old(v->rport)));
    ensures seen_ttl: \result != SIP_NPOS ==> (f->ttl <==> (ViaKindAt(s, n, i) == 3 || \old(f->ttl)));
    ensures seen_maddr: \result != SIP_NPOS ==> (f->maddr <==> (ViaKindAt(s, n, i) == 4 || \old(f->maddr)));
    ensures seen_received: \result != SIP_NPOS ==>
      (v->received.len != 0 <==> (ViaKindAt(s, n, i) == 5 || \old(v->received.len) != 0));
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures branch: (v->branch.at == \old(v->branch.at) && v->branch.len == \old(v->branch.len)) ||
      v->branch.len == 0 || Within(v->branch.at, v->branch.len, i, n);
    ensures received: (v->received.at == \old(v->received.at) && v->received.len == \old(v->received.len)) ||
      Within(v->received.at, v->received.len, i, n);
    ensures rport: v->rport_value == \old(v->rport_value) || v->rport_value <= 65535; */
static size_t via_param_scan(const uint8_t *s, size_t n, size_t i, sip_via *v, seen *f)
{
    //@ ghost int b = v->branch.len != 0, c = v->received.len != 0, r = v->rport, t = f->ttl, m = f->maddr;
    size_t e = sip_token(s, n, i);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    via_name name = name_of(s, i, e);
    //@ assert token: TokenEnd(s, n, i) == e && ViaKindAt(s, n, i) == name;
    //@ assert received: ReceivedNameBit(s, i, e) == 1 <==> name == NAME_RECEIVED;
    //@ assert behind: ViaParamEnd(s, n, i, b, c, r, t, m) == ViaParamRest(s, n, i, e, b, c, r, t, m);
    if (name == NAME_RECEIVED)
        return v->received.len == 0 ? received_scan(s, n, e, v) : SIP_NPOS;
    sip_param p;
    size_t end = sip_param_rest(s, n, i, e, &p);
    //@ assert branch: v->branch.at == \at(v->branch.at, Pre) && v->branch.len == \at(v->branch.len, Pre);
    //@ assert left: v->received.at == \at(v->received.at, Pre) && v->received.len == \at(v->received.len, Pre);
    /*@ assert value: end != SIP_NPOS ==> p.form == FormOf(s, n, e) && p.value.at == PlaceOf(s, n, e) &&
          p.value.at + p.value.len == ParamRest(s, n, e) && ParamRest(s, n, e) == end; */
    /*@ ghost if (end != SIP_NPOS)
            rest_is_param(s, n, i, e, name, p.form, p.value.at, end, b, c, r, t, m); */
    /*@ assert form: end != SIP_NPOS ==> ViaParamRest(s, n, i, e, b, c, r, t, m) == (ViaFormBit(s, name, p.form,
          p.value.at, p.value.at + p.value.len, b, r, t, m) == 1 ? end : -1); */
    //@ assert none: end == SIP_NPOS ==> ViaParamRest(s, n, i, e, b, c, r, t, m) < 0;
    return end != SIP_NPOS && defined_param(s, &p, name, v, f) ? end : SIP_NPOS;
}

/* *( SEMI via-params ) */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(v) && \separated(v, s + (0 .. n - 1));
    terminates \true; exits \false; assigns v->branch, v->received, v->rport, v->rport_value;
    ensures exact: Found(\result, ViaRest(s, n, i, 0, 0, 0, 0, 0));
    ensures range: \result != SIP_NPOS ==> i <= \result <= n;
    ensures branch: \result != SIP_NPOS && v->branch.len > 0 ==> Within(v->branch.at, v->branch.len, i, n);
    ensures received: \result != SIP_NPOS && v->received.len > 0 ==> Within(v->received.at, v->received.len, i, n);
    ensures rport: v->rport_value <= 65535; */
static size_t via_params_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    size_t j = i;
    seen f = { false, false };
    v->branch = span(0, 0);
    v->received = span(0, 0);
    v->rport = false;
    v->rport_value = 0;
    /*@ loop invariant range: i <= j <= n;
        loop invariant branch: v->branch.len > 0 ==> Within(v->branch.at, v->branch.len, i, n);
        loop invariant received: v->received.len > 0 ==> Within(v->received.at, v->received.len, i, n);
        loop invariant rport: v->rport_value <= 65535;
        loop invariant rest: ViaRest(s, n, i, 0, 0, 0, 0, 0) == ViaRest(s, n, j, v->branch.len != 0 ? 1 : 0,
          v->received.len != 0 ? 1 : 0, v->rport ? 1 : 0, f.ttl ? 1 : 0, f.maddr ? 1 : 0);
        loop assigns j, f.ttl, f.maddr, v->branch, v->received, v->rport, v->rport_value;
        loop variant n - j; */
    for (;;) {
        //@ ghost int b = v->branch.len != 0, c = v->received.len != 0, r = v->rport, t = f.ttl, m = f.maddr;
        size_t p = sip_separator(s, n, j, ';');
        if (p == SIP_NPOS)
            return j;
        //@ assert semi: SemiEnd(s, n, j) == p && p >= 0;
        j = via_param_scan(s, n, p, v, &f);
        if (j == SIP_NPOS)
            return SIP_NPOS;
        //@ assert taken: ViaParamEnd(s, n, p, b, c, r, t, m) == j && j >= 0;
        //@ assert b: (v->branch.len != 0 ? 1 : 0) == (ViaKindAt(s, n, p) == 1 ? 1 : b);
        //@ assert c: (v->received.len != 0 ? 1 : 0) == (ViaKindAt(s, n, p) == 5 ? 1 : c);
        //@ assert r: (v->rport ? 1 : 0) == (ViaKindAt(s, n, p) == 2 ? 1 : r);
        //@ assert t: (f.ttl ? 1 : 0) == (ViaKindAt(s, n, p) == 3 ? 1 : t);
        //@ assert m: (f.maddr ? 1 : 0) == (ViaKindAt(s, n, p) == 4 ? 1 : m);
        /*@ assert step: ViaRest(s, n, \at(j, LoopCurrent), b, c, r, t, m) == ViaRest(s, n, j,
              v->branch.len != 0 ? 1 : 0, v->received.len != 0 ? 1 : 0, v->rport ? 1 : 0, f.ttl ? 1 : 0,
              f.maddr ? 1 : 0); */
    }
}

/* The host stands behind the LWS. */
/*@ ghost
    /@ requires parts: ProtocolEnd(s, n, i) == e && 0 <= e && SwsEnd(s, n, e) == b && e < b;
       terminates \true; exits \false; assigns \nothing;
       ensures exact: ViaHostAt(s, n, i) == b; @/
    static inline void host_is_at(const uint8_t *s, size_t n, size_t i, size_t e, size_t b)
    {
        (void)s;
        (void)n;
        (void)i;
        (void)e;
        (void)b;
    } */

/* sent-protocol LWS sent-by */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(v) && \separated(v, s + (0 .. n - 1));
    terminates \true; exits \false; assigns v->transport, v->host, v->port;
    ensures exact: Found(\result, ViaSentByEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n && v->port <= 65535;
    ensures inside: \result != SIP_NPOS ==> Inside(v->transport, i, \result) && Inside(v->host, i, \result);
    ensures transport: \result != SIP_NPOS ==> v->transport.at == TransportAt(s, n, i) &&
      v->transport.at + v->transport.len == ProtocolEnd(s, n, i);
    ensures host: \result != SIP_NPOS ==> v->host.at == ViaHostAt(s, n, i) &&
      v->host.at + v->host.len == HostEnd(s, n, ViaHostAt(s, n, i));
    ensures port: \result != SIP_NPOS ==> v->port == SentByPort(s, n, ViaHostAt(s, n, i)); */
static size_t via_head_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    size_t e = protocol_scan(s, n, i, v);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    size_t b = sip_sws_scan(s, n, e);
    if (b == e) /* LWS is needed */
        return SIP_NPOS;
    //@ assert protocol: ProtocolEnd(s, n, i) == e && e >= 0;
    //@ assert white: SwsEnd(s, n, e) == b && b > e;
    //@ ghost host_is_at(s, n, i, e, b);
    //@ assert host: ViaHostAt(s, n, i) == b;
    return sent_by_scan(s, n, b, v);
}

/* The whole of what was read is s[i..e). */
/*@ requires writable: \valid(v) && i <= e <= n <= 0xFFFFFFFF && e == ViaEnd(s, n, i);
    requires transport_at: v->transport.at == TransportAt(s, n, i) && i <= v->transport.at;
    requires transport_end: v->transport.at + v->transport.len == ProtocolEnd(s, n, i) <= n;
    requires host_at: v->host.at == ViaHostAt(s, n, i) && i <= v->host.at;
    requires host_end: v->host.at + v->host.len == HostEnd(s, n, ViaHostAt(s, n, i)) <= n;
    requires port: v->port == SentByPort(s, n, ViaHostAt(s, n, i)) && v->port <= 65535;
    requires branch: v->branch.len > 0 ==> Within(v->branch.at, v->branch.len, i, n);
    requires received: v->received.len > 0 ==> Within(v->received.at, v->received.len, i, n);
    requires rport: v->rport_value <= 65535;
    terminates \true; exits \false; assigns v->value.at, v->value.len;
    ensures value: v->value.at == i && i + v->value.len == e;
    ensures parts: ViaIs(v, s, n, i);
    ensures inside: ViaIn(v, i, n); */
static inline void value_set(const uint8_t *s, size_t n, size_t i, size_t e, sip_via *v)
{
    (void)s; /* these are in the contract alone */
    (void)n;
    v->value.at = (uint32_t)i;
    v->value.len = (uint32_t)(e - i);
    /*@ assert transport: v->transport.at == \at(v->transport.at, Pre) &&
          v->transport.len == \at(v->transport.len, Pre); */
    //@ assert host: v->host.at == \at(v->host.at, Pre) && v->host.len == \at(v->host.len, Pre);
    //@ assert branch: v->branch.at == \at(v->branch.at, Pre) && v->branch.len == \at(v->branch.len, Pre);
    //@ assert received: v->received.at == \at(v->received.at, Pre) && v->received.len == \at(v->received.len, Pre);
}

/* via-parm at i: the index behind it, or SIP_NPOS */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(v) && \separated(v, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *v;
    ensures exact: Found(\result, ViaEnd(s, n, i));
    ensures range: \result != SIP_NPOS ==> i < \result <= n;
    ensures parts: \result != SIP_NPOS ==> ViaIs(v, s, n, i);
    ensures inside: \result != SIP_NPOS ==> ViaIn(v, i, n) && v->value.at == i &&
      i + v->value.len == \result; */
static size_t via_scan(const uint8_t *s, size_t n, size_t i, sip_via *v)
{
    size_t j = via_head_scan(s, n, i, v);
    if (j == SIP_NPOS)
        return SIP_NPOS;
    //@ assert head: ViaSentByEnd(s, n, i) == j && j >= 0;
    size_t e = via_params_scan(s, n, j, v);
    if (e == SIP_NPOS)
        return SIP_NPOS;
    //@ assert end: ViaEnd(s, n, i) == e;
    //@ assert transport_at: v->transport.at == TransportAt(s, n, i) && i <= v->transport.at;
    //@ assert transport_end: v->transport.at + v->transport.len == ProtocolEnd(s, n, i) <= n;
    //@ assert host_at: v->host.at == ViaHostAt(s, n, i) && i <= v->host.at;
    //@ assert host_end: v->host.at + v->host.len == HostEnd(s, n, ViaHostAt(s, n, i)) <= n;
    //@ assert port: v->port == SentByPort(s, n, ViaHostAt(s, n, i)) <= 65535;
    //@ assert branch: v->branch.len > 0 ==> Within(v->branch.at, v->branch.len, i, n);
    //@ assert received: v->received.len > 0 ==> Within(v->received.at, v->received.len, i, n);
    value_set(s, n, i, e, v);
    return e;
}

/* COMMA via-parm at i */
/*@ requires readable: Text(s, n, i) && i < n <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, CommaEnd(s, n, i) < 0 ? -1 : ViaEnd(s, n, CommaEnd(s, n, i)));
    ensures range: \result != SIP_NPOS ==> i < \result <= n; */
static size_t next_via_scan(const uint8_t *s, size_t n, size_t i)
{
    sip_via unused;
    size_t j = sip_separator(s, n, i, ',');
    return j == SIP_NPOS ? SIP_NPOS : via_scan(s, n, j, &unused);
}

/* The via-parms of one header value; SIP_NPOS if one is malformed. The first goes to *first. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(first) && \separated(first, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *first;
    ensures exact: Found(\result, ViaCount(s, n, i, 0));
    ensures parts: \result != SIP_NPOS ==> ViaIs(first, s, n, i);
    ensures range: \result != SIP_NPOS ==> 0 < \result <= n - i && ViaIn(first, i, n); */
static size_t line_count(const uint8_t *s, size_t i, size_t n, sip_via *first)
{
    size_t count = 1;
    size_t e = via_scan(s, n, i, first);
    /*@ loop invariant range: e == SIP_NPOS || (i < e <= n && 0 < count <= e - i);
        loop invariant first: e != SIP_NPOS ==> ViaIs(first, s, n, i) && ViaIn(first, i, n);
        loop invariant rest: ViaCount(s, n, i, 0) == (e == SIP_NPOS ? -1 : e == n ? count :
          CommaEnd(s, n, e) < 0 ? -1 : ViaCount(s, n, CommaEnd(s, n, e), count));
        loop assigns e, count;
        loop variant n - e; */
    while (e < n) {
        //@ ghost size_t a = e;
        e = next_via_scan(s, n, e);
        /*@ assert step: CommaEnd(s, n, a) >= 0 ==> ViaCount(s, n, CommaEnd(s, n, a), count) == (e == SIP_NPOS ? -1 :
              e == n ? count + 1 : CommaEnd(s, n, e) < 0 ? -1 : ViaCount(s, n, CommaEnd(s, n, e), count + 1)); */
        count += e != SIP_NPOS;
    }
    return e == n ? count : SIP_NPOS;
}

/* The same, where none of its parts are wanted. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    terminates \true; exits \false; assigns \nothing;
    ensures exact: Found(\result, ViaCount(s, n, i, 0));
    ensures range: \result != SIP_NPOS ==> 0 < \result <= n - i; */
static size_t value_count(const uint8_t *s, size_t i, size_t n)
{
    sip_via unused;
    return line_count(s, i, n, &unused);
}

size_t sip_via_count(const uint8_t *s, const sip_message *m)
{
    size_t count = 0;
    /*@ loop invariant range: 0 <= k <= m->headers && count <= 65535 * k;
        loop invariant good: \forall integer j; 0 <= j < k && m->header[j].id == SIP_H_VIA ==>
          ViaCount(s, ValueStop(m, j), ValueStart(m, j), 0) >= 0;
        loop invariant sum: count == ViaSum(s, m, k);
        loop assigns k, count;
        loop variant m->headers - k; */
    for (uint32_t k = 0; k < m->headers; k++) {
        if (m->header[k].id != SIP_H_VIA)
            continue;
        size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
        //@ assert place: i == ValueStart(m, k) && n == ValueStop(m, k);
        size_t c = value_count(s, i, n);
        //@ assert named: Found(c, ViaCount(s, ValueStop(m, k), ValueStart(m, k), 0));
        if (c == SIP_NPOS)
            return SIP_NPOS;
        //@ assert whole: ViaCount(s, ValueStop(m, k), ValueStart(m, k), 0) == c;
        //@ assert step: ViaSum(s, m, k + 1) == ViaSum(s, m, k) + c;
        count += c;
    }
    return count;
}

/* Of the first k header fields none has the name if they are counted as none. */
/*@ ghost
    /@ requires readable: \valid_read(m) && k <= m->headers <= SIP_HEADERS_MAX;
       terminates \true; exits \false; assigns \nothing;
       ensures exact: Fields(m, id, k) == 0 <==> \forall integer j; 0 <= j < k ==> m->header[j].id != id; @/
    static inline void none_before(const sip_message *m, sip_header_name id, size_t k)
    {
        size_t j = 0;
        /@ loop invariant range: 0 <= j <= k;
           loop invariant count: Fields(m, id, j) >= 0;
           loop invariant exact: Fields(m, id, j) == 0 <==>
             \forall integer x; 0 <= x < j ==> m->header[x].id != id;
           loop assigns j;
           loop variant k - j; @/
        while (j < k)
            j++;
    } */

/* *to becomes *from, the via-parm at i of s[i..n). Each field is written by itself, for the provers lose them over the
 * copy of the whole. */
/*@ requires writable: \valid_read(from) && \valid(to) && \separated(to, from);
    requires parts: ViaIs(from, s, n, i);
    requires inside: ViaIn(from, i, n);
    terminates \true; exits \false; assigns *to;
    ensures parts: ViaIs(to, s, n, i);
    ensures inside: ViaIn(to, i, n);
    ensures branch: to->branch.at == \old(from->branch.at) && to->branch.len == \old(from->branch.len);
    ensures received: to->received.at == \old(from->received.at) && to->received.len == \old(from->received.len);
    ensures rport: to->rport == \old(from->rport) && to->rport_value == \old(from->rport_value); */
static inline void via_copy(const uint8_t *s, size_t n, size_t i, const sip_via *from, sip_via *to)
{
    (void)s; /* these are in the contract alone */
    (void)n;
    (void)i;
    to->transport.at = from->transport.at;
    to->transport.len = from->transport.len;
    to->host.at = from->host.at;
    to->host.len = from->host.len;
    to->branch.at = from->branch.at;
    to->branch.len = from->branch.len;
    to->received.at = from->received.at;
    to->received.len = from->received.len;
    to->port = from->port;
    to->rport = from->rport;
    to->rport_value = from->rport_value;
    to->value.at = from->value.at;
    to->value.len = from->value.len;
    /*@ assert transport: to->transport.at == \at(from->transport.at, Pre) &&
          to->transport.len == \at(from->transport.len, Pre); */
    //@ assert host: to->host.at == \at(from->host.at, Pre) && to->host.len == \at(from->host.len, Pre);
    //@ assert branch: to->branch.at == \at(from->branch.at, Pre) && to->branch.len == \at(from->branch.len, Pre);
    /*@ assert received: to->received.at == \at(from->received.at, Pre) &&
          to->received.len == \at(from->received.len, Pre); */
    //@ assert value: to->value.at == \at(from->value.at, Pre) && to->value.len == \at(from->value.len, Pre);
    //@ assert port: to->port == \at(from->port, Pre) && to->rport_value == \at(from->rport_value, Pre);
}

/* The first via-parm of one header value; false if one of them is malformed, and *top stays. */
/*@ requires readable: Text(s, n, i) && n <= 0xFFFFFFFF;
    requires writable: \valid(top) && \separated(top, s + (0 .. n - 1));
    terminates \true; exits \false; assigns *top;
    ensures exact: \result <==> ViaCount(s, n, i, 0) >= 0;
    ensures parts: \result ==> ViaIs(top, s, n, i);
    ensures inside: \result ==> ViaIn(top, i, n);
    ensures kept: !\result ==> *top == \old(*top); */
static bool line_read(const uint8_t *s, size_t i, size_t n, sip_via *top)
{
    sip_via v;
    size_t count = line_count(s, i, n, &v);
    //@ assert kept: *top == \at(*top, Pre);
    if (count == SIP_NPOS)
        return false;
    via_copy(s, n, i, &v, top);
    return true;
}

bool sip_via_read(const uint8_t *s, const sip_message *m, sip_via *top)
{
    size_t k = sip_header_find(m, SIP_H_VIA, 0);
    if (k == SIP_NPOS)
        return false;
    //@ ghost none_before(m, SIP_H_VIA, k);
    //@ assert first: \forall integer j; First(m, SIP_H_VIA, j) ==> j == k;
    size_t i = m->header[k].value.at, n = i + m->header[k].value.len;
    //@ assert place: i == ValueStart(m, k) && n == ValueStop(m, k);
    bool good = line_read(s, i, n, top);
    //@ assert count: good <==> ViaCount(s, ValueStop(m, k), ValueStart(m, k), 0) >= 0;
    if (!good)
        return false;
    //@ assert parts: ViaIs(top, s, ValueStop(m, k), ValueStart(m, k));
    //@ assert inside: ViaIn(top, ValueStart(m, k), ValueStop(m, k));
    return true;
}
