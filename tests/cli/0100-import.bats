#!/usr/bin/env bats
# hoso-import: folders of scans become dossiers.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper

# picture FILE [OPTION ...]: a small grey picture that looks different from
# every side, 300 dpi, with further options of convert before it is written
picture() {
	local file=$1
	shift
	command -v convert >/dev/null || skip 'needs imagemagick'
	convert -size 90x60 gradient:gray20-gray90 -fill black -draw 'rectangle 5,5 30,12' \
		-draw 'rectangle 5,5 9,40' -fill white -draw 'rectangle 70,50 85,55' \
		-colorspace Gray -alpha off -depth 8 -units PixelsPerInch -density 300 \
		-compress None "$@" "$file"
}

# photo DIR: everything there is to know about the files of a folder
photo() {
	(cd "$1" && find . -printf '%P %y %m %T@ %s\n' | sort &&
		find . -type f -print0 | sort -z | xargs -0r sha256sum)
}

# bytes DIR: names and contents only
bytes() {
	(cd "$1" && find . -type f -print0 | sort -z | xargs -0r sha256sum)
}

# field N NAME [DOSSIER]: a member of a page record
field() {
	jq -r ".$2 // empty" "${3:-work/in}/pages/$(printf '%04d' "$1").json"
}

# file_field NAME MEMBER [DOSSIER]: a member of a file's record
file_field() {
	jq -r --arg n "$1" ".files[] | select(.name == \$n) | .$2 // empty" \
		"${3:-work/in}/dossier.json"
}

prepare() {
	command -v jq >/dev/null || skip 'needs jq'
	mkdir in
}

@test 'masters are the files as they came: bytes, mode 0444' {
	picture in/1.tif
	echo note >in/note.txt
	status 0 hoso-import -o work in
	[ "$output" = work/in ]
	cmp in/1.tif work/in/masters/1.tif
	cmp in/note.txt work/in/masters/note.txt
	[ "$(stat -c %a work/in/masters/1.tif)" = 444 ]
	[ "$(file_field 1.tif sha256)" = "$(sha256sum <in/1.tif | cut -d' ' -f1)" ]
	[ "$(file_field 1.tif size)" = "$(stat -c %s in/1.tif)" ]
	[ "$(file_field note.txt state)" = attachment ]
	[ "$(file_field 1.tif state)" = ok ]
}

@test 'sources are not touched: bytes, mode, time of change' {
	picture in/1.tif
	touch -d 2001-02-03 in/1.tif
	chmod 640 in/1.tif
	photo in >before
	status 0 hoso-import -o work in
	status 0 hoso-import -o linked --link in
	photo in | diff before -
}

@test 'a page record gives pixels, resolution and size' {
	picture in/1.tif
	status 0 hoso-import -o work in
	[ "$(field 1 width) $(field 1 height) $(field 1 dpi)" = '90 60 300' ]
	[ "$(field 1 page) $(field 1 frame) $(field 1 frames) $(field 1 file)" = '1 1 1 1.tif' ]
	[ "$(field 1 state)" = ok ]
	[[ $(field 1 pixels) =~ ^sha256:[0-9a-f]{64}$ ]]
}

@test 'the hash of the pixels can be made by anybody: sha256 of size and rows' {
	picture in/1.tif
	picture grey.gray
	status 0 hoso-import -o work in
	want=$({ printf '90 60 8\n' && cat grey.gray; } | sha256sum | cut -d' ' -f1)
	[ "$(field 1 pixels)" = "sha256:$want" ]
}

@test 'all eight orientations of one picture are the same page' {
	command -v tiffset >/dev/null || skip 'needs libtiff-tools'
	turns=('' '' -flop '-rotate 180' -flip -transpose '-rotate 270' -transverse '-rotate 90')
	for n in 1 2 3 4 5 6 7 8; do
		# shellcheck disable=SC2086 # options and their values
		picture in/$n.tif ${turns[n]} +repage
		tiffset -s 274 $n in/$n.tif
	done
	status 0 hoso-import -o work in
	[ "$(jq -r .pixels work/in/pages/*.json | sort -u | wc -l)" = 1 ]
	[ "$(jq -r '"\(.width) \(.height)"' work/in/pages/*.json | sort -u)" = '90 60' ]
	[ "$(jq -rs 'map(.orientation // 1) | join(" ")' work/in/pages/*.json)" = '1 2 3 4 5 6 7 8' ]
}

