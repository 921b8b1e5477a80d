#!/usr/bin/env bats
# hoso-show: what is known of a dossier or of a bundle.
# shellcheck disable=SC2154

load helper
load dossier

prepare() {
	MARK='"title":"Hồ sơ kỳ họp","fonds":"P12",' dossier A 1.tif 'trang 2.jpg'
	cat >A/documents.json <<-'X'
		{"format":1,"documents":[{"pages":[1,1],"type":{"value":"Nghị quyết","confidence":0.9}},
		{"pages":[2,2],"type":{"value":"Thông báo"},"date":{"value":"1987-05-01"}}]}
	X
	hoso-pack -q -o . A >made
}

@test "an overview names files, pages and documents" {
	status 0 hoso-show A
	grep -qx A <<<"$output"
	grep -qx 'title      Hồ sơ kỳ họp' <<<"$output"
	grep -qE '^  ok  [0-9]+ bytes, 1 pages  trang 2.jpg$' <<<"$output"
	grep -qx '     1  2480 x 3508, 300 dpi  3 words, confidence 0.95  1.tif' <<<"$output"
	grep -qx '      2  Thông báo  1987-05-01' <<<"$output"
}

@test "a document is a line: pages, mark, type, number, date, subject, findings; ? where in doubt" {
	cat >A/documents.json <<-'X'
		{"format":1,"cover":{"pages":[1,1],"title":{"value":"Hồ sơ","state":"review"},
		"start_date":{"value":"2021-10-18","state":"accepted"},"end_date":{"value":"2021-12-30"},
		"sheets":{"value":"48"}},
		"contents_pages":[1,1],"contents":[{"page":1,"subject":"a","document":1},{"page":1,"subject":"b"}],
		"documents":[{"pages":[1,2],"type":{"value":"Nghị quyết","state":"accepted"},
		"number":{"value":"12","state":"review"},"symbol":{"value":"NQ/HU","state":"accepted"},
		"date":{"value":"2021-10-18","state":"review"},"subject":{"value":"về A","state":"accepted"},
		"secrecy":{"value":"Mật","state":"review"},"signer":{"value":"B"},
		"findings":[{"what":"contents-differs"},{"what":"contents-differs"},{"what":"new"}]},
		{"pages":[2,2],"number":{"value":"15"},"symbol":{"value":"2021/QĐ-UBND"}}],
		"findings":[{"what":"contents-no-document","page":1}]}
	X
	status 0 hoso-show A
	grep -A9 ^cover <<<"$output" >got
	diff got - <<-'X'
		cover      1  Hồ sơ?  2021-10-18 to 2021-12-30  48 sheets
		contents   1  2 rows, 1 with their document
		documents  2  contents-no-document
		    1-2  Mật  Nghị quyết  12-NQ/HU?  2021-10-18?  về A  contents-differs  new
		      2  15/2021/QĐ-UBND
	X
}

@test "with a page: the cover and the contents only where it is theirs" {
	cat >A/documents.json <<-'X'
		{"format":1,"cover":{"pages":[1,1],"title":{"value":"Hồ sơ"}},"contents_pages":[2,2],
		"contents":[{"page":2,"subject":"a"}],"documents":[],"findings":[{"what":"no-text","page":1}]}
	X
	hoso-show A 1 | grep -q '^cover'
	hoso-show A 1 | lacks '^contents\|^documents'
	hoso-show A 2 | grep -q '^contents'
	hoso-show A 2 | lacks '^cover'
}

@test "a bundle shows what its dossier shows" {
	for options in '' --json --text '--json --text'; do
		# shellcheck disable=SC2086
		cmp <(hoso-show $options A) <(hoso-show $options A.zip)
	done
}

@test "states with their reason and findings are shown" {
	sed -i 's/"state":"ok","pages":1}]/"state":"damaged","reason":"cut off","pages":1}]/' A/dossier.json
	sed -i 's/"state":"done"/"state":"failed","reason":"no answer within 180 seconds"/; s/"state":"ok"/"state":"ok","findings":[{"what":"dpi-assumed"}]/' A/pages/0002.json
	status 0 hoso-show A
	grep -q 'damaged .* trang 2.jpg: cut off' <<<"$output"
	grep -q 'no answer within 180 seconds  dpi-assumed' <<<"$output"
}

@test "--text: all pages with a form feed between, or one" {
	status 0 hoso-show --text A
	[ "$output" = $'Nghị quyết số 1\n\fNghị quyết số 2' ]
	status 0 hoso-show --text A.zip 2
	[ "$output" = 'Nghị quyết số 2' ]
}

@test "--json: one object; with a page only what belongs to it, and its text" {
	status 0 hoso-show --json A
	[ "$(wc -l <<<"$output")" = 1 ]
	grep -q '^{"format":1,"code":"A",.*"files":\[{.*},{.*}\],"pages":\[{.*},{.*}\],"documents":\[{.*},{.*}\]}$' <<<"$output"
	status 0 hoso-show --json A.zip 2
	grep -q '"files":\[{"name":"trang 2.jpg",[^{]*}\],"pages":\[{"format":1,"page":2,' <<<"$output"
	grep -q '"documents":\[{"pages":\[2,2\],.*\],"text":"Nghị quyết số 2\\n"}$' <<<"$output"
	lacks 1.tif <<<"$output"
}

@test "no colour but on a terminal, and none with NO_COLOR" {
	status 0 hoso-show A
	lacks $'\033' <<<"$output"
	script -qec 'hoso-show A' /dev/null </dev/null >typed
	grep -q $'\033\[1mA' typed
	NO_COLOR=1 script -qec 'hoso-show A' /dev/null </dev/null >typed
	lacks $'\033' typed
}

@test "a page that is not there is an error" {
	status 1 hoso-show A 3
	says 'A: it has no page 3'
	status 1 hoso-show A.zip 3
	says 'A.zip: it has no page 3'
}

@test "what is neither dossier nor bundle is an error" {
	mkdir empty
	status 1 hoso-show empty
	says 'not a dossier'
	status 1 hoso-show nothing
	says 'No such file'
	echo x >plain
	status 1 hoso-show plain
	says 'not a ZIP archive'
	zip -q other.zip plain
	status 1 hoso-show other.zip
	says 'not a bundle'
}

@test "a damaged bundle shows nothing" {
	size=$(stat -c %s A.zip)
	truncate -s $((size - 5)) A.zip
	status 1 hoso-show A.zip
	[ -z "$output" ]
}

@test "wrong words are status 2" {
	status 2 hoso-show
	status 2 hoso-show A x
	says "'x' is not a page's number"
	status 2 hoso-show A 1 2
}

@test "all hostile archives: an error each, never a crash" {
	needs_shared corpus/hostile-zip
	for file in "$SHARED"/corpus/hostile-zip/{libzip,zip-slip}/*; do
		status 1 timeout 20 hoso-show "$file"
		lacks -i 'signal\|no sense' messages
	done
}
