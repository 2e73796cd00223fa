# One clear sentence when the kernel or the process lacks something. Modules that xfrm_test does not load stay away.
. tests/kernel/lib.sh
net_up
echo /bin/false >/proc/sys/kernel/modprobe
rmmod esp6 esp4 xfrm_user authenc echainiv seqiv gcm 2>&1
exec build/tests/kernel/xfrm_test lacking