@test 'a JPEG on its side is turned by its EXIF orientation' {
	mkdir in/HS
	cp "$SAMPLES"/inbox/HS-002*/Công*.jpg in/HS/1.jpg
	status 0 hoso-import -o work in/HS
	[ "$(field 1 orientation work/HS)" = 6 ]
	[ "$(field 1 width work/HS) $(field 1 height work/HS)" = '2481 3508' ]
	[ "$(field 1 dpi work/HS)" = 300 ]
}

@test 'a resolution that the file does not give is assumed, and said so' {
	picture in/1.tif -resize 2480x3508! -monochrome -depth 1 -compress Group4 -density 0
	status 0 hoso-import -o work in
	[ "$(field 1 dpi)" = 300 ]
	[ "$(jq -r '.findings[0].what' work/in/pages/0001.json)" = dpi-assumed ]
}

@test 'dots per centimetre and unequal resolutions are understood' {
	picture in/1.tif -units PixelsPerCentimeter -density 118.11
	picture in/2.tif -density 204x196
	status 0 hoso-import -o work in
	[ "$(field 1 dpi)" = 300 ]
	[ "$(field 2 dpi) $(field 2 dpi_y)" = '204 196' ]
}

@test 'a file of many pages: each is a page, in order' {
	picture a.tif
	picture b.tif -rotate 90
	tiffcp a.tif b.tif a.tif in/1.tif 2>/dev/null || skip 'needs libtiff-tools'
	status 0 hoso-import -o work in
	[ "$(jq -rs 'map("\(.frame)/\(.frames):\(.width)") | join(" ")' work/in/pages/*.json)" = '1/3:90 2/3:60 3/3:90' ]
	[ "$(field 1 pixels)" = "$(field 3 pixels)" ]
	[ "$(file_field 1.tif pages)" = 3 ]
}

@test 'BigTIFF, either byte order: the same pixels' {
	picture a.tif
	tiffcp -8 a.tif in/1.tif 2>/dev/null || skip 'needs libtiff-tools'
	tiffcp -B a.tif in/2.tif
	tiffcp -L a.tif in/3.tif
	status 0 hoso-import -o work in
	[ "$(jq -r .pixels work/in/pages/*.json | sort -u | wc -l)" = 1 ]
}

@test 'every lossless compression of a grey page: the same pixels' {
	picture in/0.tif
	n=0
	for how in none lzw lzw:2 zip packbits lzma zstd zip:2; do
		tiffcp -c $how in/0.tif in/$((++n)).tif 2>/dev/null || rm -f in/$n.tif
	done
	status 0 hoso-import -o work in
	[ "$(find work/in/pages -name '*.json' | wc -l)" -ge 5 ]
	[ "$(jq -r .pixels work/in/pages/*.json | sort -u | wc -l)" = 1 ]
	[ "$(jq -r .state work/in/pages/*.json | sort -u)" = ok ]
}

@test 'every fax compression of a bilevel page: the same pixels' {
	picture in/0.tif -monochrome -depth 1
	n=0
	for how in none g4 g3 g3:1d g3:2d g3:2d:fill packbits lzw zip jbig; do
		tiffcp -c $how in/0.tif in/$((++n)).tif 2>/dev/null || rm -f in/$n.tif
	done
	tiffcp -f lsb2msb -c g4 in/0.tif in/$((++n)).tif 2>/dev/null || rm -f in/$n.tif
	status 0 hoso-import -o work in
	[ "$(find work/in/pages -name '*.json' | wc -l)" -ge 6 ]
	[ "$(jq -r .pixels work/in/pages/*.json | sort -u | wc -l)" = 1 ]
	# 1 is black: the picture is mostly white paper whatever the photometric
	picture same.pbm -monochrome -depth 1 +compress
	want=$({ printf '90 60 1\n' && tail -c $((12 * 60)) same.pbm; } | sha256sum | cut -d' ' -f1)
	[ "$(field 1 pixels)" = "sha256:$want" ]
}

