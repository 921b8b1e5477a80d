#!/usr/bin/env bats
# hoso-check: quality of pages, and whether they are all there. It only flags.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper

# A page of the samples, at 150 dpi, and copies of it that each have one fault, are
# made, imported and checked once: $READY/work/faults, $READY/found.
setup_file() {
	export READY=$BATS_FILE_TMPDIR
	local top bin
	top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	bin=${BUILD:-$top/build}/bin
	export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1700000000 HOME=$READY
	command -v convert jq >/dev/null || return 0
	cd "$READY" || return 1
	mkdir faults
	convert "$top/samples/inbox/HS-001/1.png" -resize 50% -density 150 -units PixelsPerInch clean.png
	convert "$top/samples/inbox/HS-001/2.png" -resize 50% -density 150 -units PixelsPerInch other.png
	plant() { convert clean.png "${@:2}" +repage -density 150 -units PixelsPerInch "faults/$1.png"; }
	cp clean.png faults/a-clean.png
	cp other.png faults/b-clean.png
	plant blur -blur 0x2
	plant skew -background white -rotate 4 -gravity center -extent 1240x1754
	plant faint +level 55%,75%
	plant cut -gravity West -chop 260x0 -background white -extent 1240x1754
	plant turned -rotate 180
	plant lying -rotate 90
	plant odd -gravity North -crop 100%x70%+0+0
	plant back \( other.png -flop -blur 0x1 +level 78%,100% -roll +20-20 \) -compose Multiply -composite
	plant sheet \( -size 1240x1754 xc:white -fill 'gray(75%)' -draw 'rectangle 0,900 1240,905' -blur 0x1 \) \
		-compose Multiply -composite
	plant long -gravity South -background white -splice 0x200
	plant again -background white -rotate 0.6 -gravity center -extent 1240x1754 \
		-roll +6-4 -attenuate 0.2 +noise Gaussian
	convert -size 1240x1754 xc:white -attenuate 0.3 +noise Gaussian -colorspace Gray \
		-density 150 -units PixelsPerInch faults/empty.png
	"$bin/hoso-import" -q -o work faults
	sha256sum work/faults/masters/* >before
	"$bin/hoso-check" -p common work/faults >found || echo $? >status
}

prepare() {
	command -v jq >/dev/null || skip 'needs jq'
	command -v convert >/dev/null || skip 'needs imagemagick'
}

# page NAME: its number in the dossier of faults
page() {
	jq -r "select(.file == \"$1.png\") | .page" "$READY"/work/faults/pages/*.json
}

# found PAGE FINDING
found() {
	awk -F'\t' -v p="$(page "$1")" -v w="$2" '$2 == p && $3 == w { n++ } END { exit !n }' "$READY/found" || {
		cat "$READY/found"
		return 1
	}
}

# one: a dossier of one clean page, in work/one
one() {
	mkdir -p in/one
	cp "$READY/clean.png" in/one/
	hoso-import -q -o work in/one
}

@test 'a clean page: nothing, status 0' {
	one
	status 0 hoso-check -p common work/one
	[ -z "$output" ]
	status 1 hoso-check -p thong-tu-05 work/one
	[ "$(cut -f 3 <<<"$output" | tr '\n' ' ')" = 'dpi-low depth-low ' ]
}

@test 'each planted fault is found on its page' {
	[ "$(cat "$READY/status")" = 1 ]
	found blur blur
	found skew skew
	found faint contrast-low
	found cut edge-cut
	found turned upside-down
	found lying sideways
	found odd size-odd
	found back show-through
	found sheet sheet-edge
	found long sheet-long
	found again duplicate
	found empty blank
}

@test 'and nothing on the clean ones; their writing is not called blank' {
	[ -z "$(awk -F'\t' -v a="$(page a-clean)" -v b="$(page b-clean)" '$2 == a || $2 == b' "$READY/found")" ]
	[ "$(grep -cw blank "$READY/found")" = 1 ]
}

@test 'a line is dossier, page, finding, measure, limit, unit, detail' {
	grep -qE "^work/faults	$(page lying)	sideways	[0-9.]+	65	%	turn it anticlockwise$" "$READY/found"
	[ "$(awk -F'\t' 'NF != 7' "$READY/found" | wc -l)" = 0 ]
}

@test 'nothing is deleted, moved or changed but records and journal' {
	(cd "$READY" && sha256sum -c --quiet before)
	[ "$(find "$READY/work/faults/masters" -type f | wc -l)" = "$(find "$READY/faults" -type f | wc -l)" ]
	status 0 hoso-verify "$READY/work/faults"
}

@test 'findings are kept in the record; a second run changes no byte of it' {
	cp -a "$READY/work" .
	jq -e '.findings[] | select(.what == "sideways") | .by == "hoso-check" and .limit == 65 and .unit == "%"' \
		"work/faults/pages/$(printf %04d "$(page lying)").json"
	(cd work && sha256sum faults/pages/*) >before
	touch -d 2020-01-01 work/faults/pages/*
	status 1 hoso-check -p common work/faults
	diff <(sort "$READY/found") <(sort <<<"$output")
	(cd work && sha256sum -c --quiet ../before)
	[ -z "$(find work/faults/pages -newermt 2021-01-01 -type f)" ]
	status 1 hoso-check -j 1 -p common work/faults
	diff "$READY/found" - <<<"$output"
}

@test 'findings of others stay, own ones are replaced' {
	one
	jq -c '.findings = [{"what":"dpi-assumed","measure":150},{"what":"skew","by":"hoso-check","measure":9},
		{"what":"torn","detail":"by hand","by":"person"}]' work/one/pages/0001.json >r
	cp r work/one/pages/0001.json
	status 0 hoso-check -p common work/one
	[ "$(jq -c '[.findings[].what]' work/one/pages/0001.json)" = '["dpi-assumed","torn"]' ]
}

@test '--json: an object a finding, with its source' {
	one
	status 1 hoso-check --json work/one
	[ "$(jq -sc '[.[] | .format, .dossier, .page, .file, .finding, .measure, .limit, .unit, .profile] | .[0:9]' <<<"$output")" = \
		'[1,"work/one",1,"clean.png","dpi-low",150,200,"dpi","thong-tu-05"]' ]
	[ "$(jq -r 'select(.source == "") | .finding' <<<"$output")" = '' ]
}

@test 'the journal says what was found: profile and how many findings, once' {
	one
	status 1 hoso-check work/one
	tail -n 1 work/one/journal.jsonl | jq -e '.program == "hoso-check" and .event == "check" and
		.detail == "1 pages, profile thong-tu-05: 2 findings, 0 not checked"'
	before=$(sha256sum <work/one/journal.jsonl)
	status 1 hoso-check work/one
	[ "$(sha256sum <work/one/journal.jsonl)" = "$before" ]
	status 1 hoso-check -p insurance work/one
	status 1 hoso-check work/one
	[ "$(jq -s 'map(select(.event == "check")) | length' work/one/journal.jsonl)" = 3 ]
}

@test 'every rule has a limit and a source' {
	for profile in common thong-tu-05 insurance; do
		status 0 hoso-check --list-rules -p "$profile"
		[ "$(wc -l <<<"$output")" -ge 18 ]
		[ -z "$(awk -F'\t' 'NF != 5 || $5 == ""' <<<"$output")" ]
		status 0 hoso-check --list-rules --json -p "$profile"
		jq -e '.source != "" and .means != ""' <<<"$output" >/dev/null
	done
}

@test 'every rule is told in the manual and in the formats' {
	status 0 hoso-check --list-rules -p insurance
	while read -r rule _; do
		grep -q "$rule" "$TOP/cmd/hoso-check.1"
		grep -q "$rule" "$TOP/cmd/hoso-formats.5"
	done <<<"$output"
}

@test 'a profile of one own: by path, by name, on a base' {
	one
	printf 'base = thong-tu-05\n[dpi-low]\nlimit = 100\nsource = us\n[depth-low]\nlimit = off\n' >mine.ini
	status 0 hoso-check -p mine.ini work/one
	status 0 hoso-check -p ./mine.ini work/one
	mkdir -p "$HOME/.config/hoso/quality"
	mv mine.ini "$HOME/.config/hoso/quality/mine.ini"
	status 0 hoso-check -p mine work/one
	HOSO_PROFILE=mine status 0 hoso-check work/one
}

@test 'profiles are found beside the program, wherever it was installed' {
	mkdir -p away/bin away/share/hoso
	cp "$(command -v hoso-check)" away/bin/
	cp -r "$TOP/lib/data/quality" away/share/hoso/
	status 0 away/bin/hoso-check --list-rules -p insurance
	sed -i 's/^limit = 300$/limit = 299/' away/share/hoso/quality/insurance.ini
	status 0 away/bin/hoso-check --list-rules -p insurance
	grep -q '^dpi-low	below 299' <<<"$output"
}

# refused TEXT OF THE PROFILE, WHAT IS SAID
refused() {
	printf '%b' "$1" >bad.ini
	status 2 hoso-check -p bad.ini work/one
	says "$2"
}

@test 'a profile that is none: status 2, and what is wrong' {
	one
	status 2 hoso-check -p nobody work/one
	says "there is no 'nobody.ini'"
	status 2 hoso-check -p ./nobody.ini work/one
	says 'nobody.ini'
	refused '[sckew]\nlimit = 1\nsource = x\n' "there is no rule 'sckew'"
	refused '[skew]\nlimit = 1\n' 'has a limit and no source'
	refused '[skew]\nlimit = much\nsource = x\n' 'neither a number nor off'
	refused 'colour = yes\n' "there is no setting 'colour'"
	refused 'base = bad.ini\n' 'is its own base'
	refused 'nonsense\n' 'line 1'
	refused '[skew]\nlimit = 1\nsource = x\n  and more\n' '[skew] has two sources'
	refused 'base = thong-tu-05\n[dpi-low]\nlimit = 100\n' 'has a limit and no source'
	refused "# $(printf %0300d 1)\n" 'line 1 is too long'
	refused '' 'no rule is on'
	refused '[skew]\nlimit = off\n' 'no rule is on'
	status 2 hoso-check -p ./ work/one
	says 'Is a directory'
	[ ! -s found ]
}

@test 'pages that cannot be decoded are findings; the others are checked' {
	mkdir -p in/bad
	cp "$READY/clean.png" in/bad/1.png
	head -c 20000 "$READY/clean.png" >in/bad/2.png
	echo no >in/bad/3.tif
	hoso-import -q -o work in/bad || :
	status 1 hoso-check -p common work/bad
	grep -q "^work/bad	-	unreadable	" <<<"$output"
	status 1 hoso-check --json -p common work/bad
	[ "$(jq -r 'select(.finding == "unreadable") | .file' <<<"$output" | tr '\n' ' ')" = '3.tif 2.png ' ]
}

@test 'a master that is gone, a record that is none: said, and the others go on' {
	mkdir -p in/bad
	cp "$READY/clean.png" in/bad/1.png
	cp "$READY/other.png" in/bad/2.png
	convert "$READY/clean.png" -blur 0x3 in/bad/3.png
	hoso-import -q -o work in/bad
	rm -f work/bad/masters/1.png
	echo '{' >work/bad/pages/0002.json
	status 1 hoso-check -p common work/bad
	says 'page 1: '
	says 'page 2: '
	grep -q '^work/bad	3	blur' <<<"$output"
	tail -n 1 work/bad/journal.jsonl | jq -e '.outcome == "failed"'
	rm work/bad/pages/0002.json
	status 1 hoso-check -p common work/bad
	says 'have no record'
}

@test 'a record whose resolution is none: said, never passed' {
	one
	cp work/one/pages/0001.json r
	for dpi in 0 -1 1e300 1e-300; do
		jq -c ".dpi = $dpi" r >work/one/pages/0001.json
		status 1 hoso-check -p common work/one
		says 'page 1: its record has no resolution'
	done
}

@test 'what is no dossier: said, status 1; no operand: names are read' {
	one
	mkdir empty
	status 1 hoso-check -p common empty work/one
	says "empty: not a dossier"
	printf 'work/one\n' | status 0 hoso-check -p common
	printf 'work/one\0' | status 0 hoso-check -0 -p common
}

@test 'pictures of odd sizes are measured, or told' {
	mkdir in $'in/một\nhai'
	convert -size 1x1 xc:black -density 300 -units PixelsPerInch $'in/một\nhai/1.png'
	convert -size 9000x2 xc:white -density 300 -units PixelsPerInch $'in/một\nhai/2.png'
	convert -size 2x9000 xc:white -density 300 -units PixelsPerInch $'in/một\nhai/3.png'
	convert -size 1240x1754 xc:black -density 150 -units PixelsPerInch $'in/một\nhai/4.png'
	hoso-import -q -o work in/*
	status 1 hoso-check -p common $'work/một\nhai'
	[ ! -s messages ]
	[ "$(cut -f 2,3 <<<"$output" | grep -c size-odd)" = 3 ]
	[ -z "$(awk -F'\t' 'NF != 7' <<<"$output")" ] # a name's newline ends no line
}

@test 'SIGTERM in the middle: records stay whole' {
	cp -a "$READY/work" .
	sha256sum work/faults/pages/* >before
	for wait in 0.1 0.3; do
		status 143 timeout --preserve-status "$wait" hoso-check -j 1 -p thong-tu-05 work/faults
		[ -z "$(find work -name '.hoso-draft*')" ]
		sha256sum -c --quiet before
	done
}

@test 'findings that cannot be told: status 3' {
	one
	status 3 sh -c 'exec hoso-check work/one >/dev/full'
	says 'cannot write the results'
}

@test 'a dossier in use: status 75' {
	one
	exec 9<work/one
	flock 9
	status 75 hoso-check -p common work/one
}

@test 'printed page numbers: read without hoso-ocr, gaps told' {
	[ -e /usr/share/tesseract-ocr/5/tessdata/vie.traineddata ] || skip 'needs tesseract-ocr-vie'
	mkdir -p in/numbers
	cp "$TOP/samples/inbox/HS-001/2.png" in/numbers/1.png
	for n in 2 3 5; do
		convert "$TOP/samples/inbox/HS-001/2.png" -fill white -draw 'rectangle 0,0 2481,210' -fill black \
			-pointsize 58 -gravity North -annotate +0+120 "$n" in/numbers/$n.png
	done
	hoso-import -q -o work in/numbers
	status 1 hoso-check -p insurance work/numbers
	grep -q '^work/numbers	4	page-gap	1	0	pages	printed 5 after 3' <<<"$output"
}

@test '--sample: the rate, rounded up; the same again, another with another seed' {
	mkdir -p in/many
	for n in $(seq 31); do convert -size 60x80 -density 150 xc:white "in/many/$n.png"; done
	hoso-import -q -o work in/many
	status 0 hoso-check --sample 10% --seed 7 work/many
	local first=$output
	[ "$(wc -l <<<"$first")" = 4 ]
	[ "$(awk -F'\t' 'NF != 3' <<<"$first")" = '' ]
	one
	status 0 hoso-check --sample 0.1 --seed 7 -j 1 work/one work/many
	[ "$(grep many <<<"$output")" = "$first" ]
	[ "$(grep -c one <<<"$output")" = 1 ]
	status 0 hoso-check --sample 0.1 --seed 8 work/many
	[ "$output" != "$first" ]
	tail -n 1 work/many/journal.jsonl | jq -e '.event == "sample" and (.detail | startswith("rate 0.1, seed 8: 4 of 31 pages: "))'
	status 0 hoso-check --sample 10% --seed 7 --json work/many
	[ "$(jq -r '[.dossier, .page, .file] | @tsv' <<<"$output")" = "$first" ]
	for rate in 10 0 1.5 -1 abc '' nan; do
		status 2 hoso-check --sample "$rate" work/many
		says "'$rate' is no rate"
	done
}

@test 'the locale changes no finding' {
	one
	status 1 hoso-check --json work/one
	local here=$output
	LC_ALL=vi_VN.UTF-8 LANGUAGE=vi status 1 hoso-check --json work/one
	[ "$output" = "$here" ]
}
