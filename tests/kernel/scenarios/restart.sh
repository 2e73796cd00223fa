# The P-CSCF killed without warning, started again, then stopped in order: no stale object of its own stays, no foreign
# object is touched, and the UE can register again.
. tests/kernel/lib.sh
. tests/kernel/roles.sh
net_up
conf_for registrar "$OUT/registrar.ini"
conf_for pcscf "$OUT/pcscf.ini"
conf_for ue "$OUT/ue.ini" -e "$(steps 'register, options')"
foreign() { # someone else's state and policy, in the same namespace
    ip -n pcscf xfrm state add src ::1 dst 2001:db8:9::1 proto esp spi 0x7777 reqid 77 mode transport \
        auth-trunc 'hmac(md5)' 0x0102030405060708090a0b0c0d0e0f10 96 enc 'ecb(cipher_null)' ''
    ip -n pcscf xfrm policy add src ::/0 dst 2001:db8:9::1/128 dir out tmpl proto esp reqid 77 mode transport
    ip -n pcscf xfrm policy add src ::/0 dst 2001:db8:9::2/128 dir in action block
}
foreign
registrar_up
pcscf_up
ue_up
ue_step register
count pcscf
check "registered: 4 states and 1 foreign" equal "$n_states $n_policies" "5 5"
kill -KILL $pcscf
wait $pcscf
count pcscf
check "killed: its objects stay behind" equal "$n_states" 5
pcscf_up
count pcscf
check "started again: only what is foreign is left" equal "$n_states $n_policies $n_blocks" "1 1 1"
echo >&"$ue_in"; read -r -t 60 line <&"$ue_out" # OPTIONS on SAs that the P-CSCF has lost
check "the UE's OPTIONS finds no answer" grep -q 'FAILED: OPTIONS got no answer' <<<"$line"
echo >&"$ue_in"
wait $ue
conf_for ue "$OUT/ue.ini" -e "$(steps 'register, options')"
ue_up
ue_step register
ue_step options
count pcscf
check "registered anew" equal "$n_states $n_policies" "5 5"
ue_down
stop "the P-CSCF" $pcscf
count pcscf
check "stopped by SIGTERM: only what is foreign is left" equal "$n_states $n_policies $n_blocks" "1 1 1"
nothing_left ue
stop "the registrar" $registrar
finish
