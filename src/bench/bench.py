#!/usr/bin/env python3
"""Times commands as whole processes.

  bench.py run N -- CMD...            wall clock and peak resident memory of N runs
  bench.py first-packet N -- MXRAY    from process start to the first DNS packet of a scan
  bench.py pair N -- A... -- B...     two commands in turn, and the ratio of their medians

Prints minimum, median and maximum. The first run warms the disk cache and is not counted.
"""
import os
import socket
import statistics
import subprocess
import sys
import time


def run(cmd):
    """(seconds, peak RSS in MiB, exit code) of one run."""
    start = time.monotonic()
    process = subprocess.Popen(cmd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - start, usage.ru_maxrss / 1024, process.returncode


def first_packet(mxray):
    """Seconds from start to the first packet that a resolver on loopback sees."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as resolver:
        resolver.bind(("127.0.0.1", 0))
        resolver.settimeout(20)
        spec = "127.0.0.1:%d" % resolver.getsockname()[1]
        start = time.monotonic()
        process = subprocess.Popen(mxray + ["scan", "--resolver", spec, "--timeout", "0.3", "example.com"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        resolver.recv(4096)
        seconds = time.monotonic() - start
        process.wait()
        return seconds


def line(what, values, unit):
    return "%-28s min %8.3f  median %8.3f  max %8.3f %s" % (what, min(values), statistics.median(values), max(values), unit)


def main(argv):
    if len(argv) < 4 or argv[0] not in ("run", "first-packet", "pair") or argv[2] != "--":
        sys.exit(__doc__)
    n, rest = int(argv[1]), argv[3:]
    if argv[0] == "first-packet":
        first_packet(rest)
        print(line("first packet", [first_packet(rest) for _ in range(n)], "s"))
        return
    commands = [rest]
    if argv[0] == "pair":
        cut = rest.index("--")
        commands = [rest[:cut], rest[cut + 1:]]
    for cmd in commands:
        run(cmd)
    rows = [[run(cmd) for cmd in commands] for _ in range(n)]
    medians = []
    for i, cmd in enumerate(commands):
        name = os.path.basename(cmd[0])
        print(line(name + " wall", [row[i][0] for row in rows], "s"))
        print(line(name + " peak memory", [row[i][1] for row in rows], "MiB"))
        print("%-28s %s" % (name + " exit codes", sorted({row[i][2] for row in rows})))
        medians.append(statistics.median(row[i][0] for row in rows))
    if len(medians) == 2:
        print("ratio of the medians         %.2f" % (medians[0] / medians[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
