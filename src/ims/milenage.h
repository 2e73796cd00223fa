/* The Milenage algorithm set: f1, f1*, f2, f3, f4, f5, f5* over AES-128 (TS 35.206). */
#ifndef SECAGREE_MILENAGE_H
#define SECAGREE_MILENAGE_H
#include <stdint.h>

/* OPc = OP xor E_K(OP) (TS 35.206 4.1) */
void milenage_opc(const uint8_t k[16], const uint8_t op[16], uint8_t opc[16]);

/* Network authentication: mac_a is f1, mac_s is f1* (TS 35.206 4.1). */
void milenage_f1(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], const uint8_t sqn[6],
                 const uint8_t amf[2], uint8_t mac_a[8], uint8_t mac_s[8]);

/* Response, keys and anonymity key: f2, f3, f4, f5 (TS 35.206 4.1). */
void milenage_f2345(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], uint8_t res[8], uint8_t ck[16],
                    uint8_t ik[16], uint8_t ak[6]);

/* Anonymity key of resynchronisation: f5* (TS 35.206 4.1). */
void milenage_f5_star(const uint8_t k[16], const uint8_t opc[16], const uint8_t rand[16], uint8_t ak_star[6]);

#endif
