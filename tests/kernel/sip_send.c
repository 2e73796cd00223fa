/* Sends standard input as one datagram, with CRLF line ends, and prints the status code of the first answer.
 *
 *   sip_send FROM FROM_PORT TO TO_PORT MILLISECONDS
 *
 * Exit status: 0 an answer came, 1 none came, 3 usage or no socket. */
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct sockaddr_in6 endpoint(const char *address, const char *port)
{
    struct sockaddr_in6 a = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)atoi(port)) };
    if (inet_pton(AF_INET6, address, &a.sin6_addr) != 1) {
        fprintf(stderr, "sip_send: %s is not an IPv6 address\n", address);
        exit(3);
    }
    return a;
}

static size_t read_message(char *out, size_t cap)
{
    size_t n = 0;
    for (int c; n + 2 < cap && (c = getchar()) != EOF;) {
        if (c == '\n')
            out[n++] = '\r';
        out[n++] = (char)c;
    }
    return n;
}

int main(int argc, char **argv)
{
    char buffer[65536];
    unsigned status;
    if (argc != 6) {
        fputs("usage: sip_send FROM FROM_PORT TO TO_PORT MILLISECONDS\n", stderr);
        return 3;
    }
    struct sockaddr_in6 from = endpoint(argv[1], argv[2]), to = endpoint(argv[3], argv[4]);
    int fd = socket(AF_INET6, SOCK_DGRAM, 0);
    size_t n = read_message(buffer, sizeof buffer);
    if (fd < 0 || bind(fd, (struct sockaddr *)&from, sizeof from) < 0 ||
        sendto(fd, buffer, n, 0, (struct sockaddr *)&to, sizeof to) < 0) {
        perror("sip_send");
        return 3;
    }
    struct pollfd p = { fd, POLLIN, 0 };
    if (poll(&p, 1, atoi(argv[5])) != 1)
        return 1;
    ssize_t got = recv(fd, buffer, sizeof buffer - 1, 0);
    buffer[got > 0 ? got : 0] = '\0';
    if (sscanf(buffer, "SIP/2.0 %u", &status) != 1)
        return 1;
    printf("%u\n", status);
    return 0;
}