@test 'colour: RGB, JPEG, WebP, tiles, planes, palette, CMYK are read' {
	picture c.tif -colorspace sRGB -type TrueColor -fill red -draw 'rectangle 40,20 60,40'
	cp c.tif in/1-rgb.tif
	tiffcp -t -w 16 -l 16 c.tif in/2-tiled.tif 2>/dev/null || skip 'needs libtiff-tools'
	tiffcp -p separate c.tif in/3-planes.tif
	tiffcp -c lzw:2 c.tif in/4-lzw.tif
	convert c.tif -type Palette -colors 200 in/5-palette.tif
	convert c.tif -colorspace CMYK -compress None in/6-cmyk.tif
	tiffcp -r 16 -c jpeg:95 c.tif in/7-jpeg.tif
	tiffcp -c webp:100 c.tif in/8-webp.tif 2>/dev/null || rm -f in/8-webp.tif
	status 0 hoso-import -o work in
	[ "$(jq -r '"\(.width) \(.height) \(.state)"' work/in/pages/*.json | sort -u)" = '90 60 ok' ]
	for n in 2 3 4; do
		[ "$(field $n pixels)" = "$(field 1 pixels)" ]
	done
}

@test 'depths of 1, 2, 4, 8, 16 bits and floats are read' {
	for d in 1 2 4 8 16; do
		picture in/$d.tif -depth $d -define "tiff:bits-per-sample=$d"
	done
	picture in/32.tif -depth 32 -define quantum:format=floating-point || [ -s in/32.tif ]
	status 0 hoso-import -o work in
	[ "$(jq -r '"\(.width) \(.height) \(.state)"' work/in/pages/*.json | sort -u)" = '90 60 ok' ]
	[ "$(find work/in/pages -name '*.json' | wc -l)" = 6 ]
}

@test 'every kind of PNG is read; transparent is white paper' {
	for kind in 0 2 3 4 6; do
		picture in/$kind.png -define png:color-type=$kind
	done
	picture in/7.png -define png:bit-depth=1 -monochrome
	picture in/8.png -interlace PNG -define png:color-type=0 -define png:bit-depth=16
	convert -size 90x60 xc:none -define png:color-type=6 in/9-clear.png
	convert -size 90x60 xc:white -define png:color-type=2 in/9-white.png
	status 0 hoso-import -o work in
	[ "$(jq -r '"\(.width) \(.height) \(.state)"' work/in/pages/*.json | sort -u)" = '90 60 ok' ]
	[ "$(field 1 dpi)" = 300 ]
	[ "$(field 8 pixels)" = "$(field 9 pixels)" ]
}

@test 'a PDF is rendered at 300 dpi without a picture, at its picture'\''s with one' {
	command -v tiff2pdf >/dev/null || skip 'needs libtiff-tools'
	for dpi in 100 240 600; do
		picture $dpi.tif -resize $((dpi * 2))x$((dpi * 3))! -density $dpi
		tiff2pdf -o in/$dpi.pdf $dpi.tif
	done
	cp "$SAMPLES"/inbox/HS-003/to-trinh.pdf in/text.pdf
	status 0 hoso-import -o work in
	[ "$(jq -rs 'map(.dpi) | join(" ")' work/in/pages/*.json)" = '200 240 400 300' ]
	[ "$(jq -rs 'map("\(.width)x\(.height)") | join(" ")' work/in/pages/*.json)" = \
		'400x600 480x720 800x1200 2481x3508' ]
}

@test 'every page of a PDF is a page' {
	cp "$SAMPLES"/inbox/HS-003/ke-hoach.pdf in/
	status 0 hoso-import -o work in
	[ "$(file_field ke-hoach.pdf pages)" = 2 ]
	[ "$(file_field ke-hoach.pdf media)" = application/pdf ]
	[ "$(jq -rs 'map("\(.frame)/\(.frames) \(.dpi)") | join(" ")' work/in/pages/*.json)" = '1/2 200 2/2 200' ]
}

@test 'an encrypted PDF is kept, with the reason; status 1' {
	command -v gs >/dev/null || skip 'needs ghostscript'
	gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -sOwnerPassword=a -sUserPassword=b \
		-sOutputFile=in/locked.pdf "$SAMPLES"/inbox/HS-003/to-trinh.pdf
	picture in/good.tif
	status 1 hoso-import -o work in
	says 'locked.pdf: unreadable: encrypted: it needs a password'
	cmp in/locked.pdf work/in/masters/locked.pdf
	[ "$(file_field locked.pdf state)" = unreadable ]
	[ "$(file_field locked.pdf reason)" = 'encrypted: it needs a password' ]
	[ "$(file_field good.tif pages)" = 1 ]
	grep -q '"object":"locked.pdf","outcome":"failed"' work/in/journal.jsonl
}

