#!/usr/bin/env bats
# hoso-pdf: searchable PDF/A, one a document.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper
load ocr

# $READY/work holds dossiers whose words are written by hand: what is on the pictures
# plays no part here. many: a JPEG, one turned by EXIF, a PNG, a TIFF of two pages, in
# grey and black, a PDF.
setup_file() {
	begin && command -v tiffcp >/dev/null || return 0
	export MAGICK_THREAD_LIMIT=1
	mkdir -p in/many
	local dpi=(-units PixelsPerInch -density 100)
	convert "$SAMPLES/inbox/HS-001/1.png" -resize '827x1169!' "${dpi[@]}" page.png
	convert page.png +level-colors '#203060,#f8f0e0' -quality 80 "${dpi[@]}" in/many/1.jpg
	convert in/many/1.jpg -rotate 270 -quality 80 "${dpi[@]}" turned.jpg
	if command -v exiftool >/dev/null; then
		exiftool -q -overwrite_original -n -Orientation=6 turned.jpg
	else
		convert in/many/1.jpg -quality 80 "${dpi[@]}" turned.jpg
	fi
	cp turned.jpg in/many/2.jpg
	convert page.png -colorspace Gray "${dpi[@]}" in/many/3.png
	convert page.png -colorspace Gray "${dpi[@]}" 4.tif
	convert page.png -threshold 60% -type bilevel "${dpi[@]}" -compress Group4 5.tif
	tiffcp 4.tif 5.tif in/many/4.tif
	cp "$SAMPLES/inbox/HS-003/to-trinh.pdf" in/many/6.pdf
	hoso-import -q -o work in/many >/dev/null
	read_by_hand work/many
}

# word X Y W H TEXT: as ALTO has it
word() {
	printf '<String CONTENT="%s" HPOS="%d" VPOS="%d" WIDTH="%d" HEIGHT="%d" WC="0.9"/>' \
		"$5" "$1" "$2" "$3" "$4"
}

