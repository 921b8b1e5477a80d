# ocr.bash - loaded by the tests of hoso-ocr: what is in a dossier that was read.
# shellcheck shell=bash

# begin: for setup_file: what takes long is made once, in $READY. Fails where there is
# nothing to make it with.
begin() {
	local top
	top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	export READY=$BATS_FILE_TMPDIR SAMPLES=$top/samples
	export PATH=${BUILD:-$top/build}/bin:$PATH
	export LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=1700000000
	command -v convert jq >/dev/null || return 1
	cd "$READY" || return 1
}

prepare() {
	command -v jq >/dev/null || skip 'needs jq'
	command -v convert >/dev/null || skip 'needs imagemagick'
	mkdir in
}

# ready NAME: a copy of that dossier, read, in work/NAME
ready() {
	mkdir -p work
	cp -a "$READY/work/$1" work/
}

# photo DIR: names, times and contents
photo() {
	(cd "$1" && find . -printf '%P %y %m %T@ %s\n' | sort &&
		find . -type f -print0 | sort -z | xargs -0r sha256sum)
}

# bytes DIR: names and contents, the journal apart
bytes() {
	(cd "$1" && find . -type f ! -name journal.jsonl -print0 | sort -z | xargs -0r sha256sum)
}

# read_field N MEMBER DOSSIER: of the page's recognition
read_field() {
	jq -r ".recognition.$2 // empty" "$3/pages/$(printf '%04d' "$1").json"
}

# recall TRUTH TEXT: the share of the words of TRUTH that TEXT has, in any order
recall() {
	awk '
		{ for (i = 1; i <= NF; i++) if (FILENAME == ARGV[1]) { want[$i]++; all++ } else have[$i]++ }
		END {
			for (w in want) hits += want[w] < have[w] ? want[w] : have[w]
			printf "%.3f\n", hits / all
		}' "$1" "$2"
}

# at_least A B: numbers
at_least() {
	awk -v a="$1" -v b="$2" 'BEGIN { exit !(a >= b) }' || {
		echo "$1 is less than $2"
		return 1
	}
}

# words FILE: the words of an ALTO file, a line each: x y w h confidence text
words() {
	grep -o '<String [^>]*>' "$1" |
		sed 's/.*HPOS="\([^"]*\)".*/&\t\1/; s/^.*CONTENT="\([^"]*\)".*VPOS/&/' |
		awk '{
			split("HPOS VPOS WIDTH HEIGHT WC CONTENT", names, " ")
			line = ""
			for (i = 1; i <= 6; i++) {
				match($0, names[i] "=\"[^\"]*\"")
				line = line substr($0, RSTART + length(names[i]) + 2, RLENGTH - length(names[i]) - 3) " "
			}
			print line
		}'
}

# place TEXT FILE: the line that it stands in
place() {
	grep -nF -m1 -- "$1" "$2" | cut -d: -f1
}