@test 'a damaged PDF is kept, with the reason; status 1' {
	head -c 400 "$SAMPLES"/inbox/HS-003/to-trinh.pdf >in/cut.pdf
	status 1 hoso-import -o work in
	[ "$output" = work/in ]
	says 'cut.pdf: unreadable: a damaged PDF'
	[ "$(file_field cut.pdf state)" = unreadable ]
	cmp in/cut.pdf work/in/masters/cut.pdf
}

@test 'natural order: 2 before 10' {
	for n in 1 2 10; do
		picture "in/trang $n.tif"
	done
	status 0 hoso-import -o work in
	[ "$(jq -rs 'map(.file) | join(",")' work/in/pages/*.json)" = 'trang 1.tif,trang 2.tif,trang 10.tif' ]
}

@test 'names: Vietnamese, spaces, newlines, odd bytes come through, in NFC' {
	nfd=$'Tho\xcc\x82ng ba\xcc\x81o.tif' nfc=$'Th\xc3\xb4ng b\xc3\xa1o.tif'
	picture "in/$nfd"
	cp "in/$nfd" $'in/two\nlines.tif'
	cp "in/$nfd" $'in/odd\xff.tif'
	status 0 hoso-import -o work in
	cmp "in/$nfd" "work/in/masters/$nfc"
	cmp "in/$nfd" $'work/in/masters/two\nlines.tif'
	cmp "in/$nfd" 'work/in/masters/odd%FF.tif'
	[ "$(file_field "$nfc" original)" = "$nfd" ]
	[ "$(find work/in/pages -name '*.json' | wc -l)" = 3 ]
}

@test 'with -0 the names of dossiers may hold anything, in and out' {
	mkdir $'in/a\nb' 'in/Hồ sơ 1'
	picture $'in/a\nb/1.tif'
	cp $'in/a\nb/1.tif' 'in/Hồ sơ 1/'
	printf '%s\0' $'in/a\nb' 'in/Hồ sơ 1/' | hoso-import -0 -o work >got
	printf '%s\0' $'work/a\nb' 'work/Hồ sơ 1' | cmp - got
	[ -f $'work/a\nb/pages/0001.json' ]
	[ "$(jq -r .code 'work/Hồ sơ 1/dossier.json')" = 'Hồ sơ 1' ]
}

@test 'names on standard input, one a line' {
	mkdir in/a in/b
	picture in/a/1.tif
	picture in/b/1.tif
	output=$(printf 'in/a\nin/b\n' | hoso-import -o work)
	[ "$output" = $'work/a\nwork/b' ]
}

@test 'two files whose names meet in NFC are an error; nothing is written over' {
	picture $'in/Tho\xcc\x82ng.tif'
	picture $'in/Th\xc3\xb4ng.tif' -negate
	[ "$(find in -type f | wc -l)" = 2 ] || skip 'this file system folds names'
	status 1 hoso-import -o work in
	says 'would both be'
	[ ! -e work/in/dossier.json ]
	[ -z "$(find work -type f)" ]
}

@test 'two sources that would share a dossier are an error' {
	mkdir -p in/a/HS in/b/HS
	picture in/a/HS/1.tif
	picture in/b/HS/2.tif -negate
	status 1 hoso-import -o work in/a/HS in/b/HS
	says "in/b/HS: it would become dossier 'HS'"
	[ "$output" = work/HS ]
	[ "$(ls work/HS/masters)" = 1.tif ]
	# nor in a later run
	status 1 hoso-import -o work in/b/HS
	says 'shares no file with it'
	[ "$(ls work/HS/masters)" = 1.tif ]
	# but the same source twice is no fault
	status 0 hoso-import -o work in/a/HS in/a/HS/
}

@test 'two folders whose names meet in NFC are an error' {
	mkdir $'in/ho\xcc\x82' $'in/h\xc3\xb4'
	[ "$(find in -mindepth 1 -type d | wc -l)" = 2 ] || skip 'this file system folds names'
	picture $'in/ho\xcc\x82/1.tif'
	picture $'in/h\xc3\xb4/2.tif'
	status 1 hoso-import -o work $'in/ho\xcc\x82' $'in/h\xc3\xb4'
	says 'it would become dossier'
	[ "$(ls $'work/h\xc3\xb4/masters')" = 1.tif ]
}

