/* secagree select: which SA a packet belongs to, why none, and every line of a table that is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "../../src/cmd/cmd_select.c"
#include "command.h"

/* One line of a table: user, address (and length) with its name, then what PORTS and SPIS say, and more. */
#define PORTS(uc, us, pc, ps) "\"port_uc\":" #uc ",\"port_us\":" #us ",\"port_pc\":" #pc ",\"port_ps\":" #ps ","
#define SPIS(uc, us, pc, ps) "\"spi_uc\":" #uc ",\"spi_us\":" #us ",\"spi_pc\":" #pc ",\"spi_ps\":" #ps ","
#define LINE(impi, ue, more) "{" ue "," more "\"impi\":\"" impi "\"}\n"
#define ALICE LINE("alice", "\"ue\":\"2001:db8:1:2::5\",\"length\":64", \
                   PORTS(5062, 5064, 7000, 5066) SPIS(1111, 2222, 3333, 4444) "\"impus\":[\"sip:alice\"],")
#define BOB LINE("bob", "\"ue\":\"192.0.2.9\"", PORTS(5062, 5064, 7000, 5066) SPIS(1111, 2222, 5555, 6666) \
                 "\"p\":\"192.0.2.1\",\"kind\":\"old\",\"expires\":900,")
/* Inside each other: a whole network, one of its halves, one address in it. */
#define NESTED                                                                                                      \
    LINE("wide", "\"ue\":\"2001:db8::1\",\"length\":32", PORTS(6001, 6002, 7000, 5066) SPIS(300, 301, 302, 303))     \
    LINE("half", "\"ue\":\"2001:db8:8000::1\",\"length\":33", PORTS(6003, 6004, 7000, 5066) SPIS(310, 311, 312, 313)) \
    LINE("one", "\"ue\":\"2001:db8:8000::1\"", PORTS(6005, 6006, 7000, 5066) SPIS(320, 321, 322, 323))

static int ask(const char *query, const char *table)
{
    char line[256];

    snprintf(line, sizeof line, "select --table %%s --packet %s", query);
    return run_on_text(cmd_select, line, table);
}

static int ask_json(const char *query, const char *table)
{
    char line[256];

    snprintf(line, sizeof line, "select --json --table %%s --packet %s", query);
    return run_on_text(cmd_select, line, table);
}

static void answers(const char *query, const char *table, const char *text)
{
    assert_int_equal(ask(query, table), EXIT_CONFORMS);
    assert_string_equal(printed, text);
    assert_string_equal(complained, "");
}

static void has_none(const char *query, const char *table, const char *text)
{
    assert_int_equal(ask(query, table), EXIT_VIOLATES);
    assert_string_equal(printed, text);
    assert_string_equal(complained, "");
}

/* The message ends so; what stands before it is the name of the file. */
static void refuses(const char *table, const char *end)
{
    assert_int_equal(ask("192.0.2.9,5062,192.0.2.1,5066", table), EXIT_USAGE);
    assert_string_equal(printed, "");
    assert_true(strlen(complained) > strlen(end));
    assert_string_equal(complained + strlen(complained) - strlen(end), end);
}

/* The four SAs of a set: both directions of both pairs, each with the SPI that its receiver chose. */
static void test_directions(void **state)
{
    (void)state;
    answers("2001:db8:1:2::77,5062,2001:db8::1,5066", ALICE,
            "SA 1, UE client port to P-CSCF server port, SPI 4444\n"
            "prefix 2001:db8:1:2::/64, length matched 64\nnew set of alice\n");
    answers("2001:db8::1,5066,2001:db8:1:2::77,5062", ALICE,
            "SA 2, P-CSCF server port to UE client port, SPI 1111\n"
            "prefix 2001:db8:1:2::/64, length matched 64\nnew set of alice\n");
    answers("2001:db8::1,7000,2001:db8:1:2::77,5064", ALICE,
            "SA 3, P-CSCF client port to UE server port, SPI 2222\n"
            "prefix 2001:db8:1:2::/64, length matched 64\nnew set of alice\n");
    answers("2001:db8:1:2::77,5064,2001:db8::1,7000", ALICE,
            "SA 4, UE server port to P-CSCF client port, SPI 3333\n"
            "prefix 2001:db8:1:2::/64, length matched 64\nnew set of alice\n");
}

