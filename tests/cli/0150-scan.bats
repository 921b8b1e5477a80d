#!/usr/bin/env bats
# hoso-scan: paper becomes dossiers. Scanners: SANE's own 'test' (a feeder of ten sheets)
# and 'pnm' (a file as glass), and tests/scanner/fake.c, a feeder of sheets that we choose.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper

prepare() {
	command -v jq >/dev/null || skip 'needs jq'
	mkdir sane
	export SANE_CONFIG_DIR=$PWD/sane
	printf '%s\n' test pnm >sane/dll.conf
	printf '%s\n' 'number_of_devices 1' 'mode Gray' 'depth 8' 'resolution_max 1200' \
		'geometry_max 300' 'br_x 210' 'br_y 297' >sane/test.conf
	hoso-scan --list 2>/dev/null | grep -q '^test:0' || skip 'needs libsane1'
}

# feed SHEET ...: the fake feeder holds these (see fake.c)
feed() {
	if [ ! -e sane/libsane-fake.so.1 ]; then
		command -v cc >/dev/null || skip 'needs a compiler'
		cc -shared -fPIC -o sane/libsane-fake.so.1 "$TOP/tests/scanner/fake.c"
		echo fake >sane/dll.conf
	fi
	export LD_LIBRARY_PATH=$PWD/sane
	rm -f sane/fake.at
	printf '%s\n' "$@" >sane/fake.conf
}

# sheets: page.pgm, blank.pgm, and separator sheets: hs1, dossier, document
sheets() {
	command -v convert pdftoppm >/dev/null || skip 'needs imagemagick, poppler-utils'
	convert "$SAMPLES/inbox/HS-001/1.png" -colorspace Gray -resize 827x page.pgm
	convert -size 827x1169 xc:white blank.pgm
	hoso-scan --make-separators coded.pdf HS-1
	hoso-scan --make-separators plain.pdf
	pdftoppm -r 100 -gray -singlefile coded.pdf hs1
	pdftoppm -r 100 -gray -f 1 -l 1 -singlefile plain.pdf dossier
	pdftoppm -r 100 -gray -f 2 -l 2 -singlefile plain.pdf document
	page=$PWD/page.pgm
}

scan() { hoso-scan -d test:0 --resolution 50 "$@"; }
fake() { hoso-scan -d fake:feeder --resolution 100 "$@"; }
masters() { find "$1/masters" -type f -printf '%f\n' | sort | tr '\n' ' '; }

# same_pixels FILE FILE
same_pixels() {
	[ "$(convert "$1" -depth 16 rgb:- | sha256sum)" = \
		"$(convert "$2" -depth 16 rgb:- | sha256sum)" ]
}

