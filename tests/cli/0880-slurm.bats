#!/usr/bin/env bats
# hoso-run on several machines: shards, and Slurm.
# shellcheck disable=SC2154 # $output comes from helper.bash
load helper

prepare() {
	command -v jq >/dev/null || skip 'needs jq'
	PATH=$PATH:/usr/sbin
}

# A root with five dossiers of a page or two, one of which cannot be read whole.
root() {
	hoso-run --init "$1"
	mkdir "$1"/inbox/{a,b,c,d,bad}
	cp "$SAMPLES/inbox/HS-001/1.png" "$1/inbox/a/"
	cp "$SAMPLES/inbox/HS-001/2.png" "$1/inbox/b/"
	cp "$SAMPLES/inbox/HS-003/bien-ban-1999.png" "$1/inbox/c/"
	cp "$SAMPLES/inbox/HS-001/1.png" "$1/inbox/d/1.png"
	cp "$SAMPLES/inbox/HS-001/2.png" "$1/inbox/d/2.png"
	cp "$SAMPLES/inbox/HS-001/2.png" "$1/inbox/bad/1.png"
	echo oops >"$1/inbox/bad/2.tif"
}

# results ROOT: everything that has to be the same, by checksum; not when it was made
results() {
	(cd "$1" && find dossiers bundles quarantine -type f ! -name WHY.txt -print0 |
		sort -z | xargs -0 sha256sum)
	find "$1/taken" "$1/inbox" -type f
}

one_machine() {
	root one
	status 1 hoso-run -q --settle 0 one
}

