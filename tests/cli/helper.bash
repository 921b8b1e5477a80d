# helper.bash - loaded by every test in tests/cli (bats). Each test runs in an
# empty folder of its own, in the C locale, with the programs just built first
# in PATH. SHARED holds real material where it is present (tests skip without).
# shellcheck shell=bash disable=SC2034

setup() {
	TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	PATH=${BUILD:-$TOP/build}/bin:$PATH
	SAMPLES=$TOP/samples
	SHARED=${HOSO_SHARED:-$TOP/../shared}
	export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1700000000 HOME=$BATS_TEST_TMPDIR
	unset "${!HOSO_@}"
	cd "$BATS_TEST_TMPDIR" || return 1
	! declare -F prepare >/dev/null || prepare # a test file's own setup
}

# needs_shared PATH: skips where the real material is not on this machine
needs_shared() {
	[ -e "$SHARED/$1" ] || skip "$1 is not on this machine"
}

# status N command ...: runs it; its output is in $output (stdout only), its
# messages in the file messages
status() {
	local want=$1 got=0
	shift
	output=$("$@" 2>messages) || got=$?
	[ "$got" = "$want" ] || {
		echo "exit $got, wanted $want: $*"
		cat messages
		return 1
	}
}

# says TEXT: the latest messages hold it
says() {
	grep -qF -- "$1" messages || {
		echo "no '$1' in the messages:"
		cat messages
		return 1
	}
}

# no COMMAND ...: must fail (to bats, a "! command" before the last never fails)
no() {
	if "$@"; then
		echo "should have failed: $*"
		return 1
	fi
}