static void test_json(void **state)
{
    (void)state;
    assert_int_equal(ask_json("2001:db8:1:2::77,5062,2001:db8::1,5066", ALICE), EXIT_CONFORMS);
    assert_string_equal(printed, "{\"version\":1,\"result\":\"match\",\"sa\":1,\"direction\":\"in\",\"spi\":4444,"
                                 "\"kind\":\"new\",\"prefix\":\"2001:db8:1:2::\",\"length\":64,\"impi\":\"alice\","
                                 "\"expires\":4294967295,\"impus\":[\"sip:alice\"]}\n");
    assert_int_equal(ask_json("192.0.2.1,7000,192.0.2.9,5064", "\n" BOB " \t\r\n"), EXIT_CONFORMS);
    assert_string_equal(printed, "{\"version\":1,\"result\":\"match\",\"sa\":3,\"direction\":\"out\",\"spi\":2222,"
                                 "\"kind\":\"old\",\"prefix\":\"192.0.2.9\",\"length\":32,\"impi\":\"bob\","
                                 "\"expires\":900}\n");
    assert_int_equal(ask_json("192.0.2.8,5062,192.0.2.1,5066", BOB), EXIT_VIOLATES);
    assert_string_equal(printed, "{\"version\":1,\"result\":\"none\",\"reason\":\"an SA has these ports, but the "
                                 "address is outside its prefix\",\"requirement\":\"PAT-10\"}\n");
}

/* IPv4, as itself and mapped into IPv6, in the table and in the packet. An IPv6 prefix never covers it. */
static void test_families(void **state)
{
    static const char mapped[] = LINE("carol", "\"ue\":\"::ffff:198.51.100.7\",\"length\":24",
                                      PORTS(5062, 5064, 7000, 5066) SPIS(1111, 2222, 3333, 4444));
    static const char all[] = LINE("all", "\"ue\":\"::1\",\"length\":0",
                                   PORTS(5062, 5064, 7000, 5066) SPIS(1111, 2222, 3333, 4444));
    static const char bob[] = "SA 1, UE client port to P-CSCF server port, SPI 6666\n"
                              "prefix 192.0.2.9/32, length matched 32\nold set of bob\n";
    static const char carol[] = "SA 1, UE client port to P-CSCF server port, SPI 4444\n"
                                "prefix 198.51.100.0/24, length matched 24\nnew set of carol\n";

    (void)state;
    answers("192.0.2.9,5062,192.0.2.1,5066", ALICE BOB, bob);
    answers("::ffff:192.0.2.9,5062,::ffff:192.0.2.1,5066", ALICE BOB, bob);
    answers("198.51.100.99,5062,192.0.2.1,5066", mapped, carol);
    answers("::ffff:198.51.100.99,5062,192.0.2.1,5066", mapped, carol);
    answers("2001:db8::9,5062,2001:db8::1,5066", all,
            "SA 1, UE client port to P-CSCF server port, SPI 4444\nprefix ::/0, length matched 0\nnew set of all\n");
    has_none("192.0.2.9,5062,192.0.2.1,5066", all,
             "no SA: an SA has these ports, but the address is outside its prefix (PAT-10)\n");
}

