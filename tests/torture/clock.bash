# shellcheck shell=bash disable=SC2154 # scripts/torture reads it, and has the rest
# The clock of the day jumps at every look at it (clock.c).
case_clock() {
	local i status
	cc -shared -fPIC -O1 -o jumping.so "$top/tests/torture/clock.c" -ldl ||
		{ complain 'clock.c cannot be compiled'; return; }
	for i in 1 2 3; do
		fresh root
		TORTURE_SEED=$((seed + i)) LD_PRELOAD=$place/jumping.so run root
		status=$?
		[ "$status" = 1 ] || complain "status $status: $(head -n 2 messages)"
		nothing_lost root
		whole root 'the clock jumped'
	done
	echo 'clock: 3 times'
}
