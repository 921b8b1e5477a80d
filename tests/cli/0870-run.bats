#!/usr/bin/env bats
# hoso-run: the inbox becomes verified bundles and an index, unattended.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper

prepare() {
	command -v jq >/dev/null || skip 'needs jq'
	command -v convert >/dev/null || skip 'needs imagemagick'
	hoso-run --init root
	unset SOURCE_DATE_EPOCH # nights are named by the clock
}

# dots NAME [FILE ...]: a folder of tiny pages in the inbox, each another
dots() {
	local name=$1 n=0
	shift
	mkdir -p "root/inbox/$name"
	for file in "$@"; do
		n=$((n + 1))
		convert -size 64x64 xc:white -fill black -draw "point $n,${#name}" \
			-units PixelsPerInch -density 300 "root/inbox/$name/$file"
	done
}

run_root() {
	status "$1" hoso-run --settle 0 "${@:2}" root
}

# latest MEMBER: of the newest report
latest() {
	jq -r "$1" "$(printf '%s\n' root/reports/*.json | tail -1)"
}

# bundled FOLDER: what is in its bundles, by checksum; not what tells when it was made
bundled() {
	for zip in "$1"/*.zip; do
		unzip -v "$zip" | awk '{ print $7, $8 }' |
			grep -viE 'journal.jsonl|mets|premis|dc.xml|ead.xml|manifest|bag-info|files$|archive' | sort
	done
}

# contents FOLDER: names and bytes of what is in it, journals apart
contents() {
	(cd "$1" && find . -type f ! -name journal.jsonl -print0 | sort -z | xargs -0r sha256sum)
}

@test 'a folder of scans becomes a dossier, a verified bundle and hits in the index' {
	mkdir root/inbox/HS-001
	cp "$SAMPLES/inbox/HS-001/2.png" root/inbox/HS-001/
	sum=$(sha256sum <root/inbox/HS-001/2.png)
	run_root 0
	[ "$output" = "$PWD/root/bundles/HS-001.zip" ]
	hoso-verify root/bundles/HS-001.zip
	hoso-search -d root/index.db 'ủy' >/dev/null
	[ "$(sha256sum <root/dossiers/HS-001/masters/2.png)" = "$sum" ]
	[ -z "$(ls root/inbox)$(ls root/taken)$(ls root/quarantine)" ]
	[ "$(latest '[.packed, .pages, .packed_pages, .read, .status] | join(" ")')" = '1 1 1 1 finished' ]
}

@test '--init makes what is missing and keeps what is there' {
	echo 'jobs = 1' >root/hoso.conf
	rmdir root/inbox
	status 0 hoso-run --init root
	[ "$(cat root/hoso.conf)" = 'jobs = 1' ]
	[ -d root/inbox ]
	hoso-index --check -d root/index.db
	mkdir other
	status 2 hoso-run other
	says 'hoso-run --init makes it'
}

@test 'a bad dossier goes to quarantine with the reason, the others go on' {
	dots good 1.png 2.png
	dots bad 1.png
	echo junk >root/inbox/bad/2.tif
	run_root 1
	[ -e root/bundles/good.zip ]
	[ ! -e root/bundles/bad.zip ]
	[ ! -e root/dossiers/bad ]
	[ "$(cat root/quarantine/bad/source/2.tif)" = junk ]
	[ -e root/quarantine/bad/source/1.png ]
	grep -q 'not a TIFF file' root/quarantine/bad/WHY.txt
	grep -q 'hoso-run --retry' root/quarantine/bad/WHY.txt
	[ "$(latest '[.packed, .quarantined, .pages, .packed_pages, .quarantined_pages, .rejected] | join(" ")')" = '1 1 3 2 1 1' ]
	[ "$(latest '.reasons[0].what')" = 'import: unreadable: not a TIFF file, whatever its name says' ]
}

@test 'what is in quarantine is tried again when it was put right' {
	dots bad 1.png
	echo junk >root/inbox/bad/2.png
	run_root 1
	run_root 1 --retry
	[ ! -e root/bundles/bad.zip ]
	rm -r root/quarantine/bad/dossier root/quarantine/bad/source/2.png
	cp root/quarantine/bad/source/1.png root/quarantine/bad/source/2.png
	run_root 0 --retry
	[ -e root/bundles/bad.zip ]
	[ -z "$(ls root/quarantine)" ]
	[ "$(latest .packed_pages)" = 2 ]
}

@test '--accept packs a dossier although a file cannot be read' {
	dots bad 1.png
	echo junk >root/inbox/bad/2.png
	run_root 1
	run_root 0 --retry --accept
	[ -e root/bundles/bad.zip ]
	[ "$(latest .rejected)" = 1 ]
}

@test 'links, empty folders and taken names are refused, and nothing is lost' {
	dots a 1.png
	run_root 0
	dots a 1.png 2.png
	mkdir root/inbox/empty
	ln -s /etc/passwd root/inbox/link
	mkfifo root/inbox/pipe
	run_root 1
	[ -L root/quarantine/link/source ]
	[ -p root/quarantine/pipe/source ]
	[ -d root/quarantine/empty/source ]
	[ -e root/quarantine/a/source/2.png ]
	grep -q 'there is a dossier of that name already' root/quarantine/a/WHY.txt
	[ "$(ls root/dossiers/a/masters)" = 1.png ]
	[ "$(latest .quarantined)" = 4 ]
}

@test 'folders in folders and single files are dossiers of their own' {
	dots 2019/HS-1 1.png
	dots 2019/HS-2 1.png
	dots loose 1.png
	mv root/inbox/loose/1.png root/inbox/single.png
	rmdir root/inbox/loose
	run_root 0
	[ "$(cd root/bundles && echo *.zip)" = '2019.HS-1.zip 2019.HS-2.zip single.zip' ]
	[ -z "$(ls root/inbox)" ]
}

@test 'a dossier in the inbox goes on as what it is' {
	dots x 1.png
	hoso-import -q -o ready root/inbox/x >/dev/null
	rm -r root/inbox/x
	mv ready/x root/inbox/
	run_root 0
	[ -e root/bundles/x.zip ]
	[ -e root/dossiers/x/masters/1.png ]
}

@test 'what changed a moment ago is left until it is still' {
	dots a 1.png
	status 0 hoso-run root
	[ -e root/inbox/a/1.png ]
	[ -z "$(ls root/reports)" ]
	status 0 hoso-run --plan root
	[ "$(cut -f1,2 <<<"$output")" = "$(printf 'waiting\ta\nall\t-')" ]
}

@test 'a time in the future tells nothing: what is still for a while is taken' {
	dots a 1.png
	touch -d '2099-01-01' root/inbox/a/1.png
	status 0 hoso-run --settle 1 root
	[ -e root/bundles/a.zip ]
}

@test 'hidden names are left where they are' {
	dots a 1.png
	echo part >root/inbox/.upload.part
	status 0 hoso-run --settle 0 --plan root
	grep -q "^left$(printf '\t').upload.part" <<<"$output"
	run_root 0
	[ -e root/inbox/.upload.part ]
}

@test 'a second run has nothing to do and makes no report' {
	dots a 1.png
	run_root 0
	reports=$(ls root/reports)
	run_root 0
	[ -z "$output" ]
	[ "$(ls root/reports)" = "$reports" ]
}

@test 'a dossier that changed after its bundle is packed again' {
	dots a 1.png
	run_root 0
	sleep 0.1
	touch root/dossiers/a/dossier.json
	run_root 0
	[ "$output" = "$PWD/root/bundles/a.zip" ]
}

@test 'one run at a time' {
	exec 9<root
	flock 9
	status 75 hoso-run root
	status 0 hoso-run --plan root
}

@test 'what was taken and not finished is gone on with' {
	dots a 1.png 2.png
	dots b 1.png
	cp -r root whole
	mv root/inbox/a root/taken/a
	mkdir root/taken/never
	run_root 0
	mv root first && mv whole root
	run_root 0
	diff <(contents first/dossiers) <(contents root/dossiers)
	diff <(bundled first/bundles) <(bundled root/bundles)
	[ ! -e first/taken/never ]
}

@test 'a move into quarantine that was cut off is ended' {
	dots a 1.png
	mv root/inbox/a root/taken/a
	mkdir root/quarantine/.moving.a
	echo why >root/quarantine/.moving.a/WHY.txt
	dots b 1.png
	mkdir root/quarantine/.rejecting.b
	echo why >root/quarantine/.rejecting.b/WHY.txt
	run_root 0
	[ -e root/quarantine/a/source/1.png ]
	[ -e root/bundles/b.zip ]
	[ "$(ls -A root/quarantine)" = a ]
}

@test 'a damaged index is made anew, and packing is not undone' {
	mkdir root/inbox/HS-001
	cp "$SAMPLES/inbox/HS-001/2.png" root/inbox/HS-001/
	run_root 0
	bundle=$(sha256sum <root/bundles/HS-001.zip)
	dd if=/dev/urandom of=root/index.db bs=4096 seek=1 count=8 conv=notrunc 2>/dev/null
	dots b 1.png
	run_root 0
	says 'made anew from dossiers/'
	hoso-index --check -d root/index.db
	hoso-search -d root/index.db 'ủy' >/dev/null
	[ "$(sha256sum <root/bundles/HS-001.zip)" = "$bundle" ]
}

@test 'a signal stops it, the work is left, the next run ends with the same bytes' {
	mkdir root/inbox/a root/inbox/b
	cp "$SAMPLES/inbox/HS-001/2.png" root/inbox/a/
	cp "$SAMPLES/inbox/HS-001/1.png" root/inbox/b/
	cp -r root whole
	hoso-run --settle 0 -j1 root 2>messages >out &
	pid=$!
	for _ in $(seq 200); do
		[ -e root/dossiers/a/alto ] && break
		sleep 0.05
	done
	kill -TERM $pid
	got=0
	wait $pid || got=$?
	[ $got = 143 ]
	[ "$(latest .status)" = stopped ]
	[ "$(latest .left)" -gt 0 ]
	run_root 0
	mv root first && mv whole root
	run_root 0
	diff <(contents first/dossiers) <(contents root/dossiers)
	diff <(bundled first/bundles) <(bundled root/bundles)
}

@test 'a night that was killed has a report that says so' {
	dots a 1.png
	echo '{"format":1,"event":"begin","time":"2020-01-01T00:00:00Z"}
{"format":1,"event":"dossier","time":"2020-01-01T00:00:01Z","dossier":"x","outcome":"packed","pages":3,"packed_pages":3}
{"format":1,"event":"doss' >root/reports/2020-01-01T000000Z.jsonl
	run_root 0
	grep -q 'cut off' root/reports/2020-01-01T000000Z.txt
	[ "$(jq .packed_pages root/reports/2020-01-01T000000Z.json)" = 3 ]
}

@test 'the report is written where it is asked for, in three forms' {
	dots 'a&b' 1.png
	for form in txt html json; do
		run_root 0 --report "night.$form"
	done
	grep -q 'dossiers packed' night.txt
	grep -q 'a&amp;b' night.html
	xmllint --html --noout night.html
	[ "$(jq .packed night.json)" = 1 ]
	status 2 hoso-run --report night.doc root
}

@test 'a plan tells what would be done, and estimates by past nights' {
	dots a 1.png 2.png
	run_root 0
	dots b 1.png 2.png
	status 0 hoso-run --settle 0 --plan root
	[ "$(head -1 <<<"$output" | cut -f1-3)" = "$(printf 'new\tb\t2')" ]
	[ "$(tail -1 <<<"$output" | cut -f5)" = 2 ]
	[ -e root/inbox/b/1.png ]
}

@test 'where the disk has no room the run does not begin' {
	dots a 1.png
	truncate -s 15T root/inbox/a/film.bin 2>/dev/null || skip 'no file of that size here'
	run_root 3
	says 'MiB free, this run needs about'
	[ -e root/inbox/a/1.png ]
}

@test 'a missing model ends the run, and everything is left for the next' {
	dots a 1.png
	dots b 1.png
	printf '[ocr]\nlang = xxx\n' >root/hoso.conf
	run_root 3
	[ -z "$(ls root/quarantine)" ]
	[ "$(ls root/taken)" = "$(printf 'a\nb')" ]
	[ "$(latest .status)" = failed ]
	rm root/hoso.conf
	run_root 0
	[ -e root/bundles/b.zip ]
}

@test '--watch takes what comes later, until it is told to stop' {
	hoso-run --watch --settle 0 root 2>messages >out &
	pid=$!
	sleep 0.3
	dots .later 1.png
	mv root/inbox/.later root/inbox/later
	for _ in $(seq 300); do
		[ -s out ] && break
		sleep 0.1
	done
	kill -INT $pid || true
	kill -TERM $pid
	wait $pid || true
	[ "$(cat out)" = "$PWD/root/bundles/later.zip" ]
}

@test '--until stops it at that time, with status 0' {
	dots a 1.png
	status 2 hoso-run --until 25:00 root
	status 0 hoso-run --watch --settle 0 --until "$(date -d '+1 minute' +%H:%M)" root
	[ -e root/bundles/a.zip ]
}

@test 'an inbox that cannot be written is told, and left' {
	[ "$(id -u)" != 0 ] || skip 'root may write everywhere'
	dots a 1.png
	chmod a-w root/inbox
	run_root 1
	says 'left: inbox'
}

@test 'what it says is the same in every locale' {
	dots a 1.png
	echo junk >root/inbox/a/2.png
	LC_ALL=vi_VN.UTF-8 LANGUAGE=vi run_root 1
	[ "$(latest '.reasons[0].what')" = 'import: unreadable: not a PNG file, whatever its name says' ]
}