@test 'shards by turns, then a night: the same bytes as on one machine' {
	one_machine
	root many
	[ "$(hoso-run --settle 0 --claim many | sort | xargs)" = 'a b bad c d' ]
	[ -z "$(ls many/inbox)" ]
	for n in 3 1 2; do
		hoso-run -q --shard $n/3 many || [ $? = 1 ]
	done
	[ -e many/dossiers/d/text/0002.txt ]
	[ -e many/dossiers/d/pdf ]
	[ -z "$(ls many/bundles)" ]
	status 1 hoso-run -q --settle 0 many
	diff <(results one) <(results many)
	[ "$(jq -s '.[-2].kept // 0' many/reports/*.jsonl)" -ge 1 ]
	hoso-verify many/bundles/*.zip
}

@test 'shards with GNU parallel, as the manual has it' {
	command -v parallel >/dev/null || skip 'no GNU parallel on this machine'
	one_machine
	root many
	hoso-run --settle 0 --claim many >/dev/null
	seq 4 | parallel -j 2 --retries 3 hoso-run -q -j 1 --shard {}/4 many 2>/dev/null || :
	status 1 hoso-run -q --settle 0 many
	diff <(results one) <(results many)
}

@test 'a shard and a night do not work at once; a shard that is no shard is refused' {
	root many
	hoso-run --settle 0 --claim many >/dev/null
	flock many sleep 5 3>&- &
	sleep 0.5
	status 75 hoso-run --shard 1/2 many
	kill $!
	wait || :
	flock -s many sleep 5 3>&- &
	sleep 0.5
	status 75 hoso-run --settle 0 many
	kill $!
	for bad in 0/3 4/3 x 1/2/3 1; do status 2 hoso-run --shard "$bad" many; done
}

# ---- Slurm itself, from Debian's packages, on this machine alone

slurm_up() {
	local name port
	name=$(hostname -s)
	port=$((20000 + RANDOM % 20000))
	mkdir -p slurm/{state,spool,munge}
	chmod 700 slurm/munge
	head -c 1024 /dev/urandom >slurm/munge/key
	chmod 400 slurm/munge/key
	chown -R munge: slurm/munge
	chmod 755 . slurm
	# munged will not have a socket in a folder that others may write to.
	sockets=$(mktemp -d /run/hoso-munge-XXXXXX)
	chown munge: "$sockets"
	chmod 755 "$sockets"
	munge_socket=$sockets/socket
	chmod 711 "$BATS_TEST_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_RUN_TMPDIR" 2>/dev/null || :
	cp slurm/munge/key "$sockets/key"
	chown munge: "$sockets/key"
	chmod 400 "$sockets/key"
	setpriv --reuid munge --regid munge --clear-groups munged --foreground \
		--key-file "$sockets/key" --socket "$munge_socket" --pid-file "$sockets/pid" \
		--log-file "$sockets/log" --seed-file "$sockets/seed" >/dev/null 2>&1 3>&- &
	echo $! >munged.pid
	cat >slurm/slurm.conf <<-C
		ClusterName=one
		SlurmctldHost=$name(127.0.0.1)
		SlurmUser=root
		SlurmdUser=root
		AuthType=auth/munge
		AuthInfo=socket=$munge_socket
		CryptoType=crypto/munge
		SlurmctldPort=$port
		SlurmdPort=$((port + 1))
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		SelectType=select/cons_tres
		SelectTypeParameters=CR_CPU
		MpiDefault=none
		ReturnToService=2
		KillWait=1
		MinJobAge=2
		SlurmctldPidFile=$PWD/slurm/slurmctld.pid
		SlurmdPidFile=$PWD/slurm/slurmd.pid
		StateSaveLocation=$PWD/slurm/state
		SlurmdSpoolDir=$PWD/slurm/spool
		SlurmctldLogFile=$PWD/slurm/slurmctld.log
		SlurmdLogFile=$PWD/slurm/slurmd.log
		MailProg=/bin/true
		SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
		NodeName=$name NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=3000 State=UNKNOWN
		PartitionName=hoso Nodes=$name Default=YES MaxTime=INFINITE State=UP
	C
	export SLURM_CONF=$PWD/slurm/slurm.conf
	for _ in $(seq 50); do [ -S "$munge_socket" ] && break; sleep 0.1; done
	slurmctld -D -f "$SLURM_CONF" >/dev/null 2>&1 3>&- &
	echo $! >ctld.pid
	slurmd -D -f "$SLURM_CONF" -N "$name" >/dev/null 2>&1 3>&- &
	echo $! >slurmd.pid
	for _ in $(seq 100); do
		[ "$(sinfo -h -o %t 2>/dev/null)" = idle ] && return 0
		sleep 0.2
	done
	cat slurm/*.log "$sockets/log" >&2
	return 1
}

slurm_down() {
	local name
	scancel -u root 2>/dev/null || :
	for name in slurmd ctld munged; do
		[ ! -s $name.pid ] || kill "$(cat $name.pid)" 2>/dev/null || :
	done
	wait
	[ -z "${sockets-}" ] || rm -r "$sockets"
}

teardown() {
	if [ -e munged.pid ]; then slurm_down; fi
}

need_slurm() {
	local name
	for name in munged slurmctld slurmd sbatch; do
		command -v $name >/dev/null ||
			skip "no $name on this machine (packages munge slurmctld slurmd slurm-client)"
	done
	[ "$(id -u)" = 0 ] || skip 'Slurm has to be started by root'
	slurm_up
}

# until_done: waits for all jobs
until_done() {
	for _ in $(seq 600); do
		[ -z "$(squeue -h)" ] && return 0
		sleep 0.3
	done
	squeue >&2
	return 1
}

@test 'Slurm: an array of shards, then a night, the same bytes as on one machine' {
	need_slurm
	one_machine
	root many
	status 0 hoso-run --settle 0 -j 1 --slurm many
	[ "$(cut -f 1,3 <<<"$output" | tr '\t\n' '  ')" = 'read 1 pack 1 ' ]
	until_done
	diff <(results one) <(results many)
	[ "$(jq -r '[.packed, .quarantined, .left] | join(" ")' many/reports/*.json)" = '4 1 0' ]
	status 0 hoso-run --settle 0 --slurm many
	[ -z "$output" ]
}

@test 'Slurm: a task killed in the middle and one that is begun again lose nothing' {
	need_slurm
	one_machine
	root many
	# As if past nights had been slow: a shard for each dossier.
	cat >many/reports/2020-01-01T000000Z.jsonl <<-'L'
		{"format":1,"event":"begin","time":"2020-01-01T00:00:00Z"}
		{"format":1,"event":"dossier","time":"2020-01-01T00:00:01Z","dossier":"x","outcome":"packed","pages":3,"packed_pages":3,"read":3,"bytes_in":300000}
		{"format":1,"event":"end","time":"2020-01-01T01:00:00Z","outcome":"finished","milliseconds":3600000}
	L
	hoso-run --settle 0 -j 1 --slurm many >submitted
	array=$(awk '$1 == "read" { print $2 }' submitted)
	[ "$(awk '$1 == "read" { print $3 }' submitted)" = 5 ]
	for _ in $(seq 100); do
		[ -n "$(squeue -h -t R -j "$array")" ] && break
		sleep 0.1
	done
	sleep 1
	task=$(squeue -h -t R -j "$array" -o %i | head -n 1)
	scancel --signal=KILL --full "$task" # all of its processes
	sleep 1
	task=$(squeue -h -t R -j "$array" -o %i | head -n 1)
	[ -z "$task" ] || scontrol requeue "$task"
	until_done
	diff <(results one) <(results many)
	hoso-verify many/bundles/*.zip
}
