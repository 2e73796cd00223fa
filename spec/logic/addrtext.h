/* Text of an ip_addr in logic (RFC 5952); addr.h includes this behind the type. */
#ifndef SECAGREE_LOGIC_ADDRTEXT_H
#define SECAGREE_LOGIC_ADDRTEXT_H

/*@ logic integer OctetLength(integer v) = v >= 100 ? 3 : v >= 10 ? 2 : 1;
    predicate OctetText(char *out, integer n, integer v) = // v in decimal at out[n..)
      (v >= 100 ==> out[n] == '0' + v / 100) && (v >= 10 ==> out[n + OctetLength(v) - 2] == '0' + v / 10 % 10) &&
      out[n + OctetLength(v) - 1] == '0' + v % 10;
    logic integer V4At(ip_addr *a, integer k) = // where byte k stands, a dot before it
      k <= 12 ? 0 : V4At(a, k - 1) + OctetLength(a->b[k - 1]) + 1;
    predicate V4Text(ip_addr *a, char *out, integer n) =
      n == V4At(a, 16) - 1 && out[n] == 0 && (\forall integer k; 12 < k < 16 ==> out[V4At(a, k) - 1] == '.') &&
      \forall integer k; 12 <= k < 16 ==> OctetText(out, V4At(a, k), a->b[k]);

    logic integer HexDigit(integer v) = v < 10 ? '0' + v : 'a' + (v - 10);
    logic integer GroupLength(integer w) = w >= 0x1000 ? 4 : w >= 0x100 ? 3 : w >= 0x10 ? 2 : 1;
    // digit d of the four of w, counted from the right; recursive, so that provers take it as one symbol
    logic integer GroupDigit(integer w, integer d) =
      d > 3 ? GroupDigit(w, 3) : d == 3 ? HexDigit(w / 4096 % 16) : d == 2 ? HexDigit(w / 256 % 16) :
      d == 1 ? HexDigit(w / 16 % 16) : HexDigit(w % 16);
    predicate GroupText(char *out, integer n, integer w) = // w in hex at out[n..)
      (w >= 0x1000 ==> out[n] == GroupDigit(w, 3)) &&
      (w >= 0x100 ==> out[n + GroupLength(w) - 3] == GroupDigit(w, 2)) &&
      (w >= 0x10 ==> out[n + GroupLength(w) - 2] == GroupDigit(w, 1)) &&
      out[n + GroupLength(w) - 1] == GroupDigit(w, 0);
    logic integer ZeroEnd(ip_addr *a, integer k) = // behind the run of zero groups at k
      (0 <= k < 8 && Word(a, k) == 0) ? ZeroEnd(a, k + 1) : k;
    predicate LongestZeros(ip_addr *a, integer g) = // the first of the longest runs; 8: none has two groups
      (g == 8 && (\forall integer k; 0 <= k < 8 ==> ZeroEnd(a, k) - k < 2)) ||
      (0 <= g < 8 && ZeroEnd(a, g) - g >= 2 &&
       (\forall integer k; 0 <= k < g ==> ZeroEnd(a, k) - k < ZeroEnd(a, g) - g) &&
       (\forall integer k; g <= k < 8 ==> ZeroEnd(a, k) - k <= ZeroEnd(a, g) - g));
    // of the groups from f on with a colon between them: where group k stands, and the length of those before t
    logic integer GroupAt(ip_addr *a, integer f, integer k) =
      k <= f ? 0 : GroupAt(a, f, k - 1) + GroupLength(Word(a, k - 1)) + 1;
    logic integer GroupsLength(ip_addr *a, integer f, integer t) = t <= f ? 0 : GroupAt(a, f, t) - 1;
    predicate ColonBefore(char *out, integer n) = out[n - 1] == ':'; // by name: provers find its instances
    predicate GroupsText(ip_addr *a, integer f, integer t, char *out, integer n) =
      (\forall integer k; f < k < t ==> ColonBefore(out, n + GroupAt(a, f, k))) &&
      \forall integer k; f <= k < t ==> GroupText(out, n + GroupAt(a, f, k), Word(a, k));
    predicate V6Text(ip_addr *a, integer g, char *out, integer n) = // with "::" in the place of the run at g
      out[n] == 0 && (g >= 8 ==> n == GroupsLength(a, 0, 8) && GroupsText(a, 0, 8, out, 0)) &&
      (g < 8 ==> n == GroupsLength(a, 0, g) + 2 + GroupsLength(a, ZeroEnd(a, g), 8) &&
       out[GroupsLength(a, 0, g)] == ':' && out[GroupsLength(a, 0, g) + 1] == ':' && GroupsText(a, 0, g, out, 0) &&
       GroupsText(a, ZeroEnd(a, g), 8, out, GroupsLength(a, 0, g) + 2));
*/

#endif