@test 'the feeder is emptied, and the dossier is what hoso-import would have made' {
	status 0 scan -o d --source feeder --set 'test-picture=Color pattern'
	[ "$output" = d ]
	[ "$(find d/masters -name '00*.tif' | wc -l)" = 10 ]
	[ "$(stat -c %a d/masters/0001.tif)" = 444 ]
	status 0 hoso-import -q -o work d/masters
	mv work/masters work/d
	jq '.code = "d"' work/d/dossier.json | diff - <(jq . d/dossier.json)
	for record in d/pages/*; do
		jq 'del(.findings)' "$record" | diff - <(jq 'del(.findings)' "work/$record")
	done
	[ "$(jq .dpi d/pages/0001.json)" = 50 ]
	status 0 hoso-verify d
}

@test 'pixels are those that scanimage gets: modes, depths, colours apart' {
	command -v scanimage convert >/dev/null || skip 'needs sane-utils, imagemagick'
	for how in 'mode=Gray depth=1' 'mode=Gray depth=8' 'mode=Gray depth=16' \
		'mode=Color depth=8' 'mode=Color depth=16' \
		'mode=Color three-pass=yes three-pass-order=GBR' \
		'mode=Color three-pass=yes three-pass-order=BRG' \
		'mode=Color read-limit=yes read-limit-size=7' 'mode=Gray fuzzy-parameters=yes'; do
		read -ra options <<<"$how"
		rm -rf d
		status 0 scan -o d --page 103x120 "${options[@]/#/--set=}" \
			--set 'test-picture=Color pattern'
		scanimage -d test:0 --resolution 50 "${options[@]/#/--}" -x 103 -y 120 \
			--test-picture 'Color pattern' --format=tiff >theirs.tif 2>/dev/null
		same_pixels d/masters/0001.tif theirs.tif || { echo "$how"; return 1; }
	done
}

@test 'what scanimage cannot do: colours apart in 16 bits and in 1, a hand scanner' {
	command -v convert >/dev/null || skip 'needs imagemagick'
	for depth in 1 16; do
		rm -rf a b
		status 0 scan -o a --mode color --page 103x120 --set "depth=$depth" \
			--set 'test-picture=Color pattern'
		status 0 scan -o b --mode color --page 103x120 --set "depth=$depth" \
			--set three-pass=yes --set three-pass-order=BGR --set 'test-picture=Color pattern'
		same_pixels a/masters/0001.tif b/masters/0001.tif
	done
	status 0 scan -o whole --page max --set test-picture=Grid
	status 0 scan -o hand --set hand-scanner=yes --set test-picture=Grid
	convert whole/masters/0001.tif -crop "$(identify -format '%wx%h' hand/masters/0001.tif)+0+0" \
		+repage part.tif
	same_pixels hand/masters/0001.tif part.tif
}

@test 'lineart is packed by G4, the rest by deflate' {
	command -v tiffinfo >/dev/null || skip 'needs libtiff-tools'
	status 0 scan -o d --mode lineart
	tiffinfo d/masters/0001.tif | grep -q 'CCITT Group 4'
	tiffinfo d/masters/0001.tif | grep -q 'min-is-white'
	status 0 scan -o e --mode color
	tiffinfo e/masters/0001.tif | grep -q AdobeDeflate
}

@test 'every status of the scanner has its end, and leaves no empty dossier' {
	while read -r word want; do
		status "$want" scan -q -o d --set "read-return-value=SANE_STATUS_$word"
		[ -s messages ]
		[ ! -e d ]
	done <<-'END'
		UNSUPPORTED 3
		CANCELLED 1
		DEVICE_BUSY 75
		INVAL 3
		EOF 1
		JAMMED 1
		NO_DOCS 1
		COVER_OPEN 1
		IO_ERROR 3
		NO_MEM 3
		ACCESS_DENIED 3
	END
}

@test 'what the scanner cannot be asked is wrong usage, and nothing is done' {
	status 2 scan -o d --set nonsense=1
	says "no option 'nonsense'"
	status 2 scan -o d --mode purple
	says 'Gray|Color'
	status 2 scan -o d --page 100x400
	status 2 scan -o d --duplex
	status 2 scan -o d --split bananas
	status 2 hoso-scan -d test:0
	status 3 hoso-scan -o d -d nobody
	[ ! -e d ]
}

@test 'scanners and their options are listed, as lines and as JSON' {
	status 0 hoso-scan --list --json
	[ "$(jq -r 'select(.name == "test:0").type' <<<"$output")" = 'virtual device' ]
	mkdir none
	true >none/dll.conf
	SANE_CONFIG_DIR=$PWD/none status 0 hoso-scan --list
	[ -z "$output" ]
	says 'no scanner was found'
	status 0 hoso-scan --options -d test:0
	grep -q "^resolution	fixed	dpi	1..1200/1	" <<<"$output"
	status 0 hoso-scan --options -d test:0 --json
	[ "$(jq -r 'select(.name == "depth").allowed' <<<"$output")" = '1|8|16' ]
}

@test 'a jam ends the batch or is waited for; what was scanned is kept' {
	sheets
	feed "$page" jam "$page"
	status 1 fake -o d
	says jammed
	[ "$output" = d ]
	[ "$(masters d)" = '0001.tif ' ]
	grep -q '"outcome":"failed".*jammed' d/journal.jsonl
	feed "$page" jam open "$page"
	status 0 fake -o e --on-jam wait --wait-feeder 5
	says waiting
	[ "$(masters e)" = '0001.tif 0002.tif ' ]
	feed "$page" busy
	status 75 fake -o f
	[ "$(masters f)" = '0001.tif ' ]
}

@test 'paper is waited for as long as we are told' {
	sheets
	feed empty empty "$page"
	status 1 fake -o d
	feed empty empty "$page"
	status 0 fake -o d --wait-feeder 5 --batch 1
	[ "$(masters d)" = '0001.tif ' ]
}

@test 'a driver that crashes or hangs costs the page in hand only' {
	sheets
	feed "$page" crash
	status 1 fake -o d
	says 'signal 11'
	[ "$(jq '.files | length' d/dossier.json)" = 1 ]
	feed "$page" hang
	status 1 fake -o e --deadline 1
	says 'did not answer'
	[ "$(jq '.files | length' e/dossier.json)" = 1 ]
	status 0 hoso-verify d e
}

@test 'a driver gone mad costs its page only, and says why' {
	sheets
	while read -r folly want; do
		rm -rf d
		feed "$page" "$folly"
		status "$want" fake -q -o d --deadline 2
		[ -s messages ]
		[ "$(masters d)" = '0001.tif ' ]
		status 0 hoso-verify d
	done <<-'END'
		wide 1
		row 1
		short 1
		minus 3
		bits 1
		kind 3
		frames 1
		flood 3
		endless 1
		half 1
		nothing 1
	END
}

@test 'mad names and options are shown, on one line and without a command to terminals' {
	sheets
	feed "$page"
	touch sane/fake.mad
	status 0 hoso-scan --list
	[ "$(wc -l <<<"$output")" = 2 ]
	no grep -q $'[\033\233\r]' <<<"$output"
	status 0 hoso-scan --options -d fake:feeder
	grep -q '^minus	string' <<<"$output"
	no grep -q $'\033' <<<"$output"
	status 0 hoso-scan --options -d fake:feeder --json
	[ "$(jq -r 'select(.name == "none").allowed' <<<"$output")" = '' ]
	status 0 fake -o d # its resolution is none
	jq -e '.findings[] | select(.what == "dpi-assumed")' d/pages/0001.json
	status 2 fake -o e --set minus=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
	status 2 hoso-scan -o e -d $'fake:feeder\nset:a=b'
	status 2 fake -o e --source $'ADF Front\nset:a=b'
	says 'line feed'
	[ ! -e e ]
}

@test 'fronts and backs: the stack is turned over, and counted' {
	sheets
	feed "$page" "$page" empty "$PWD/blank.pgm" "$page" empty
	status 0 fake -o d --interleave </dev/null
	[ "$(masters d)" = '0001.tif 0002.tif 0003.tif 0004.tif ' ]
	[ "$(jq -r '.findings[0].what' d/pages/0004.json)" = blank ]
	[ "$(jq -r '.findings' d/pages/0002.json)" = null ]
	feed "$page" "$page" empty "$page" empty
	status 1 fake -o e --interleave </dev/null
	says '2 fronts and 1 backs'
	[ "$(masters e)" = '0001.tif 0003.tif 0004.tif ' ]
}

@test 'both sides at once, where the scanner has a word for it' {
	sheets
	feed "$page" "$PWD/blank.pgm"
	status 0 fake -o d --duplex
	grep -q 'source=ADF Duplex' d/journal.jsonl
}

@test 'separator sheets begin dossiers and documents' {
	sheets
	feed "$page" "$PWD/hs1.pgm" "$page" "$PWD/document.pgm" "$page" "$PWD/dossier.pgm" "$page"
	status 0 fake -o d --split patch,qr
	[ "$output" = $'d\nHS-1\nd-2' ]
	[ "$(masters d)$(masters HS-1)$(masters d-2)" = '0001.tif 0001.tif 0002.tif 0001.tif ' ]
	[ "$(jq -r '.findings[0].what' HS-1/pages/0002.json)" = document-start ]
	[ "$(jq -r '.findings[0].what' d-2/pages/0001.json)" = document-start ]
	grep -q '"separate".*HS-1' HS-1/journal.jsonl
	status 0 hoso-verify d HS-1 d-2
	for what in patch qr; do
		rm -rf d*/ HS-1
		feed "$page" "$PWD/dossier.pgm" "$page"
		status 0 fake -o d --split "$what"
		[ "$output" = $'d\nd-2' ]
	done
	rm -rf d*/
	feed "$page" "$PWD/dossier.pgm" "$page"
	status 0 fake -o d --split patch --keep-separators
	[ "$(masters d-2)" = '0001.tif 0002.tif ' ]
	[ "$(jq -r '.findings[0].what' d-2/pages/000?.json)" = $'separator-sheet\ndocument-start' ]
}

