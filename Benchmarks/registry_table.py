"""Prints the medians of the rows of RegistryBenchmark, each server beside the other.

A push is compared with what hashing and writing allow: no layer can be pushed faster than one core hashes, and none is
on the disk before its bytes are. The cores are what a server used in all its threads while the operation took its time,
and what the generator used, for they share the machine. The memory is by how much a server's grew at most.

A limit is measured once in a round, before the operations: a share of more than 100 % says that others used the disk or
the processors at one of the two moments, and that the run should be done again on a quiet machine.
"""

import statistics
import sys
from collections import defaultdict

limits = defaultdict(list)
rows = defaultdict(lambda: defaultdict(list))
for line in open(sys.argv[1]):
    first, *columns = line.rstrip("\n").split("\t")
    if first == "limit":
        limits[columns[0], columns[1]].append(float(columns[2]))
    else:
        server, unit, *numbers = columns
        rows[first, unit][server].append([float(number) for number in numbers])

print("The machine allows:")
for (name, unit), values in limits.items():
    print(f"  {name:36}{statistics.median(values):10,.0f} {unit}")
hashing, writing = (statistics.median(values) for values in list(limits.values())[:2])

print()
print(f"{'operation':20}{'unit':9}{'drydock':>9}{'docker-registry':>17}{'ratio':>8}{'of hashing':>12}{'of writing':>12}"
      f"{'cores used':>16}{'by generator':>16}{'memory grew':>16}")
for (operation, unit), servers in rows.items():
    def median(server, value):
        return statistics.median(map(value, servers[server]))

    def pair(value, form, width):
        names = ("drydock", "docker-registry")
        shown = [form.format(median(name, value)) if name in servers else "-" for name in names]
        return f"{' / '.join(shown):>{width}}"

    speeds = {name: median(name, lambda row: row[0] / row[1]) for name in servers}
    other = speeds.get("docker-registry")
    columns = [f"{operation:20}{unit:9}{speeds['drydock']:9,.0f}"]
    columns.append(f"{other:17,.0f}{speeds['drydock'] / other:7.1f}x" if other else f"{'-':>17}{'-':>8}")
    is_push = operation.startswith("push") and unit == "MiB/s"
    columns += [f"{speeds['drydock'] / limit:12.0%}" if is_push else " " * 12 for limit in (hashing, writing)]
    columns.append(pair(lambda row: row[2] / row[1], "{:.2f}", 16))
    columns.append(pair(lambda row: row[3] / row[1], "{:.2f}", 16))
    columns.append(pair(lambda row: row[4] / 1024, "{:.0f}", 12) + " MiB")
    print("".join(columns))
