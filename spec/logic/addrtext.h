/* Text of an ip_addr in logic (RFC 5952); addr.h includes this behind the type. */
#ifndef SECAGREE_LOGIC_ADDRTEXT_H
#define SECAGREE_LOGIC_ADDRTEXT_H

/*@ logic integer OctetLength(integer v) = v >= 100 ? 3 : v >= 10 ? 2 : 1;
    predicate OctetText(char *out, integer n, integer v) = // v in decimal at out[n..)
      (v >= 100 ==> out[n] == '0' + v / 100) && (v >= 10 ==> out[n + OctetLength(v) - 2] == '0' + v / 10 % 10) &&
      out[n + OctetLength(v) - 1] == '0' + v % 10;
    logic integer V4End(ip_addr *a, integer k) = // the length of the text before byte k
      k <= 12 ? 0 : V4End(a, k - 1) + (k > 13 ? 1 : 0) + OctetLength(a->b[k - 1]);
    predicate V4Text(ip_addr *a, char *out, integer n) =
      n == V4End(a, 16) && out[n] == 0 && (\forall integer k; 12 < k < 16 ==> out[V4End(a, k)] == '.') &&
      \forall integer k; 12 <= k < 16 ==> OctetText(out, V4End(a, k) + (k > 12 ? 1 : 0), a->b[k]);

    logic integer HexDigit(integer v) = v < 10 ? '0' + v : 'a' + (v - 10);
    logic integer GroupLength(integer w) = w >= 0x1000 ? 4 : w >= 0x100 ? 3 : w >= 0x10 ? 2 : 1;
    predicate GroupText(char *out, integer n, integer w) = // w in hex at out[n..)
      (w >= 0x1000 ==> out[n] == HexDigit(w / 4096 % 16)) &&
      (w >= 0x100 ==> out[n + GroupLength(w) - 3] == HexDigit(w / 256 % 16)) &&
      (w >= 0x10 ==> out[n + GroupLength(w) - 2] == HexDigit(w / 16 % 16)) &&
      out[n + GroupLength(w) - 1] == HexDigit(w % 16);
    logic integer ZeroEnd(ip_addr *a, integer k) = // behind the run of zero groups at k
      (0 <= k < 8 && Word(a, k) == 0) ? ZeroEnd(a, k + 1) : k;
    predicate LongestZeros(ip_addr *a, integer g) = // the first of the longest runs; 8: none has two groups
      (g == 8 && (\forall integer k; 0 <= k < 8 ==> ZeroEnd(a, k) - k < 2)) ||
      (0 <= g < 8 && ZeroEnd(a, g) - g >= 2 &&
       (\forall integer k; 0 <= k < g ==> ZeroEnd(a, k) - k < ZeroEnd(a, g) - g) &&
       (\forall integer k; g <= k < 8 ==> ZeroEnd(a, k) - k <= ZeroEnd(a, g) - g));
    // with "::" in the place of the run at g: the length of the text before group k; before "::" for k = g
    logic integer V6End(ip_addr *a, integer g, integer k) =
      k <= 0 ? 0 : (g < k && k <= ZeroEnd(a, g)) ? V6End(a, g, g) + (k == 8 ? 2 : 1) :
      V6End(a, g, k - 1) + (k > 1 ? 1 : 0) + GroupLength(Word(a, k - 1));
    predicate V6Text(ip_addr *a, integer g, char *out, integer n) =
      n == V6End(a, g, 8) && out[n] == 0 && (g < 8 ==> out[V6End(a, g, g)] == ':') &&
      (g < 8 && ZeroEnd(a, g) == 8 ==> out[n - 1] == ':') &&
      (\forall integer k; 0 < k < 8 && (k < g || ZeroEnd(a, g) <= k) ==> out[V6End(a, g, k)] == ':') &&
      (\forall integer k; 0 <= k < 8 && (k < g || ZeroEnd(a, g) <= k) ==>
        GroupText(out, V6End(a, g, k) + (k > 0 ? 1 : 0), Word(a, k)));
*/

#endif
