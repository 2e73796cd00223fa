/* Keys of ESP from the keys of IMS AKA (TS 33.203 Annex I). */
#ifndef SECAGREE_KEYS_H
#define SECAGREE_KEYS_H
#include "../core/profile.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct { uint8_t ik[20], ck[24], salt[4]; size_t ik_len, ck_len, salt_len; } esp_keys;

/* False for a pair that the standard does not allow; *out is then all zero. */
bool esp_keys_expand(sec_alg alg, sec_ealg ealg, const uint8_t ck[16], const uint8_t ik[16], esp_keys *out);
void secret_wipe(void *p, size_t n);

#endif
