#include "compose.h"
#include "../core/headers.h"
#include "../core/lex.h"
#include <string.h>

static void put_span(sip_out *o, const uint8_t *s, size_t i, size_t j)
{
    sip_put(o, s + i, j - i);
}

static bool is_lws(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* s[i..j) without LWS at its ends */
static sip_span trim(const uint8_t *s, size_t i, size_t j)
{
    while (i < j && is_lws(s[i]))
        i++;
    while (i < j && is_lws(s[j - 1]))
        j--;
    return (sip_span){ (uint32_t)i, (uint32_t)(j - i) };
}

/* Behind the closing character of what opens at i; j where it does not close. */
static size_t skip_enclosed(const uint8_t *s, size_t i, size_t j, uint8_t close)
{
    for (i++; i < j && s[i] != close; i++) {
        if (close == '"' && s[i] == '\\' && i + 1 < j)
            i++;
    }
    return i < j ? i + 1 : j;
}

/* The end of the element at i: the next sep outside quotes and angle brackets, or j. */
static size_t element_end(const uint8_t *s, size_t i, size_t j, uint8_t sep)
{
    while (i < j && s[i] != sep) {
        if (s[i] == '"')
            i = skip_enclosed(s, i, j, '"');
        else if (s[i] == '<')
            i = skip_enclosed(s, i, j, '>');
        else
            i++;
    }
    return i;
}

bool compose_next_element(const uint8_t *s, sip_span *rest, uint8_t separator, sip_span *element)
{
    size_t i = rest->at, j = rest->at + rest->len;

    element->len = 0;
    while (i < j && element->len == 0) {
        size_t end = element_end(s, i, j, separator);
        *element = trim(s, i, end);
        i = end < j ? end + 1 : j;
    }
    *rest = (sip_span){ (uint32_t)i, (uint32_t)(j - i) };
    return element->len > 0;
}

bool compose_element_named(const uint8_t *s, sip_span element, const char *name)
{
    size_t i = element.at, j = element.at + element.len, k = i;

    while (k < j && s[k] != '=' && !is_lws(s[k]))
        k++;
    return sip_equal_nocase(s, i, k, name, strlen(name));
}

void compose_header(sip_out *o, const char *name, const char *value)
{
    sip_put_text(o, name);
    sip_put_text(o, ": ");
    sip_put_text(o, value);
    sip_put_text(o, "\r\n");
}

void compose_header_number(sip_out *o, const char *name, uint32_t value)
{
    sip_put_text(o, name);
    sip_put_text(o, ": ");
    sip_put_number(o, value);
    sip_put_text(o, "\r\n");
}

void compose_header_span(sip_out *o, const char *name, const uint8_t *s, sip_span value)
{
    sip_put_text(o, name);
    sip_put_text(o, ": ");
    sip_put(o, s + value.at, value.len);
    sip_put_text(o, "\r\n");
}

static void put_line(sip_out *o, const uint8_t *s, const sip_header *h)
{
    sip_put(o, s + h->line.at, h->line.len);
}

void compose_copy_header(sip_out *o, const uint8_t *s, const sip_message *m, sip_header_name id)
{
    for (uint32_t i = 0; i < m->headers; i++) {
        if (m->header[i].id == id)
            put_line(o, s, &m->header[i]);
    }
}

void compose_copy_headers_except(sip_out *o, const uint8_t *s, const sip_message *m, compose_set drop)
{
    drop |= COMPOSE_BIT(SIP_H_CONTENT_LENGTH);
    for (uint32_t i = 0; i < m->headers; i++) {
        if ((drop & COMPOSE_BIT(m->header[i].id)) == 0)
            put_line(o, s, &m->header[i]);
    }
}

static void put_status_line(sip_out *o, unsigned code, const char *reason)
{
    sip_put_text(o, "SIP/2.0 ");
    sip_put_number(o, code);
    sip_put_text(o, " ");
    sip_put_text(o, reason);
    sip_put_text(o, "\r\n");
}

void compose_start_line(sip_out *o, const uint8_t *s, const sip_message *m)
{
    if (m->request) {
        sip_put(o, s + m->method.at, m->method.len);
        sip_put_text(o, " ");
        sip_put(o, s + m->uri.at, m->uri.len);
        sip_put_text(o, " SIP/2.0\r\n");
        return;
    }
    sip_put_text(o, "SIP/2.0 ");
    sip_put_number(o, m->status);
    sip_put_text(o, " ");
    sip_put(o, s + m->reason.at, m->reason.len);
    sip_put_text(o, "\r\n");
}

void compose_request_line(sip_out *o, const char *method, const char *uri)
{
    sip_put_text(o, method);
    sip_put_text(o, " ");
    sip_put_text(o, uri);
    sip_put_text(o, " SIP/2.0\r\n");
}

static void put_to(sip_out *o, const uint8_t *s, const sip_message *m, const char *to_tag)
{
    size_t k = sip_header_find(m, SIP_H_TO, 0);
    sip_party to;

    if (k == SIP_NPOS)
        return;
    if (to_tag == NULL || (sip_party_read(s, m, SIP_H_TO, &to) && to.tag.len > 0)) {
        put_line(o, s, &m->header[k]);
        return;
    }
    sip_put_text(o, "To: ");
    sip_put(o, s + m->header[k].value.at, m->header[k].value.len);
    sip_put_text(o, ";tag=");
    sip_put_text(o, to_tag);
    sip_put_text(o, "\r\n");
}

static void put_first(sip_out *o, const uint8_t *s, const sip_message *m, sip_header_name id)
{
    size_t k = sip_header_find(m, id, 0);

    if (k != SIP_NPOS)
        put_line(o, s, &m->header[k]);
}

static void put_dialog(sip_out *o, const uint8_t *s, const sip_message *m, const char *to_tag)
{
    put_first(o, s, m, SIP_H_FROM);
    put_to(o, s, m, to_tag);
    put_first(o, s, m, SIP_H_CALL_ID);
    put_first(o, s, m, SIP_H_CSEQ);
}

void compose_response(sip_out *o, const uint8_t *s, const sip_message *m, unsigned code, const char *reason,
                      const char *to_tag)
{
    put_status_line(o, code, reason);
    compose_copy_header(o, s, m, SIP_H_VIA);
    put_dialog(o, s, m, to_tag);
}

void compose_response_from(sip_out *o, const uint8_t *s, const sip_message *m, unsigned code, const char *reason,
                           const char *to_tag, const char *host, uint32_t port)
{
    put_status_line(o, code, reason);
    compose_via_received(o, s, m, host, port);
    put_dialog(o, s, m, to_tag);
}

void compose_via(sip_out *o, const char *transport, const char *host, uint32_t port, const char *branch, bool rport)
{
    sip_put_text(o, "Via: SIP/2.0/");
    sip_put_text(o, transport);
    sip_put_text(o, " ");
    sip_put_text(o, host);
    if (port != 0) {
        sip_put_text(o, ":");
        sip_put_number(o, port);
    }
    sip_put_text(o, ";branch=");
    sip_put_text(o, branch);
    sip_put_text(o, rport ? ";rport\r\n" : "\r\n");
}

/* The sent-by is the address of the packet's source (RFC 3261 18.2.1). */
static bool sent_by_is(const uint8_t *s, const sip_via *top, const char *host)
{
    size_t i = top->host.at, j = top->host.at + top->host.len;
    ip_addr a, b;

    if (j - i >= 2 && s[i] == '[' && s[j - 1] == ']') {
        i++;
        j--;
    }
    return addr_parse(s, i, j, &a) && addr_parse((const uint8_t *)host, 0, strlen(host), &b) && addr_equal(&a, &b);
}

/* Parameters received and rport that the sender wrote itself are not kept. */
static void put_top_via(sip_out *o, const uint8_t *s, const sip_via *top, const char *host, uint32_t port)
{
    size_t j = top->value.at + top->value.len, end = element_end(s, top->value.at, j, ';');

    put_span(o, s, top->value.at, end);
    sip_span rest = { (uint32_t)end, (uint32_t)(j - end) }, p;
    while (compose_next_element(s, &rest, ';', &p)) {
        if (!compose_element_named(s, p, "received") && !compose_element_named(s, p, "rport")) {
            sip_put_text(o, ";");
            sip_put(o, s + p.at, p.len);
        }
    }
    if (top->rport || !sent_by_is(s, top, host)) {
        sip_put_text(o, ";received=");
        sip_put_text(o, host);
    }
    if (top->rport) { /* RFC 3581 4 */
        sip_put_text(o, ";rport=");
        sip_put_number(o, port);
    }
}

void compose_via_received(sip_out *o, const uint8_t *s, const sip_message *m, const char *host, uint32_t port)
{
    size_t k = sip_header_find(m, SIP_H_VIA, 0);
    sip_via top;

    if (k == SIP_NPOS || !sip_via_read(s, m, &top)) {
        compose_copy_header(o, s, m, SIP_H_VIA);
        return;
    }
    const sip_header *h = &m->header[k];
    sip_put_text(o, "Via: ");
    put_top_via(o, s, &top, host, port);
    put_span(o, s, top.value.at + top.value.len, h->value.at + h->value.len);
    sip_put_text(o, "\r\n");
    for (uint32_t i = (uint32_t)k + 1; i < m->headers; i++) {
        if (m->header[i].id == SIP_H_VIA)
            put_line(o, s, &m->header[i]);
    }
}

/* What stands behind the first value of the field; nothing is written where that is nothing. */
static void put_rest(sip_out *o, const uint8_t *s, const sip_header *h)
{
    size_t j = h->value.at + h->value.len, end = element_end(s, h->value.at, j, ',');

    if (end == j)
        return;
    sip_span rest = trim(s, end + 1, j);
    if (rest.len == 0)
        return;
    sip_put(o, s + h->name.at, h->name.len);
    sip_put_text(o, ": ");
    sip_put(o, s + rest.at, rest.len);
    sip_put_text(o, "\r\n");
}

void compose_pop_first(sip_out *o, const uint8_t *s, const sip_message *m, sip_header_name id)
{
    bool first = true;

    for (uint32_t i = 0; i < m->headers; i++) {
        if (m->header[i].id != id)
            continue;
        if (first)
            put_rest(o, s, &m->header[i]);
        else
            put_line(o, s, &m->header[i]);
        first = false;
    }
}

bool compose_max_forwards(sip_out *o, const uint8_t *s, const sip_message *m)
{
    size_t k = sip_header_find(m, SIP_H_MAX_FORWARDS, 0);
    uint32_t left = 71;

    if (k != SIP_NPOS) {
        sip_span v = sip_span_of(m->header[k].value);
        sip_number number = sip_number_scan(s, v.at + v.len, v.at, 255);
        if (number.code == SIP_NUMBER_OK && number.end == v.at + v.len)
            left = number.value;
    }
    if (left == 0)
        return false;
    compose_header_number(o, "Max-Forwards", left - 1);
    return true;
}

/* Element p behind count others of the field h */
static void put_element(sip_out *o, const uint8_t *s, const sip_header *h, uint32_t count, sip_span p)
{
    if (count == 0) {
        sip_put(o, s + h->name.at, h->name.len);
        sip_put_text(o, ": ");
    } else {
        sip_put_text(o, ", ");
    }
    sip_put(o, s + p.at, p.len);
}

static void put_without_tag(sip_out *o, const uint8_t *s, const sip_header *h, const char *tag)
{
    sip_span rest = sip_span_of(h->value), p;
    uint32_t count = 0;

    while (compose_next_element(s, &rest, ',', &p)) {
        if (!sip_equal_nocase(s, p.at, p.at + p.len, tag, strlen(tag)))
            put_element(o, s, h, count++, p);
    }
    if (count > 0)
        sip_put_text(o, "\r\n");
}

void compose_without_option_tag(sip_out *o, const uint8_t *s, const sip_message *m, sip_header_name id,
                                const char *tag)
{
    for (uint32_t i = 0; i < m->headers; i++) {
        if (m->header[i].id == id)
            put_without_tag(o, s, &m->header[i], tag);
    }
}

static bool named_one_of(const uint8_t *s, sip_span p, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (compose_element_named(s, p, names[i]))
            return true;
    }
    return false;
}

