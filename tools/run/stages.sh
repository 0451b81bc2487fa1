# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Runs a list of stages (stages.txt, nightly.txt) and adds up what they count. A stage in which nothing
# was executed has failed. Source after lib.sh; then: run_stages <file> [only]; closing_line.

passed=0
failed=0
skipped=0

# count <stage> <passed> <failed> <skipped> <seconds>
count() {
    [ "$(($2 + $3))" -gt 0 ] || set -- "$1" 0 1 "$4" "$5" "no test was executed"
    passed=$((passed + $2))
    failed=$((failed + $3))
    skipped=$((skipped + $4))
    printf '   %-16s %4d passed, %d failed, %d skipped   %d s%s\n' "$1" "$2" "$3" "$4" "$5" "${6:+   ($6)}"
}

# Numbers out of a log: ctest's summary, or the last "N passed, M failed" of a script.
read_ctest() {
    awk '/ tests? failed out of /{ for (i = 1; i < NF; i++) { if ($i == "out") all = $(i + 2)
                                   if ($i ~ /^tests?$/ && $(i + 1) == "failed") bad = $(i - 1) } }
         /\*\*\*Skipped/{ skip++ }
         END { printf "%d %d %d\n", all - bad - skip, bad, skip }' "$1"
}

read_script() {
    awk 'match($0, /[0-9]+ passed, [0-9]+ failed/) { split(substr($0, RSTART), n, /[^0-9]+/); ok = n[1]; bad = n[2]
             skip = 0; if (match($0, /[0-9]+ skipped/)) skip = substr($0, RSTART) + 0 }
         END { printf "%d %d %d\n", ok, bad, skip }' "$1"
}

# run_stage <name> <kind> <where> [what...]
run_stage() {
    name=$1 kind=$2 where=$3
    shift 3
    begun=$(now)
    log="$ROOT/build/log/$name"
    mkdir -p "$ROOT/build/log"
    progress "$name"
    status=0
    case $kind in
        ctest)
            # A label is the name of a folder of tests/, and Ninja has a target for each folder.
            (build "$where" "tests/$1/all") || {
                count "$name" 0 1 0 "$(since "$begun")" "the build failed"
                return 0
            }
            label="^$1\$"
            shift
            show ctest --test-dir "$ROOT/build/$where" -L "$label" -j "$JOBS" --output-on-failure \
                --no-tests=error "$@" >"$log" 2>&1 </dev/null || status=$?
            # shellcheck disable=SC2046  # three numbers
            set -- $(read_ctest "$log")
            ;;
        script)
            if [ ! -x "$ROOT/$where" ]; then
                count "$name" 0 1 0 0 "this checkout has no $where"
                return 0
            fi
            show "$ROOT/$where" "$@" >"$log" 2>&1 </dev/null || status=$?
            # shellcheck disable=SC2046  # three numbers
            set -- $(read_script "$log")
            ;;
        *) die "stage $name: what is '$kind'?" ;;
    esac
    note=
    # A script may fail without counting it; that is a failure all the same.
    if [ "$status" != 0 ] && [ "$2" = 0 ]; then
        set -- "$1" 1 "$3"
        note="exit status $status"
    fi
    if [ "$status" != 0 ] || [ "$DUNLIN_VERBOSE" = 1 ]; then
        show_log "$log"
    fi
    count "$name" "$1" "$2" "$3" "$(since "$begun")" ${note:+"$note"}
}

# What a reader wants of a failed stage: the failing tests' output, bounded.
show_log() {
    if [ "$DUNLIN_VERBOSE" = 1 ]; then
        cat "$1" >&2
    else
        grep -vE '^ *[0-9]+/[0-9]+ Test .* Passed|^ *Start +[0-9]+:' "$1" | head -120 >&2 || :
        warn "all of it: ${1#"$ROOT"/}"
    fi
}

# run_stages <file> [only]
run_stages() {
    found=
    while read -r stage_name stage_kind stage_where stage_what <&3; do
        case $stage_name in '' | '#'*) continue ;; esac
        case ",${2:-$stage_name}," in *",$stage_name,"*) ;; *) continue ;; esac
        found=1
        # shellcheck disable=SC2086  # words of the table
        run_stage "$stage_name" "$stage_kind" "$stage_where" $stage_what
    done 3<"$1"
    [ -n "$found" ] || die "there is no stage '$2'" "--list names them"
}

list_stages() { sed -n 's/^\([a-z0-9][^ ]*\) .*/\1/p' "$1"; }

# The one line that says it all, alone on its line; the status follows it.
closing_line() {
    extra=
    [ "$skipped" = 0 ] || extra=", $skipped skipped"
    printf '%d passed, %d failed%s\n' "$passed" "$failed" "$extra"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
