# shellcheck shell=bash disable=SC2154 # scripts/torture reads it, and has the rest
# kill -9 of the process group, with all workers, at random moments: a root is run and
# killed until it ends by itself.
case_kills() {
	local n=0 roots=0 group status
	while [ "$n" -lt "$kills" ]; do
		fresh root
		roots=$((roots + 1))
		while :; do
			setsid hoso-run -q --settle 0 root >out 2>messages &
			group=$!
			sleep "$(awk -v ms="$(below $((took * 11 / 10)))" \
				'BEGIN { printf "%.3f", ms / 1000 }')"
			kill -9 -- "-$group" 2>/dev/null
			wait "$group" 2>/dev/null
			status=$?
			# One that was killed while the disk works for it dies after that.
			while pgrep -g "$group" >/dev/null; do sleep 0.01; done
			[ "$status" = 137 ] || break
			n=$((n + 1))
			nothing_lost root
			[ "$n" -lt "$kills" ] || break
		done
		whole root "after $n kills"
	done
	echo "kills: $n in $roots roots"
}
