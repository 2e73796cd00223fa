# What a killed process left behind is removed, foreign objects are not touched.
. tests/kernel/lib.sh
net_up
ue_address $UE_B
ue_address $UE_C
exec build/tests/kernel/xfrm_test sweep
