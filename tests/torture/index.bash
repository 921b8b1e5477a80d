# shellcheck shell=bash disable=SC2154 # scripts/torture reads it, and has the rest
# The index is damaged before the run: it is made anew, and packing is not undone.
case_index() {
	local way size
	for way in noise short text gone folder tail wal; do
		rm -rf root
		cp -a undisturbed root
		size=$(stat -c %s root/index.db)
		case $way in
		noise) dd if=/dev/urandom of=root/index.db bs=512 seek="$(below $((size / 512)))" count=40 conv=notrunc 2>/dev/null ;;
		short) truncate -s "$(below "$size")" root/index.db ;;
		text) echo 'no index' >root/index.db ;;
		gone) rm root/index.db* ;;
		folder) rm root/index.db* && mkdir root/index.db ;;
		tail) head -c 5000 /dev/urandom >>root/index.db ;;
		wal) head -c 5000 /dev/urandom >root/index.db-wal ;;
		esac
		# One more dossier: a run that has nothing to do does not open the index.
		cp -r source/b root/inbox/d
		run root
		case $? in
		0 | 3) ;;
		*) complain "$way: status $?: $(head -n 2 messages)" ;;
		esac
		if [ "$way" = folder ]; then
			rm -rf root/index.db
			run root || complain "$way: after it was moved away: $(head -n 2 messages)"
		fi
		[ -e root/bundles/d.zip ] || complain "$way: packing was undone"
		[ -z "$(hoso-search -d root/index.db -n 0 "$(head -c 200 root/dossiers/d/text/0001.txt | grep -oE '[[:alpha:]]{4,}' | head -n 1) dossier:d")" ] &&
			complain "$way: the new one is not found"
		rm -rf root/dossiers/d root/bundles/d.zip*
		hoso-index -q -d root/index.db --remove d >/dev/null 2>&1 ||
			complain "$way: it cannot be taken out of the index"
		state root >got
		cmp -s wanted got || { complain "$way: other than undisturbed:"; diff wanted got | head; }
	done
	echo 'index: 7 ways'
}
