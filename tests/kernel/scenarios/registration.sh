# A real registration over this kernel's ESP: UE, P-CSCF and registrar as processes of their own. The UE registers, goes
# on from two new temporary addresses with the same SAs, re-authenticates and de-registers. Every figure below comes from
# the capture of the wire or from the kernel, none from what the roles believe.
. tests/kernel/lib.sh
bin=build/secagree
conf=tests/kernel/conf
net_up

# The samples, with round-trip times of this machine: T1 = 100 ms, so that 64*T1 is 6.4 s.
times() { sed -E 's/^t1 = .*/t1 = 100/; s/^t2 = .*/t2 = 800/; s/^t4 = .*/t4 = 1000/; s/^drain = .*/drain = 3/
    s/^steps = .*/steps = register, options, rotate, options, options, rotate, options, options, reauthenticate, options, wait:7000, deregister/
    /^        reauthenticate, .*/d'; }
for role in ue pcscf registrar; do times <$conf/$role.ini | sed "s|^file = .*|file = $OUT/$role.log|" >"$OUT/$role.ini"; done
cp $conf/subscribers.ini "$OUT/"

capture_start ue "$OUT/ue.pcap" || exit 1
capture_start pcscf "$OUT/capture.pcap" || exit 1
ip netns exec pcscf $bin registrar -c "$OUT/registrar.ini" &
registrar=$!
ip netns exec pcscf $bin pcscf -c "$OUT/pcscf.ini" &
pcscf=$!
ready() { for i in {1..100}; do grep -q ready "$OUT/$1.log" 2>/dev/null && return 0; sleep 0.05; done; return 1; }
check "the registrar is ready" ready registrar
check "the P-CSCF is ready" ready pcscf

row() { # PHASE: what the kernel has in both namespaces
    local ns line
    printf -v line '%-24s' "$1"
    for ns in ue pcscf; do
        local blocks
        blocks=$(ip -n $ns xfrm policy | grep -c 'action block')
        printf -v line '%s | %-6s %2s states %2s policies %2s blocks' "$line" $ns "$(states $ns)" \
            "$(($(policies $ns) - blocks))" "$blocks"
    done
    echo "$line" >>"$OUT/phases.txt"
}
now_states() { row "$1"; echo "$(states ue) $(states pcscf)"; }

row "before"
coproc UE { in_ns ue $bin ue -c "$OUT/ue.ini" --stepwise; }
exec {ue_in}>&"${UE[1]}" {ue_out}<&"${UE[0]}"
ue_pid=$UE_PID
declare -A at
n=0
for step in register options rotate options options rotate options options reauthenticate options wait deregister; do
    n=$((n + 1))
    echo >&"$ue_in"
    read -r -t 60 line <&"$ue_out" || line="step $n $step FAILED: the UE said nothing"
    say "$line"
    check "step $n, $step" grep -q "^step $n $step ok" <<<"$line"
    sleep 0.2
    at[$n]=$(now_states "$n $step")
done
echo >&"$ue_in" # no step is left: the UE stops
wait $ue_pid
check "the UE stopped, all steps done" equal $? 0
at[ue]=$(now_states "UE stopped")
gone() { for i in {1..150}; do [ "$(states pcscf)" -eq 0 ] && return 0; sleep 0.1; done; return 1; }
check "the P-CSCF's sets end by the rules" gone
row "64*T1 later"
left_pcscf=$(policies pcscf)
kill -TERM $pcscf $registrar
wait $pcscf
check "the P-CSCF stopped cleanly" equal $? 0
wait $registrar
check "the registrar stopped cleanly" equal $? 0
row "all stopped"
capture_stop

check "registered: 4 states on each side" equal "${at[1]}" "4 4"
check "after the rotations the UE still has its 4 and those of the addresses it left" test "${at[8]%% *}" -ge 4
check "after the rotations the P-CSCF has 4 states" equal "${at[8]#* }" 4
check "re-authenticated: old and new set at the P-CSCF" equal "${at[9]#* }" 8
check "64*T1 after the first use of the new set the old one is gone on both sides" equal "${at[11]}" "4 4"
check "de-registered: the UE has no state" equal "${at[12]%% *}" 0
check "no policy of ours at the P-CSCF" equal "$left_pcscf" 0

$bin ladder "$OUT/capture.pcap" >"$OUT/ladder.txt"
check "no message in clear on a protected port" equal $? 0
$bin ladder --json "$OUT/capture.pcap" >"$OUT/ladder.json"
say
say "Ladder (build/run/capture.pcap)"
cat "$OUT/ladder.txt"
say
say "States and policies in the kernel, by phase"
cat "$OUT/phases.txt"
figure() { sed -nE "s/^ *([0-9]+)  $1\$/\1/p" "$OUT/ladder.txt"; }
check "rotations: 2 changes of address on one SA" equal "$(figure 'changes of address on one SA')" 2
check "no REGISTER at a change of address" equal "$(figure 'REGISTERs at a change of address')" 0
check "no sequence number twice" equal "$(figure 'ESP packets with a sequence number sent before')" 0
check "OPTIONS of the P-CSCF reached both new addresses" \
    equal "$(grep -cE 'UE\.[bc]:[0-9]+ <--- .* OPTIONS \[1\] +ESP spi=[0-9]+ seq=[0-9]+$' "$OUT/ladder.txt")" 3
for ns in ue pcscf; do
    xfrm_dump $ns "$OUT/xfrm-$ns.txt"
    leftovers=$(($(states $ns) + $(policies $ns)))
    check "nothing left in namespace $ns" equal $leftovers 0
    for counter in XfrmInStateSeqError XfrmInStateProtoError XfrmInNoStates XfrmInTmplMismatch XfrmInStateMismatch XfrmOutNoStates; do
        say "  $ns $counter $(xfrm_stat $ns $counter)"
    done
done
finish
