# shellcheck shell=bash disable=SC2154 # scripts/torture reads it, and has the rest
# Files made to break programs come into the inbox while it works: ours of every kind that
# there is a reader for, and the shared corpus where it is.
case_hostile() {
	local file n=0 kind worker
	mkdir -p hostile
	for kind in png tif jpg pdf; do
		head -c $((1000 + $(below 20000))) /dev/urandom >"hostile/noise.$kind"
		: >"hostile/empty.$kind"
	done
	head -c 3000 source/a/1.png >hostile/half.png
	head -c 5000 source/c/1.jpg >hostile/half.jpg
	cp source/b/1.tif hostile/loop.tif
	printf '\377\377\377\377' | dd of=hostile/loop.tif bs=1 seek=4 conv=notrunc 2>/dev/null
	printf '%%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj\ntrailer <</Root 1 0 R>>\n' >hostile/ring.pdf
	ln -s /etc/passwd hostile/link.png
	mkfifo hostile/pipe.tif
	if [ -d "$shared/corpus" ]; then
		for file in "$shared"/corpus/hostile-{image,pdf,zip}/*/*; do
			n=$((n + 1))
			if [ -f "$file" ]; then cp "$file" "hostile/$n-${file##*/}"; fi
		done
		# All of them at once, too, as one dossier.
		mkdir hostile/corpus
		find "$shared"/corpus/hostile-image -type f -exec cp --backup=numbered -t hostile/corpus {} +
	else
		echo 'hostile: the shared corpus is not on this machine: ours alone'
	fi
	chmod -R u+w hostile
	find hostile -type f -exec sha256sum {} + | cut -c 1-64 | sort -u >>came
	fresh root
	hoso-run -q --settle 0 root >out 2>messages &
	worker=$!
	sleep 0.5
	mv hostile/* root/inbox/
	wait "$worker"
	nothing_lost root
	run root
	[ $? -le 1 ] || complain "status $?: $(tail -n 2 messages)"
	nothing_lost root
	adds_up root
	[ ! -L root/dossiers/link ] || complain 'a link was followed'
	find root/quarantine -mindepth 1 -maxdepth 1 -type d | while read -r file; do
		[ -s "$file/WHY.txt" ] || echo "$file"
	done >without
	[ ! -s without ] || complain "$(wc -l <without) in quarantine without WHY.txt"
	echo "hostile: $(find root/quarantine -mindepth 1 -maxdepth 1 | wc -l) in quarantine, $(find root/bundles -name '*.zip' | wc -l) packed, $(find root/inbox -mindepth 1 | wc -l) left"
	hoso-verify root/bundles/*.zip >verified || complain "$(grep -cv '^ok' verified) bundles are not sound"
	# What is ours must be as ever: the rest is taken away.
	for file in root/dossiers/* root/quarantine/*; do
		case ${file##*/} in
		a | b | c | bad) ;;
		*) rm -rf "$file" "root/bundles/${file##*/}".zip* ;;
		esac
	done
	find root/inbox root/taken -mindepth 1 -delete
	rm -f root/index.db*
	hoso-index -q -d root/index.db root/dossiers/* >/dev/null || complain 'no index'
	find source -type f -exec sha256sum {} + | cut -c 1-64 | sort >came
	state root >got
	cmp -s wanted got || { complain 'other than undisturbed:'; diff wanted got | head; }
}
