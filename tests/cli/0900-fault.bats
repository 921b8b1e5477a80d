#!/usr/bin/env bats
# What happens where writes, syncs, renames, memory or workers fail: programs of
# build/fault (tests/fault/fault.c), driven by scripts/fault-loop. A new program
# that writes gets a test here: the folder to begin with, and the command.

load helper

prepare() {
	export BUILD=${BUILD:-$TOP/build}
	mkdir start
}

# loop [OPTION ...] PROGRAM ARG ...: as scripts/fault-loop, from the folder start
loop() {
	"$TOP/scripts/fault-loop" -s start "$@"
}

@test 'the fault machinery itself: a fault that is reached is said' {
	echo x >a
	HS_FAULT=alloc:1 HS_FAULT_SAID=said status 3 "$BUILD/fault/hoso-eval" a a
	[ "$(cat said)" = alloc:1 ]
	says 'out of memory'
}

@test 'hoso-eval' {
	mkdir start/truth start/read
	echo 'Nghị quyết về an toàn thực phẩm' >start/truth/0001.txt
	echo 'Nghi quyết vê an toàn' | tee start/read/0001.txt >start/truth/0001.alt1.txt
	loop -k alloc hoso-eval truth read
}