void compose_auth(sip_out *o, const uint8_t *s, const sip_message *m, size_t k, const char *const *remove, size_t n,
                  const char *add)
{
    if (k >= m->headers)
        return;
    const sip_header *h = &m->header[k];
    size_t j = h->value.at + h->value.len, i = h->value.at;
    const char *separator = " ";

    while (i < j && !is_lws(s[i]))
        i++;
    sip_put(o, s + h->name.at, h->name.len);
    sip_put_text(o, ": ");
    put_span(o, s, h->value.at, i);
    sip_span rest = { (uint32_t)i, (uint32_t)(j - i) }, p;
    while (compose_next_element(s, &rest, ',', &p)) {
        if (!named_one_of(s, p, remove, n)) {
            sip_put_text(o, separator);
            sip_put(o, s + p.at, p.len);
            separator = ", ";
        }
    }
    if (add != NULL) {
        sip_put_text(o, separator);
        sip_put_text(o, add);
    }
    sip_put_text(o, "\r\n");
}

void compose_end(sip_out *o, const uint8_t *body, size_t n)
{
    compose_header_number(o, "Content-Length", (uint32_t)n);
    sip_put_text(o, "\r\n");
    if (n > 0)
        sip_put(o, body, n);
}

const char *compose_reason(uint32_t code)
{
    static const struct { uint32_t code; const char *text; } known[] = {
        { 200, "OK" }, { 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" }, { 404, "Not Found" },
        { 405, "Method Not Allowed" }, { 408, "Request Timeout" }, { 420, "Bad Extension" },
        { 421, "Extension Required" }, { 423, "Interval Too Brief" }, { 480, "Temporarily Unavailable" },
        { 494, "Security Agreement Required" }, { 500, "Server Internal Error" }, { 502, "Bad Gateway" },
        { 503, "Service Unavailable" }, { 504, "Server Time-out" },
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].code == code)
            return known[i].text;
    }
    return "Refused";
}
