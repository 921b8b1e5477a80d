#!/usr/bin/env bats
# hoso-ocr: bad pages are restored before they are read, tables read cell by
# cell, doubtful lines read again.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper
load ocr

# A page of the samples as a bad scan gives it: dim, the back showing through,
# askew on black.
bad_page() {
	local from=$SAMPLES/inbox/HS-001
	convert "$from/1.png" -colorspace sRGB +level-colors '#5a5048,#e0d6bc' \
		\( "$from/2.png" -flop -roll +40-60 -blur 0x2 -fill white -colorize 78% \) \
		-compose Multiply -composite -compose Over -bordercolor '#101010' -border 110 \
		-virtual-pixel background -background '#101010' -distort SRT 3 \
		-gravity center -extent 2481x3508 \
		-units PixelsPerInch -density 300 -quality 85 "$1"
}

# A few lines of it, dimmer, the back nearly as dark as the front.
dirty_strip() {
	local from=$SAMPLES/inbox/HS-001
	convert "$from/1.png" -crop 2481x420+0+560 +repage +level-colors 'gray(30%),gray(85%)' \
		\( "$from/2.png" -crop 2481x420+0+600 +repage -flop -blur 0x2 -fill white \
		-colorize 60% \) -compose Multiply -composite \
		-units PixelsPerInch -density 300 "$1"
}

# The foot of an office paper: whom it goes to, who signs, the seal, and the name
# in red, tilted, its first letter near the ring.
stamped_foot() {
	convert -size 1600x900 xc:white -fill black -pointsize 44 \
		-annotate +80+120 'Noi nhan' -annotate +80+190 'Luu tai kho' \
		-annotate +900+120 'CHI CUC' \
		-annotate +80+800 'Trang hai' \
		-fill none -stroke '#d02030' -strokewidth 8 -draw 'circle 860,380 860,570' \
		-strokewidth 4 -draw 'circle 860,380 860,510' \
		-fill '#d02030' -stroke none -pointsize 56 \
		-annotate 356x356+1000+610 'Tran Van Minh' \
		-units PixelsPerInch -density 300 "$1"
}

