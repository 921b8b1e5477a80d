#!/usr/bin/env bats
# Bundles for somebody's eyes: hoso-pack --encrypt-to, hoso-verify --identity. The keys
# are made here, by age.
# shellcheck disable=SC2154,SC2317

load helper
load dossier

prepare() {
	dossier A 1.tif 'trang 2.jpg'
	age-keygen -o mine 2>/dev/null
	age-keygen -o other 2>/dev/null
	me=$(age-keygen -y mine)
}

@test "--encrypt-to: CODE.zip.age, for its owner's eyes, and in it the very bundle" {
	hoso-pack -q -o plain A >made
	status 0 hoso-pack --encrypt-to "$me" -o out A
	[ "$output" = out/A.zip.age ]
	[ "$(ls -A out)" = $'A.zip.age\nA.zip.age.sha512' ]
	[ "$(stat -c %a out/A.zip.age)" = 600 ]
	age -d -i mine out/A.zip.age | cmp - plain/A.zip
	(cd out && sha512sum -c --quiet A.zip.age.sha512)
	lacks -a 'masters\|manifest\|bagit' out/A.zip.age
}

@test "several recipients, also out of files and settings" {
	age-keygen -y other | sed '1i# a comment' >file
	hoso-pack -q --encrypt-to "$me" --encrypt-to file -o out A >made
	for who in mine other; do
		age -d -i $who out/A.zip.age | unzip -tqq /dev/stdin 2>/dev/null || true
		status 0 hoso-verify --identity $who out/A.zip.age
		[ "$output" = 'ok out/A.zip.age' ]
	done
	HOSO_ENCRYPT_TO="file" hoso-pack -q -o by A >made
	status 0 hoso-verify --identity other by/A.zip.age
}

@test "no plain byte and no name is in a file, not even in one without a name" {
	hoso-pack -q -o plain A >made
	command -v strace >which || skip 'no strace here'
	ASAN_OPTIONS=detect_leaks=0 strace -f -qq -e trace=openat,open,creat,memfd_create -o calls \
		hoso-pack -q --encrypt-to "$me" -o out A >made
	grep -q hoso-draft calls
	# What is opened for writing: the draft of the bundle, of its checksum, age's words.
	grep -E 'O_WRONLY|O_RDWR|O_TMPFILE|memfd|creat\(' calls |
		lacks -vE '\.hoso-draft-|/dev/|memfd_create\("hoso-age"'
}

@test "a recipient that is none, a missing file, no age: nothing is done" {
	status 2 hoso-pack --encrypt-to age1bad -o out A
	says 'age: malformed recipient'
	status 2 hoso-pack --encrypt-to "$me" --encrypt-to nothing -o out A
	says 'age: '
	mkdir bin && ln -s "$(command -v hoso-pack)" bin/ && ln -s "$(command -v hoso-verify)" bin/
	hoso-pack -q --encrypt-to "$me" -o there A >made
	PATH=$PWD/bin status 3 hoso-pack --encrypt-to "$me" -o out A
	says "there is no program 'age' on this machine"
	PATH=$PWD/bin status 1 hoso-verify --identity mine there/A.zip.age
	says "there is no program 'age' on this machine"
	[ ! -e out ]
}

@test "a secret dossier needs its approval, whatever --secret says; a top secret one never goes" {
	MARK='"secrecy":"Mật",' dossier S 1.tif
	status 1 hoso-pack --encrypt-to "$me" -o out S
	says 'names no approval'
	status 1 hoso-pack --secret allow --encrypt-to "$me" -o out S
	says 'names no approval'
	[ -z "$(ls -A out)" ]
	MARK='"secrecy":"Mật","approval":"12-QĐ/TU",' dossier T 1.tif
	status 0 hoso-pack --encrypt-to "$me" -o out T
	MARK='"secrecy":"Tuyệt mật","approval":"12-QĐ/TU",' dossier U 1.tif
	status 1 hoso-pack --encrypt-to "$me" -o out U
	says 'such papers are not digitised'
	[ "$(ls out)" = $'T.zip.age\nT.zip.age.sha512' ]
}

@test "a bundle in plain beside it is told" {
	hoso-pack -q -o out A >made
	status 0 hoso-pack --encrypt-to "$me" -o out A
	says 'out/A.zip.age: an older bundle that is not encrypted lies beside it'
}

@test "a changed master is no bundle, and nothing half is left" {
	printf X | dd of=A/masters/1.tif bs=1 seek=5 conv=notrunc status=none
	status 1 hoso-pack --profile bag --encrypt-to "$me" -o out A
	says "masters/1.tif': differs from what was imported"
	[ -z "$(ls -A out)" ]
}

# age_that DOES: an age that does so with a real one in its place when it is tried
age_that() {
	mkdir -p fake
	cat >fake/age <<-EOF
		#!/bin/sh
		[ "\$(readlink /proc/\$\$/fd/1)" != /dev/null ] || exec $(command -v age) "\$@"
		$1
	EOF
	chmod +x fake/age
}

@test "an age that fails, dies, or finds the disk full: nothing half, and its words" {
	head -c 3000000 /dev/urandom >A/noise
	age_that 'echo "age: error: it broke" >&2; exit 1'
	PATH=$PWD/fake:$PATH status 1 hoso-pack --encrypt-to "$me" -o out A
	says 'age: it broke'
	# shellcheck disable=SC2016
	age_that 'head -c 1000; kill -9 $$'
	PATH=$PWD/fake:$PATH status 1 hoso-pack --encrypt-to "$me" -o out A
	says 'age ended by signal 9'
	age_that 'echo "age: error: failed to write to output: no space left on device" >&2; exit 1'
	PATH=$PWD/fake:$PATH status 3 hoso-pack --encrypt-to "$me" -o out A
	says 'No space left on device'
	[ -z "$(ls -A out)" ]
}

