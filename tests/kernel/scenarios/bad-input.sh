# The P-CSCF bears bad input: on both ports, before a UE is there and while one is registered, from the UE's host and
# from elsewhere. Each bad request gets the answer that its requirement asks for; the UE notices nothing; every refusal
# is logged with the id of a requirement; no invalid access and no leak (valgrind).
. tests/kernel/lib.sh
. tests/kernel/roles.sh
flood() { in_ns "$1" build/tests/kernel/flood $P_ADDR 5060 --protected 6060 --count 2000 --seconds 15 --seed "$2"; }
net_up

# A host that no policy of a UE keeps from sending in clear to the protected ports.
ip netns add other
in_ns other sysctl -q -w net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add eth0 netns other type veth peer name eth1 netns pcscf
ip -n other link set eth0 up
ip -n pcscf link set eth1 up
ip -n other addr add 2001:db8:3::f/64 dev eth0 nodad
ip -n pcscf addr add 2001:db8:3::1/64 dev eth1 nodad
ip -n other route add default via 2001:db8:3::1

conf_for registrar "$OUT/registrar.ini"
conf_for pcscf "$OUT/pcscf.ini"
conf_for ue "$OUT/ue.ini" -e "$(steps 'register, options, options, rotate, options, deregister')"
registrar_up
pcscf_up "valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite"

say "Before any UE: the protected port is the role's own to guard"
check "bad input without a UE" flood ue 11
count pcscf
check "it set up nothing" equal "$n_states $n_policies $n_blocks" "0 0 0"

ue_up
ue_step register
ue_step options
count pcscf
objects="$n_states $n_policies $n_blocks"
say "A UE is registered"
check "bad input from the UE's host" flood ue 12
check "bad input from elsewhere" flood other 13
check "the kernel stopped what came in clear to the protected port" test "$(xfrm_stat pcscf XfrmInPolBlock)" -gt 50
count pcscf
check "the P-CSCF has what it had" equal "$n_states $n_policies $n_blocks" "$objects"
ue_step options
ue_step rotate
ue_step options
ue_step deregister
ue_down

stop "the P-CSCF, no invalid access, no leak" $pcscf
stop "the registrar" $registrar
nothing_left ue
nothing_left pcscf

refused() { sed -nE 's/.* (discard|refused) requirement=([^ ]*) .*/\2/p' "$OUT/pcscf.log"; }
total=$(refused | wc -l)
check "$total refusals are in the log" test "$total" -gt 1000
check "each with a requirement" equal "$(refused | grep -cE '^-?$')" 0
if [ -f spec/requirements.tsv ]; then
    check "that exists" equal "$(comm -23 <(refused | sort -u) <(cut -f 1 spec/requirements.tsv | sort -u))" ""
fi
refused | sort | uniq -c | sort -rn | awk '{ printf "        %6d  %s\n", $1, $2 }'
finish
