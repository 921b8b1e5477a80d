#!/usr/bin/env bats
# hoso-ocr: the pages of dossiers get their text.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper
load ocr

# The first page of the samples is read once for many tests: $READY/page. So are
# two narrow pictures, which cost little: $READY/strips.
setup_file() {
	begin || return 0
	mkdir page strips pictures
	cp "$SAMPLES/inbox/HS-001/1.png" page/
	convert page/1.png -crop 1200x130+0+190 +repage pictures/left.png
	convert page/1.png -crop 1200x130+1180+190 +repage pictures/right.png
	cp pictures/left.png strips/1.png
	cp pictures/right.png strips/2.png
	hoso-import -q -o work page strips | hoso-ocr
}

@test 'a clean page is read: nine words of ten and more' {
	ready page
	at_least "$(recall "$SAMPLES/truth/HS-001/0001.txt" work/page/text/0001.txt)" 0.9
	[ "$(read_field 1 state work/page) $(read_field 1 source work/page)" = 'done ocr' ]
	[ "$(read_field 1 model work/page)" = vie ]
	[[ $(read_field 1 engine work/page) == 'tesseract '* ]]
	at_least "$(read_field 1 confidence work/page)" 0.85
	at_least 1 "$(read_field 1 confidence work/page)"
}

@test 'two columns at the head: the left block first, then the right' {
	ready page
	text=work/page/text/0001.txt
	for left in 'ĐẢNG BỘ TỈNH' 'HUYỆN ỦY' '09-NQ/HU'; do
		for right in 'ĐẢNG CỘNG SẢN' 'ngày 18 tháng 10'; do
			[ "$(place "$left" $text)" -lt "$(place "$right" $text)" ]
		done
	done
	[ "$(place 'ngày 18 tháng 10' $text)" -lt "$(place 'NGHỊ QUYẾT' $text)" ]
}

@test 'ALTO is valid against its schema' {
	needs_shared corpus/schemas
	command -v xmllint >/dev/null || skip 'needs libxml2-utils'
	xsd=$(find "$SHARED/corpus/schemas" -name 'alto-4-4.xsd' | head -n 1)
	[ -n "$xsd" ] || skip 'no schema of ALTO 4.4'
	ready page
	XML_CATALOG_FILES=$SHARED/corpus/schemas/catalog.xml \
		xmllint --nonet --noout --schema "$xsd" work/page/alto/0001.xml
}

@test 'ALTO: every box on the page, confidence from 0 to 1, the words of the text' {
	ready page
	words work/page/alto/0001.xml >got
	[ "$(wc -l <got)" = "$(read_field 1 words work/page)" ]
	awk -v width="$(jq .width work/page/pages/0001.json)" \
		-v height="$(jq .height work/page/pages/0001.json)" '
		$1 < 0 || $2 < 0 || $3 <= 0 || $4 <= 0 || $1 + $3 > width || $2 + $4 > height { print; bad = 1 }
		$5 < 0 || $5 > 1 || $5 !~ /^[0-9.]+$/ { print; bad = 1 }
		END { exit bad }' got
	cut -d' ' -f6- got | sed 's/ $//; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' >from-alto
	awk '{ for (i = 1; i <= NF; i++) print $i }' work/page/text/0001.txt | diff from-alto -
}

@test 'reading again does nothing: no byte, no time, no worker' {
	ready strips
	photo work >before
	sleep 0.02
	unset SOURCE_DATE_EPOCH
	# a worker that cannot even start shows that none does
	status 0 hoso-ocr --memory 1 work/strips
	[ "$output" = work/strips ]
	photo work | diff before -
}

@test '--force reads again: the same bytes' {
	ready strips
	bytes work >before
	status 0 hoso-ocr --force --json work/strips
	[ "$(jq -c '[.pages,.done,.kept,.failed]' <<<"$output")" = '[2,2,0,0]' ]
	bytes work | diff before -
}

@test 'a text that is missing: that page alone is read again' {
	ready strips
	bytes work >before
	find work/strips -name '0001.*' -printf '%p %T@\n' | sort >stamps
	rm work/strips/text/0002.txt
	status 0 hoso-ocr --json work/strips
	[ "$(jq -c '[.done,.kept]' <<<"$output")" = '[1,1]' ]
	find work/strips -name '0001.*' -printf '%p %T@\n' | sort | diff stamps -
	bytes work | diff before -
}

