"""Plays copies of pages, as pages and as scripts of their commands, and prints pages a second and CPU a page.

usage: scenarios.py BIN PAGES WORLD PAGE...

BIN is the folder of `drydock` and `zenml`, PAGES how many are played in all, and each PAGE a path without its `.md`.
"""

import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

from concurrent.futures import ThreadPoolExecutor

# Starts an emulator of its own, and points the shell at it. The first line says that it listens, and where.
SETUP = r"""
work=$(mktemp -d)
mkfifo "$work/banner"
drydock serve --world "$WORLD" --port 0 >"$work/banner" 2>&1 3>&- &
server=$!
read -r line <"$work/banner"
endpoint=${line#*listens on }
mkdir "$work/home"
HOME=$work/home
eval "$(drydock env --endpoint "${endpoint%%: *}")"
export HOME work server
zenml status >/dev/null
"""
TEARDOWN = r"""
kill "$server"
wait "$server" || true
rm -rf "$work"
"""


def steps(page):
    """The commands of a page, with the exit status of each."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", open(page + ".md").read(), re.M | re.S):
        for step in re.split(r"^\$ ", block, flags=re.M)[1:]:
            status = re.search(r"^\[exit (\d+)\]$", step, re.M)
            found.append((step.split("\n")[0], int(status[1]) if status else 0))
    return found


def shell(page):
    lines = [
        f"{command} >/dev/null 2>&1 && status=0 || status=$?\n[ $status = {wanted} ]\n"
        for command, wanted in steps(page)
    ]
    return "set -eu" + SETUP + "".join(lines) + TEARDOWN


def bats(page):
    # A page may have a command twice, and a file no two tests of one name.
    tests = [
        f"@test {shlex.quote(f'{number}: {command}')} {{\n    run {command}\n    [ $status = {wanted} ]\n}}\n"
        for number, (command, wanted) in enumerate(steps(page), 1)
    ]
    return f"setup_file() {{{SETUP}}}\nteardown_file() {{{TEARDOWN}}}\n" + "".join(tests)


def run(arguments, folder):
    ended = subprocess.run(arguments, cwd=folder, env=variables, capture_output=True, text=True)
    if ended.returncode != 0:
        sys.exit(f"{shlex.join(arguments)} left with {ended.returncode}:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return ended.stdout


def measured(way, count, play):
    """Plays `count` pages by `play`, and prints the row of a way."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    play()
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{way:40} {count:6} {count / seconds:10.1f} {cpu / count * 1000:12.1f}", flush=True)


def play_scripts(program, suffix, count):
    """Plays the scripts of pages in turn, as many at a time as there are processors."""
    paths = [os.path.join(work, os.path.basename(pages[number % len(pages)]) + suffix) for number in range(count)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda path: run([program, path], work), paths))


binaries, total, world, pages = sys.argv[1], int(sys.argv[2]), os.path.abspath(sys.argv[3]), sys.argv[4:]
copies = max(1, total // len(pages))
with tempfile.TemporaryDirectory() as work:
    names = ("PATH", "LANG", "TMPDIR")
    variables = {name: os.environ[name] for name in names if name in os.environ}
    variables.update(PATH=f"{binaries}:{variables['PATH']}", HOME=work, WORLD=world)
    for page in pages:
        for suffix, text in ((".sh", shell(page)), (".bats", bats(page))):
            with open(os.path.join(work, os.path.basename(page) + suffix), "w") as file:
                file.write(text)

    print(f"{'':40} {'pages':>6} {'pages/s':>10} {'CPU ms/page':>12}")
    files = [os.path.abspath(page) + ".md" for page in pages]
    command = ["drydock", "test", *files, "--repeat", str(copies)]
    measured("drydock test", copies * len(pages), lambda: run(command, work))
    few = max(len(pages), total // 30)
    measured("sh, drydock serve, zenml processes", few, lambda: play_scripts("sh", ".sh", few))
    if shutil.which("bats"):
        measured("bats, drydock serve, zenml processes", few, lambda: play_scripts("bats", ".bats", few))
    else:
        print("bats is not installed: left out (apt-get install bats)", file=sys.stderr)
