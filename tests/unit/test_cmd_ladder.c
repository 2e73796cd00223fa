/* secagree ladder: of a capture that ends inside a record, what stands before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>
#include "../../src/cmd/cmd_ladder.c"
#include "../../src/cmd/text_input.c"
#include "command.h"

#define SIP "OPTIONS sip:a SIP/2.0\r\nCSeq: 7 OPTIONS\r\n\r\n"

/* A record: the message in UDP, from 192.0.2.1 to 192.0.2.2. */
static size_t record(uint8_t *out)
{
    const uint32_t n = sizeof SIP - 1, head[4] = { 1000, 0, 28 + n, 28 + n };
    const uint8_t packet[28] = { 0x45, 0, 0, (uint8_t)(28 + n), 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2,
                                 0x13, 0xc4, 0x13, 0xc4, 0, (uint8_t)(8 + n), 0, 0 };
    memcpy(out, head, 16);
    memcpy(out + 16, packet, 28);
    memcpy(out + 44, SIP, n);
    return 44 + n;
}

static void test_cut(void **state)
{
    static const uint32_t head[6] = { 0xa1b2c3d4, 4u << 16 | 2, 0, 0, 65535, 101 };
    uint8_t bytes[512];
    char line[64], where[64];
    size_t n = sizeof head, second;

    (void)state;
    memcpy(bytes, head, sizeof head);
    n += record(bytes + n);
    second = n;
    n += record(bytes + n);
    snprintf(where, sizeof where, "from byte %zu on, behind packet 1: truncated", second);
    for (size_t k = second; k <= n; k++) {
        char name[] = "build/test_cmd_ladder.XXXXXX";
        FILE *f = fdopen(mkstemp(name), "wb");
        bool whole = k == second || k == n;

        assert_non_null(f);
        assert_int_equal(fwrite(bytes, 1, k, f), k);
        fclose(f);
        snprintf(line, sizeof line, "ladder %s", name);
        assert_int_equal(run_line(cmd_ladder, line), whole ? EXIT_CONFORMS : EXIT_USAGE);
        assert_non_null(strstr(printed, "OPTIONS [7]"));
        assert_non_null(strstr(printed, k == n ? "2  SIP messages in clear" : "1  SIP messages in clear"));
        assert_int_equal(strstr(complained, where) != NULL, !whole);
        snprintf(line, sizeof line, "ladder --json %s", name);
        assert_int_equal(run_line(cmd_ladder, line), whole ? EXIT_CONFORMS : EXIT_USAGE);
        assert_non_null(strstr(printed, whole ? "\"complete\":true" : "\"complete\":false"));
        unlink(name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cut) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