/* All three cover the address; who is meant, the ports tell. Equal ports in nested prefixes are refused: test_refused. */
static void test_nested(void **state)
{
    (void)state;
    answers("2001:db8:8000::1,6005,2001:db8::1,5066", NESTED,
            "SA 1, UE client port to P-CSCF server port, SPI 323\n"
            "prefix 2001:db8:8000::1/128, length matched 128\nnew set of one\n");
    answers("2001:db8:8000::1,6003,2001:db8::1,5066", NESTED,
            "SA 1, UE client port to P-CSCF server port, SPI 313\n"
            "prefix 2001:db8:8000::/33, length matched 33\nnew set of half\n");
    answers("2001:db8:8000::1,6002,2001:db8::1,7000", NESTED,
            "SA 4, UE server port to P-CSCF client port, SPI 302\n"
            "prefix 2001:db8::/32, length matched 32\nnew set of wide\n");
    has_none("2001:db8:8000::2,6005,2001:db8::1,5066", NESTED,
             "no SA: an SA has these ports, but the address is outside its prefix (PAT-10)\n");
    has_none("2001:db8:7fff::2,6003,2001:db8::1,5066", NESTED,
             "no SA: an SA has these ports, but the address is outside its prefix (PAT-10)\n");
}

/* Equal ports and SPIs of the UE where the prefixes do not overlap: the address tells. */
static void test_same_ports(void **state)
{
    static const char table[] =
        LINE("a", "\"ue\":\"2001:db8:1::\",\"length\":48", PORTS(6001, 6002, 7000, 5066) SPIS(300, 301, 302, 303))
        LINE("b", "\"ue\":\"2001:db8:2::\",\"length\":64", PORTS(6001, 6002, 7000, 5066) SPIS(300, 301, 312, 313));

    (void)state;
    answers("2001:db8:1:1::1,6001,2001:db8::1,5066", table,
            "SA 1, UE client port to P-CSCF server port, SPI 303\n"
            "prefix 2001:db8:1::/48, length matched 48\nnew set of a\n");
    answers("2001:db8:2::1,6001,2001:db8::1,5066", table,
            "SA 1, UE client port to P-CSCF server port, SPI 313\n"
            "prefix 2001:db8:2::/64, length matched 64\nnew set of b\n");
    has_none("2001:db8:2:1::1,6001,2001:db8::1,5066", table,
             "no SA: an SA has these ports, but the address is outside its prefix (PAT-10)\n");
}

/* A user's three sets of one address differ in the UE's client port and the P-CSCF's. */
static void test_kinds(void **state)
{
    static const char *const kinds[] = { "old", "temporary", "new" };
    static const char table[] =
        LINE("dora", "\"ue\":\"192.0.2.3\"", PORTS(6001, 6002, 7000, 5066) SPIS(300, 301, 302, 303) "\"kind\":\"old\",")
        LINE("dora", "\"ue\":\"192.0.2.3\"", PORTS(6003, 6002, 7001, 5066) SPIS(310, 311, 312, 313)
             "\"kind\":\"temporary\",")
        LINE("dora", "\"ue\":\"192.0.2.3\"", PORTS(6005, 6002, 7002, 5066) SPIS(320, 321, 322, 323));

    (void)state;
    for (int i = 0; i < 3; i++) {
        char query[64], text[256];

        snprintf(query, sizeof query, "192.0.2.1,%d,192.0.2.3,6002", 7000 + i);
        snprintf(text, sizeof text, "SA 3, P-CSCF client port to UE server port, SPI %d\n"
                 "prefix 192.0.2.3/32, length matched 32\n%s set of dora\n", 301 + 10 * i, kinds[i]);
        answers(query, table, text);
    }
}

static void test_spi(void **state)
{
    static const char other[] = "no SA: the SA of these addresses and ports has another SPI (CR2-7.1-R4)\n";

    (void)state;
    answers("192.0.2.9,5062,192.0.2.1,5066,6666", ALICE BOB,
            "SA 1, UE client port to P-CSCF server port, SPI 6666\n"
            "prefix 192.0.2.9/32, length matched 32\nold set of bob\n");
    answers("192.0.2.1,5066,192.0.2.9,5062,1111", ALICE BOB,
            "SA 2, P-CSCF server port to UE client port, SPI 1111\n"
            "prefix 192.0.2.9/32, length matched 32\nold set of bob\n");
    has_none("192.0.2.9,5062,192.0.2.1,5066,5555", ALICE BOB, other); /* another SA of the same set */
    has_none("192.0.2.9,5062,192.0.2.1,5066,4444", ALICE BOB, other); /* another user's */
    has_none("192.0.2.9,5062,192.0.2.1,5066,1111", ALICE BOB, other); /* the other direction's */
    has_none("192.0.2.9,5062,192.0.2.1,5066,0", ALICE BOB, other);
}