@test '-r: every folder that holds scans; names joined by dots' {
	mkdir -p in/2020/HS-1 in/2020/HS-2/sau in/2021
	picture in/2020/HS-1/1.tif
	picture in/2020/HS-2/1.tif
	picture in/2020/HS-2/sau/1.tif
	echo x >in/2021/note.txt
	status 1 hoso-import -r -o work in
	says 'in/2021/note.txt: left out: its folder holds no scans'
	[ "$output" = $'work/2020.HS-1\nwork/2020.HS-2\nwork/2020.HS-2.sau' ]
	rm -r in/2021
	status 0 hoso-import -r -o again in
}

@test '-r: a name joined by dots that is there already is an error' {
	mkdir -p in/a/b in/a.b
	picture in/a/b/1.tif
	picture in/a.b/2.tif
	status 1 hoso-import -r -o work in
	says "would become dossier 'a.b'"
	[ "$(find work/a.b/masters -type f -printf x)" = x ]
}

@test 'a folder in the folder is left out, and said so' {
	mkdir in/sub
	picture in/1.tif
	picture in/sub/1.tif
	status 1 hoso-import -o work in
	says 'in/sub: left out'
	[ "$(find work -name '*.tif' | wc -l)" = 1 ]
}

@test '--code: files and folders become one dossier' {
	mkdir in/x
	picture in/b.tif
	picture in/x/a.tif
	status 0 hoso-import --code 'HS 9' -o work in/b.tif in/x
	[ "$output" = 'work/HS 9' ]
	[ "$(jq -r .code 'work/HS 9/dossier.json')" = 'HS 9' ]
	[ "$(field 1 file 'work/HS 9') $(field 2 file 'work/HS 9')" = 'a.tif b.tif' ]
	status 1 hoso-import -o work in/b.tif
	says 'not a folder: single files become a dossier with --code'
}

@test '--code: two files of one name are an error' {
	mkdir in/x
	picture in/a.tif
	picture in/x/a.tif -negate
	status 1 hoso-import --code HS -o work in/a.tif in/x/a.tif
	says 'HS: '
	says 'would both be'
	[ ! -e work/HS/dossier.json ]
}

@test 'a name that cannot be a folder'\''s is refused' {
	picture in/1.tif
	for bad in a/b .hidden .. ''; do
		status 2 hoso-import --code "$bad" -o work in/1.tif
		says 'cannot name a dossier'
	done
	[ ! -e work ]
}

@test '--code without a file is an error' {
	status 1 hoso-import --code HS -o work in
	says 'HS: no files: nothing to import'
	[ ! -e work/HS ]
}

@test '--link: masters are the same file, where that can be' {
	picture in/1.tif
	status 0 hoso-import --link -o work in
	[ "$(stat -c %i in/1.tif)" = "$(stat -c %i work/in/masters/1.tif)" ]
	status 0 hoso-import --link -o work in
}

@test '--link over file systems copies' {
	far=$(mktemp -d /dev/shm/hoso.XXXXXX) || skip 'no second file system'
	[ "$(stat -c %d "$far")" != "$(stat -c %d .)" ] || skip 'no second file system'
	mkdir "$far/HS"
	picture "$far/HS/1.tif"
	status 0 hoso-import --link -o work "$far/HS"
	cmp "$far/HS/1.tif" work/HS/masters/1.tif
	[ "$(stat -c %a work/HS/masters/1.tif)" = 444 ]
	rm -r "$far"
}

@test 'links, pipes and devices are not followed, and said so' {
	picture in/1.tif
	echo secret >outside
	ln -s ../outside in/2.tif
	mkfifo in/3.tif
	ln -s . in/loop
	status 1 timeout 20 hoso-import -o work in
	says 'in/2.tif: left out: a link or device is not followed'
	says 'in/3.tif: left out'
	says 'in/loop: left out'
	[ "$(ls work/in/masters)" = 1.tif ]
	status 1 timeout 20 hoso-import -r -o below in
	[ "$(find below -name '*.tif')" = below/in/masters/1.tif ]
}

