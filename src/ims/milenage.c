#include "milenage.h"
#include "keys.h"
#include <nettle/aes.h>
#include <string.h>

static void xor16(uint8_t out[16], const uint8_t a[16], const uint8_t b[16])
{
    for (int i = 0; i < 16; i++)
        out[i] = (uint8_t)(a[i] ^ b[i]);
}

/* Rotation by whole octets towards the most significant bit; every r of TS 35.206 4.1 is a multiple of 8. */
static void rotate(uint8_t out[16], const uint8_t in[16], int octets)
{
    for (int i = 0; i < 16; i++)
        out[i] = in[(i + octets) % 16];
}

static void encrypt(const uint8_t k[16], const uint8_t in[16], uint8_t out[16])
{
    struct aes128_ctx ctx;

    aes128_set_encrypt_key(&ctx, k);
    aes128_encrypt(&ctx, 16, out, in);
    secret_wipe(&ctx, sizeof ctx);
}

/* TEMP = E_K(RAND xor OPc) */
static void make_temp(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], uint8_t temp[16])
{
    uint8_t in[16];

    xor16(in, rand, opc);
    encrypt(k, in, temp);
    secret_wipe(in, sizeof in);
}

/* OUTn = E_K(rot(TEMP xor OPc, r) xor c) xor OPc for n = 2..5; c is the last octet, the others are zero. */
static void make_out(const uint8_t k[16], const uint8_t opc[16], const uint8_t temp[16], int r_octets, uint8_t c,
                     uint8_t out[16])
{
    uint8_t x[16], y[16];

    xor16(x, temp, opc);
    rotate(y, x, r_octets);
    y[15] ^= c;
    encrypt(k, y, x);
    xor16(out, x, opc);
    secret_wipe(x, sizeof x);
    secret_wipe(y, sizeof y);
}

void milenage_opc(const uint8_t k[16], const uint8_t op[16], uint8_t opc[16])
{
    uint8_t e[16];

    encrypt(k, op, e);
    xor16(opc, op, e);
    secret_wipe(e, sizeof e);
}

void milenage_f1(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], const uint8_t sqn[6],
                 const uint8_t amf[2], uint8_t mac_a[8], uint8_t mac_s[8])
{
    uint8_t in1[16], temp[16], x[16], y[16];

    for (int half = 0; half < 16; half += 8) {
        memcpy(in1 + half, sqn, 6);
        memcpy(in1 + half + 6, amf, 2);
    }
    /* OUT1 = E_K(TEMP xor rot(IN1 xor OPc, r1) xor c1) xor OPc, r1 = 64 bits, c1 = 0 */
    make_temp(k, opc, rand, temp);
    xor16(x, in1, opc);
    rotate(y, x, 8);
    xor16(x, y, temp);
    encrypt(k, x, y);
    xor16(x, y, opc);
    memcpy(mac_a, x, 8);
    memcpy(mac_s, x + 8, 8);
    secret_wipe(in1, sizeof in1);
    secret_wipe(temp, sizeof temp);
    secret_wipe(x, sizeof x);
    secret_wipe(y, sizeof y);
}

void milenage_f2345(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], uint8_t res[8], uint8_t ck[16],
                    uint8_t ik[16], uint8_t ak[6])
{
    uint8_t temp[16], out2[16];

    make_temp(k, opc, rand, temp);
    make_out(k, opc, temp, 0, 1, out2); /* r2 = 0, c2 = 1 */
    memcpy(ak, out2, 6);
    memcpy(res, out2 + 8, 8);
    make_out(k, opc, temp, 4, 2, ck);   /* r3 = 32, c3 = 2 */
    make_out(k, opc, temp, 8, 4, ik);   /* r4 = 64, c4 = 4 */
    secret_wipe(temp, sizeof temp);
    secret_wipe(out2, sizeof out2);
}

void milenage_f5_star(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], uint8_t ak_star[6])
{
    uint8_t temp[16], out5[16];

    make_temp(k, opc, rand, temp);
    make_out(k, opc, temp, 12, 8, out5); /* r5 = 96, c5 = 8 */
    memcpy(ak_star, out5, 6);
    secret_wipe(temp, sizeof temp);
    secret_wipe(out5, sizeof out5);
}