static void test_none(void **state)
{
    (void)state;
    has_none("192.0.2.8,5062,192.0.2.1,5066", BOB,
             "no SA: an SA has these ports, but the address is outside its prefix (PAT-10)\n");
    has_none("192.0.2.1,5066,192.0.2.8,5062", BOB,
             "no SA: an SA has these ports, but the address is outside its prefix (PAT-10)\n");
    has_none("192.0.2.9,5063,192.0.2.1,5066", BOB,
             "no SA: an SA covers the address, but none has these ports (CR2-7.1-R4)\n");
    has_none("192.0.2.9,5062,192.0.2.1,7000", BOB, /* the client port of one pair, the P-CSCF's of the other */
             "no SA: an SA covers the address, but none has these ports (CR2-7.1-R4)\n");
    has_none("192.0.2.9,5066,192.0.2.1,5062", BOB,
             "no SA: an SA covers the address, but has these ports the other way round (CR2-7.1-R4)\n");
    has_none("192.0.2.1,5064,192.0.2.9,7000", BOB,
             "no SA: an SA covers the address, but has these ports the other way round (CR2-7.1-R4)\n");
    has_none("192.0.2.8,1,192.0.2.1,2", BOB,
             "no SA: no SA covers the address, and none has these ports (CR2-7.1-R4)\n");
    has_none("192.0.2.9,5062,192.0.2.1,5066", "",
             "no SA: no SA covers the address, and none has these ports (CR2-7.1-R4)\n");
    has_none("192.0.2.9,5062,192.0.2.2,5066", BOB,
             "no SA: the SA is with another address of the P-CSCF (CR2-7.1-07)\n");
    has_none("192.0.2.2,5066,192.0.2.9,5062", BOB,
             "no SA: the SA is with another address of the P-CSCF (CR2-7.1-07)\n");
}

/* The same user, address and all, with other values. */
#define EVE(ports, spis, kind) LINE("eve", "\"ue\":\"192.0.2.3\"", ports spis "\"kind\":\"" kind "\",")
#define EVE_OLD EVE(PORTS(6001, 6002, 7000, 5066), SPIS(300, 301, 302, 303), "old")

