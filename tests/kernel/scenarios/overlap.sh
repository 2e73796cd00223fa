# A second UE whose (address, port_uc) is in use, or whose prefix overlaps the first UE's with equal ports, is refused by
# rule, and the first UE notices nothing (CR2-7.1-R3).
. tests/kernel/lib.sh
. tests/kernel/roles.sh
net_up
conf_for registrar "$OUT/registrar.ini"
conf_for pcscf "$OUT/pcscf.ini"
register() { # FROM PORT_UC PREFIX: Bob's REGISTER in clear; prints the status of the answer
    local offer="spi-c=300001;spi-s=300002;port-c=$2;port-s=45001${3:+;addr-pref-length=$3}"
    in_ns ue build/tests/kernel/sip_send "$1" 5099 $P_ADDR 5060 5000 <<EOF
REGISTER sip:ims.example SIP/2.0
Via: SIP/2.0/UDP [$1]:5099;branch=z9hG4bK$RANDOM$RANDOM
Max-Forwards: 70
From: <sip:bob@ims.example>;tag=b
To: <sip:bob@ims.example>
Call-ID: bob-$RANDOM
CSeq: 1 REGISTER
Contact: <sip:[$1]:5099>;expires=600
Authorization: Digest username="bob@ims.example", realm="ims.example", uri="sip:ims.example", nonce="", response=""
Require: sec-agree
Proxy-Require: sec-agree
Security-Client: ipsec-3gpp;alg=hmac-sha-1-96;$offer
Content-Length: 0

EOF
}
port_of_alice() { sed -nE 's/.* installed .*ports=([0-9]+),.*/\1/p' "$OUT/pcscf.log" | tail -n 1; }
bob=2001:db8:1:1::b0b
ue_address $bob
registrar_up
pcscf_up

conf_for ue "$OUT/ue.ini" -e "$(steps 'register, options, deregister')"
ue_up
ue_step register
port=$(port_of_alice)
check "the same port inside Alice's prefix: refused" equal "$(register $bob "$port" 64)" 400
check "by the requirement's id" grep -q 'requirement=CR2-7.1-R3' "$OUT/pcscf.log"
check "another port inside Alice's prefix: challenged" equal "$(register $bob $((port == 40000 ? 40001 : 40000)) 64)" 401
ue_step options
ue_step deregister
ue_down

stop "the P-CSCF" $pcscf
pcscf_up
conf_for ue "$OUT/ue.ini" -e "$(steps 'register, options, deregister')" -e 's/^prefix_length = .*/prefix_length = 128/'
ue_up
ue_step register
port=$(port_of_alice)
check "a prefix over Alice's one address with her port: refused" equal "$(register $bob "$port" 64)" 500
check "by the SA table's rule" grep -q 'install-failed requirement=CR2-7.1-R3' "$OUT/pcscf.log"
check "one address beside Alice's with her port: challenged" equal "$(register $bob "$port" '')" 401
ue_step options
ue_step deregister
ue_down
stop "the P-CSCF" $pcscf
stop "the registrar" $registrar
nothing_left ue
nothing_left pcscf
finish