@test 'sheets part the documents that hoso-describe finds' {
	sheets
	tesseract --list-langs 2>/dev/null | grep -qx vie || skip 'needs tesseract-ocr-vie'
	for keep in '' --keep-separators; do
		rm -rf d
		feed "$page" "$page" "$PWD/document.pgm" "$page" # all by the same head
		# shellcheck disable=SC2086
		hoso-scan -d fake:feeder --resolution 100 -o d --split patch $keep |
			hoso-ocr | hoso-describe >/dev/null
		jq -c '[.documents[] | [.pages, .pages_by]]' d/documents.json >"ranges$keep"
	done
	[ "$(jq -c '.[2]' ranges)" = '[[3,3],"sheet"]' ]
	[ "$(jq -c '.[2]' ranges--keep-separators)" = '[[4,4],"sheet"]' ]
}

@test 'the same sheets are the same bytes; a code that names no dossier is refused' {
	hoso-scan --make-separators a.pdf HS-1 'Hồ sơ 2'
	SOURCE_DATE_EPOCH=1 hoso-scan --make-separators b.pdf HS-1 'Hồ sơ 2'
	cmp a.pdf b.pdf
	status 2 hoso-scan --make-separators c.pdf a/b
	[ ! -e c.pdf ]
	mkfifo pipe # a device would be replaced by a file
	status 2 hoso-scan --make-separators pipe
	[ -p pipe ]
}