static void test_refused(void **state)
{
    static const struct { const char *table, *end; } cases[] = {
        { EVE_OLD EVE(PORTS(6003, 6002, 7001, 5066), SPIS(310, 311, 312, 313), "old"),
          ":2: this user has a set of that kind here\n" },
        { EVE_OLD "\n" EVE(PORTS(6001, 6002, 7001, 5066), SPIS(310, 311, 312, 313), "new"),
          ":3: a UE port is in use where the prefixes overlap (CR2-7.1-R3)\n" },
        { EVE_OLD EVE(PORTS(6003, 6002, 7000, 5066), SPIS(310, 311, 312, 313), "new"),
          ":2: a UE port is in use where the prefixes overlap (CR2-7.1-R3)\n" },
        { EVE(PORTS(0, 6002, 7000, 5066), SPIS(300, 301, 302, 303), "new"),
          ":1: a port is 0, 5060 or 5061, or both ports of one side are equal (CR2-7.1-P1)\n" },
        { EVE(PORTS(6001, 5060, 7000, 5066), SPIS(300, 301, 302, 303), "new"),
          ":1: a port is 0, 5060 or 5061, or both ports of one side are equal (CR2-7.1-P1)\n" },
        { EVE(PORTS(6001, 6002, 7000, 5061), SPIS(300, 301, 302, 303), "new"),
          ":1: a port is 0, 5060 or 5061, or both ports of one side are equal (CR2-7.1-P1)\n" },
        { EVE(PORTS(6001, 6001, 7000, 5066), SPIS(300, 301, 302, 303), "new"),
          ":1: a port is 0, 5060 or 5061, or both ports of one side are equal (CR2-7.1-P1)\n" },
        { ALICE BOB EVE(PORTS(6001, 6002, 7000, 5066), SPIS(300, 301, 302, 4444), "new"),
          ":3: spi_pc or spi_ps belongs to another SA (CR2-7.1-05)\n" },
        { ALICE BOB EVE(PORTS(6001, 6002, 7000, 5066), SPIS(300, 301, 6666, 303), "new"),
          ":3: spi_pc or spi_ps belongs to another SA (CR2-7.1-05)\n" },
        { EVE(PORTS(6001, 6002, 7000, 5066), SPIS(255, 301, 302, 303), "new"), ":1: an SPI below 256 (ESP-2.1-1)\n" },
        { EVE(PORTS(6001, 6002, 7000, 5066), SPIS(300, 301, 302, 0), "new"), ":1: an SPI below 256 (ESP-2.1-1)\n" },
        { EVE(PORTS(6001, 6002, 7000, 5066), SPIS(300, 301, 302, 300), "new"),
          ":1: an SPI of this set equals another of it, or one that the UE already has (CR2-7.1-04)\n" },
        { EVE_OLD EVE(PORTS(6003, 6002, 7001, 5066), SPIS(300, 311, 312, 313), "new"),
          ":2: an SPI of this set equals another of it, or one that the UE already has (CR2-7.1-04)\n" },
        { EVE_OLD EVE(PORTS(6003, 6002, 7001, 5066), SPIS(310, 311, 312, 313), "new")
          EVE(PORTS(6005, 6002, 7002, 5066), SPIS(320, 321, 322, 323), "temporary")
          LINE("eve", "\"ue\":\"192.0.2.4\"", PORTS(6001, 6002, 7000, 5066) SPIS(330, 331, 332, 333)),
          ":4: more than six SAs in a direction for one IMPI (CR2-7.1-R3a)\n" },
        /* Equal ports in nested prefixes, whichever comes first, of two users and of one. */
        { NESTED LINE("eve", "\"ue\":\"2001:db8:9::1\"", PORTS(6001, 6008, 7001, 5066) SPIS(330, 331, 332, 333)),
          ":4: a UE port is in use where the prefixes overlap (CR2-7.1-R3)\n" },
        { NESTED LINE("eve", "\"ue\":\"2001:db8::\",\"length\":32", PORTS(6007, 6006, 7001, 5066)
                      SPIS(330, 331, 332, 333)), ":4: a UE port is in use where the prefixes overlap (CR2-7.1-R3)\n" },
        { NESTED LINE("wide", "\"ue\":\"2001:db8:9::1\"", PORTS(6001, 6008, 7001, 5066) SPIS(330, 331, 332, 333)),
          ":4: a UE port is in use where the prefixes overlap (CR2-7.1-R3)\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refuses(cases[i].table, cases[i].end);
}

/* The index has room for so many users under one prefix, and no more. */
static void test_full(void **state)
{
    static char table[32768];
    char end[128];
    size_t n = 0;

    (void)state;
    for (unsigned i = 0; i < TIX_END + 1; i++)
        n += (size_t)snprintf(table + n, sizeof table - n,
                              "{\"ue\":\"192.0.2.9\",\"impi\":\"user%u\",\"port_uc\":%u,\"port_us\":%u,\"port_pc\":7000,"
                              "\"port_ps\":5066,\"spi_uc\":%u,\"spi_us\":%u,\"spi_pc\":%u,\"spi_ps\":%u}\n", i,
                              6000 + 2 * i, 6001 + 2 * i, 1000 + 4 * i, 1001 + 4 * i, 1002 + 4 * i, 1003 + 4 * i);
    snprintf(end, sizeof end, ":%u: no room in the table: too many users under one prefix\n", TIX_END + 1);
    refuses(table, end);
}

/* No file leads to these: the command makes the prefix of the address, and allows the lengths that it reads. */
static void test_reasons(void **state)
{
    (void)state;
    assert_string_equal(why_refused(SAT_OUTSIDE), "the UE's address is outside its prefix");
    assert_string_equal(why_refused(SAT_LENGTH), "a prefix length that is not allowed");
    for (sat_status a = SAT_OCCUPIED; a < SAT_STATUSES; a++) {
        for (sat_status b = a + 1; b < SAT_STATUSES; b++)
            assert_string_not_equal(why_refused(a), why_refused(b));
    }
}

#define SOME_PORTS PORTS(6001, 6002, 7000, 5066)
#define SOME_SPIS SPIS(300, 301, 302, 303)
#define OF_LENGTH(l, p) LINE("u" #l, "\"ue\":\"192.0.2.9\",\"length\":" #l, PORTS(6##p##1, 6##p##2, 7000, 5066) \
                             SPIS(3##p##0, 3##p##1, 3##p##2, 3##p##3))

static void test_malformed(void **state)
{
    static const char ports[] = ":1: port_uc, port_us, port_pc and port_ps must be numbers 0..65535\n";
    static const char spis[] = ":1: spi_uc, spi_us, spi_pc and spi_ps must be numbers 0..4294967295\n";
    static const char length[] = ":1: length must be a number 0..128, of IPv4 0..32\n";
    static const struct { const char *table, *end; } cases[] = {
        { BOB "\n[]\n", ":3: ue must be an address\n" },
        { LINE("x", "\"ue\":\"192.0.2\"", SOME_PORTS SOME_SPIS), ":1: ue must be an address\n" },
        { LINE("x", "\"ue\":5", SOME_PORTS SOME_SPIS), ":1: ue must be an address\n" },
        { LINE("x", "\"ue\":\"192.0.2.9\",\"length\":33", SOME_PORTS SOME_SPIS), length },
        { LINE("x", "\"ue\":\"::ffff:192.0.2.9\",\"length\":128", SOME_PORTS SOME_SPIS), length },
        { LINE("x", "\"ue\":\"2001:db8::\",\"length\":129", SOME_PORTS SOME_SPIS), length },
        { LINE("x", "\"ue\":\"2001:db8::\",\"length\":-1", SOME_PORTS SOME_SPIS), length },
        { LINE("x", "\"ue\":\"2001:db8::\",\"length\":\"64\"", SOME_PORTS SOME_SPIS), length },
        { LINE("x", "\"ue\":\"192.0.2.9\",\"p\":\"here\"", SOME_PORTS SOME_SPIS), ":1: p must be an address\n" },
        { LINE("x", "\"ue\":\"192.0.2.9\"", SOME_SPIS), ports },
        { LINE("x", "\"ue\":\"192.0.2.9\"", PORTS(6001, 65536, 7000, 5066) SOME_SPIS), ports },
        { LINE("x", "\"ue\":\"192.0.2.9\"", SOME_PORTS), spis },
        { LINE("x", "\"ue\":\"192.0.2.9\"", SOME_PORTS SPIS(300, 301, 302, 4294967296)), spis },
        { LINE("x", "\"ue\":\"192.0.2.9\",\"expires\":-1", SOME_PORTS SOME_SPIS),
          ":1: expires must be a number of seconds\n" },
        { LINE("x", "\"ue\":\"192.0.2.9\",\"impus\":\"x\"", SOME_PORTS SOME_SPIS),
          ":1: impi must be a string, impus an array\n" },
        { "{\"ue\":\"192.0.2.9\"," SOME_PORTS SOME_SPIS "\"impi\":7}\n", ":1: impi must be a string, impus an array\n" },
        { LINE("x", "\"ue\":\"192.0.2.9\",\"kind\":\"newer\"", SOME_PORTS SOME_SPIS),
          ":1: kind must be old, temporary or new\n" },
        { LINE("x", "\"ue\":\"192.0.2.9\",\"kind\":1", SOME_PORTS SOME_SPIS),
          ":1: kind must be old, temporary or new\n" },
        { OF_LENGTH(32, 10) OF_LENGTH(31, 11) OF_LENGTH(30, 12) "\n" OF_LENGTH(29, 13) OF_LENGTH(28, 14)
          OF_LENGTH(27, 15), ":6: more than four different prefix lengths\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refuses(cases[i].table, cases[i].end);
    answers("192.0.2.9,6131,192.0.2.1,5066", OF_LENGTH(32, 10) OF_LENGTH(31, 11) OF_LENGTH(30, 12) OF_LENGTH(29, 13),
            "SA 1, UE client port to P-CSCF server port, SPI 3133\n"
            "prefix 192.0.2.8/29, length matched 29\nnew set of u29\n");
    assert_int_equal(ask("192.0.2.9,5062,192.0.2.1,5066", BOB "{\"ue\":\n"), EXIT_USAGE);
    assert_non_null(strstr(complained, ":2: "));
    assert_int_equal(ask("192.0.2.9,5062,192.0.2.1,5066", "{\"ue\":1,\"ue\":2}\n"), EXIT_USAGE);
    assert_non_null(strstr(complained, ":1: duplicate"));
    assert_int_equal(run_line(cmd_select, "select --packet ::1,1,::2,2 --table /"), EXIT_USAGE);
    assert_string_equal(complained, "/:1: Is a directory\n");
    assert_int_equal(run_line(cmd_select, "select --packet ::1,1,::2,2 --table /none/such"), EXIT_USAGE);
    assert_string_equal(complained, "secagree select: /none/such: No such file or directory\n");
}

static void test_usage(void **state)
{
    static const char *const packets[] = {
        "192.0.2.9", "192.0.2.9,1,192.0.2.1", "192.0.2.9,1,192.0.2.1,", "192.0.2.9,1,192.0.2.1,2,",
        "192.0.2.9,,1,192.0.2.1,2", ",192.0.2.9,1,192.0.2.1,2", "192.0.2.9,1,192.0.2.1,2,3,4",
        "192.0.2.9,65536,192.0.2.1,2", "192.0.2.9,1,192.0.2.1,2,4294967296", "192.0.2.9,1,192.0.2.1,-2",
        "192.0.2.9,+1,192.0.2.1,2", "192.0.2.9,1x,192.0.2.1,2", "192.0.2,1,192.0.2.1,2", "192.0.2.9,1,host,2",
        "[::1],1,::2,2",
    };
    static const char *const bad[] = { "select", "select --table x", "select --packet ::1,1,::2,2",
                                       "select --table x --packet ::1,1,::2,2 more",
                                       "select --table x --packet ::1,1,::2,2 --bench", "select --table" };

    (void)state;
    for (size_t i = 0; i < sizeof packets / sizeof packets[0]; i++) {
        assert_int_equal(ask(packets[i], BOB), EXIT_USAGE);
        assert_string_equal(printed, "");
        assert_non_null(strstr(complained, "--packet takes SRC,SPORT,DST,DPORT[,SPI]\nusage: secagree select"));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(run_line(cmd_select, bad[i]), EXIT_USAGE);
        assert_string_equal(printed, "");
        assert_non_null(strstr(complained, "usage: secagree select"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_directions), cmocka_unit_test(test_json), cmocka_unit_test(test_families),
        cmocka_unit_test(test_nested), cmocka_unit_test(test_same_ports), cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_spi), cmocka_unit_test(test_none), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_full), cmocka_unit_test(test_reasons), cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_usage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
