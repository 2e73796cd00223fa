/* Selectors in logic. The first n bits of a 64-bit number are its quotient by 2^(64-n). */
#ifndef SECAGREE_LOGIC_SELECTOR_H
#define SECAGREE_LOGIC_SELECTOR_H

/*@ logic integer SelPow2(integer n) = n <= 0 ? 1 : 2 * SelPow2(n - 1);
    lemma SelPow2_1: \forall integer n; 0 <= n ==> SelPow2(n + 1) == 2 * SelPow2(n);
    lemma SelPow2_2: \forall integer n; 0 <= n ==> SelPow2(n + 2) == 4 * SelPow2(n);
    lemma SelPow2_4: \forall integer n; 0 <= n ==> SelPow2(n + 4) == 16 * SelPow2(n);
    lemma SelPow2_8: \forall integer n; 0 <= n ==> SelPow2(n + 8) == 256 * SelPow2(n);
    lemma SelPow2_16: \forall integer n; 0 <= n ==> SelPow2(n + 16) == 65536 * SelPow2(n);
    lemma SelPow2_32: \forall integer n; 0 <= n ==> SelPow2(n + 32) == 4294967296 * SelPow2(n);

    // The first bits of w as a number, and w with the others cleared; 0 <= bits <= 64.
    logic integer SelLead(integer w, integer bits) = bits <= 0 ? 0 : w / SelPow2(64 - bits);
    logic integer SelUpper(integer w, integer bits) = bits <= 0 ? 0 : w - w % SelPow2(64 - bits);
    lemma SelUpperLead: \forall integer w, v, p; 0 <= w && 0 <= v && 0 < p && v % p == 0 ==>
      (v == w - w % p <==> v / p == w / p);

    // 64 bits of an address each; 0 <= len <= 128.
    logic integer SelHiBits(integer len) = len < 64 ? len : 64;
    logic integer SelLoBits(integer len) = len < 64 ? 0 : len - 64;

    predicate SelWords{L}(sel_addr w, ip_addr *a) =
      w.hi == a->b[0] * 0x100000000000000 + a->b[1] * 0x1000000000000 + a->b[2] * 0x10000000000 +
              a->b[3] * 0x100000000 + a->b[4] * 0x1000000 + a->b[5] * 0x10000 + a->b[6] * 0x100 + a->b[7] &&
      w.lo == a->b[8] * 0x100000000000000 + a->b[9] * 0x1000000000000 + a->b[10] * 0x10000000000 +
              a->b[11] * 0x100000000 + a->b[12] * 0x1000000 + a->b[13] * 0x10000 + a->b[14] * 0x100 + a->b[15];
    predicate SelV4(sel_addr a) = a.hi == 0 && a.lo / 4294967296 == 65535;
    predicate SelMasked(sel_addr m, sel_addr a, integer len) =
      m.hi == SelUpper(a.hi, SelHiBits(len)) && m.lo == SelUpper(a.lo, SelLoBits(len));
    // RFC 4291 2.3: the first len bits are equal; and one family, which 96 bits tell by themselves.
    predicate SelCovers(sel_addr net, integer len, sel_addr a) =
      (len < 96 ==> (SelV4(net) <==> SelV4(a))) &&
      SelLead(net.hi, SelHiBits(len)) == SelLead(a.hi, SelHiBits(len)) &&
      SelLead(net.lo, SelLoBits(len)) == SelLead(a.lo, SelLoBits(len));

    // A word or a prefix n in its masked form covers another iff it is that other one, masked: m.
    predicate SelWordIs(integer n, integer m, integer w, integer bits) =
      n == SelUpper(n, bits) ==> (n == m <==> SelLead(n, bits) == SelLead(w, bits));
    predicate SelNetIs(sel_addr n, sel_addr m, sel_addr a, integer len) =
      SelMasked(n, n, len) ==> (n.hi == m.hi && n.lo == m.lo <==>
        SelLead(n.hi, SelHiBits(len)) == SelLead(a.hi, SelHiBits(len)) &&
        SelLead(n.lo, SelLoBits(len)) == SelLead(a.lo, SelLoBits(len)));

    predicate SelMatches(sel_rule r, sel_packet p) =
      r.ue_port == p.ue_port && r.p_port == p.p_port && r.direction == p.direction &&
      SelCovers(r.net, r.len, p.ue);
    predicate SelTie(sel_rule r, sel_rule q, sel_addr net) =
      r.net.hi == net.hi && r.net.lo == net.lo && r.len == q.len && r.ue_port == q.ue_port &&
      r.p_port == q.p_port && r.direction == q.direction;

    // best is a matching rule, and none that matches is longer; or there is none.
    predicate SelBest{L}(sel_rule *rules, integer n, sel_packet p, integer best) =
      (best == SEL_NONE && \forall integer i; 0 <= i < n ==> !SelMatches(rules[i], p)) ||
      (0 <= best < n && SelMatches(rules[best], p) &&
       \forall integer i; 0 <= i < n && SelMatches(rules[i], p) ==> rules[i].len <= rules[best].len);
*/

#endif
