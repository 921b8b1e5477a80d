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
	grep -qx '  2-2  Thông báo  1987-05-01' <<<"$output"
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
