/* A bench of two namespaces for src/linux/xfrm.h; see main.c. */
#ifndef SECAGREE_XFRM_TEST_COMMON_H
#define SECAGREE_XFRM_TEST_COMMON_H
#include "../../../src/linux/xfrm.h"
#include <sys/types.h>

enum { UC = 5061, US = 5062, PC = 6061, PS = 6062 };
extern const char *const NS[2];
extern unsigned passed, failed;
extern xfrm *xf[2]; /* by xfrm_role */

#define UE_A "2001:db8:1:1::a"
#define UE_B "2001:db8:1:1:b0b:1:2:3"
#define UE_C "2001:db8:1:1:c0c:4:5:6"
#define P_6 "2001:db8:2::1"

/* The sockets of the four SAs. */
typedef struct { int uc, us, pc, ps; ip_addr ue, p; } ends;

typedef struct { uint8_t frame[1600]; size_t n; uint32_t spi, seq; bool esp, downlink; ip_addr dst; } packet;

typedef struct { unsigned esp, clear, repeated; } wire_count;

/* One line: ok or FAILED, and what. */
__attribute__((format(printf, 2, 3))) bool check(bool ok, const char *what, ...);
void die(const char *what);
void enter(xfrm_role role);     /* its namespace */
void open_both(void);           /* xf[0] and xf[1] */

ip_addr addr(const char *text);
sa_params params(const char *ue, const char *p, unsigned length, sec_alg alg, sec_ealg ealg);
esp_keys keys(sec_alg alg, sec_ealg ealg);
bool install_both(const sa_params *p, xfrm_set s[2], uint32_t id, uint64_t hard);
void remove_both(xfrm_set s[2]);

/* What the kernel counts and has. */
unsigned long stat_of(xfrm_role role, const char *file, const char *key);
unsigned long xstat(xfrm_role role, const char *key); /* /proc/net/xfrm_stat */
unsigned long drops(xfrm_role role);                  /* the sum of all its counters */
bool has(xfrm_role role, int states, int policies);   /* in all, as a dump counts them */
char *dump(xfrm_role role);                           /* as ip(8) lists them; free() it */

struct sockaddr_storage;
unsigned sock_address(const ip_addr *a, uint16_t port, struct sockaddr_storage *out);
int bound(xfrm_role role, int type, const ip_addr *a, uint16_t port);
int wait_in(int fd, int ms);
bool send_text(int fd, const ip_addr *to, uint16_t port, const char *text);
int sending(int fd, const ip_addr *to, uint16_t port); /* the errno of it, or 0 */
/* A datagram of its own text goes out at one socket and arrives at the other within ms. */
bool passes(int from, const ip_addr *to, uint16_t port, int into, int ms);
ends open_ends(const ip_addr *ue, const ip_addr *p, bool p_too);
void close_ends(const ends *e);
unsigned udp_works(const ends *e, int ms); /* a bit for each SA that carried a datagram: 1, 2, 4, 8 */
bool tcp_works(xfrm_role from, const ip_addr *a, uint16_t port, const ip_addr *to, uint16_t to_port);

int wire_open(void);                /* a packet socket on the wire between them, at the P-CSCF's end */
int wire_at(xfrm_role role);        /* at that end: what it sends arrives at the other */
bool wire_next(int fd, packet *p);  /* the next ESP, UDP or TCP packet; false: none left */
wire_count wire_read(int fd);       /* all there is; repeated: sequence numbers of an SPI seen before */
void wire_forget(void);

#endif