# read_by_hand DOSSIER: each page gets four words in two lines, and noise
read_by_hand() {
	local page name w h
	mkdir -p "$1"/{alto,text}
	for page in "$1"/pages/*.json; do
		name=$(basename "$page" .json)
		read -r w h < <(jq -r '"\(.width) \(.height)"' "$page")
		{
			printf '<?xml version="1.0" encoding="UTF-8"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description><Tags><OtherTag ID="noise" LABEL="noise"/></Tags><Layout><Page ID="p" PHYSICAL_IMG_NR="1" WIDTH="%d" HEIGHT="%d"><PrintSpace HPOS="0" VPOS="0" WIDTH="%d" HEIGHT="%d">' \
				"$w" "$h" "$w" "$h"
			printf '<TextBlock ID="b1"><TextLine HPOS="100" VPOS="200" WIDTH="300" HEIGHT="20">'
			word 100 200 80 20 Quyết
			word 190 203 100 17 định
			printf '</TextLine><TextLine HPOS="100" VPOS="230" WIDTH="300" HEIGHT="20">'
			word 100 230 60 20 đường
			word 170 234 120 16 "số${name#000}"
			printf '</TextLine></TextBlock><TextBlock ID="b2"><TextLine HPOS="400" VPOS="500" WIDTH="90" HEIGHT="90">'
			word 400 500 90 90 'x#x' | sed 's|/>| TAGREFS="noise"/>|'
			printf '</TextLine></TextBlock></PrintSpace></Page></Layout></alto>\n'
		} >"$1/alto/$name.xml"
		printf 'Quyết định\nđường số%s\n' "${name#000}" >"$1/text/$name.txt"
		jq -c '.recognition = {key: "k", state: "done", recipe: "none", words: 4}' "$page" >"$page.new"
		mv "$page.new" "$page"
	done
}

# papers JSON: documents.json of work/many: [first, last, number, date, title] each
papers() {
	jq -n --argjson list "$1" 'def v($x): {value: $x, confidence: 1, state: "accepted", source: "person"};
		{format: 1, documents: [$list[] | {pages: .[0:2]} + (if .[2] then
			{type: v("Nghị quyết"), number: v(.[2]), symbol: v("NQ/HU"), date: v(.[3]), issuer: v("HUYỆN ỦY"), subject: v(.[4])}
			else {} end)]}' >work/many/documents.json
}

begin_test() {
	[ -e "$READY/work" ] || skip "needs libtiff-tools"
	ready many
}

# sound FILE: qpdf has nothing to say against it, nor has Preflight where it is
sound() {
	local java=/usr/share/java
	qpdf --check "$1" >checked 2>&1 || {
		cat checked
		return 1
	}
	[ -e "$java/preflight.jar" ] && command -v java >/dev/null || return 0
	java -Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog \
		-cp "$java/preflight.jar:$java/pdfbox2.jar:$java/fontbox2.jar:$java/xmpbox.jar:$java/commons-io.jar:$java/commons-logging.jar:$java/javax.activation.jar:$java/jaxb-api.jar" \
		org.apache.pdfbox.preflight.Validator_A1b "$1" >checked 2>&1 || {
		cat checked
		return 1
	}
}

needs() {
	for program; do
		command -v "$program" >/dev/null || skip "needs $program"
	done
}

# lies PAGE TEXT X Y W H: the word lies there, within a pixel of the page at 100 dpi
lies() {
	pdftotext -raw -bbox -f "$1" -l "$1" "$pdf" boxes
	grep -F ">$2<" boxes | tr -c '0-9.\n' ' ' |
		awk -v s="${SCALE:-1.388889}" -v x="$3" -v y="$4" -v w="$5" -v h="$6" '
			function off(a, b) { return a - b > 1 || b - a > 1 }
			{ bad = off($1 * s, x) || off($2 * s, y) || off($3 * s, x + w) || off($4 * s, y + h); n++ }
			END { exit !(n == 1 && !bad) }' || {
		cat boxes
		return 1
	}
}

@test 'a dossier without documents becomes one PDF: valid, its text and pages are ours' {
	needs qpdf pdftotext pdfinfo
	begin_test
	status 0 hoso-pdf work/many
	[ "$output" = work/many ]
	pdf=work/many/pdf/many.001.pdf
	sound "$pdf"
	[ "$(pdftotext -raw "$pdf" - | tr -s '\f\n ' ' ')" = "$(cat work/many/text/*.txt | tr -s '\n ' ' ')" ]
	[ "$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')" = "$(find work/many/pages -type f | wc -l)" ]
	pdfinfo "$pdf" | grep -q '^Title: *many$'
	[ "$(jq -c '.files[0] | [.file, .document, .pages, .quality, .pdfa, (.key | length)]' work/many/pdf.json)" = \
		"[\"many.001.pdf\",null,[1,$(find work/many/pages -type f | wc -l)],\"archive\",\"1b\",64]" ]
	tail -n 1 work/many/journal.jsonl | jq -e '.event == "pdf" and .outcome == "done"'
}

@test 'words lie on their boxes, on every kind of page' {
	needs pdftotext
	begin_test
	status 0 hoso-pdf work/many
	pdf=work/many/pdf/many.001.pdf
	for page in 1 2 3 4 5; do
		lies "$page" Quyết 100 200 80 20
		lies "$page" định 190 203 100 17
		lies "$page" "số$page" 170 234 120 16
	done
}

@test 'archive: a JPEG file is in the PDF as it is, other pixels are the same' {
	needs pdfimages
	begin_test
	status 0 hoso-pdf work/many
	pdfimages -all work/many/pdf/many.001.pdf got
	cmp got-000.jpg work/many/masters/1.jpg
	cmp got-001.jpg work/many/masters/2.jpg
	[ "$(compare -metric AE got-002.png work/many/masters/3.png null: 2>&1)" = 0 ]
	[ "$(compare -metric AE got-003.png "work/many/masters/4.tif[0]" null: 2>&1)" = 0 ]
	[ "$(pdfimages -list work/many/pdf/many.001.pdf | awk '$1 == 5 { print $9 }')" = ccitt ]
	pdfimages -png -f 5 -l 5 work/many/pdf/many.001.pdf black
	[ "$(compare -metric AE black-000.png "work/many/masters/4.tif[1]" null: 2>&1)" = 0 ]
}

@test 'pages stand upright: a JPEG turned by EXIF, a page that was read on its side' {
	needs pdftoppm pdftotext
	begin_test
	jq -c '.recognition.recipe = "quarters 1 no-red"' work/many/pages/0003.json >new
	mv new work/many/pages/0003.json
	sed -i 's/HPOS="100" VPOS="200" WIDTH="80" HEIGHT="20"/HPOS="100" VPOS="200" WIDTH="20" HEIGHT="80"/' \
		work/many/alto/0003.xml
	status 0 hoso-pdf work/many
	pdf=work/many/pdf/many.001.pdf
	pdftoppm -r 100 -gray "$pdf" shown
	[ "$(identify -format '%wx%h' shown-2.pgm)" = 827x1169 ]
	at_least 0.03 "$(compare -metric RMSE shown-1.pgm shown-2.pgm null: 2>&1 | sed 's/.*(\(.*\))/\1/')"
	[ "$(identify -format '%wx%h' shown-3.pgm)" = 1169x827 ]
	convert work/many/masters/3.png -rotate 90 turned.png
	at_least 0.05 "$(compare -metric RMSE shown-3.pgm turned.png null: 2>&1 | sed 's/.*(\(.*\))/\1/')"
	lies 3 Quyết $((1169 - 280)) 100 80 20
}

@test 'access: as hoso-clean makes it, and words go with the picture' {
	needs qpdf pdftoppm pdftotext
	mkdir -p in/askew
	convert "$READY/page.png" -rotate -3 -gravity center -background white -extent 827x1169 \
		+level-colors '#303030,#c0b8a8' -units PixelsPerInch -density 100 -quality 90 in/askew/1.jpg
	hoso-import -q -o work in/askew
	read_by_hand work/askew
	status 0 hoso-pdf --quality access work/askew
	pdf=work/askew/pdf/askew.001.pdf
	sound "$pdf"
	pdftoppm -r 100 -png "$pdf" shown
	hoso-clean --colour in/askew/1.jpg clean.png
	at_least 0.05 "$(compare -metric RMSE shown-1.png clean.png null: 2>&1 | sed 's/.*(\(.*\))/\1/')"
	pdftotext -raw -bbox "$pdf" boxes
	# 313 pixels left of the middle and 384 above it, turned by 3 degrees
	grep -F '>Quyết<' boxes | tr -c '0-9.\n' ' ' |
		awk '{ x = $1 / 0.72; y = $2 / 0.72; exit !(x > 112 && x < 130 && y > 180 && y < 198) }' || {
		cat boxes
		return 1
	}
	[ "$(jq -r '.files[0].quality' work/askew/pdf.json)" = access ]
}

@test 'access: what hoso-ocr measured is not measured again' {
	needs pdftoppm
	mkdir -p in/straight
	convert "$READY/page.png" -units PixelsPerInch -density 100 -quality 90 in/straight/1.jpg
	hoso-import -q -o work in/straight
	read_by_hand work/straight
	hoso-pdf --quality access work/straight
	[ "$(pdfimages -list work/straight/pdf/straight.001.pdf | awk 'NR > 2 { print $9 }')" = jpeg ]
	pdftoppm -r 100 -png work/straight/pdf/straight.001.pdf first
	jq -c '.recognition.measures = {dpi: 100, colour: 0, red: 0, paper: 250, unevenness: 0, contrast: 0.9,
		faint: 0, noise: 0, border: 0, skew: 3}' work/straight/pages/0001.json >new
	mv new work/straight/pages/0001.json
	status 0 hoso-pdf --json --quality access work/straight
	[ "$(jq .made <<<"$output")" = 1 ]
	pdftoppm -r 100 -png work/straight/pdf/straight.001.pdf second
	convert first-1.png -colorspace Gray -background white -distort SRT -3 turned.png
	at_least 0.1 "$(compare -metric RMSE second-1.png turned.png null: 2>&1 | sed 's/.*(\(.*\))/\1/')"
	no at_least 0.1 "$(compare -metric RMSE second-1.png first-1.png null: 2>&1 | sed 's/.*(\(.*\))/\1/')"
}

@test 'small: layers, or the own stream where that is no larger; words as ever' {
	needs qpdf pdfimages pdftotext
	mkdir -p in/red
	convert "$SAMPLES/inbox/HS-001/1.png" -fill '#c02020' -opaque black +level-colors '#102040,#f8f0e0' \
		-units PixelsPerInch -density 300 -quality 90 in/red/1.jpg
	hoso-import -q -o work in/red
	read_by_hand work/red
	status 0 hoso-pdf --quality small --json work/red
	[ "$(jq '.larger' <<<"$output")" = 0 ]
	pdf=work/red/pdf/red.001.pdf
	sound "$pdf"
	pdfimages -list "$pdf" | awk 'NR > 2 { print $3, $9 }' | sort >got
	[ "$(cat got)" = $'image jpeg\nimage jpeg\nmask ccitt' ]
	SCALE=4.166667 lies 1 Quyết 100 200 80 20
	begin_test
	status 0 hoso-pdf --quality small work/many
	sound work/many/pdf/many.001.pdf
}

@test 'one PDF a document: title, number, date, issuer, bookmark, page labels' {
	needs qpdf pdfinfo
	begin_test
	papers '[[1,2,"12","2009-12-02","Về công tác <cán bộ> & tổ chức"],[3,4]]'
	status 0 hoso-pdf --json work/many
	[ "$(jq -c '[.documents,.made,.pages,.outside,.failed]' <<<"$output")" = '[2,2,4,2,0]' ]
	[ "$(ls work/many/pdf)" = $'many.001.pdf\nmany.002.pdf' ]
	pdf=work/many/pdf/many.001.pdf
	sound "$pdf"
	sound work/many/pdf/many.002.pdf
	pdfinfo "$pdf" >info
	grep -q '^Title: *Nghị quyết số 12-NQ/HU: Về công tác <cán bộ> & tổ chức$' info
	grep -q '^Author: *HUYỆN ỦY$' info
	grep -q '^Keywords: *12-NQ/HU; 2009-12-02$' info
	pdfinfo -meta "$pdf" >meta
	grep -qF '<dc:identifier>12-NQ/HU</dc:identifier>' meta
	grep -qF 'Về công tác &lt;cán bộ&gt; &amp; tổ chức' meta
	qpdf --json=2 work/many/pdf/many.002.pdf >json
	[ "$(jq -c '[.outlines | length, .[0].title]' json)" = '[1,"many (2)"]' ]
	[ "$(jq -c '[.pagelabels[].label["/St"]]' json)" = '[3]' ]
}

@test 'a guess is not told as known' {
	needs pdfinfo
	begin_test
	papers '[[1,2,"12","2009-12-02","x"]]'
	jq '.documents[0].number.state = "review"' work/many/documents.json >new
	mv new work/many/documents.json
	status 0 hoso-pdf work/many
	pdfinfo work/many/pdf/many.001.pdf >info
	no grep -q 12-NQ info
	grep -q '^Title: *Nghị quyết: x$' info
}

@test 'nothing is made twice; what changed is; what no document asks for goes' {
	begin_test
	papers '[[1,2,"12","2009-12-02","x"],[3,4]]'
	hoso-pdf work/many
	echo mine >work/many/pdf/other.pdf
	photo work/many >before
	status 0 hoso-pdf --json work/many
	[ "$(jq -c '[.made,.kept]' <<<"$output")" = '[0,2]' ]
	diff before <(photo work/many)
	sed -i 's/số4/số9/' work/many/alto/0004.xml
	status 0 hoso-pdf --json work/many
	[ "$(jq -c '[.made,.kept]' <<<"$output")" = '[1,1]' ]
	papers '[[1,2,"12","2009-12-02","x"]]'
	status 0 hoso-pdf --json work/many
	[ "$(jq -c '[.made,.kept,.removed]' <<<"$output")" = '[0,1,1]' ]
	[ "$(ls work/many/pdf)" = $'many.001.pdf\nother.pdf' ]
	status 0 hoso-pdf --json --pdfa 2u work/many
	[ "$(jq -c '[.made,.pdfa]' <<<"$output")" = '[1,"2u"]' ]
}

@test 'a page without text, and one that cannot be decoded: no PDF, and why' {
	begin_test
	papers '[[1,2],[3,3],[4,5]]'
	rm work/many/alto/0002.xml
	chmod u+w work/many/masters/3.png
	head -c 2000 work/many/masters/1.jpg >work/many/masters/3.png
	status 1 hoso-pdf --json work/many
	[ "$(jq -c '[.made,.failed]' <<<"$output")" = '[1,2]' ]
	says "no 'many.001.pdf': page 2: it has no text yet"
	says "no 'many.002.pdf': page 3: "
	[ "$(ls work/many/pdf)" = many.003.pdf ]
	[ -z "$(find work/many -name ".hoso-draft*")" ]
	tail -n 1 work/many/journal.jsonl | jq -e '.outcome == "failed"'
}

@test 'the same bytes whatever the clock, time zone, locale and number of workers' {
	begin_test
	cp -a work/many other
	papers '[[1,3,"12","2009-12-02","x"],[4,6]]'
	cp work/many/documents.json other/
	hoso-pdf -j 1 work/many
	mv other work/other && mv work/many first && mv work/other work/many
	SOURCE_DATE_EPOCH=1800000000 TZ=Asia/Ho_Chi_Minh LC_ALL=C.UTF-8 hoso-pdf -j 3 work/many
	diff <(bytes first) <(bytes work/many)
}

@test 'masters stay as they are; larger PDFs are said' {
	begin_test
	before=$(cd work/many/masters && sha256sum ./*)
	status 0 hoso-pdf work/many
	[ "$(cd work/many/masters && sha256sum ./*)" = "$before" ]
	says 'are larger than their pages in the masters'
	status 0 hoso-pdf -q -f work/many
	[ ! -s messages ]
}

@test 'pdf.json has the checksum of each PDF, and hoso-pack holds it to that' {
	begin_test
	hoso-pdf work/many
	[ "$(jq -r '.files[0].sha256' work/many/pdf.json)" = "$(sha256sum <work/many/pdf/many.001.pdf | cut -d' ' -f1)" ]
	status 0 hoso-pack -o out work/many
	printf x | dd of=work/many/pdf/many.001.pdf bs=1 seek=2000 conv=notrunc status=none
	status 1 hoso-pack -o out2 work/many
	says 'differs from what hoso-pdf made'
	[ ! -e out2/many.zip ]
}

@test 'a master that is not the one that was imported: no PDF of its pages' {
	begin_test
	papers '[[1,2],[3,4]]'
	chmod u+w work/many/masters/3.png
	convert work/many/masters/3.png -negate other.png
	cp other.png work/many/masters/3.png
	status 1 hoso-pdf --json work/many
	[ "$(jq -c '[.made,.failed]' <<<"$output")" = '[1,1]' ]
	says "no 'many.002.pdf': page 3: '3.png' differs from what was imported"
}

@test 'a PDF of somebody else is never overwritten, and nothing is written through a link' {
	begin_test
	mkdir work/many/pdf
	echo mine >work/many/pdf/many.001.pdf
	status 1 hoso-pdf -f work/many
	says "no 'many.001.pdf': there is a file of that name that hoso-pdf did not make"
	[ "$(cat work/many/pdf/many.001.pdf)" = mine ]
	rm -r work/many/pdf
	mkdir elsewhere
	ln -s ../../elsewhere work/many/pdf
	status 1 hoso-pdf work/many
	says "its folder 'pdf' is a link"
	[ -z "$(ls elsewhere)" ]
}

@test 'a dossier that cannot be written: status 3' {
	begin_test
	echo >work/many/pdf
	status 3 hoso-pdf work/many
}

@test 'what is wrong in the command line; a dossier in use' {
	begin_test
	status 2 hoso-pdf --quality best work/many
	says '--quality is archive, access or small'
	status 2 hoso-pdf --pdfa 3 work/many
	status 1 hoso-pdf nowhere
	flock work/many sleep 3 &
	sleep 0.5
	status 75 hoso-pdf work/many
	wait
}

@test 'a code that leads out of the dossier is refused, and nothing is written there' {
	begin_test
	echo precious >work/evil.001.pdf
	sed -i 's/"code": *"many"/"code": "..\/..\/evil"/' work/many/dossier.json
	grep -q evil work/many/dossier.json
	status 1 hoso-pdf work/many
	says "its code '../../evil': "
	[ "$(cat work/evil.001.pdf)" = precious ]
	[ "$(find . -name 'evil*' | wc -l)" = 1 ]
	status 1 hoso-verify work/many
	grep -q "its code '../../evil'" <<<"$output"
}
