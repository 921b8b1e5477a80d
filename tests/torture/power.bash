# shellcheck shell=bash disable=SC2154 # scripts/torture reads it, and has the rest
# A power cut at random moments of a run: replay.py makes what the disk may hold then.
case_power() {
	local i calls
	calls=openat,write,pwrite64,lseek,ftruncate,renameat,renameat2,linkat,unlinkat,unlink,rmdir,mkdirat,mkdir,fsync,fdatasync
	fresh whole
	cp -a whole before
	mkdir log
	strace -ff -ttt -y -xx -s 100000000 -e "trace=$calls,writev,pwritev,copy_file_range,sendfile,rename,link" \
		-o log/x hoso-run -q --settle 0 whole >out 2>messages
	# What replay.py does not know would be passed over.
	if grep -hE ' (writev|pwritev|copy_file_range|sendfile|rename|link)\(.*= [0-9]' log/* >unknown; then
		complain "calls that replay.py does not know: $(cut -d' ' -f2 unknown | cut -d'(' -f1 | sort | uniq -c | xargs)"
	fi
	state whole >got
	cmp -s wanted got || complain 'the run that was traced is other than undisturbed'
	for i in $(seq "$cuts"); do
		rm -rf root
		python3 "$top/tests/torture/replay.py" log before "$place/whole" $((seed + i)) root >moment ||
			{ complain 'replay.py failed'; return; }
		nothing_lost root
		whole root "cut $(cat moment), seed $((seed + i))"
	done
	echo "power: $cuts cuts"
}