@test '--code: what is no regular file is refused alone' {
	picture in/1.tif
	mkfifo in/pipe
	ln -s 1.tif in/link
	for how in '' --link; do
		# shellcheck disable=SC2086 # an option or none
		status 1 timeout 20 hoso-import $how --code "HS$how" -o work in/1.tif in/pipe in/link /dev/zero
		says 'in/pipe: not a regular file'
		says '/dev/zero: not a regular file'
		says 'in/link: open'
		[ "$(ls "work/HS$how/masters")" = 1.tif ]
	done
	rm in/1.tif in/link
	mv in/pipe in/1.tif
	status 1 timeout 20 hoso-import --code HS -o work in/1.tif
	says 'in/1.tif: not a regular file'
}

@test 'importing again changes nothing: no byte, no time' {
	picture in/1.tif
	cp "$SAMPLES"/inbox/HS-003/ke-hoach.pdf in/
	status 0 hoso-import -o work in
	photo work >before
	sleep 0.02
	unset SOURCE_DATE_EPOCH
	status 0 hoso-import -o work in
	[ "$output" = work/in ]
	photo work | diff before -
}

@test 'importing a damaged file again changes nothing and still says so' {
	echo garbage >in/1.tif
	status 1 hoso-import -o work in
	photo work >before
	status 1 hoso-import -o work in
	says '1.tif: unreadable: not a TIFF file'
	photo work | diff before -
}

