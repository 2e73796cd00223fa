# The UE changes its address inside the prefix: traffic goes on, nothing can be replayed, no number is used twice.
. tests/kernel/lib.sh
net_up
ue_address $UE_B
ue_address $UE_C
exec build/tests/kernel/xfrm_test rotate
