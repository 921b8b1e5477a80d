#!/usr/bin/env bats
# hoso-ocr: pages on their side or head, two pages on one scan, and pages that
# the first recipe leaves unread.
load helper
load ocr

HIGH=1300 WIDE=1654 # pixels of the upright page

# page N: a page of HS-001 at 200 dpi
page() {
	convert "$SAMPLES/inbox/HS-001/$1.png" -resize "${WIDE}x2339!" "${@:2}"
}

# Two pages side by side, each askew in its own way, the fold in shadow.
facing() {
	page 1 -virtual-pixel white -distort SRT 0.8 left.png
	page 2 -virtual-pixel white -distort SRT -0.9 right.png
	convert left.png right.png +append \
		\( -size 160x2339 xc:white -fill gray25 -draw 'rectangle 65,0 95,2339' -blur 0x20 \) \
		-geometry +1574+0 -compose Multiply -composite \
		-units PixelsPerInch -density 200 "$1"
}

# What takes long is done once: $READY/work with the dossiers turned (upright,
# 90, 180, 270, and in colour, askew and noisy 270), facing, noisy.
setup_file() {
	begin || return 0
	mkdir turned facing noisy
	page 1 -crop "${WIDE}x$HIGH+0+0" +repage -units PixelsPerInch -density 200 turned/1.png
	convert turned/1.png -rotate 90 turned/2.png
	convert turned/1.png -rotate 180 turned/3.png
	convert turned/1.png -rotate 270 turned/4.png
	convert turned/1.png -colorspace sRGB +level-colors '#4a4048,#e8dcc4' \
		-virtual-pixel background -background '#e8dcc4' -distort SRT 3 \
		-seed 3 -attenuate 0.15 +noise Gaussian -rotate 270 -quality 80 turned/5.jpg
	convert -size 1654x1300 xc:'#f4f4f4' -seed 5 -attenuate 0.2 +noise Gaussian \
		-colorspace gray -units PixelsPerInch -density 200 turned/6.png
	facing facing/1.png
	convert "$SAMPLES/inbox/HS-001/1.png" -crop 2481x420+0+560 +repage -seed 7 \
		-attenuate 2 +noise Impulse -colorspace gray \
		-units PixelsPerInch -density 300 noisy/1.png
	hoso-import -q -o work turned facing noisy | hoso-ocr
}

# boxes N AWK: words that stand once on page 1 and on page N, the former's boxes
# turned by the statements AWK (x, y, w, h to X, Y, W, H); fails where any is off
boxes() {
	for page in 1 "$1"; do
		words "work/turned/alto/000$page.xml" |
			awk '{ n[$6]++; at[$6] = $1 " " $2 " " $3 " " $4 }
				END { for (w in n) if (n[w] == 1) print w, at[w] }' | sort >"boxes$page"
	done
	join boxes1 "boxes$1" >both
	at_least "$(wc -l <both)" 80
	awk -v wide=$WIDE -v high=$HIGH '
		function far(a, b) { return a - b > 4 || b - a > 4 }
		{
			x = $2; y = $3; w = $4; h = $5; '"$2"'
			if (far(X, $6) || far(Y, $7) || far(W, $8) || far(H, $9)) { off++; print }
		}
		END { exit off > 0 }' both
}

# as_upright N QUARTERS: page N reads like page 1, and its record says why
as_upright() {
	[ "$(read_field "$1" recipe work/turned)" = "quarters $2" ]
	at_least "$(recall work/turned/text/0001.txt "work/turned/text/000$1.txt")" 0.97
}

@test 'an upright page is not turned, and a landscape one not parted' {
	ready turned
	[ "$(read_field 1 recipe work/turned)" = none ]
	at_least "$(read_field 1 words work/turned)" 200
}

@test 'a page that fell to the right is turned by three quarters' {
	ready turned
	as_upright 2 3
	boxes 2 'X = high - y - h; Y = x; W = h; H = w'
}

@test 'a page on its head is turned by two quarters' {
	ready turned
	as_upright 3 2
	boxes 3 'X = wide - x - w; Y = high - y - h; W = w; H = h'
}

@test 'a page that fell to the left is turned by one quarter' {
	ready turned
	as_upright 4 1
	boxes 4 'X = y; Y = wide - x - w; W = h; H = w'
}

@test 'a page in colour on its side is made straight, too' {
	ready turned
	[[ $(read_field 5 recipe work/turned) =~ ^'quarters 1 '.*'turn -'(2.9|3.0) ]]
	at_least "$(recall work/turned/text/0001.txt work/turned/text/0005.txt)" 0.9
	jq -e '.recognition.measures.skew > 2.9' work/turned/pages/0005.json
}

@test 'a blank page is blank' {
	ready turned
	[ "$(read_field 6 recipe work/turned)" = none ]
	[ "$(read_field 6 words work/turned)" = 0 ]
}

@test 'as it comes, no page is turned or parted' {
	ready turned
	ready facing
	status 0 hoso-ocr --restore none work/turned work/facing
	[ "$(read_field 3 recipe work/turned)" = none ]
	at_least 0.2 "$(recall "$READY/work/turned/text/0001.txt" work/turned/text/0003.txt)"
	[ "$(read_field 1 recipe work/facing)" = none ]
}

@test 'facing pages are read one after the other, each straight' {
	ready facing
	[[ $(read_field 1 recipe work/facing) =~ ^'facing: '.*'turn -0.'[789].*' | '.*'turn 0.'[89] ]]
	text=work/facing/text/0001.txt
	cat "$SAMPLES"/truth/HS-001/000[12].txt >truth.txt
	at_least "$(recall truth.txt $text)" 0.97
	[ "$(place 'NGHỊ QUYẾT' $text)" -lt "$(place 'hồ sơ đảng viên có bản điện tử' $text)" ]
	[ "$(place 'hồ sơ đảng viên có bản điện tử' $text)" -lt "$(place 'Nhiệm vụ và giải pháp' $text)" ]
}

@test 'the right one begins a block, and words lie where they are on the scan' {
	ready facing
	words work/facing/alto/0001.xml >all
	awk '
		{ right = $1 + $3 / 2 > 1654 }
		NR > 1 && right != before { changes++ }
		{ before = right }
		END { exit !(changes == 1 && right) }' all
	tr -d '\n' <work/facing/alto/0001.xml | sed 's/<TextBlock/\n&/g' >blocks
	while read -r block; do
		words <(echo "$block") | awk '{ side[$1 + $3 / 2 > 1654]++ } END { exit length(side) > 1 }'
	done <blocks
	# "III. Nhiệm vụ" at the head of the second page, as turned about its middle
	awk '$6 == "Nhiệm" && $1 > 2000 && $1 < 2100 && $2 > 165 && $2 < 200 { found = 1 }
		END { exit !found }' all
}

@test 'what the first recipe leaves unread is read with a second' {
	ready noisy
	[ "$(read_field 1 recipe work/noisy)" = 'smooth 1 flatten stretch 40 200' ]
	jq -e '.recognition.measures | .faint < 0.5 and .unevenness < 0.05' work/noisy/pages/0001.json
	for word in Chấp huyện khóa; do
		grep -q "$word" work/noisy/text/0001.txt
	done
	status 0 hoso-ocr --restore none work/noisy
	no grep -q huyện work/noisy/text/0001.txt
}