@test 'a folder that grew: only the new is added; what was there stays' {
	picture in/2.tif
	status 0 hoso-import -o work in
	(cd work/in && find masters pages -type f -printf '%p %T@\n' | sort && sha256sum pages/* masters/*) >before
	picture in/1.tif -negate
	picture in/10.tif -flip
	status 0 hoso-import --json -o work in
	[ "$(jq -c '[.files,.new_files,.pages,.new_pages,.problems]' <<<"$output")" = '[3,2,3,2,0]' ]
	(cd work/in && find masters/2.tif pages/0001.json -printf '%p %T@\n' | sort && sha256sum pages/0001.json masters/2.tif) | diff before -
	[ "$(field 1 file) $(field 2 file) $(field 3 file)" = '2.tif 1.tif 10.tif' ]
}

@test 'a source that changed is refused; the master stays' {
	picture in/1.tif
	status 0 hoso-import -o work in
	photo work >before
	picture in/1.tif -negate
	picture in/2.tif
	rm in/2.tif
	status 1 hoso-import -o work in
	says 'in/1.tif: it differs from the file of this name imported before'
	photo work | diff before -
}

@test 'TIFF directories that loop end' {
	needs_shared corpus/hostile-image/libtiff/images
	cp "$SHARED"/corpus/hostile-image/libtiff/images/test_ifd_loop_* in/
	status 1 timeout 30 hoso-import -o work in
	[ "$(find work/in/pages -name '*.json' | wc -l)" -ge 3 ]
	[ "$(file_field test_ifd_loop_to_self.tif state)" = damaged ]
}

@test 'the hostile pictures: none stops the rest, none hangs' {
	needs_shared corpus/hostile-image
	mkdir in/HS
	find "$SHARED"/corpus/hostile-image -type f -exec cp -n {} in/HS/ \;
	picture in/HS/good.tif
	status 1 timeout 60 hoso-import -o work in/HS
	[ "$(file_field good.tif state work/HS)" = ok ]
	[ "$(jq '.files | length' work/HS/dossier.json)" = "$(find in/HS -type f | wc -l)" ]
	[ "$(jq '[.files[].pages] | add' work/HS/dossier.json)" = "$(find work/HS/pages -name '*.json' | wc -l)" ]
	[ "$(jq -r '.files[] | select(.state == "unreadable" or .state == "damaged") | select(.reason == null) | .name' work/HS/dossier.json)" = '' ]
}

@test 'garbage beside good files: the good ones are done, status 1' {
	head -c 5000 /dev/urandom >in/1.tif
	picture in/2.tif
	head -c 700 in/2.tif >in/3.tif
	printf 'II*\0\377\377\377\377' >in/4.tif
	: >in/5.tif
	picture in/6.jpg
	head -c 300 in/6.jpg >in/7.jpg
	status 1 hoso-import -o work in
	[ "$(file_field 2.tif state) $(file_field 6.jpg state)" = 'ok ok' ]
	[ "$(file_field 1.tif reason)" = 'not a TIFF file, whatever its name says' ]
	for n in 3 4 5; do
		says "in/$n.tif: "
		[ "$(file_field $n.tif state)" != ok ]
		[ -n "$(file_field $n.tif reason)" ]
		cmp in/$n.tif work/in/masters/$n.tif
	done
	[ "$(file_field 7.jpg state)" != ok ]
}

@test 'content counts, not the name: a PNG called .jpg is a page' {
	picture in/1.jpg.png
	mv in/1.jpg.png in/1.jpg
	status 0 hoso-import -o work in
	[ "$(file_field 1.jpg media)" = image/png ]
	[ "$(file_field 1.jpg pages)" = 1 ]
}

@test 'a picture of a kind that is not read does not pass in silence' {
	picture in/1.bmp
	status 1 hoso-import -o work in
	says '1.bmp: unreadable: BMP files are kept but not read: convert it to TIFF'
}

@test 'an empty folder is an error: there is nothing to import' {
	status 1 hoso-import -o work in
	says 'in: no files in it: nothing to import'
	[ ! -e work/in ]
	picture in/1.tif
	status 0 hoso-import -o work in
	[ "$(file_field 1.tif pages)" = 1 ]
}

@test 'a folder that is no dossier is not written into' {
	picture in/1.tif
	mkdir -p work/in
	echo mine >work/in/letter.txt
	status 1 hoso-import -o work in
	says 'is no dossier'
	[ "$(find work -type f)" = work/in/letter.txt ]
}

@test 'without -o: usage, status 2' {
	status 2 hoso-import in
	says '-o WORK'
	status 2 hoso-import --nonsense -o work in
	status 2 hoso-import -o work --deadline 0 in
	status 2 hoso-import -o work -j nine in
	[ ! -e work/in ]
}

@test 'a place that cannot be written: status 3' {
	picture in/1.tif
	status 3 hoso-import -o /proc/no/work in
	: >work
	status 3 hoso-import -o work in
}

@test 'results that cannot be written: status 3' {
	picture in/1.tif
	got=0
	hoso-import -o work in >/dev/full 2>messages || got=$?
	[ $got = 3 ]
	says 'cannot write the results'
}

@test 'a source that is not there: said, status 1, the others done' {
	picture in/1.tif
	status 1 hoso-import -o work nothing in
	says 'nothing: open: No such file or directory'
	[ "$output" = work/in ]
}

@test 'a dossier that somebody else writes: status 75, nothing changed' {
	command -v flock >/dev/null || skip 'needs flock'
	picture in/1.tif
	status 0 hoso-import -o work in
	picture in/2.tif
	photo work >before
	status 75 flock work/in hoso-import -o work in
	says 'try again later'
	photo work | diff before -
	status 0 hoso-import -o work in
}

@test 'a dossier is free as soon as its name is told' {
	command -v flock >/dev/null || skip 'needs flock'
	for n in $(seq 20); do
		mkdir "in/$n"
		echo x >"in/$n/note.txt"
	done
	hoso-import -o work in/* | while read -r dossier; do
		flock -n "$dossier" echo free
	done >got
	[ "$(grep -c free got)" = 20 ]
}

@test 'the language changes messages, never records' {
	picture in/1.tif
	picture in/2.tif -density 0
	echo garbage >in/3.tif
	status 1 hoso-import -o work in
	LC_ALL=vi_VN.UTF-8 LANGUAGE=vi LC_NUMERIC=de_DE.UTF-8 status 1 hoso-import -o other in
	bytes work >before
	bytes other | diff before -
}

@test 'one worker or four, and another clock zone: the same bytes' {
	mkdir -p in/HS-1
	cp "$SAMPLES"/inbox/HS-003/* in/HS-1
	picture in/HS-1/1.tif
	echo garbage >in/HS-1/2.tif
	status 1 hoso-import -j 1 -o one in/HS-1
	TZ=Asia/Ho_Chi_Minh status 1 hoso-import -j 4 -o four in/HS-1
	bytes one >before
	bytes four | diff before -
}

@test '--json: one object a dossier' {
	picture in/1.tif
	echo x >in/2.txt
	status 0 hoso-import --json -o work in
	[ "$(jq -c . <<<"$output")" = '{"format":1,"dossier":"work/in","code":"in","files":2,"new_files":2,"pages":1,"new_pages":1,"problems":0}' ]
}

@test 'what a killed import left is finished' {
	picture in/1.tif
	picture in/2.tif -negate
	status 0 hoso-import -o whole in
	cp -r whole work
	# killed before the record: one page missing, a draft, half a journal line
	rm work/in/dossier.json work/in/pages/0002.json work/in/journal.jsonl
	echo half >work/in/.hoso-draft-1-0
	printf '{"time":"2020' >work/in/journal.jsonl
	status 0 hoso-import -o work in
	rm work/in/journal.jsonl whole/in/journal.jsonl
	bytes whole >before
	bytes work | diff before -
}

@test 'a page that cannot be decoded has a record that says so' {
	picture a.tif
	picture b.tif -negate
	tiffcp a.tif b.tif in/1.tif 2>/dev/null || skip 'needs libtiff-tools'
	tiffset -d 1 -s 259 32767 in/1.tif 2>/dev/null || skip 'tiffset does not'
	status 1 hoso-import -o work in
	[ "$(find work/in/pages -name '*.json' | wc -l)" = 2 ]
	[ "$(field 1 state)" = ok ]
	[ "$(field 2 state)" = unreadable ]
	[ -n "$(field 2 reason)" ]
	[ "$(file_field 1.tif state)" = damaged ]
}

@test 'a dossier that must be given up leaves nothing behind for the next' {
	mkdir -p in work/in/pages/0004.json # no record, and cannot be removed
	for n in 1 2 3 4 5; do picture "in/$n.tif"; done
	mkdir other
	picture other/1.tif
	status 1 hoso-import -o work -j 4 in other
	[ "$output" = work/other ]
	says "hoso-import: in: remove '0004.json'"
	[ ! -e work/in/dossier.json ]
	rmdir work/in/pages/0004.json
	status 0 hoso-import -o work in
	status 0 hoso-verify work/in work/other
}

@test 'what a dossier has lost is made anew: a master from its source, page records from masters' {
	picture in/1.tif
	picture in/2.tif -negate
	status 0 hoso-import -o work in
	snapshot=$(cd work/in && sha256sum masters/* pages/*)
	rm -f work/in/masters/1.tif work/in/pages/0002.json
	status 0 hoso-import -o work in
	[ "$(cd work/in && sha256sum masters/* pages/*)" = "$snapshot" ]
}

@test 'a master that is gone with its source is told' {
	picture in/1.tif
	picture in/2.tif -negate
	status 0 hoso-import -o work in
	rm -f work/in/masters/1.tif in/1.tif
	status 1 hoso-import -o work in
	says "'1.tif': its master is gone"
}

@test 'a scan under another name is not added again, and said so' {
	picture in/1.tif
	picture in/2.tif -negate
	status 0 hoso-import -o work in
	mv in/2.tif in/trang2.tif
	status 0 hoso-import -o work in
	says "the same bytes as '2.tif'"
	[ "$(ls work/in/pages)" = '0001.json
0002.json' ]
	cp in/1.tif in/copy.tif # a copy beside it is a file of its own
	status 0 hoso-import -o work in
	[ -e work/in/masters/copy.tif ]
}

@test 'an empty file and what a Mac leaves beside a file' {
	picture in/1.tif
	: >in/2.tif
	printf '\0\5\x16\7rest' >in/._1.tif
	status 1 hoso-import -o work in
	says '2.tif: unreadable: the file is empty'
	[ "$(file_field ._1.tif state)" = attachment ]
}

@test '-r: the operand itself has its name, however it is written' {
	picture in/1.tif
	status 0 hoso-import -r -o work in/
	[ "$output" = work/in ]
	(cd in && status 0 hoso-import -r -o ../dots .)
	[ -f dots/in/masters/1.tif ]
}

@test '-r does not go into the folder of dossiers' {
	mkdir in/a
	picture in/a/1.tif
	for _ in 1 2; do
		status 0 hoso-import -r -o in/work in
		[ "$output" = in/work/a ]
	done
	[ "$(ls in/work)" = a ]
}

@test 'a name that is too long in the archive spoils only its own file' {
	local name
	name=$(printf '\xe9%.0s' {1..100}) # not UTF-8: three bytes for each
	picture in/1.tif
	cp in/1.tif "in/$name.tif" 2>/dev/null || skip 'this file system takes no such name'
	status 1 hoso-import -o work in
	says 'File name too long'
	[ "$(file_field 1.tif state)" = ok ]
}
