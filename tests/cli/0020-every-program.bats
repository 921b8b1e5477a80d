#!/usr/bin/env bats
# What every program does alike (DESIGN, 'Every program'; hoso(1)).

load helper

prepare() {
	programs=("${BUILD:-$TOP/build}"/bin/*)
}

# each FUNCTION: calls it with each program's name; says where it went wrong
each() {
	for program in "${programs[@]}"; do
		"$1" "${program##*/}" || {
			echo "$program: $1"
			return 1
		}
	done
}

# shown_alike NAME OPTION ...: on stdout, status 0, nothing on stderr
shown_alike() {
	status 0 "$@" && [ -n "$output" ] && [ ! -s messages ]
}

helps() {
	shown_alike "$1" -h && [[ $output == usage:* ]] && shown_alike "$1" --help
}

@test '-h and --help go to stdout, status 0' {
	each helps
}

tells_version() {
	shown_alike "$1" -V && [ "$output" = "$1 $(cat "$TOP/VERSION")" ] &&
		shown_alike "$1" --version && [ "$output" = "$1 $(cat "$TOP/VERSION")" ]
}

@test '-V and --version go to stdout, status 0' {
	each tells_version
}

refuses_unknown() {
	status 2 "$1" --no-such-option && says usage && [ -z "$output" ]
}

@test 'an unknown option: usage on stderr, status 2' {
	each refuses_unknown
}

refuses_bad_number() {
	[ "$1" != hoso ] || return 0
	status 2 "$1" --jobs=many && says jobs
}

@test 'a number that is none: status 2, and which option' {
	each refuses_bad_number
}

minds_full_disk() {
	for option in -h -V; do
		local got=0
		"$1" "$option" >/dev/full 2>messages || got=$?
		[ "$got" = 3 ] && says 'cannot write' || return 1
	done
}

@test 'a full disk under stdout: status 3' {
	each minds_full_disk
}

same_in_vietnam() {
	status 0 "$1" --version
	local here=$output
	LC_ALL=vi_VN.UTF-8 LANGUAGE=vi status 0 "$1" --version && [ "$output" = "$here" ]
}

@test 'names that cannot be read: status 3' {
	status 3 hoso-verify <.
	says 'hoso-verify: cannot read the names on standard input'
	status 3 bash -c 'exec hoso-verify <&-'
}

@test 'standard files that are closed are not taken by others' {
	mkdir in
	cp "$SAMPLES/inbox/HS-001/1.png" in
	echo no >in/2.tif # there is something to say
	status 3 bash -c 'exec hoso-import -o work in <&- >&- 2>&-'
	status 0 hoso-verify work/in
	status 1 hoso-import -o again in
	diff -r work/in/masters again/in/masters
	diff work/in/dossier.json again/in/dossier.json
}

@test 'the locale does not change what is on stdout' {
	each same_in_vietnam
}

refuses_bad_settings() {
	[ "$1" != hoso ] || return 0
	printf 'jobs = 1\nnonsense\n' >bad.conf
	status 2 "$1" --config=bad.conf x y && says 'bad.conf'
}

@test 'settings that are none: status 2, file and line' {
	each refuses_bad_settings
}

has_manual() {
	[ -e "$TOP/cmd/$1.1" ] || return 1
	sed 's/\\-/-/g' "$TOP/cmd/$1.1" >manual
	"$1" --help | grep -oE '^  (-.|  ) --[a-z-]+' | grep -oE '[a-z-]+$' |
		sed 's/^--//' | while read -r long; do
		grep -qE -- "Fl -$long( |$)" manual || {
			echo "cmd/$1.1 does not tell of --$long"
			return 1
		}
	done
}

@test 'every program has a manual, with every long option of its help' {
	each has_manual
}

@test 'every source in cmd has a program' {
	for source in "$TOP"/cmd/*.c; do
		[ -x "${BUILD:-$TOP/build}/bin/$(basename "$source" .c)" ]
	done
}