@test "killed in between: no bundle, and the next run sweeps" {
	head -c 30000000 /dev/urandom >A/noise
	age_that 'head -c 100000; sleep 3'
	PATH=$PWD/fake:$PATH hoso-pack -q --encrypt-to "$me" -o out A &
	for _ in $(seq 100); do
		[ -z "$(find out -name '.hoso-draft-*' -size +10k 2>/dev/null)" ] || break
		sleep 0.05
	done
	kill -9 $!
	wait $! || true
	[ "$(find out -name '.hoso-draft-*' -perm 600 | wc -l)" = 1 ]
	no test -e out/A.zip.age
	status 0 hoso-pack -q --encrypt-to "$me" -o out A
	[ "$(ls -A out)" = $'A.zip.age\nA.zip.age.sha512' ]
	status 0 hoso-verify --identity mine out/A.zip.age
}

@test "an encrypted bundle is judged as the plain one is" {
	hoso-pack -q --profile bag --viewer no -o plain A >made
	hoso-pack -q --profile bag --viewer no --encrypt-to "$me" -o out A >made
	status 0 hoso-verify --json --strict --identity mine out/A.zip.age
	grep -q '"what":"bundle","files":14,"bytes":[0-9]*,"faults":\[\],"warnings":\[\]' <<<"$output"
	rm plain/*.sha512
	cp plain/A.zip B.zip
	rebundle B.zip sed -i s/9/8/ data/masters/1.tif
	age -r "$me" -o B.zip.age B.zip
	status 1 hoso-verify --identity mine B.zip.age
	grep -qF "bad B.zip.age: 'data/masters/1.tif': its sha512 is not the one in" <<<"$output"
	size=$(stat -c %s plain/A.zip)
	for at in $(seq 3 $((size / 25)) $((size - 1))); do
		cp plain/A.zip B.zip
		old=$(od -An -tu1 -j "$at" -N 1 B.zip)
		# shellcheck disable=SC2059
		printf "\\$(printf %o $((old ^ 16)))" | dd of=B.zip bs=1 seek="$at" conv=notrunc status=none
		rm -f B.zip.age && age -r "$me" -o B.zip.age B.zip
		status 1 hoso-verify --identity mine B.zip.age
		grep -q '^bad B.zip.age: ' <<<"$output"
	done
	for n in 0 1 21 22 100 $((size / 2)) $((size - 23)) $((size - 1)); do
		head -c "$n" plain/A.zip | age -r "$me" >B.zip.age
		status 1 hoso-verify --identity mine B.zip.age
		grep -q '^bad B.zip.age: ' <<<"$output"
	done
	{ cat plain/A.zip && echo junk; } | age -r "$me" >B.zip.age
	status 1 hoso-verify --identity mine B.zip.age
}

@test "without an identity its checksum is compared, and that is said" {
	hoso-pack -q --encrypt-to "$me" -o out A >made
	status 0 hoso-verify out/A.zip.age
	[ "$output" = 'ok out/A.zip.age' ]
	says 'encrypted: only its checksum was compared'
	rm out/A.zip.age.sha512
	status 1 hoso-verify out/A.zip.age
	[ -z "$output" ]
	says 'it is encrypted: --identity FILE opens it'
}

@test "the wrong identity is no fault of the bundle; damage is, even where it looks so" {
	hoso-pack -q --encrypt-to "$me" -o out A >made
	status 1 hoso-verify --identity other out/A.zip.age
	[ -z "$output" ]
	says 'no identity matched any of the recipients'
	status 1 hoso-verify --identity nothing out/A.zip.age
	says "open 'nothing'"
	size=$(stat -c %s out/A.zip.age)
	cp out/A.zip.age save
	for at in 5 60 120 170 250 $((size / 2)) $((size - 1)); do
		cp save out/A.zip.age
		old=$(od -An -tu1 -j "$at" -N 1 save)
		# shellcheck disable=SC2059
		printf "\\$(printf %o $((old ^ 2)))" | dd of=out/A.zip.age bs=1 seek="$at" conv=notrunc status=none
		status 1 hoso-verify --identity mine out/A.zip.age
		grep -q '^bad out/A.zip.age: ' <<<"$output"
	done
	head -c $((size / 2)) save >out/A.zip.age
	rm out/A.zip.age.sha512
	status 1 hoso-verify --identity mine out/A.zip.age
	grep -q '^bad out/A.zip.age: age: ' <<<"$output"
}

@test "an identity under a passphrase is an error, not a question" {
	hoso-pack -q --encrypt-to "$me" -o out A >made
	printf 'age-encryption.org/v1\n-> scrypt x 18\n\n--- x\n' >locked
	status 1 timeout 20 hoso-verify --identity locked out/A.zip.age </dev/null
	says 'age: '
}

@test "it can be signed and recorded, too" {
	openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -subj /CN=x -days 9999 2>/dev/null
	hoso-pack -q --encrypt-to "$me" --sign cert --key key -o out A >made
	status 0 hoso-verify --record --ca cert --identity mine out/A.zip.age
	[ "$(jq -r .bundle out/fixity.jsonl)" = A.zip.age ]
	openssl cms -verify -binary -inform DER -in out/A.zip.age.sha512.p7s \
		-content out/A.zip.age.sha512 -CAfile cert -purpose any -out /dev/null
}

@test "a foreign archive with sizes behind its content is told" {
	hoso-pack -q -o plain A >made
	unzip -q plain/A.zip -d x
	(cd x && zip -q -r - A | cat) >B.zip
	age -r "$me" -o B.zip.age B.zip
	status 1 hoso-verify --identity mine B.zip.age
	grep -qF 'its sizes stand behind its content' <<<"$output"
}
