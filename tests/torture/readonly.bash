# shellcheck shell=bash disable=SC2154 # scripts/torture reads it, and has the rest
# Nobody may write to the inbox: it is told, what is there stays there.
case_readonly() {
	fresh root
	if [ "$(id -u)" = 0 ]; then
		if ! mount --bind root/inbox root/inbox 2>/dev/null; then
			left_out 'nothing can be mounted here'
			return
		fi
		mount -o remount,ro,bind root/inbox
	else
		chmod a-w root/inbox
	fi
	run root
	local status=$?
	[ "$status" = 1 ] || [ "$status" = 3 ] || complain "status $status"
	[ -s messages ] || complain 'it says nothing'
	if [ "$(id -u)" = 0 ]; then umount root/inbox; else chmod u+w root/inbox; fi
	nothing_lost root
	[ "$(find root/inbox -type f | wc -l)" = "$(wc -l <came)" ] || complain 'something was taken'
	whole root 'the inbox may be written again'
	echo 'readonly: 1 time'
}
