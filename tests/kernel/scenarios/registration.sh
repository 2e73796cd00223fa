# A real registration over this kernel's ESP: UE, P-CSCF and registrar as processes of their own. The UE registers, goes
# on from two new temporary addresses with the same SAs, re-authenticates and de-registers. Every figure below comes from
# the capture of the wire or from the kernel, none from what the roles believe.
. tests/kernel/lib.sh
. tests/kernel/roles.sh
net_up
conf_for registrar "$OUT/registrar.ini"
conf_for pcscf "$OUT/pcscf.ini"
script=(register options rotate options options rotate options options reauthenticate options wait:7000 deregister)
conf_for ue "$OUT/ue.ini" -e "$(steps "$(printf '%s, ' "${script[@]}" | sed 's/, $//')")"

declare -A at
row() { # PHASE: what the kernel has in both namespaces
    local line
    count ue
    printf -v line '%-20s  %3s states %3s policies %3s blocks' "$1" "$n_states" "$n_policies" "$n_blocks"
    at[$1]=$n_states
    count pcscf
    printf '%s   %3s states %3s policies %3s blocks\n' "$line" "$n_states" "$n_policies" "$n_blocks" >>"$OUT/phases.txt"
    at[$1]="${at[$1]} $n_states"
}

capture_start ue "$OUT/ue.pcap" || exit 1
capture_start pcscf "$OUT/capture.pcap" || exit 1
registrar_up
pcscf_up
row "before"
ue_up
for step in "${script[@]}"; do
    ue_step "${step%:*}"
    sleep 0.1
    row "$ue_steps ${step%:*}"
done
ue_down
row "UE stopped"
gone() { for i in {1..100}; do count pcscf; [ "$n_states" -eq 0 ] && return 0; sleep 0.1; done; return 1; }
check "the P-CSCF's sets end by the rules" gone
row "64*T1 later"
stop "the P-CSCF" $pcscf
stop "the registrar" $registrar
capture_stop

check "registered: 4 states on each side" equal "${at["1 register"]}" "4 4"
check "rotated: the P-CSCF keeps 4 states, the UE has those of the address it left, too" equal "${at["3 rotate"]}" "6 4"
check "re-authenticated: old and new set at the P-CSCF" equal "${at["9 reauthenticate"]#* }" 8
check "64*T1 after the first use of the new set the old one is gone on both sides" equal "${at["11 wait"]}" "4 4"
check "de-registered: the UE has no state" equal "${at["12 deregister"]%% *}" 0
check "the P-CSCF's last set ended without help" equal "${at["64*T1 later"]}" "0 0"

$bin ladder "$OUT/capture.pcap" >"$OUT/ladder.txt"
check "no message in clear on a protected port" equal $? 0
figure() { sed -nE "s/^ *([0-9]+)  $1\$/\\1/p" "$OUT/ladder.txt"; }
check "rotations: 2 changes of address on one SA" equal "$(figure 'changes of address on one SA')" 2
check "no REGISTER at a change of address" equal "$(figure 'REGISTERs at a change of address')" 0
check "no sequence number twice" equal "$(figure 'ESP packets with a sequence number sent before')" 0
to_new=$(grep -E 'UE\.[bc]:[0-9]+ <--- .* OPTIONS \[1\] +ESP spi=' "$OUT/ladder.txt" | grep -v 'sent again' | sed -E 's/.*(UE\..):.*/\1/' |
    sort -u | paste -sd' ')
check "the P-CSCF's own OPTIONS reached both new addresses" equal "$to_new" "UE.b UE.c"
esp_ports() { sed -nE "s/.*UE\\..:([0-9]+) $1 P-CSCF:([0-9]+) .* ESP spi=.*/\\$2/p" "$OUT/ladder.txt" | sort -u | paste -sd' '; }
port_ps=$(esp_ports '--->' 2)
port_us=$(esp_ports '<---' 1)
check "the UE sends to one port of the P-CSCF, the P-CSCF to one of the UE" grep -qE '^[0-9]+ [0-9]+$' <<<"$port_ps $port_us"
check "and each from other ports, new with the second registration" equal \
    "$( (esp_ports '--->' 1; esp_ports '<---' 2) | tr ' ' '\n' | grep -cvE "^($port_ps|$port_us)\$")" 4
vias=$(tr -d '\r' <"$OUT/capture.pcap" | grep -aA1 -E '(REGISTER|OPTIONS) sips?:[^ ]* SIP/2\.0$' |
    sed -nE 's/^Via: .*[]0-9]:([0-9]+);.*/\1/p')
requests=$(grep -E '(--->|<---) .* (REGISTER|OPTIONS) \[' "$OUT/ladder.txt" | grep -c ' ESP spi=')
check "Via of each protected request has the sender's server port" equal "$(grep -cE "^($port_ps|$port_us)\$" <<<"$vias")" "$requests"
check "the other end of the wire saw the same" equal "$($bin ladder "$OUT/ue.pcap" | grep -c ' ESP spi=')" \
    "$(grep -c ' ESP spi=' "$OUT/ladder.txt")"
nothing_left ue
nothing_left pcscf
left=$((n_states + n_policies + n_blocks))
count ue
left=$((left + n_states + n_policies + n_blocks))
drops=0
for ns in ue pcscf; do
    for counter in XfrmInStateSeqError XfrmInStateProtoError XfrmInNoStates XfrmInTmplMismatch XfrmInStateMismatch XfrmOutNoStates; do
        drops=$((drops + $(xfrm_stat $ns $counter)))
    done
done

say
say "Ladder (build/run/capture.pcap)"
sed '/^$/,/^ *[0-9]*  SIP messages inside/!b' "$OUT/ladder.txt"
say "In the kernel, by phase UE                                   P-CSCF"
cat "$OUT/phases.txt"
say
say "  $(figure 'SIP messages inside ESP')  messages inside ESP"
say "  $(figure 'packets in clear on protected ports')  messages in clear on protected ports"
say "  $(figure 'changes of address on one SA')  rotations"
say "  $(figure 'REGISTERs at a change of address')  REGISTERs during rotation"
say "  $drops  packets that an SA refused (xfrm_stat of both namespaces)"
say "  $left  objects of ours left at the end"
finish
