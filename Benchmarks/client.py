"""Times the documented flow with this client and with upstream ZenML, each command as a whole process.

usage: drydock exec --world fixtures/ml-team.yaml -- python3 Benchmarks/client.py ZENML UPSTREAM ROUNDS

UPSTREAM is the program `zenml` of ZenML 0.63.0, such as .build-zenml/bin/zenml, which `make compare-zenml` installs.
In each round both run the same commands against the emulator of `drydock exec`, in stores of their own that are new, one
command of the one after the same of the other, so that a drift of the machine's speed meets them alike.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

registry = "715803424590.dkr.ecr.us-east-1.amazonaws.com"

# The first one makes the store.
commands = [
    "stack get",
    "--help",
    "service-connector register aws --type aws --resource-type docker-registry --auto-configure",
    "service-connector list",
    "service-connector list-resources --connector-type aws --resource-type docker-registry",
    f"container-registry register ecr -f aws --uri={registry}",
    "container-registry connect ecr --connector aws",
    "stack register s -c ecr -a default -o default --set",
    "service-connector login aws --resource-type docker-registry",
]


def run(program, command, folder):
    """Runs a command, and returns the milliseconds that it took."""
    variables = dict(
        os.environ,
        HOME=folder,
        XDG_DATA_HOME=os.path.join(folder, ".local", "share"),
        XDG_CONFIG_HOME=os.path.join(folder, ".config"),
        DOCKER_CONFIG=os.path.join(folder, "docker"),
        AWS_CONFIG_FILE=os.path.join(os.environ["HOME"], ".aws", "config"),
        AWS_SHARED_CREDENTIALS_FILE=os.path.join(os.environ["HOME"], ".aws", "credentials"),
        ZENML_ANALYTICS_OPT_IN="false",
    )
    started = time.perf_counter()
    ended = subprocess.run([program, *command.split()], env=variables, cwd=folder, capture_output=True, text=True)
    milliseconds = (time.perf_counter() - started) * 1000
    if ended.returncode != 0:
        sys.exit(f"{program} {command} left with {ended.returncode}:\n{ended.stdout}{ended.stderr}")
    return milliseconds


programs, rounds = sys.argv[1:3], int(sys.argv[3])
times = {(program, command): [] for program in programs for command in commands}
for _ in range(rounds):
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        for command in commands:
            for program, folder in zip(programs, (ours, theirs)):
                times[program, command].append(run(program, command, folder))

print(f"{'ms, median of ' + str(rounds):24} {'here':>8} {'ZenML':>9}  command")
totals = [0, 0]
for command in commands:
    medians = [statistics.median(times[program, command]) for program in programs]
    totals = [total + median for total, median in zip(totals, medians)]
    print(f"{'':24} {medians[0]:8.1f} {medians[1]:9.1f}  zenml {command}")
print(f"{'':24} {totals[0]:8.1f} {totals[1]:9.1f}  all of them")
