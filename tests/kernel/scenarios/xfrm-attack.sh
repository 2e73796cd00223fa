# Replayed, changed and reflected packets, a wrong key, the wrong SA: the kernel drops each, and counts it.
. tests/kernel/lib.sh
net_up
exec build/tests/kernel/xfrm_test attack
