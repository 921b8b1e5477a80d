#!/usr/bin/env bats
# hoso-pack: a dossier becomes one ZIP that is one BagIt bag.
# shellcheck disable=SC2154

load helper
load dossier

prepare() {
	dossier A 1.tif 'trang 2.jpg'
}

@test "a dossier becomes OUT/CODE.zip, and its path is printed" {
	status 0 hoso-pack -o out A
	[ "$output" = out/A.zip ]
	unzip -tq out/A.zip
	[ ! -s messages ]
	[ "$(ls -A out)" = $'A.zip\nA.zip.sha512' ]
}

@test "the bundle is a BagIt 1.0 bag that other programs find valid" {
	hoso-pack --profile bag -o out A
	unzip -q out/A.zip -d bag
	cd bag/A
	[ "$(head -1 bagit.txt)" = 'BagIt-Version: 1.0' ]
	sha512sum -c --quiet --strict manifest-sha512.txt tagmanifest-sha512.txt
	[ "$(find data -type f | wc -l)" = "$(wc -l <manifest-sha512.txt)" ]
	grep -qx "Payload-Oxum: $(find data -type f -printf '%s\n' |
		awk '{ s += $1; n++ } END { print s "." n }')" bag-info.txt
	diff -r data ../../A
}

@test "the same dossier gives the same bytes in any zone, locale, folder, at any time" {
	hoso-pack -o one A
	(umask 077 && TZ=Asia/Ho_Chi_Minh LC_ALL=vi_VN.UTF-8 SOURCE_DATE_EPOCH=1 hoso-pack -j 7 -o two A)
	mkdir deep && cp -r A deep/A && touch -d 2001-01-01 deep/A/masters/* && chmod 444 deep/A/masters/*
	(cd deep && hoso-pack -o ../three A/)
	cmp one/A.zip two/A.zip
	cmp one/A.zip three/A.zip
}

@test "entries rise bytewise, carry no clock, and are stored where deflate does not pay" {
	head -c 100000 /dev/urandom >A/noise
	hoso-pack --profile bag -o out A
	zipinfo -1 out/A.zip >names
	LC_ALL=C sort -c names
	zipinfo -v out/A.zip | grep 'file last modified' >when
	lacks -v '1980 Jan 1 00:00:00' when
	zipinfo out/A.zip | grep -q 'stor .* A/data/noise'
	zipinfo out/A.zip | grep -q 'def. .* A/data/masters/1.tif'
}

@test "nothing of the dossier is left out but drafts, and nothing in it changes" {
	mkdir -p A/pdf A/unknown/deep
	echo x >A/pdf/1.pdf
	echo y >A/unknown/deep/file
	echo draft >A/.hoso-draft-1-0
	find A -type f -exec stat -c '%n %Y %s' {} + | sort >before
	hoso-pack --profile bag -o out A
	find A -type f -exec stat -c '%n %Y %s' {} + | sort | cmp before -
	zipinfo -1 out/A.zip >names
	grep -qx A/data/pdf/1.pdf names
	grep -qx A/data/unknown/deep/file names
	lacks draft names
}

@test "names with newline, percent, spaces, marks and a backslash survive" {
	dossier B $'a\nb.tif' '50%.tif' 'Nghị quyết số 1.jpg' 'a\b.tif' '%0A.tif'
	status 0 hoso-pack --profile bag -o out B
	status 0 hoso-verify out/B.zip
	unzip -p out/B.zip B/manifest-sha512.txt >manifest
	grep -qF 'data/masters/a%0Ab.tif' manifest
	grep -qF 'data/masters/50%25.tif' manifest
	grep -qF 'data/masters/%250A.tif' manifest
	grep -qF 'data/masters/Nghị quyết số 1.jpg' manifest
}

@test "a changed master is no bundle" {
	hoso-pack --profile bag -o out A
	cp out/A.zip old.zip
	printf X | dd of=A/masters/1.tif bs=1 seek=5 conv=notrunc status=none
	status 1 hoso-pack --profile bag -o out A
	says "masters/1.tif': differs from what was imported"
	cmp out/A.zip old.zip
	[ "$(ls -A out)" = $'A.zip\nA.zip.sha512' ]
}

@test "a missing master is no bundle" {
	rm A/masters/1.tif
	status 1 hoso-pack -o out A
	says "'masters/1.tif': missing"
	[ -z "$(ls -A out)" ]
}

@test "a master that no import recorded is no bundle" {
	echo x >A/masters/3.tif
	status 1 hoso-pack -o out A
	says "'masters/3.tif': not recorded in dossier.json"
}

@test "a link in the dossier is an error" {
	ln -s /etc/passwd A/text/0003.txt
	status 1 hoso-pack -o out A
	says "'text/0003.txt': a link or special file"
	rm A/text/0003.txt
	mkfifo A/pipe
	status 1 timeout 10 hoso-pack -o out A
	says "'pipe': a link or special file"
}

@test "a secret dossier is refused without an approval, a top secret one always" {
	MARK='"secrecy":"MẬT",' dossier M 1.tif
	status 1 hoso-pack -o out M
	says 'names no approval'
	MARK='"secrecy":"Tối mật","approval":"12-QĐ",' dossier T 1.tif
	status 0 hoso-pack -o out T
	MARK='"secrecy":"TUYỆT  MẬT","approval":"12-QĐ",' dossier U 1.tif
	status 1 hoso-pack -o out U
	says 'not digitised'
	[ "$(ls out)" = $'T.zip\nT.zip.sha512' ]
}

@test "a dossier that is being written is busy" {
	exec 9<A
	flock 9
	status 75 hoso-pack -o out A
	says 'another program is writing there'
}

@test "a folder of bundles that is being written is busy, and its stale drafts go" {
	mkdir out
	echo x >out/.hoso-draft-9-9
	exec 9<out
	flock 9
	status 75 hoso-pack -o out A
	[ -e out/.hoso-draft-9-9 ]
	exec 9<&-
	status 0 hoso-pack -o out A
	[ "$(ls -A out)" = $'A.zip\nA.zip.sha512' ]
}

@test "two dossiers of one code in one run: the second is an error" {
	mkdir other && cp -r A other/A
	status 1 hoso-pack -o out A other/A
	[ "$output" = out/A.zip ]
	says "other/A: another dossier of this run has the code 'A'"
}

@test "pages without a text are packed, and -v says so" {
	sed -i 's/,"recognition":.*}}/}/' A/pages/0002.json
	rm A/text/0002.txt A/alto/0002.xml
	status 0 hoso-pack -v -o out A
	says '1 pages have no text yet'
	status 0 hoso-verify out/A.zip
}

@test "a dossier that hoso-verify would fault is not packed" {
	rm A/pages/0002.json
	status 1 hoso-pack -o out A
	says 'hoso-verify'
	[ -z "$(ls -A out)" ]
}

@test "--json: one object with the bundle's checksum" {
	status 0 hoso-pack --profile bag --json -o out A
	want=$(sha512sum <out/A.zip | cut -d' ' -f1)
	files=$(find A -type f | wc -l)
	bytes=$(find A -type f -printf '%s\n' | awk '{ s += $1 } END { print s }')
	[ "$output" = '{"format":1,"bundle":"out/A.zip","dossier":"A","files":'"$files"',"bytes":'"$bytes"',"sha512":"'"$want"'"}' ]
}

@test "names come from standard input, a bad one spoils only itself" {
	dossier B 1.tif
	status 1 bash -c "printf 'nothing\nA\nB\n' | hoso-pack -o out"
	[ "$output" = $'out/A.zip\nout/B.zip' ]
	says 'nothing: '
}

@test "a code that is no file name is refused" {
	sed -i 's/"code":"A"/"code":"..\/..\/x"/' A/dossier.json
	status 1 hoso-pack -o out A
	says "its code '../../x'"
	[ -z "$(ls -A out)" ]
}

@test "without -o, or with an unknown profile, nothing is done" {
	status 2 hoso-pack A
	says '-o FOLDER'
	status 2 hoso-pack --profile sip -o out A
	says "no profile 'sip'"
	[ ! -e out ]
}

@test "a read-only dossier can be packed" {
	chmod -R a-w A
	status 0 hoso-pack -o out A
	chmod -R u+w A
}