@test 'another model: every page is read again, and says by which' {
	ready strips
	mkdir models
	cp "${TESSDATA_PREFIX:-/usr/share/tesseract-ocr/5/tessdata}/vie.traineddata" models/other.traineddata ||
		skip 'the model is elsewhere'
	TESSDATA_PREFIX=$PWD/models status 0 hoso-ocr -l other --json work/strips
	[ "$(jq .done <<<"$output")" = 2 ]
	[ "$(read_field 2 model work/strips)" = other ]
}

@test 'one worker or four, another zone and language: the same bytes' {
	ready strips
	bytes work >before
	cp "$READY"/strips/* in/
	mv in strips
	for jobs in 1 4; do
		status 0 hoso-import -o "work$jobs" strips
		TZ=Asia/Ho_Chi_Minh LC_ALL=vi_VN.UTF-8 LANGUAGE=vi \
			status 0 hoso-ocr -j $jobs "work$jobs/strips"
		bytes "work$jobs" | diff before -
	done
}

@test 'names come from the pipe, results go on' {
	cp "$READY"/pictures/left.png in/1.png
	mkdir $'in/two\nlines'
	mv in/1.png $'in/two\nlines/'
	printf '%s\0' $'in/two\nlines' | hoso-import -0 -o work | hoso-ocr -0 >got
	printf '%s\0' $'work/two\nlines' | cmp - got
	grep -q 'ĐẢNG BỘ' $'work/two\nlines/text/0001.txt'
}

@test 'a picture stored in any of eight ways gives the same text' {
	command -v tiffset >/dev/null || skip 'needs libtiff-tools'
	turns=('' '' -flop '-rotate 180' -flip -transpose '-rotate 270' -transverse '-rotate 90')
	for n in 1 2 3 4 5 6 7 8; do
		# shellcheck disable=SC2086 # options and their values
		convert "$READY/pictures/left.png" ${turns[n]} +repage -units PixelsPerInch -density 300 -compress LZW in/$n.tif
		tiffset -s 274 $n in/$n.tif
	done
	status 0 hoso-import -o work in
	status 0 hoso-ocr work/in
	[ "$(cat work/in/text/*.txt | sort | uniq -c | awk '{ print $1 }' | sort -u)" = 8 ]
	[ "$(sed '/<fileName>/d; s/page000*[0-9]*//g; s/ID="[^"]*"//g; s/PHYSICAL_IMG_NR="[^"]*"//' work/in/alto/0001.xml | sha256sum)" = \
		"$(sed '/<fileName>/d; s/page000*[0-9]*//g; s/ID="[^"]*"//g; s/PHYSICAL_IMG_NR="[^"]*"//' work/in/alto/0006.xml | sha256sum)" ]
}

@test 'a PDF that was never paper keeps its text, unless told otherwise' {
	cp "$SAMPLES"/inbox/HS-003/to-trinh.pdf in/
	status 0 hoso-import -o work in
	status 0 hoso-ocr work/in
	[ "$(read_field 1 source work/in)" = pdf ]
	[ "$(read_field 1 confidence work/in)" = 1 ]
	at_least "$(recall "$SAMPLES/truth/HS-003/0004.txt" work/in/text/0001.txt)" 0.99
	words work/in/alto/0001.xml | awk '$1 + $3 > 2481 || $2 + $4 > 3508 { exit 1 }'
	status 0 hoso-ocr --existing-text keep work/in
	[ "$(read_field 1 source work/in)" = pdf ]
	status 0 hoso-ocr --existing-text redo work/in
	[ "$(read_field 1 source work/in)" = ocr ]
	at_least "$(recall "$SAMPLES/truth/HS-003/0004.txt" work/in/text/0001.txt)" 0.8
	status 2 hoso-ocr --existing-text perhaps work/in
}

@test 'an invisible text under a scan is done again, unless it is to be kept' {
	file=corpus/scans-vi/haugiang-hoso02/001.03.08.H30.81.2024.K4.01.02.010.pdf
	needs_shared $file
	cp "$SHARED/$file" in/1.pdf
	status 0 hoso-import -o work in
	status 0 hoso-ocr work/in
	[ "$(jq -r .recognition.source work/in/pages/*.json | sort -u)" = ocr ]
	status 0 hoso-ocr --existing-text keep work/in
	[ "$(jq -r .recognition.source work/in/pages/*.json | sort -u)" = pdf ]
}

@test 'a model that is not there: status 3, and the package to install' {
	ready strips
	photo work >before
	status 3 hoso-ocr -l xyz work/strips
	says 'apt install tesseract-ocr-xyz'
	status 3 hoso-ocr -l vie+xyz work/strips
	says 'apt install tesseract-ocr-xyz'
	status 2 hoso-ocr -l ../vie work/strips
	photo work | diff before -
}

@test 'a blank page is done: no words, and not read again' {
	convert -size 1240x1754 xc:white -density 150 in/1.png
	status 0 hoso-import -o work in
	status 0 hoso-ocr work/in
	[ "$(read_field 1 state work/in)" = 'done' ]
	[ "$(read_field 1 words work/in)" = 0 ]
	[ ! -s work/in/text/0001.txt ]
	status 0 hoso-ocr --memory 1 work/in
}

@test 'a blank page does not spoil the confidence of its dossier' {
	cp "$READY"/pictures/left.png in/1.png
	convert -size 1240x1754 xc:white -density 150 in/2.png
	status 0 hoso-import -o work in
	status 0 hoso-ocr --json work/in
	[ "$(jq .confidence <<<"$output")" = "$(read_field 1 confidence work/in)" ]
	status 0 hoso-ocr --json work/in
	[ "$(jq .confidence <<<"$output")" = "$(read_field 1 confidence work/in)" ]
}

@test 'a page past its deadline fails alone; a run without repairs it' {
	convert -size 3400x4400 xc:gray +noise Random -colorspace Gray -depth 8 -quality 60 -density 300 in/2.jpg
	cp "$READY"/pictures/left.png in/1.png
	cp "$READY"/pictures/right.png in/3.png
	status 0 hoso-import -o work in
	status 1 timeout 60 hoso-ocr --deadline 2 --json work/in
	says 'page 2: no answer within 2 seconds'
	[ "$(jq -c '[.done,.failed]' <<<"$output")" = '[2,1]' ]
	[ "$(read_field 2 state work/in)" = failed ]
	[ "$(read_field 2 reason work/in)" = 'no answer within 2 seconds' ]
	[ ! -e work/in/text/0002.txt ]
	status 0 hoso-ocr --json work/in
	[ "$(jq -c '[.done,.kept,.failed]' <<<"$output")" = '[1,2,0]' ]
	[ "$(read_field 2 state work/in)" = 'done' ]
	[ -z "$(read_field 2 reason work/in)" ]
}

@test 'too little memory is said, and nothing hangs' {
	cp "$SAMPLES"/inbox/HS-001/1.png in/
	status 0 hoso-import -o work in
	status 1 timeout 60 hoso-ocr --memory 90 work/in
	says "page 1: worker 'read-image' needs more than its 90 MiB of memory"
	[ "$(read_field 1 state work/in)" = failed ]
	[[ $(read_field 1 reason work/in) == *memory* ]]
}

@test 'a worker that is killed costs its page, which the next run repairs' {
	command -v pgrep >/dev/null || skip 'needs procps'
	convert -size 3400x4400 xc:gray +noise Random -colorspace Gray -depth 8 -quality 60 -density 300 in/1.jpg
	convert "$READY"/pictures/right.png in/2.png
	status 0 hoso-import -o work in
	hoso-ocr -j 1 work/in 2>messages >got &
	pid=$!
	for _ in $(seq 100); do
		worker=$(pgrep -P $pid) && break
		sleep 0.02
	done
	sleep 0.3
	kill -9 "$worker"
	wait $pid || got=$?
	[ "$got" = 1 ]
	says "page 1: worker 'read-image' ended by signal 9"
	[ "$(read_field 2 state work/in)" = 'done' ]
	rm work/in/masters/1.jpg # its page need not be read to the end here
}

@test 'a page larger than the engine takes is said so' {
	convert -size 10000x60 xc:white -depth 1 -compress Group4 piece.tif
	command -v raw2tiff >/dev/null || skip 'needs libtiff-tools'
	head -c 2400000 /dev/zero >raw
	raw2tiff -w 40000 -l 60 -c packbits -p miniswhite raw in/1.tif
	cp "$READY"/pictures/left.png in/2.png
	status 0 hoso-import -o work in
	status 1 hoso-ocr work/in
	says 'page 1: a page of 40000 x 60 pixels: the engine reads up to 32767 a side'
	[ "$(read_field 2 state work/in)" = 'done' ]
}

@test 'a page that could not be decoded is said; the others are read' {
	head -c 3000 "$READY"/pictures/right.png >in/1.png
	printf 'II*\0\377\377\377\377' >in/2.tif
	cp "$READY"/pictures/left.png in/3.png
	status 1 hoso-import -o work in
	status 1 hoso-ocr --json work/in
	says 'page 1: unreadable'
	[ "$(jq .failed <<<"$output")" -ge 1 ]
	[ "$(jq -r 'select(.file == "3.png") | .recognition.state' work/in/pages/*.json)" = 'done' ]
}

@test 'not a dossier: said, status 1, the others done' {
	ready strips
	mkdir empty
	status 1 hoso-ocr empty nothing work/strips
	says 'empty: not a dossier: it has no dossier.json'
	says 'nothing: open the dossier: No such file or directory'
	[ "$output" = work/strips ]
	[ -z "$(find empty -mindepth 1)" ]
}

@test 'a dossier without pages is done at once' {
	echo x >in/note.txt
	status 0 hoso-import -o work in
	status 0 hoso-ocr work/in
	[ "$output" = work/in ]
}

@test 'a dossier that somebody else writes: status 75' {
	command -v flock >/dev/null || skip 'needs flock'
	ready strips
	status 75 flock work/strips hoso-ocr --force work/strips
	says 'try again later'
}

@test 'a damaged page record is said; the other pages are read' {
	ready strips
	echo '{' >work/strips/pages/0001.json
	status 1 hoso-ocr --force --json work/strips
	says "page 1: '0001.json': not JSON"
	[ "$(jq -c '[.done,.failed]' <<<"$output")" = '[1,1]' ]
}

@test 'a folder that grew: only the new page is read' {
	cp "$READY"/pictures/left.png in/1.png
	status 0 hoso-import -o work in
	status 0 hoso-ocr work/in
	photo work/in/text >before
	cp "$READY"/pictures/right.png in/2.png
	status 0 hoso-import -o work in
	status 0 hoso-ocr --json work/in
	[ "$(jq -c '[.done,.kept]' <<<"$output")" = '[1,1]' ]
	grep -q 'ĐẢNG CỘNG SẢN' work/in/text/0002.txt
}

@test 'killed at any moment: the next run ends with the same bytes' {
	ready strips
	bytes work >before
	for pause in 0.02 0.15 0.25; do
		rm -rf work
		cp -r "$READY/strips" .
		hoso-import -o work strips >/dev/null
		setsid hoso-ocr -j 2 work/strips >/dev/null 2>&1 &
		pid=$!
		sleep $pause
		kill -9 -- -$pid 2>/dev/null || true
		wait $pid || true
		status 0 hoso-ocr work/strips
		bytes work | diff before -
	done
}

@test 'a dossier is free as soon as its name is told' {
	command -v flock >/dev/null || skip 'needs flock'
	ready strips
	for n in $(seq 10); do
		cp -al work/strips "work/$n"
	done
	rm work/*/text/0002.txt
	hoso-ocr work/1 work/[2-9] work/10 | while read -r dossier; do
		flock -n "$dossier" echo free
	done >got
	[ "$(grep -c free got)" = 10 ]
}

@test 'hundreds of finished dossiers behind a slow one need few descriptors' {
	ready strips
	mkdir many
	convert -size 3000x3000 xc:gray +noise Random -colorspace Gray -depth 8 -quality 60 -density 300 in/1.jpg
	status 0 hoso-import -o many in
	for n in $(seq 40); do
		cp -al work/strips "many/$n"
	done
	ulimit -n 128
	status 1 timeout 60 hoso-ocr --deadline 2 many/in many/[0-9]*
	[ "$(cat messages)" = 'hoso-ocr: many/in: page 1: no answer within 2 seconds' ]
	[ "$(wc -l <<<"$output")" = 41 ]
}

@test 'a dossier that lost page records, or its own, is told' {
	hoso-import -o work "$SAMPLES/inbox/HS-001" >/dev/null
	rm work/HS-001/pages/000[1-4].json
	status 1 hoso-ocr work/HS-001
	says '4 of its pages have no record'
	echo '{' >work/HS-001/dossier.json
	status 1 hoso-ocr work/HS-001
	says 'not JSON'
}

@test 'a master that is missing fails its own page, the others are read' {
	ready strips
	rm work/strips/masters/1.png
	status 1 hoso-ocr --force work/strips
	[ "$output" = work/strips ]
	says "hoso-ocr: work/strips: page 1: open 'masters/1.png': No such file or directory"
	[ "$(jq -r .recognition.state work/strips/pages/0001.json)" = failed ]
	[ "$(jq -r .recognition.state work/strips/pages/0002.json)" = "done" ]
}

@test 'a record that names what is no master, or another page, is refused' {
	ready strips
	sed -i 's/"page":1,/"page":2,/' work/strips/pages/0001.json
	sed -i 's/"file":"[^"]*"/"file":"..\/dossier.json"/' work/strips/pages/0002.json
	status 1 hoso-ocr --force work/strips
	says "page 1: '0001.json' holds the record of page 2"
	says "page 2: '../dossier.json' is no name of a master"
}
