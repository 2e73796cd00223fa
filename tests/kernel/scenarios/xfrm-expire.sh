# The kernel ends states by itself at their hard lifetime.
. tests/kernel/lib.sh
net_up
ue_address $UE_B
ue_address $UE_C
exec build/tests/kernel/xfrm_test expire
