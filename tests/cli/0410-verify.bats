#!/usr/bin/env bats
# hoso-verify: everything is read, every fault is named, nothing is written.
# shellcheck disable=SC2154,SC2317

load helper
load dossier

prepare() {
	dossier A 1.tif 'trang 2.jpg'
	hoso-pack --profile bag --viewer no -q -o . A >made
}

# is_bad PATH TEXT: status 1, and a fault that holds TEXT
is_bad() {
	status 1 hoso-verify "$1"
	grep -qF -- "bad $1: " <<<"$output"
	grep -qF -- "$2" <<<"$output" || {
		echo "no '$2' in: $output"
		return 1
	}
}

# poke FILE OFFSET BYTES: overwrites
poke() {
	# shellcheck disable=SC2059
	printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

# byte_of FILE TEXT: offset of its first occurrence
byte_of() {
	grep -obUaF -m1 -- "$2" "$1" | head -1 | cut -d: -f1
}

@test "a whole bundle, its folder and its dossier are ok" {
	unzip -q A.zip -d x
	status 0 hoso-verify A.zip x/A A
	[ "$output" = $'ok A.zip\nok x/A\nok A' ]
	[ ! -s messages ]
}

@test "a folder that is a bag is judged as one, whatever else lies in it" {
	unzip -q A.zip -d x
	cp A/dossier.json x/A
	status 0 hoso-verify --json x/A
	grep -q '"what":"bag"' <<<"$output"
	says "'dossier.json': not listed in any tag manifest"
}

@test "--json: one object for each, with its faults" {
	cp A.zip B.zip
	truncate -s -1 B.zip
	status 1 hoso-verify --json A.zip B.zip
	[ "$(wc -l <<<"$output")" = 2 ]
	grep -q '^{"format":1,"path":"A.zip","ok":true,"what":"bundle","files":14,"bytes":[0-9]*,"faults":\[\],"warnings":\[\],"sha512":"[0-9a-f]\{128\}","signature":"none"}$' <<<"$output"
	grep -q '"path":"B.zip","ok":false,.*"faults":\["zip: its end record does not end it' <<<"$output"
}

@test "every byte of a bundle counts" {
	size=$(stat -c %s A.zip)
	for at in $(seq 1 $((size / 60)) $((size - 1))); do
		cp A.zip B.zip
		old=$(dd if=B.zip bs=1 skip="$at" count=1 status=none | od -An -tu1)
		poke B.zip "$at" "\\$(printf %o $((old ^ 85)))"
		status 1 timeout 20 hoso-verify B.zip
		grep -q '^bad B.zip: ' <<<"$output"
	done
}

@test "a bundle cut anywhere is bad" {
	size=$(stat -c %s A.zip)
	for n in 0 1 21 22 100 $((size / 2)) $((size - 23)) $((size - 1)); do
		head -c "$n" A.zip >B.zip
		status 1 hoso-verify B.zip
		grep -q '^bad B.zip: ' <<<"$output"
	done
}

@test "junk before, behind or between is bad" {
	cp A.zip B.zip
	echo junk >>B.zip
	is_bad B.zip 'its end record does not end it'
	{ echo junk && cat A.zip; } >B.zip
	is_bad B.zip 'zip: '
}

@test "a changed, missing or added payload file is named" {
	cp A.zip B.zip
	rebundle B.zip sed -i s/9/8/ data/masters/1.tif
	is_bad B.zip "'data/masters/1.tif': its sha512 is not the one in 'manifest-sha512.txt'"
	grep -qF "'masters/1.tif': differs from what was imported" <<<"$output"
	cp A.zip B.zip
	rebundle B.zip rm data/text/0001.txt
	is_bad B.zip "'data/text/0001.txt': missing, though 'manifest-sha512.txt' lists it"
	cp A.zip B.zip
	rebundle B.zip touch data/more
	is_bad B.zip "'data/more': not listed in any manifest"
	grep -qF 'Payload-Oxum says' <<<"$output"
}

@test "a changed tag file is named" {
	cp A.zip B.zip
	rebundle B.zip sed -i 's/External-Identifier: A/External-Identifier: B/' bag-info.txt
	is_bad B.zip "'bag-info.txt': its sha512 is not the one in 'tagmanifest-sha512.txt'"
}

@test "a bag sealed anew over a changed master is caught by the dossier's own record" {
	lie() { echo more >>data/masters/1.tif && reseal; }
	cp A.zip B.zip
	rebundle B.zip lie
	is_bad B.zip "'masters/1.tif': differs from what was imported"
	[ "$(wc -l <<<"$output")" = 1 ]
}

@test "records that do not fit are named" {
	lie() { rm data/pages/0002.json && reseal; }
	rebundle A.zip lie
	is_bad A.zip "'masters/trang 2.jpg': 0 page records of 1"
	grep -qF "'text/0002.txt': of no page" <<<"$output"
	grep -qF "'alto/0002.xml': of no page" <<<"$output"
}

@test "a dossier: a changed, missing, added master, an orphan, a broken record" {
	cp -r A B && echo x >>B/masters/1.tif
	is_bad B "'masters/1.tif': differs from what was imported"
	rm -r B && cp -r A B && rm B/masters/1.tif
	is_bad B "'masters/1.tif': missing"
	rm -r B && cp -r A B && echo x >B/masters/3
	is_bad B "'masters/3': not recorded"
	rm -r B && cp -r A B && cp B/text/0001.txt B/text/0003.txt
	is_bad B "'text/0003.txt': of no page"
	rm -r B && cp -r A B && echo '{' >B/pages/0001.json
	is_bad B "'pages/0001.json': not JSON"
	rm -r B && cp -r A B && sed -i 's/"page":1/"page":2/' B/pages/0001.json
	is_bad B "'pages/0001.json': is the record of page 2"
	rm -r B && cp -r A B && sed -i 's/"frames":1/"frames":2/' B/pages/0001.json
	is_bad B "'masters/1.tif': 1 pages of its 2"
	rm -r B && cp -r A B && rm B/text/0001.txt
	is_bad B 'page 1: recognised, but its text or ALTO is missing'
	rm -r B && cp -r A B && echo x >B/dossier.json
	is_bad B "'dossier.json': not JSON"
}

@test "a link in a folder is a fault, and is not followed" {
	echo secret >outside
	ln -s ../../outside A/text/0003.txt
	is_bad A "'text/0003.txt': a link or special file"
	unzip -q A.zip -d x
	ln -s /etc x/A/data/etc
	is_bad x/A "'data/etc': a link or special file"
	mkfifo x/A/data/pipe
	is_bad x/A "'data/pipe': a link or special file"
}

@test "traversal, links, doubles, encryption in a ZIP are named" {
	mkdir z && cd z && mkdir -p b/data && echo x >b/data/x && ln -s /etc/passwd b/data/link
	zip -q -r -y ../link.zip b
	zip -q ../up.zip ../A/dossier.json
	zip -q -P pass ../locked.zip b/data/x
	zip -q ../twice.zip b/data/x && cp b/data/x b/data/y && zip -q ../twice.zip b/data/y
	sed -i 's|b/data/y|b/data/x|g' ../twice.zip
	cd ..
	is_bad link.zip "'b/data/link': a link or special file"
	is_bad up.zip "a '..' part in its name"
	is_bad locked.zip 'encrypted'
	is_bad twice.zip "zip: 'b/data/x': twice"
}

@test "lying sizes and a bomb are named, in little memory" {
	mkdir -p b/data
	truncate -s 3G b/data/zeros
	zip -q bomb.zip b/data/zeros
	status 1 timeout 60 hoso-verify bomb.zip
	grep -qF 'not a bag' <<<"$output"
	# two million zeros that are said to be more
	head -c 2000000 /dev/zero >b/data/small
	zip -q small.zip b/data/small
	grep -obUaP '\x80\x84\x1e\x00' small.zip | cut -d: -f1 >places
	while read -r at; do
		poke small.zip "$at" '\xff\xff\xff\x7f'
	done <places
	is_bad small.zip 'cannot inflate to 2147483647'
	rm small.zip && zip -q small.zip b/data/small
	grep -obUaP '\x80\x84\x1e\x00' small.zip | cut -d: -f1 >places
	while read -r at; do
		poke small.zip "$at" '\x81\x84\x1e\x00'
	done <places
	is_bad small.zip "'b/data/small':"
}

@test "the deadline ends a bundle that takes too long" {
	mkdir -p b/data
	truncate -s 6G b/data/zeros
	zip -q -1 slow.zip b/data/zeros
	rm b/data/zeros
	status 1 timeout 60 hoso-verify --deadline 1 slow.zip A.zip
	[ "$output" = 'ok A.zip' ]
	says 'slow.zip: no answer within 1 seconds'
}

@test "what is no archive, is not there, or is a pipe spoils only itself" {
	echo text >plain
	mkfifo pipe
	mkdir empty
	status 1 timeout 20 hoso-verify plain nothing pipe empty A.zip
	grep -qx 'bad plain: not a ZIP archive' <<<"$output"
	grep -qx 'bad empty: not a bag: no bagit.txt' <<<"$output"
	grep -qx 'ok A.zip' <<<"$output"
	says 'nothing: open: No such file'
	says 'pipe: neither a file nor a folder'
}

@test "faults are capped" {
	zip_many() {
		mkdir -p b/data && cd b/data && seq 1 1500 | xargs touch && cd ../..
		printf 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n' >b/bagit.txt
		: >b/manifest-sha512.txt
	}
	zip_many
	status 1 hoso-verify b
	[ "$(wc -l <<<"$output")" = 1001 ]
	[ "$(tail -1 <<<"$output")" = 'bad b: 500 more faults' ]
}

@test "names with a newline stay on one line" {
	cp A.zip $'a\nb.zip'
	status 0 hoso-verify $'a\nb.zip'
	[ "$output" = 'ok a?b.zip' ]
}

@test "BagIt's conformance suite is judged right" {
	needs_shared corpus/hostile-zip
	for bag in "$SHARED"/corpus/hostile-zip/bagit-conformance/v*/*/*; do
		case $bag in
		*/valid/*) status 0 hoso-verify "$bag" ;;
		*/warning/*) status 0 hoso-verify "$bag" && says "$bag: " ;;
		*) is_bad "$bag" '' ;;
		esac
	done
}

@test "the same bags, zipped, are judged the same" {
	needs_shared corpus/hostile-zip
	for bag in "$SHARED"/corpus/hostile-zip/bagit-conformance/v*/*/*; do
		rm -f bag.zip
		(cd "${bag%/*}" && zip -q -r "$BATS_TEST_TMPDIR/bag.zip" "${bag##*/}")
		case $bag in
		*/valid/* | */warning/*) status 0 hoso-verify bag.zip ;;
		*) is_bad bag.zip '' ;;
		esac
	done
}

@test "all of the hostile archives end in named faults, and nothing is written" {
	needs_shared corpus/hostile-zip
	mkdir empty && cd empty
	status 1 timeout 100 hoso-verify "$SHARED"/corpus/hostile-zip/{libzip,zip-slip}/*
	for file in "$SHARED"/corpus/hostile-zip/{libzip,zip-slip}/*; do
		grep -qF "bad $file: " <<<"$output"
	done
	lacks '^ok' <<<"$output"
	lacks -v ': zip: ' messages
	[ "$(ls -A)" = messages ]
}

@test 'a file that cannot be read is a fault, and the rest is read' {
	[ "$(id -u)" != 0 ] || skip 'root may read everything'
	dossier D 1.tif 2.tif
	chmod 0 D/masters/1.tif
	echo more >>D/masters/2.tif
	status 1 hoso-verify D
	[[ $output == *"bad D: 'masters/1.tif': open '1.tif': Permission denied"* ]]
	[[ $output == *"bad D: 'masters/2.tif': differs from what was imported"* ]]
}
