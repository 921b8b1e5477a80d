#!/usr/bin/env bats
# The viewer in a bundle: its files, and what it does in Chromium (tests/viewer).
# The tests in the browser skip where there is no node, no Chromium, or where
# playwright-core can neither be found in $BUILD/node nor fetched.
# shellcheck disable=SC2154

load helper
load dossier

# alto PAGE WIDTH HEIGHT WORD BOX ...: BOX is x,y,w,h
alto() {
	local file=V/alto/$1.xml x y w h
	{
		echo '<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>'
		echo "<Page ID=\"p\" PHYSICAL_IMG_NR=\"1\" WIDTH=\"$2\" HEIGHT=\"$3\"><PrintSpace><TextBlock ID=\"b\"><TextLine>"
		shift 3
		while [ $# -gt 0 ]; do
			IFS=, read -r x y w h <<<"$2"
			printf '<String CONTENT="%s" HPOS="%s" VPOS="%s" WIDTH="%s" HEIGHT="%s" WC="0.9"/>\n' \
				"$1" "$x" "$y" "$w" "$h"
			shift 2
		done
		echo '</TextLine></TextBlock></PrintSpace></Page></Layout></alto>'
	} >"$file"
}

# page N FILE WIDTH HEIGHT [MEMBERS]
page() {
	printf '{"format":1,"page":%d,"file":%s,"frame":1,"frames":1,"width":%d,"height":%d,"dpi":150,%s}\n' \
		"$1" "$(json_text "$2")" "$3" "$4" \
		"${5:-'"state":"ok","recognition":{"key":"k","state":"done","words":3,"confidence":0.9,"recipe":"none"}'}" \
		>"V/pages/000$1.json"
}

# Six pages: upright, on its side, with a hostile text, plain, not to be read when it
# came, and not to be read now.
make_dossier() {
	local name files='' fine='"state":"ok","recognition":{"key":"k","state":"done","words":3,"confidence":0.9,"recipe":'
	mkdir -p V/{masters,pages,text,alto}
	convert -size 1240x1754 xc:white -fill black -draw 'rectangle 200,300 499,379' V/masters/1.png
	convert -size 1754x1240 xc:white -fill black -draw 'rectangle 100,700 159,999' V/masters/2.png
	convert -size 1240x1754 xc:white 'png:V/masters/javascript:3 #%.png'
	convert -size 1240x1754 xc:white V/masters/4.jpg
	echo oops >V/masters/5.tif
	echo oops >V/masters/6.png
	for name in 1.png 2.png 'javascript:3 #%.png' 4.jpg 5.tif 6.png; do
		files+=${files:+,}'{"name":'$(json_text "$name")',"size":'$(stat -c %s "V/masters/$name")
		files+=',"sha256":"'$(sha256sum <"V/masters/$name" | cut -d' ' -f1)'","state":"'
		[ "$name" = 5.tif ] && files+='unreadable","pages":1}' || files+='ok","pages":1}'
	done
	printf '{"format":1,"code":"V","title":"Về </script><script>alert(2)</script>","files":[%s]}\n' \
		"$files" >V/dossier.json
	page 1 1.png 1240 1754 "$fine\"none\"}"
	page 2 2.png 1754 1240 "$fine\"smooth 1 quarters 1 turn 0.30\"}"
	page 3 'javascript:3 #%.png' 1240 1754 "$fine\"none\"}"
	page 4 4.jpg 1240 1754 "$fine\"none\"}"
	page 5 5.tif 0 0 '"state":"unreadable","reason":"not a TIFF file, whatever its name says"'
	page 6 6.png 1240 1754 "$fine\"none\"}"
	echo 'Chuyển đổi số. Kính gửi: Huyện uỷ, số 12-NQ/HU' >V/text/0001.txt
	alto 0001 1240 1754 Chuyển 200,300,300,80 đổi 520,300,100,80 số. 640,300,100,80 \
		Kính 200,600,120,40 gửi: 340,600,100,40 Huyện 460,600,120,40 uỷ, 600,600,60,40 \
		số 200,700,60,40 12-NQ/HU 280,700,240,40
	echo 'Tỉnh ủy Đông Lam' >V/text/0002.txt
	alto 0002 1754 1240 Tỉnh 100,700,60,300 ủy 100,500,60,150 Đông 100,300,60,150 Lam 100,100,60,150
	printf 'Tính </script><script>alert(3)</script>\xe2\x80\xa8<!-- <img src=x onerror=alert(4)> đường\n' >V/text/0003.txt
	alto 0003 1240 1754 Tính 100,100,200,50 '&lt;/script&gt;&lt;script&gt;' 100,200,400,50
	echo 'con duong dài, dương lịch' >V/text/0004.txt
	alto 0004 1240 1754 con 100,100,90,50
	echo 'chữ trên trang hỏng' >V/text/0006.txt
	alto 0006 1240 1754 chữ 100,100,90,50
	cat >V/documents.json <<-'DOCUMENTS'
		{"format":1,"documents":[
		 {"pages":[1,2],"type":{"value":"Nghị quyết","confidence":0.97,"page":1,"box":[600,100,300,50],"state":"accepted","source":"ocr"},
		  "number":{"value":"12"},"symbol":{"value":"NQ/HU"},"date":{"value":"2021-10-18"},
		  "subject":{"value":"về chuyển đổi số"},"signer":{"value":"Nguyễn Văn An","state":"review"}},
		 {"pages":[3,3],"number":{"value":"13"},"symbol":{"value":"TB/HU"},
		  "subject":{"value":"<img src=x onerror=alert(1)>"}}]}
	DOCUMENTS
	: >V/journal.jsonl
}

# Says why there is no browser, if there is none.
find_browser() {
	export NODE_FOLDER=$BUILD_FOLDER/node CHROMIUM
	CHROMIUM=$(command -v chromium) || { echo 'no chromium' >no-browser; return 0; }
	"$TOP/scripts/fetch-driver" "$NODE_FOLDER" >no-browser || return 0
	rm no-browser
}

setup_file() {
	TOP=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	export BUILD_FOLDER=${BUILD:-$TOP/build}
	PATH=$BUILD_FOLDER/bin:$PATH
	cd "$BATS_FILE_TMPDIR" || return 1
	make_dossier
	hoso-pack -o out --profile bag V >/dev/null
	unzip -q out/V.zip -d bundle
	find_browser
}

prepare() {
	V=$BATS_FILE_TMPDIR/V
	OUT=$BATS_FILE_TMPDIR/out
	BUNDLE=$BATS_FILE_TMPDIR/bundle/V
}

# in_browser SCRIPT
in_browser() {
	[ ! -e "$BATS_FILE_TMPDIR/no-browser" ] || skip "$(cat "$BATS_FILE_TMPDIR/no-browser")"
	timeout 120 node "$TOP/tests/viewer/$1" "$BUNDLE"
}

@test "a bundle has index.html beside data, and verify knows it" {
	[ -e "$BUNDLE/index.html" ]
	[ -e "$BUNDLE/index_files/viewer.js" ]
	(cd "$BUNDLE" && sha512sum -c --quiet --strict tagmanifest-sha512.txt)
	grep -q ' index_files/pages/0001.jpg$' "$BUNDLE/tagmanifest-sha512.txt"
	lacks index "$BUNDLE/manifest-sha512.txt"
	status 0 hoso-verify "$OUT/V.zip"
	[ ! -s messages ]
	cp "$OUT/V.zip" .
	rebundle V.zip sh -c 'echo >>index_files/viewer.js'
	status 1 hoso-verify V.zip
}

@test "pages that cannot be shown are counted, and are no fault" {
	status 0 hoso-pack -v -o out "$V"
	says '1 pages have no picture in the viewer'
	[ ! -s "$BUNDLE/index_files/pages/0006.jpg" ]
	[ ! -e "$BUNDLE/index_files/pages/0005.jpg" ]
}

@test "--viewer=text has no pictures, --viewer=no nothing, another word is usage" {
	hoso-pack -o text --viewer text "$V"
	hoso-pack -o none --viewer no "$V"
	zipinfo -1 text/V.zip >names
	grep -q V/index_files/text/0001.js names
	grep -q V/index_files/pages/0001.js names
	lacks -q index_files.*jpg names
	zipinfo -1 none/V.zip >names
	lacks -q index names
	unzip -p text/V.zip V/manifest-sha512.txt >a
	unzip -p none/V.zip V/manifest-sha512.txt | cmp a -
	status 2 hoso-pack -o out --viewer maybe "$V"
}

@test "the scans are linked where the profile has them, and not where they stay away" {
	masters() { sed -n 's/.*"master":"\([^"]*\)".*/\1/p' "$1/V/index_files/data.js"; }
	for profile in bag csip; do
		hoso-pack -o "$profile" --profile "$profile" --viewer text "$V"
		unzip -q "$profile/V.zip" -d "$profile"
		[ "$(masters "$profile" | wc -l)" = 6 ]
		masters "$profile" | while read -r path; do [ -f "$profile/V/$path" ]; done
	done
	hoso-pack -o dip --without masters --viewer text "$V"
	unzip -q dip/V.zip -d dip
	[ -z "$(masters dip)" ]
}

@test "the viewer's bytes depend on neither -j, zone nor locale" {
	(TZ=Asia/Ho_Chi_Minh LC_ALL=vi_VN.UTF-8 SOURCE_DATE_EPOCH=1 hoso-pack --profile bag -j 3 -o two "$V")
	cmp "$OUT/V.zip" two/V.zip
	hoso-pack --profile bag -j 1 -o one "$V"
	cmp "$OUT/V.zip" one/V.zip
}

@test "a picture is upright, and no larger than a screen" {
	[ "$(identify -format '%wx%h' "$BUNDLE/index_files/pages/0001.jpg")" = 848x1200 ]
	[ "$(identify -format '%wx%h' "$BUNDLE/index_files/pages/0002.jpg")" = 848x1200 ]
}

@test "pages of files with several: each its own picture" {
	mkdir -p in/T
	convert -size 100x200 xc:white -size 110x200 xc:white -size 120x200 xc:white in/T/a.tif
	convert -size 130x200 xc:white -size 140x200 xc:white in/T/b.tif
	hoso-import -o work in/T
	hoso-pack -j 1 -o out work/T
	unzip -q out/T.zip
	[ "$(identify -format '%w ' T/index_files/pages/*.jpg)" = '100 110 120 130 140 ' ]
}

@test "what papers say cannot end a script" {
	lacks -rE '</script|<!--' "$BUNDLE/index_files/data.js" "$BUNDLE/index_files/text" "$BUNDLE/index_files/pages"
	lacks -rP '\x{2028}' "$BUNDLE/index_files/text"
}

@test "in the browser: words, by the table that lib/base/vi.c is held to" {
	in_browser words.mjs
}

@test "in the browser: a search finds the pages that hoso-search finds" {
	cat >queries <<-'END'
		kinh
		kính
		kình
		tinh
		tỉnh
		tính
		uy
		ủy
		uỷ
		huyện uỷ
		đuong
		duong
		đường
		dương
		DƯƠNG
		"chuyển đổi"
		"đổi chuyển"
		"con duong" dài
		duong -lich
		12-NQ/HU
		nq
		chuy*
		tỉ*
		"kính g"*
		onerror
		trang hỏng
		không
	END
	hoso-index -d x.db "$V" >/dev/null
	while read -r query; do
		printf '%s\t%s\n' "$query" "$(hoso-search -d x.db -n 0 -- "$query" | cut -f2 | sort -n | paste -sd' ')"
	done <queries >wanted
	in_browser ask.mjs <queries >found
	diff wanted found
}

@test "in the browser: marks stand on the words, on upright pages and on turned ones" {
	in_browser marks.mjs
}

@test "in the browser: all of it by the keyboard" {
	in_browser keys.mjs
}

@test "in the browser: Vietnamese and English" {
	in_browser language.mjs
}

@test "in the browser: a hostile text stays text" {
	in_browser hostile.mjs
}

@test "in the browser: paper has all that was asked for" {
	in_browser print.mjs
}

@test "in the browser: what cannot be shown says so, and 800 pixels are enough" {
	in_browser broken.mjs
}
