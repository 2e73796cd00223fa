# Sets of four states and four policies: every algorithm pair, IPv4 and IPv6, several prefix lengths, UDP and TCP.
. tests/kernel/lib.sh
net_up
exec build/tests/kernel/xfrm_test install
