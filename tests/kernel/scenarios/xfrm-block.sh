# Clear packets on protected ports are dropped, and not even sent.
. tests/kernel/lib.sh
net_up
ue_address $UE_B
ue_address $UE_C
ue_address 2001:db8:1:2::f # outside the prefix
ip -n pcscf route add 2001:db8:1:2::/64 dev eth0
exec build/tests/kernel/xfrm_test block
