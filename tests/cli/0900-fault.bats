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

# careless LINE: a program that does LINE where its second write fails
careless() {
	cat >careless <<-EOF
		#!/bin/sh
		case \${HS_FAULT-} in
		write:1) echo write:1 >>"\$HS_FAULT_SAID"; exit 3 ;;
		write:2) echo write:2 >>"\$HS_FAULT_SAID"; $1 ;;
		esac
		echo '{}' >a.json
	EOF
	chmod +x careless
}

# found WHAT: the loop finds it
found() {
	TMPDIR=$PWD status 1 loop -k write "$PWD/careless"
	grep -qF "$1" <<<"$output"
}

@test 'the loop finds a signal, a half record, a draft, other bytes' {
	careless 'kill -SEGV $$'
	found 'write:2: status 139'
	careless 'printf {half >b.json; exit 3'
	found 'write:2: a broken record'
	careless 'touch .hoso-draft-1-1; exit 3'
	found 'write:2: a draft stays'
	careless 'echo old >b.txt; exit 1'
	found 'write:2: other bytes'
	careless 'exit 3'
	TMPDIR=$PWD status 0 loop -k write "$PWD/careless"
	[ "$output" = 'write: 2 places failed, none did harm' ]
}

@test 'hoso-eval' {
	mkdir start/truth start/read
	echo 'Nghị quyết về an toàn thực phẩm' >start/truth/0001.txt
	echo 'Nghi quyết vê an toàn' | tee start/read/0001.txt >start/truth/0001.alt1.txt
	loop -k alloc hoso-eval truth read
}

# built PROGRAM ...: skips where one is not there
built() {
	for program; do
		[ -x "$BUILD/fault/$program" ] || skip "$program is not built"
	done
}

# dossier: start/work/d, one page, its text written by hand
dossier() {
	mkdir -p in/d
	cp "$SAMPLES/inbox/HS-003/bien-ban-1999.png" in/d/
	hoso-import -o start/work in/d
	mkdir -p start/work/d/text
	echo 'vệ sinh an toàn thực phẩm' >start/work/d/text/0001.txt
}

@test 'hoso-import' {
	built hoso-import
	cp -r "$SAMPLES/inbox/HS-001" start/in
	loop hoso-import -o work in
}

@test 'hoso-check' {
	built hoso-import hoso-check
	command -v convert >/dev/null || skip 'needs imagemagick'
	mkdir -p in/d
	convert "$SAMPLES/inbox/HS-001/1.png" -resize 30% -density 90 -units PixelsPerInch in/d/1.png
	convert in/d/1.png -blur 0x2 in/d/2.png
	hoso-import -o start/work in/d
	loop -k 'write sync rename worker' -c 'cat ../out' hoso-check work/d
	loop -k alloc -n 6 -c 'cat ../out' hoso-check -l none work/d
	loop -k 'write sync' hoso-check --sample 50% work/d
}

@test 'hoso-ocr' {
	built hoso-import hoso-ocr
	dossier
	rm -r start/work/d/text
	loop -k 'write sync rename worker' hoso-ocr work/d
}

@test 'hoso-index' {
	built hoso-import hoso-index hoso-search
	dossier
	loop -x 'a.db*' -c "hoso-search -d a.db --json 'an toàn'" hoso-index -d a.db work/d
}

@test 'hoso-report' {
	built hoso-import hoso-report
	dossier
	echo '{"format":1,"documents":[{"pages":[1,1],"number":{"value":"2"}}]}' >start/work/d/documents.json
	loop -n 20 hoso-report contents --xlsx a.xlsx work/d
	loop -k alloc -n 20 -c 'cat ../out' hoso-report gaps --from-start work/d
}

@test 'hoso-clean' {
	built hoso-clean
	command -v convert >/dev/null || skip 'needs imagemagick'
	mkdir start/in
	convert "$SAMPLES/inbox/HS-001/1.png" -crop 1200x130+0+190 +repage start/in/1.png
	convert start/in/1.png -density 300 -compress LZW start/in/2.tif
	loop -k 'write sync rename worker' hoso-clean -f in out
}

@test 'hoso-pack' {
	built hoso-import hoso-pack
	dossier
	loop hoso-pack -o bundles work/d
}

@test 'hoso-pack --sign' {
	built hoso-import hoso-pack
	dossier
	openssl req -x509 -newkey rsa:2048 -nodes -keyout start/key -out start/cert -subj /CN=x 2>/dev/null
	loop -k 'write sync rename' hoso-pack -o bundles --sign cert --key key work/d
}

@test 'hoso-pack --encrypt-to' {
	built hoso-import hoso-pack
	dossier
	age-keygen -o start/key 2>/dev/null
	age-keygen -y start/key >start/us
	loop -k 'write sync rename' -x 'd.zip.age*' -c 'age -d -i key bundles/d.zip.age | sha256sum' \
		hoso-pack -o bundles --encrypt-to us work/d
}

@test 'hoso-verify --record' {
	built hoso-import hoso-pack hoso-verify
	dossier
	(cd start && hoso-pack -q -o bundles work/d >/dev/null)
	# What was recorded before the fault stays, so there may be a line more.
	loop -k 'write sync rename worker' -x 'fixity.*' -c 'jq -r .outcome bundles/fixity.jsonl | sort -u | grep -v failed' \
		hoso-verify --record bundles/d.zip
}

@test 'hoso-pdf' {
	built hoso-import hoso-pdf
	dossier
	mkdir start/work/d/alto
	echo '<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description><Layout><Page ID="p" PHYSICAL_IMG_NR="1" WIDTH="1000" HEIGHT="1000"><PrintSpace HPOS="0" VPOS="0" WIDTH="1000" HEIGHT="1000"><TextBlock ID="b"><TextLine HPOS="10" VPOS="10" WIDTH="50" HEIGHT="20"><String CONTENT="Đảng" HPOS="10" VPOS="10" WIDTH="50" HEIGHT="20" WC="0.9"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>' \
		>start/work/d/alto/0001.xml
	loop -k 'write sync rename worker' hoso-pdf work/d
}

@test 'hoso-review' {
	built hoso-import hoso-review
	dossier
	echo '{"format":1,"documents":[{"pages":[1,1],"number":{"value":"1","state":"review"}}]}' \
		>start/work/d/documents.json
	printf 'dossier\tdocument\tfield\tnew\nwork/d\t1\tnumber\t=\nwork/d\t1\tdate\t1999\nwork/d\t1\tpages\t1\n' >start/t.tsv
	loop hoso-review --enter t.tsv
	loop -k 'write sync rename' hoso-review --approve 12-QĐ work/d
	loop -k alloc -c 'cat ../out' hoso-review --tsv work/d
}
