# The rig itself: two namespaces, one protected direction made with ip(8), one datagram through it, one in clear.
. tests/kernel/lib.sh
net_up
key=0x0102030405060708090a0b0c0d0e0f1011121314
for ns in ue pcscf; do
    ip -n $ns xfrm state add src $UE_A dst $P_ADDR proto esp spi 0x2002 reqid 1 mode transport replay-window 32 \
        auth-trunc 'hmac(sha1)' $key 96 enc 'ecb(cipher_null)' ''
done
ip -n ue xfrm policy add src $UE_PREFIX dst $P_ADDR/128 dport 6062 dir out tmpl proto esp reqid 1 mode transport
capture_start pcscf "$OUT/pcscf.pcap" || exit 1
in_ns ue bash -c "echo protected >/dev/udp/$P_ADDR/6062; echo clear >/dev/udp/$P_ADDR/5060"
sleep 0.1
capture_stop
tcpdump -n -r "$OUT/pcscf.pcap" >"$OUT/packets.txt" 2>/dev/null
check "one packet in ESP" equal "$(grep -c 'ESP(spi=0x00002002,seq=0x1)' "$OUT/packets.txt")" 1
check "one packet in clear" equal "$(grep -c '5060: SIP' "$OUT/packets.txt")" 1
check "one state at the UE" equal "$(states ue)" 1
check "one policy at the UE" equal "$(policies ue)" 1
check "the P-CSCF took the ESP packet" equal "$(xfrm_stat pcscf XfrmInNoStates)" 0
finish
