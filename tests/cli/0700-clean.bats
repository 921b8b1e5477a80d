#!/usr/bin/env bats
# hoso-clean: pictures of pages become cleaned pictures.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper

# Pages are half of the real size: 150 dpi. $READY holds good.png, which needs
# nothing; askew.png, on black; shadow.png, of which a bar would be lost.
setup_file() {
	export READY=$BATS_FILE_TMPDIR
	local top
	top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	export MAGICK_THREAD_LIMIT=1
	command -v convert jq >/dev/null || return 0
	cd "$READY" || return 1
	local dpi=(-units PixelsPerInch -density 150)
	convert "$top/samples/inbox/HS-001/1.png" -resize 50% "${dpi[@]}" good.png
	convert good.png +level-colors '#303030,#efe9dc' -colorspace Gray -bordercolor '#101010' -border 60 \
		-virtual-pixel background -background '#101010' -distort SRT 3 +repage "${dpi[@]}" askew.png
	convert good.png \( -size 1754x1241 gradient:white-gray60 -rotate 90 -resize '1241x1754!' \) \
		-compose Multiply -composite -fill 'gray(35%)' -draw 'rectangle 450,1500 850,1530' \
		-colorspace Gray "${dpi[@]}" shadow.png
}

prepare() {
	command -v jq >/dev/null || skip 'needs jq'
	command -v convert >/dev/null || skip 'needs imagemagick'
	cp "$READY"/*.png .
}

# same A B: the two pictures have the same pixels
same() {
	[ "$(compare -metric AE "$1" "$2" null: 2>&1)" = 0 ]
}

@test 'a page that needs nothing is copied pixel for pixel' {
	status 0 hoso-clean good.png out.png
	[ "$output" = out.png ]
	same good.png out.png
	[ "$(identify -units PixelsPerInch -format '%[fx:round(resolution.x)] %[fx:round(resolution.y)] %[colorspace]' out.png)" = '150 150 Gray' ]
	status 0 hoso-clean --json -f good.png out.png
	[ "$(jq -c '[.format,.file,.frame,.frames,.state,.recipe,.measures.dpi,.lost,.out]' <<<"$output")" = \
		'[1,"good.png",1,1,"done","none",150,null,"out.png"]' ]
}

@test 'a page askew on black becomes straight on white' {
	status 0 hoso-clean -v askew.png out.png
	says 'askew.png: page 1: border flatten turn -3.'
	status 0 hoso-clean --json out.png again.tif
	[ "$(jq '.measures | .skew < 0.3 and .skew > -0.3 and .border < 0.001' <<<"$output")" = true ]
	[ "$(identify -format '%wx%h' out.png)" = "$(identify -format '%wx%h' askew.png)" ]
	[ "$(identify -units PixelsPerInch -format '%[fx:round(resolution.x)]' out.png)" = 150 ]
	convert out.png -crop 30x500+0+0 -format '%[fx:mean>0.9]' info: | grep -qx 1
}

@test 'any kind of file goes in: what comes out has its size' {
	command -v tiffset >/dev/null || skip 'needs libtiff-tools'
	convert good.png -quality 90 1.jpg
	cp "$SAMPLES/inbox/HS-003/to-trinh.pdf" 2.pdf
	convert good.png -rotate 270 -units PixelsPerInch -density 150 3.tif
	tiffset -s 274 6 3.tif
	status 0 hoso-clean 1.jpg 1.tif
	status 0 hoso-clean 2.pdf 2.tiff
	status 0 hoso-clean 3.tif 3.PNG
	[ "$(identify -format '%m %wx%h %C' 1.tif)" = 'TIFF 1241x1754 Zip' ]
	[ "$(identify -units PixelsPerInch -format '%m %wx%h %x' 2.tiff)" = 'TIFF 2481x3508 300' ]
	[ "$(identify -format '%m %wx%h' 3.PNG)" = 'PNG 1241x1754' ]
	same good.png 3.PNG
}

@test 'black and white stays black and white' {
	convert askew.png -threshold 50% -units PixelsPerInch -density 150 -compress Group4 in.tif
	status 0 hoso-clean -v in.tif out.tif
	says 'border flatten turn -3.'
	[ "$(identify -format '%C %z' out.tif)" = 'Group4 1' ]
	status 0 hoso-clean in.tif out.png
	[ "$(identify -format '%[type] %k' out.png)" = 'Bilevel 2' ]
}

@test 'colour goes where a page is worked on, unless it is to stay' {
	photo="$SAMPLES/inbox/HS-002 An toàn thực phẩm/Thông báo số 187.jpg"
	status 0 hoso-clean --json "$photo" grey.png
	[[ $(jq -r .recipe <<<"$output") == turn* ]]
	[ "$(identify -format '%[type]' grey.png)" = Grayscale ]
	status 0 hoso-clean --json --colour "$photo" colour.png
	[[ $(jq -r .recipe <<<"$output") == 'colour turn'* ]]
	[ "$(identify -format '%[type]' colour.png)" = TrueColor ]
}

@test 'the pages of a TIFF stay together' {
	convert good.png askew.png good.png -units PixelsPerInch -density 150 -compress LZW in.tif
	status 0 hoso-clean --json in.tif out.tif
	[ "$(jq -c '[.frame,.frames,(.recipe == "none")]' <<<"$output" | xargs)" = '[1,3,true] [2,3,false] [3,3,true]' ]
	[ "$(identify out.tif | wc -l)" = 3 ]
	same good.png 'out.tif[0]'
	same good.png 'out.tif[2]'
	hoso-clean askew.png one.png
	same one.png 'out.tif[1]'
	status 0 hoso-import -o work --code x out.tif
	[ "$(jq -r .state work/x/pages/*.json | sort -u)" = ok ]
	status 1 hoso-clean in.tif out.png
	says '3 pages: a PNG file holds one, a TIFF file all of them'
	[ ! -e out.png ]
}

@test 'a folder becomes a folder' {
	mkdir in in/below
	cp good.png in/2.png
	convert good.png -quality 90 in/10.jpg
	convert good.png askew.png -compress LZW in/more.tif
	echo hello >in/note.txt
	status 0 hoso-clean in out
	[ "$output" = $'out/2.tif\nout/10.tif\nout/more.tif' ]
	says 'in/note.txt: left out: no picture of a page'
	says 'in/below: left out: no picture of a page'
	[ "$(ls -A out)" = $'10.tif\n2.tif\nmore.tif' ]
	status 0 hoso-clean -q --format=png in png
	[ "$output" = $'png/2.png\npng/10.png\npng/more.tif' ]
	[ ! -s messages ]
	status 2 hoso-clean --format=gif in gif
}

@test 'two runs give the same bytes, the files that went in too' {
	mkdir in
	cp ./*.png in
	rm in/shadow.png
	convert good.png askew.png -compress LZW in/more.tif
	sha256sum in/* >before
	status 0 hoso-clean in a
	TZ=Asia/Ho_Chi_Minh status 0 hoso-clean -j 1 in b
	diff -r a b
	status 0 hoso-clean --format png in c
	status 0 hoso-clean --format png -j 2 in d
	diff -r c d
	sha256sum in/* | diff before -
}

@test 'a page that would lose ink is refused' {
	status 1 hoso-clean shadow.png out.png
	says 'hoso-clean: shadow.png: refused: the cleaned page would lose'
	[ -z "$output" ] && [ ! -e out.png ]
	status 1 hoso-clean --json shadow.png out.png
	[ "$(jq -r '.state + (.out // "-")' <<<"$output")" = refused- ]
	convert good.png shadow.png good.png -compress LZW in.tif
	status 1 hoso-clean in.tif out.tif
	says 'in.tif: page 2: refused'
	[ ! -e out.tif ]
}

@test 'what is there is not replaced, unless told to' {
	echo mine >out.png
	status 1 hoso-clean good.png out.png
	says "good.png: 'out.png' is there: -f replaces it"
	[ "$(cat out.png)" = mine ]
	status 0 hoso-clean -f good.png out.png
	same good.png out.png
	mkdir in out
	cp good.png in/1.png
	cp good.png in/2.png
	echo mine >out/1.tif
	status 1 hoso-clean in out
	[ "$output" = out/2.tif ]
	[ "$(cat out/1.tif)" = mine ]
}

@test 'a file is never written over itself' {
	mkdir in
	cp good.png in/1.png
	ln in/1.png twin.png
	ln -s in/1.png link.png
	sha256sum in/1.png >before
	for out in in/1.png twin.png link.png ./in/../in/1.png; do
		status 1 hoso-clean -f in/1.png "$out"
		says 'is the file to be cleaned'
	done
	status 1 hoso-clean -f in ./in
	says 'is the folder to be cleaned'
	sha256sum -c --quiet before
	[ "$(ls in)" = 1.png ]
}

@test 'two pictures that would share a name: the first has it' {
	mkdir in
	cp good.png in/1.png
	convert good.png in/1.jpg
	status 1 hoso-clean in out
	says "in/1.png: it would become 'out/1.tif', as 'in/1.jpg' does"
	[ "$output" = out/1.tif ]
}

@test 'a bad file spoils only itself' {
	mkdir in
	cp good.png in/1.png
	echo no >in/2.tif
	head -c 3000 good.png >in/3.png
	printf 'II*\0\377\377\377\377' >in/4.tif
	: >in/5.jpg
	printf GIF89a >in/6.gif
	mkfifo in/7.png
	cp good.png in/8.png
	status 1 timeout 60 hoso-clean in out
	[ "$output" = $'out/1.tif\nout/8.tif' ]
	[ "$(ls -A out)" = $'1.tif\n8.tif' ]
	says 'in/2.tif: not a TIFF file, whatever its name says'
	says 'in/3.png: a damaged PNG file'
	says 'in/4.tif: '
	says 'in/5.jpg: the file is empty'
	says 'in/6.gif: GIF files are not read'
	says 'in/7.png: left out'
}

@test 'a damaged picture is written as far as it goes, and told' {
	convert good.png -quality 90 whole.jpg
	head -c 60000 whole.jpg >in.jpg
	status 1 hoso-clean --json in.jpg out.tif
	says 'in.jpg: page 1 is damaged: parts of the picture are missing or wrong'
	[ "$(jq -r '.state + " " + .out' <<<"$output")" = 'damaged out.tif' ]
	[ -s out.tif ]
}

@test 'a TIFF whose last page is broken is refused as a whole' {
	convert good.png -compress LZW one.tif
	convert good.png good.png -compress LZW two.tif
	head -c $(($(stat -c %s one.tif) + 3000)) two.tif >in.tif
	status 1 hoso-clean in.tif out.tif
	[ -s messages ]
	[ ! -e out.tif ] || says 'pages may be missing'
}

@test 'a folder without pictures: said, status 1, and no new folder' {
	mkdir in
	status 1 hoso-clean in out
	says "'in': no pictures in it: nothing to clean"
	echo hello >in/note.txt
	status 1 hoso-clean in out
	[ ! -e out ]
}

@test 'pictures of odd sizes, names of any letters' {
	mkdir $'in\nđây'
	convert -size 1x1 xc:black $'in\nđây/một điểm\n.png'
	convert -size 1x1 xc:white -compress LZW $'in\nđây/1.tif'
	convert -size 9000x2 xc:white $'in\nđây/wide.png'
	convert -size 2x9000 xc:white $'in\nđây/tall.png'
	status 0 hoso-clean $'in\nđây' 'ra đây'
	[ "$(find 'ra đây' -name '*.tif' -printf . | wc -c)" = 4 ]
	status 0 hoso-clean $'in\nđây/một điểm\n.png' $'ra\n.tif'
	[ "$(identify -format %wx%h $'ra\n.tif')" = 1x1 ]
}

@test 'SIGTERM in the middle: no half-written file stays' {
	mkdir in out
	for n in 1 2 3 4 5 6 7 8; do cp askew.png in/$n.png; done
	for wait in 0.2 0.5; do
		status 143 timeout --preserve-status "$wait" hoso-clean -j 1 in out
		# Whatever has a name is whole.
		find out -name '*.tif' -exec identify {} + >/dev/null
		[ -z "$(find out -name '.*' -type f)" ]
		rm -f out/*
	done
}

@test 'a result that cannot be told: status 3' {
	status 3 sh -c 'exec hoso-clean good.png out.png >/dev/full'
	says 'cannot write the results'
}

@test 'wrong usage' {
	status 2 hoso-clean good.png
	status 2 hoso-clean good.png a.png b.png
	says 'give one IN and one OUT'
	status 2 hoso-clean good.png out.jpg
	says 'ends in .png or .tif'
	status 1 hoso-clean nothing.png out.png
	says 'nothing.png: open: No such file or directory'
	status 3 hoso-clean good.png nowhere/out.png
	says "open the folder 'nowhere/': No such file or directory"
	mkdir folder.tif
	status 1 hoso-clean good.png folder.tif
	says "'folder.tif' is a folder: name a file"
}

@test 'a folder that somebody else writes: status 75' {
	command -v flock >/dev/null || skip 'needs flock'
	mkdir in out
	cp good.png in
	status 75 flock out hoso-clean in out
}

@test 'a worker that is given too little memory or time costs its file' {
	status 1 hoso-clean --memory 24 good.png out.png
	says "good.png: worker 'clean-image' needs more than its 24 MiB of memory"
	[ ! -e out.png ]
}
