# describe.bash - loaded by the tests of hoso-describe: dossiers as hoso-ocr leaves
# them, written from plain text, so that nothing has to be recognised.
# shellcheck shell=bash

# papers DIR: an empty dossier
papers() {
	mkdir -p "$1"/{masters,pages,text,alto}
	printf '{"format":1,"code":"%s","files":[]}\n' "${1##*/}" >"$1/dossier.json"
}

# page DIR N [FILE FRAME FRAMES]: page N from the text on standard input, A4 at 300 dpi,
# a line of it a line of the page. In it stand
#   left | right    two columns, each centred in its half; either may be empty
#   ^ text          in the middle
#   ! TEXT          a stamp: red print that was taken for noise
#   cell TAB cell   a row of a table
#   ~word           read in doubt
# Lines of more than 60 characters fill the width, as running text does. The picture is
# a single white pixel: where it is looked at again, nothing is found.
page() {
	local name
	name=$(printf %04d "$2")
	base64 -d >"$1/masters/${3:-$name.png}" <<-PNG
		iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==
	PNG
	printf '{"format":1,"page":%d,"file":"%s","frame":%d,"frames":%d,"width":2480,"height":3508,"dpi":300,"state":"ok"}\n' \
		"$2" "${3:-$name.png}" "${4:-1}" "${5:-1}" >"$1/pages/$name.json"
	awk -v text="$1/text/$name.txt" "$DESCRIBE_PAGE" >"$1/alto/$name.xml"
}

# Text becomes ALTO on standard output, and what is read of it in the file `text`.
# shellcheck disable=SC2016
DESCRIBE_PAGE='
function chars(s) { gsub(/[\200-\277]/, "", s); return length(s) }
function put(s, left, right, how,    n, w, i, word, x, em, wide, gap, sure, noise) {
	n = split(s, w, " ")
	if (!n)
		return
	em = how == "small" ? 13 : 26
	noise = how == "stamp" ? " TAGREFS=\"noise\"" : ""
	for (i = 1; i <= n; i++)
		wide += em * (chars(w[i]) - (w[i] ~ /^~./))
	gap = how == "full" && n > 1 ? (right - left - wide) / (n - 1) : em
	x = how == "middle" ? int((left + right - wide - gap * (n - 1)) / 2) : left
	print "<TextBlock><TextLine>"
	for (i = 1; i <= n; i++) {
		sure = sub(/^~/, "", w[i]) && w[i] != "" ? 0.55 : 0.99
		word = w[i]
		gsub(/&/, "\\&amp;", word); gsub(/</, "\\&lt;", word); gsub(/"/, "\\&quot;", word)
		printf "<String CONTENT=\"%s\" HPOS=\"%d\" VPOS=\"%d\" WIDTH=\"%d\" HEIGHT=\"44\" WC=\"%s\"%s/>\n",
			word, x, y, em * chars(w[i]), sure, noise
		x += em * chars(w[i]) + gap
		if (noise == "")
			plain = plain (i > 1 ? " " : "") w[i]
	}
	print "</TextLine></TextBlock>"
}
function cells(s,    n, c, i) {
	n = split(s, c, "\t")
	for (i = 1; i <= n; i++) {
		put(c[i], column[i], 0, "small")
		if (i < n)
			plain = plain "\t"
	}
}
BEGIN {
	y = 160
	split("250 340 540 740 1730 1960 2060", column, " ")
	printf "" >text
	print "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Layout><Page WIDTH=\"2480\" HEIGHT=\"3508\"><PrintSpace>"
}
{
	plain = ""
	if (/^! /) stamp[y] = substr($0, 3)
	else if (/^\^ /) put(substr($0, 3), 250, 2330, "middle")
	else if (/\t/) cells($0)
	else if (i = index(" " $0 " ", " | ")) {
		put(substr($0, 1, i - 1), 250, 1150, "middle")
		if (plain != "" && length($0) > i + 1) plain = plain "\n"
		put(substr($0, i + 2), 1230, 2330, "middle")
	} else put($0, 250, 2330, chars($0) > 60 ? "full" : "left")
	print plain >text
	y += 64
}
END {
	for (y in stamp) put(stamp[y], 300, 0, "stamp")
	print "</PrintSpace></Page></Layout></alto>"
}'

# head_of SYMBOL DATE [TYPE SUBJECT]: the head of a paper of a district committee; what
# stands between two lines of the subject is ;
head_of() {
	cat <<-TEXT
		ĐẢNG BỘ TỈNH ĐÔNG LAM | ĐẢNG CỘNG SẢN VIỆT NAM
		HUYỆN ỦY HÒA LŨNG | --------------
		* |
		Số $1 | Hòa Lũng, $2

	TEXT
	[ $# -lt 3 ] || printf '^ %s\n' "$3" "${4%;*}"
	[ "${4-}" = "${4%;*}" ] || echo "^ ${4#*;}"
	echo
}

# body: three lines of running text
body() {
	echo 'Ban Thường vụ Huyện ủy yêu cầu các cấp ủy, tổ chức đảng trong huyện tổ chức thực hiện'
	echo 'những nội dung đã được hội nghị thảo luận, định kỳ hằng quý báo cáo Ban Thường vụ về'
	echo 'kết quả, những khó khăn, vướng mắc và kiến nghị để xem xét, cho ý kiến chỉ đạo tiếp.'
}

# foot_of [SIGNER]
foot_of() {
	cat <<-TEXT

		Nơi nhận: | T/M BAN THƯỜNG VỤ
		- Thường trực Tỉnh ủy, | BÍ THƯ
		- Các chi, đảng bộ trực thuộc, |
		- Lưu Văn phòng Huyện ủy. |

		 | ${1:-Lưu Khắc Thạc}
	TEXT
}

# whole SYMBOL DATE TYPE SUBJECT [SIGNER]: a paper of one page
whole() {
	head_of "$@"
	body
	foot_of "${5-}"
}

# listed ROW...: a table of contents; a row's cells are parted by |
listed() {
	printf '^ MỤC LỤC VĂN BẢN\n\n'
	printf 'STT|Số, ký hiệu|Ngày tháng|Tên loại và trích yếu|Tác giả|Tờ số|Ghi chú\n' | tr '|' '\t'
	printf '%s\n' "$@" | tr '|' '\t'
}

# value DIR N NAME: that field of the Nth document
value() {
	jq -r --arg f "$3" ".documents[$2 - 1][\$f].value // empty" "$1/documents.json"
}

# state DIR N NAME: state and source of that field
state() {
	jq -r --arg f "$3" ".documents[$2 - 1][\$f] | .state + \" \" + .source" "$1/documents.json"
}

# ranges DIR: the pages of its documents, "1-2 3-3"
ranges() {
	jq -r '[.documents[].pages | "\(.[0])-\(.[1])"] | join(" ")' "$1/documents.json"
}

# findings DIR: the words of all findings, with their pages
findings() {
	jq -r '[(.findings, .documents[].findings)[]? | "\(.what):\(.page)"] | join(" ")' "$1/documents.json"
}

# bytes DIR: names and contents, the journal apart
bytes() {
	(cd "$1" && find . -type f ! -name journal.jsonl -print0 | sort -z | xargs -0r sha256sum)
}
