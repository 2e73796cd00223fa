# For scenarios: two network namespaces, ue and pcscf, joined by a veth pair (eth0 in each). Source it first.
#   ue     2001:db8:1:1::a/64, ::b, ::c ... as a scenario adds them; 198.51.100.10/24
#   pcscf  2001:db8:2::1, and 2001:db8:2::5 for a registrar; 203.0.113.1
# A scenario ends with `finish`: its exit status says whether every `check` held. OUT is where results go.
set -u
UE_PREFIX=2001:db8:1:1::/64
UE_A=2001:db8:1:1::a
UE_B=2001:db8:1:1:b0b:1:2:3
UE_C=2001:db8:1:1:c0c:4:5:6
P_ADDR=2001:db8:2::1
REGISTRAR=2001:db8:2::5
UE_V4=198.51.100.10
P_V4=203.0.113.1
passed=0
failed=0

say() { printf '%s\n' "$*"; }
check() { # WHAT COMMAND...: one line, ok or FAILED
    local what=$1
    shift
    if "$@"; then passed=$((passed + 1)); say "ok      $what"; else failed=$((failed + 1)); say "FAILED  $what"; fi
}
equal() { # GOT WANTED
    [ "$1" = "$2" ] && return 0
    say "        got $1, wanted $2"
    return 1
}
finish() { say "$passed passed, $failed failed"; [ "$failed" -eq 0 ]; exit; }

in_ns() { local ns=$1; shift; ip netns exec "$ns" "$@"; } # NS COMMAND...

net_up() {
    local ns six=net/ipv6/conf
    ip -batch - <<-END || exit 3
	netns add ue
	netns add pcscf
	link add eth0 netns ue type veth peer name eth0 netns pcscf
	END
    for ns in ue pcscf; do
        in_ns $ns bash -c "cd /proc/sys && for d in all default eth0; do
            echo 0 >$six/\$d/accept_dad; echo 0 >$six/\$d/accept_ra; done"
    done
    # A packet for a state that is still to come waits for it (a SYN from a new address).
    in_ns pcscf bash -c "echo 0 >/proc/sys/net/core/xfrm_larval_drop"
    ip -n ue -batch - <<-END || exit 3
	link set lo up
	link set eth0 up
	addr add $UE_A/64 dev eth0 nodad
	addr add $UE_V4/24 dev eth0
	route add 2001:db8:2::/64 dev eth0
	route add 203.0.113.0/24 dev eth0
	END
    ip -n pcscf -batch - <<-END || exit 3
	link set lo up
	link set eth0 up
	addr add $P_ADDR/64 dev eth0 nodad
	addr add $REGISTRAR/64 dev eth0 nodad
	addr add $P_V4/24 dev eth0
	route add $UE_PREFIX dev eth0
	route add 198.51.100.0/24 dev eth0
	END
}
ue_address() { ip -n ue addr add "$1/64" dev eth0 nodad; }      # a further address of the UE
ue_address_gone() { ip -n ue addr del "$1/64" dev eth0; }

# What the kernel has: states (with SPI), policies, and how often it counted something (XfrmInStateSeqError, ...).
states() { ip -n "$1" xfrm state | grep -c '^src'; }
policies() { ip -n "$1" xfrm policy | grep -c '^src'; }
xfrm_stat() { in_ns "$1" awk -v k="$2" '$1 == k { print $2 }' /proc/net/xfrm_stat; }
xfrm_dump() { # NS FILE: everything, for people; keys left out
    {
        ip -n "$1" -s xfrm state list nokeys
        ip -n "$1" -s xfrm policy
        in_ns "$1" cat /proc/net/xfrm_stat
    } >"$2"
}

# capture_start NS FILE [FILTER]; capture_stop ends them all. What the wire carries, on the veth inside NS.
captures=()
capture_start() {
    local ns=$1 file=$2 i
    shift 2
    # --immediate-mode: each packet is there at once
    ip netns exec "$ns" tcpdump -i eth0 -n -U --immediate-mode -Z root -w - "$@" >"$file" 2>"$file.log" &
    captures+=($!)
    for i in {1..200}; do
        grep -q 'listening on' "$file.log" && return 0
        sleep 0.01
    done
    say "tcpdump did not start: $(cat "$file.log")"
    return 1
}
capture_stop() {
    [ ${#captures[@]} -eq 0 ] && return 0
    kill -INT "${captures[@]}" 2>/dev/null
    wait "${captures[@]}" 2>/dev/null
    captures=()
}