@test 'settings come from a profile' {
	printf '%s\n' '[scan]' 'resolution = 60' '[scan.office]' 'device = test:0' \
		'source = feeder' 'mode = color' 'set = test-picture=Grid; ppl-loss=1' >hoso.conf
	status 0 hoso-scan --profile office -o d --batch 2
	grep -q 'Feeder, mode=Color.*resolution=60' d/journal.jsonl
	[ "$(jq '.files | length' d/dossier.json)" = 2 ]
	status 2 hoso-scan --profile nobody -o e
	says scan.nobody
}

@test 'a preview is a PNG and no dossier' {
	status 0 hoso-scan -d test:0 --preview p.png
	[ "$(head -c 4 p.png | tail -c 3)" = PNG ]
	[ -z "$output" ]
}

@test 'told to stop, it finishes the page in hand and the dossier: 130' {
	status 130 timeout -s INT --preserve-status 3 hoso-scan -q -o d -d test:0 \
		--resolution 50 --batch 10000 --set read-delay=yes
	[ "$output" = d ]
	status 143 timeout -s TERM --preserve-status 3 hoso-scan -q -o d -d test:0 \
		--resolution 50 --batch 10000 --set read-delay=yes
	[ "$(jq '.files | length' d/dossier.json)" = "$(find d/masters -type f | wc -l)" ]
	status 0 hoso-verify d
}

@test 'killed, it loses the page in hand; the next scan goes on behind what there is' {
	for _ in 1 2 3; do
		n=$(find d/masters -name '0*' 2>/dev/null | wc -l)
		hoso-scan -q -o d -d test:0 --resolution 50 --batch 10000 >out 2>&1 &
		until [ "$(find d/masters -name '0*' 2>/dev/null | wc -l)" -gt "$((n + 2))" ]; do
			sleep 0.05
		done
		kill -9 $!
		wait $! || true
	done
	status 0 scan -o d
	n=$(find d/masters -type f | wc -l)
	[ "$(jq '.files | length' d/dossier.json)" = "$n" ]
	[ "$(find d/masters -type f | sort | tail -n 1)" = "$(printf 'd/masters/%04d.tif' "$n")" ]
	[ -z "$(find d -name '.hoso-draft*')" ]
	status 0 hoso-verify d
}

@test 'a folder that is no dossier is left alone, one in other hands is busy' {
	mkdir d
	echo note >d/letter.txt
	status 3 scan -o d || status 1 scan -o d
	[ "$(find d -type f)" = d/letter.txt ]
	mkdir e
	status 75 flock e hoso-scan -d test:0 --resolution 50 -o e
}

@test 'a paper goes from the glass to where it is found' {
	command -v convert >/dev/null || skip 'needs imagemagick'
	tesseract --list-langs 2>/dev/null | grep -qx vie || skip 'needs tesseract-ocr-vie'
	convert "$SAMPLES/inbox/HS-001/1.png" -colorspace Gray glass.pgm
	hoso-scan -o HS-7 -d pnm:0 --set "filename=$PWD/glass.pgm" | hoso-ocr | hoso-index -d a.db
	status 0 hoso-search -d a.db 'nghị quyết'
	grep -q HS-7 <<<"$output"
}

@test 'the next program begins on the first dossier while the second is scanned' {
	tesseract --list-langs 2>/dev/null | grep -qx vie || skip 'needs tesseract-ocr-vie'
	mkfifo pipe
	hoso-ocr <pipe >finished 2>messages 3>&- &
	exec 7>pipe
	scan -o a --source feeder >&7
	for _ in $(seq 600); do [ -s finished ] || sleep 0.1; done # though there may be more names to come
	[ "$(cat finished)" = a ]
	[ ! -e b ]
	scan -o b >&7
	exec 7>&-
	wait $!
	[ "$(cat finished)" = $'a\nb' ]
}

@test 'numbers of which 0 means nothing' {
	for option in --deadline --memory --jobs --resolution --depth --batch; do
		status 2 hoso-scan -d test:0 -o d "$option" 0
		says 'is not a number from 1 to 1000000'
	done
	HOSO_DEADLINE=0 status 2 hoso-scan -d test:0 -o d
	says 'environment: deadline'
	printf '%s\n' '[scan]' 'resolution = 0' >hoso.conf
	status 2 hoso-scan --config hoso.conf -d test:0 -o d
	says 'hoso.conf: resolution'
	[ ! -e d ]
	status 0 scan -o d --wait-feeder 0
}
