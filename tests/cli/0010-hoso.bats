#!/usr/bin/env bats
# hoso: the dispatcher.

load helper

# family PROGRAM ...: a folder `bin` with hoso and stand-ins that say what they got
family() {
	mkdir bin
	cp "$(command -v hoso)" bin/
	for program; do
		# shellcheck disable=SC2016 # for the stand-in to expand
		printf '#!/bin/sh\necho "%s got:$*"\nexit ${STATUS:-0}\n' "$program" >"bin/$program"
		chmod +x "bin/$program"
	done
}

@test 'a verb is the program of that name, with all its arguments' {
	family hoso-import
	status 0 bin/hoso import -o 'a b' --json -- -x
	[ "$output" = 'hoso-import got:-o a b --json -- -x' ]
}

@test 'the status of the program is the status of hoso' {
	family hoso-import
	STATUS=75 status 75 bin/hoso import
}

@test 'the program beside hoso goes before one in PATH' {
	family hoso-ocr
	mkdir other
	printf '#!/bin/sh\necho other\n' >other/hoso-ocr
	chmod +x other/hoso-ocr
	PATH=$PWD/other:$PATH status 0 bin/hoso ocr
	[ "$output" = 'hoso-ocr got:' ]
	rm bin/hoso-ocr
	PATH=$PWD/other:$PATH status 0 bin/hoso ocr
	[ "$output" = other ]
}

@test 'hoso through a link finds the programs beside the real one' {
	family hoso-ocr
	ln -s "$PWD/bin/hoso" link
	status 0 ./link ocr
	[ "$output" = 'hoso-ocr got:' ]
}

@test 'without arguments: the line of what is installed, and what to type next' {
	family hoso-import hoso-ocr hoso-search
	PATH=/usr/bin:/bin status 0 bin/hoso
	grep -qx 'import → ocr' <<<"$output"
	grep -q '^  search ' <<<"$output"
	grep -qF 'hoso import -o work' <<<"$output"
	no grep -q 'pack' <<<"$output"
}

@test '--help and help are the same as no arguments' {
	status 0 hoso
	local bare=$output
	status 0 hoso --help
	[ "$output" = "$bare" ]
	status 0 hoso help
	[ "$output" = "$bare" ]
}

@test 'help VERB asks the program' {
	family hoso-ocr
	status 0 bin/hoso help ocr
	[ "$output" = 'hoso-ocr got:--help' ]
}

@test 'an unknown verb: status 2, and the nearest one' {
	family hoso-import hoso-ocr
	status 2 bin/hoso improt x
	says "there is no verb 'improt'; did you mean 'import'?"
	[ -z "$output" ]
	status 2 bin/hoso zzzzzz
	says "there is no verb 'zzzzzz'"
	status 2 bin/hoso help improt
	says "did you mean 'import'?"
}

@test 'a verb is no path' {
	status 2 hoso ../bin/x
	status 2 hoso ''
}

@test 'an unknown option: status 2' {
	status 2 hoso --frobnicate
	says 'usage'
}
