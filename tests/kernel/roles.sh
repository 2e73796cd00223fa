# For scenarios with the driver's roles: the samples of tests/kernel/conf with the round-trip times of this machine.
# Source lib.sh first.
bin=build/secagree

# ROLE FILE: T1 = 100 ms, so that 64*T1 is 6.4 s. More sed expressions may follow.
conf_for() {
    local role=$1 file=$2
    shift 2
    sed -E -e 's/^t1 = .*/t1 = 100/; s/^t2 = .*/t2 = 800/; s/^t4 = .*/t4 = 1000/; s/^drain = .*/drain = 3/' \
        -e "s|^file = .*|file = $OUT/$(basename "$file" .ini).log|" "$@" "tests/kernel/conf/$role.ini" >"$file"
    cp tests/kernel/conf/subscribers.ini "$OUT/"
}
steps() { printf '%s' '/^        reauthenticate,/d; s/^steps = .*/steps = '"$1/"; } # the sed expression for a UE's script

wait_for() { # FILE PATTERN: up to 20 s
    local i
    for i in {1..400}; do
        grep -q "$2" "$1" 2>/dev/null && return 0
        sleep 0.05
    done
    return 1
}
registrar_up() {
    ip netns exec pcscf $bin registrar -c "$OUT/registrar.ini" &
    registrar=$!
    check "the registrar is ready" wait_for "$OUT/registrar.log" ready
}
pcscf_up() { # [COMMAND that runs it]
    rm -f "$OUT/pcscf.log"
    ip netns exec pcscf ${1-} $bin pcscf -c "$OUT/pcscf.ini" &
    pcscf=$!
    check "the P-CSCF is ready" wait_for "$OUT/pcscf.log" ready
}
stop() { # NAME PID
    kill -TERM "$2"
    wait "$2"
    check "$1 stopped cleanly" equal $? 0
}

# The UE, one step at a time: ue_up, then ue_step NAME for each step of its script, then ue_down.
ue_up() {
    coproc UE { exec ip netns exec ue $bin ue -c "$OUT/ue.ini" --stepwise; }
    exec {ue_in}>&"${UE[1]}" {ue_out}<&"${UE[0]}"
    ue=$UE_PID
    ue_steps=0
}
ue_step() {
    local line
    ue_steps=$((ue_steps + 1))
    echo >&"$ue_in"
    read -r -t 60 line <&"$ue_out" || line="step $ue_steps $1 FAILED: the UE said nothing"
    say "        $line"
    check "step $ue_steps, $1" grep -q "^step $ue_steps $1 ok" <<<"$line"
}
ue_down() { # no step is left: the UE stops
    echo >&"$ue_in"
    wait "$ue"
    check "the UE stopped, all steps done" equal $? 0
}

# Counts of a namespace into $n_states, $n_policies, $n_blocks, with one look at each.
count() {
    local dump
    n_states=$(ip -n "$1" xfrm state | grep -c '^src')
    dump=$(ip -n "$1" xfrm policy)
    n_blocks=$(grep -c 'action block' <<<"$dump")
    n_policies=$(($(grep -c '^src' <<<"$dump") - n_blocks))
}
nothing_left() { # NS
    count "$1"
    check "nothing of ours is left in namespace $1" equal "$n_states $n_policies $n_blocks" "0 0 0"
}
