# A message that fails in the middle undoes the set; a collision leaves the other set alone; so for rotations.
. tests/kernel/lib.sh
net_up
ue_address $UE_B
ue_address $UE_C
exec build/tests/kernel/xfrm_test undo
