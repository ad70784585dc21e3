"""Prints the median of each group of rows `operation connections server value`, and each server's share of the bare one."""

import statistics
import sys
from collections import defaultdict

groups = defaultdict(list)
for line in open(sys.argv[1]):
    operation, connections, server, value = line.split()
    groups[operation, connections, server].append(float(value))
for (operation, connections, server), values in groups.items():
    bare = statistics.median(groups[operation, connections, "bare"])
    median = statistics.median(values)
    print(f"{operation:22} {connections:12} {server:>10} {median:10.0f}   {median / bare:6.1%} of bare")