# What takes long is done once: $READY/work with the dossiers bad, clean (the
# same page before), table, dirty and foot.
setup_file() {
	begin || return 0
	mkdir bad clean table dirty foot truth
	stamped_foot foot/1.png
	bad_page bad/1.jpg
	dirty_strip dirty/1.png
	cp "$SAMPLES/inbox/HS-001/1.png" clean/
	cp "$SAMPLES"/inbox/HS-002*/*512.jpg table/
	hoso-import -q -o work bad clean table dirty foot | hoso-ocr
}

# f1 TRUTH DOSSIER: of the words of its first page
f1() {
	mkdir -p truth
	cp "$SAMPLES/truth/$1" truth/0001.txt
	hoso-eval -q --json truth "$2" | jq 'select(.page == "total") | .f1'
}

# valid FILE: against the schema of ALTO
valid() {
	local xsd
	xsd=$(find "$SHARED/corpus/schemas" -name 'alto-4-4.xsd' | head -n 1)
	[ -n "$xsd" ] || skip 'no schema of ALTO 4.4'
	XML_CATALOG_FILES=$SHARED/corpus/schemas/catalog.xml \
		xmllint --nonet --noout --schema "$xsd" "$1"
}

@test 'a bad page is read well; as it comes, it is not' {
	ready bad
	at_least "$(f1 HS-001/0001.txt work/bad)" 0.95
	status 0 hoso-ocr --restore none work/bad
	at_least 0.8 "$(f1 HS-001/0001.txt work/bad)"
}

@test 'its record says what was wrong and what was done' {
	ready bad
	[[ $(read_field 1 recipe work/bad) == *'border'*'flatten turn -'[23].*'stretch'* ]]
	measures=$(jq -c .recognition.measures work/bad/pages/0001.json)
	[ "$(jq -c 'keys_unsorted' <<<"$measures")" = \
		'["dpi","colour","red","paper","unevenness","contrast","faint","noise","border","skew"]' ]
	jq -e '.dpi == 300 and .skew > 2.9 and .skew < 3.1 and .border > 0.02 and
		.border < 0.06 and .paper > 200 and .paper < 225 and .contrast < 0.7 and
		.red < 0.001' <<<"$measures"
	at_least "$(read_field 1 lines work/bad)" 30
	at_least "$(read_field 1 lines work/bad)" "$(read_field 1 again work/bad)"
	at_least "$(read_field 1 again work/bad)" 1
}

@test 'the larger model is named where it is installed' {
	ready bad
	model=${TESSDATA_PREFIX:-/usr/share/tesseract-ocr/5/tessdata}/Vietnamese.traineddata
	if [ -e "$model" ]; then
		[ "$(read_field 1 larger work/bad)" = Vietnamese ]
	else
		[ -z "$(read_field 1 larger work/bad)" ]
	fi
}

@test 'a clean page is left as it is' {
	ready clean
	[ "$(read_field 1 recipe work/clean)" = none ]
	[ "$(jq '.recognition | has("noise")' work/clean/pages/0001.json)" = false ]
	no grep -q 'Tag' work/clean/alto/0001.xml
	at_least "$(f1 HS-001/0001.txt work/clean)" 0.98
}

@test 'boxes lie where the words are on the master, however it was turned' {
	ready bad
	ready clean
	# words that stand once on either page: x and y of the middle, text
	for page in bad clean; do
		words work/$page/alto/0001.xml |
			awk '{ n[$6]++; at[$6] = $1 + $3 / 2 " " $2 + $4 / 2 }
				END { for (w in n) if (n[w] == 1) print w, at[w] }' | sort >$page
	done
	join clean bad >both
	at_least "$(wc -l <both)" 80
	# the bad page is the clean one turned by 3 degrees about the middle
	awk '
		BEGIN { c = cos(3 * atan2(0, -1) / 180); s = sin(3 * atan2(0, -1) / 180) }
		{
			dx = $2 - 2481 / 2; dy = $3 - 3508 / 2
			x = 2481 / 2 + dx * c - dy * s; y = 3508 / 2 + dx * s + dy * c
			if ((x - $4) ^ 2 + (y - $5) ^ 2 > 12 ^ 2) { off++; print; print x, y }
		}
		END { exit off > NR / 20 }' both
}

@test 'a second run does nothing; another way to read it does' {
	ready dirty
	photo work >before
	sleep 0.02
	status 0 hoso-ocr --memory 1 work/dirty
	photo work | diff before -
	status 0 hoso-ocr --json --restore none work/dirty
	[ "$(jq .done <<<"$output")" = 1 ]
	[ "$(read_field 1 recipe work/dirty)" = none ]
	[ "$(jq -c '.recognition | [has("larger"), has("lines"), has("again")]' work/dirty/pages/0001.json)" = '[false,false,false]' ]
	status 0 hoso-ocr --restore none --memory 1 work/dirty
}

@test 'the same bytes from four workers, in another zone and language' {
	ready dirty
	bytes work >before
	TZ=Asia/Ho_Chi_Minh LC_ALL=vi_VN.UTF-8 LANGUAGE=vi status 0 hoso-ocr -j 4 --force work/dirty
	bytes work | diff before -
}

@test 'noise is no text, but ALTO keeps it and says what it is' {
	ready dirty
	noise=$(read_field 1 noise work/dirty)
	at_least "$noise" 1
	[ "$(grep -c '<String' work/dirty/alto/0001.xml)" = \
		$((noise + $(read_field 1 words work/dirty))) ]
	[ "$(grep -c 'TAGREFS="noise"' work/dirty/alto/0001.xml)" = "$noise" ]
	[ "$(grep -c '<OtherTag ID="noise"' work/dirty/alto/0001.xml)" = 1 ]
	# it stands last, and the text is what comes before
	grep '<String' work/dirty/alto/0001.xml | sed '1,/TAGREFS/d' >after
	no grep -qv TAGREFS after
	[ "$(awk '{ n += NF } END { print n }' work/dirty/text/0001.txt)" = "$(read_field 1 words work/dirty)" ]
}

@test 'ALTO with noise and with tables is valid against its schema' {
	needs_shared corpus/schemas
	command -v xmllint >/dev/null || skip 'needs libxml2-utils'
	ready dirty
	ready table
	valid work/dirty/alto/0001.xml
	valid work/table/alto/0001.xml
}

@test 'a table keeps its rows: a line each, cells parted by tabs' {
	ready table
	grep '	' work/table/text/0001.txt >got
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' \
		STT 'Đơn vị' 'Số cơ sở kiểm tra' 'Đạt yêu cầu' 'Nhắc nhở' 'Xử phạt' \
		1 'Thị trấn Lũng Thượng' 46 35 8 3 \
		2 'Xã Lam Trạch' 28 22 5 1 \
		3 'Xã Cẩm Trạch' 25 19 4 2 \
		4 'Xã Vạn Lũng' 17 15 2 0 \
		5 'Xã Thuý Khê' 20 16 3 1 \
		6 'Xã Hoà Ninh Đông' 15 13 2 0 \
		'' 'Tổng cộng' 151 120 24 7 >wanted
	diff wanted got
	at_least "$(f1 'HS-002 An toàn thực phẩm/0001.txt' work/table)" 0.98
}

@test 'a cell of a table is a block of its own, the rest is in order' {
	ready table
	text=work/table/text/0001.txt
	[ "$(place 'Kết quả cụ thể' $text)" -lt "$(place 'STT' $text)" ]
	[ "$(place 'Tổng cộng' $text)" -lt "$(place 'Qua kiểm tra' $text)" ]
	tr -d '\n' <work/table/alto/0001.xml | sed 's/<TextBlock/\n&/g' >blocks
	[ "$(grep 'CONTENT="Tổng"' blocks | grep -o 'CONTENT="[^"]*"' | tr '\n' ' ')" = \
		'CONTENT="Tổng" CONTENT="cộng" ' ]
}

@test 'a name printed in red beside a seal is text, below what stands above it' {
	ready foot
	text=work/foot/text/0001.txt
	grep -x 'Tran Van Minh' $text
	[ "$(place 'CHI CUC' $text)" -lt "$(place 'Tran Van Minh' $text)" ]
	[ "$(place 'Tran Van Minh' $text)" -lt "$(place 'Trang hai' $text)" ]
	# its box lies on the print, not on the picture that was turned
	words work/foot/alto/0001.xml |
		awk '$6 == "Minh" { exit !($1 > 1200 && $1 < 1400 && $2 > 500 && $2 + $4 < 640) }'
	[ "$(grep -c 'CONTENT="Minh"' work/foot/alto/0001.xml)" = 1 ]
}

@test '--restore is auto or none' {
	ready dirty
	photo work >before
	status 2 hoso-ocr --restore some work/dirty
	says "--restore is auto or none, not 'some'"
	status 2 hoso-ocr --restore= work/dirty
	status 0 hoso-ocr --restore auto --memory 1 work/dirty
	HOSO_RESTORE=none status 0 hoso-ocr --json work/dirty
	[ "$(jq .done <<<"$output")" = 1 ]
}
