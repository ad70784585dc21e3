"""Times how long a server takes from being started to its first answer, as a whole process, and its memory then.

usage: startup.py DRYDOCK ROUNDS [DOCKER-REGISTRY]

With a docker-registry, both start in turn.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

from contextlib import closing

import docker_registry

# Seconds after which a server that does not answer, or does not end, is reported.
limit = 10


def start(arguments, port, path):
    """Starts a server, and returns the milliseconds to its first answer and its resident MiB after that."""
    started = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=limit)) as connection:
                    connection.request("GET", path)
                    assert connection.getresponse().status == 200
                break
            except TimeoutError:
                sys.exit(f"{arguments[0]} accepted a connection and did not answer for {limit} s")
            except ConnectionRefusedError:
                if process.poll() is not None:
                    sys.exit(f"{arguments[0]} ended with {process.returncode}")
        milliseconds = (time.perf_counter() - started) * 1000
        with open(f"/proc/{process.pid}/status") as status:
            return milliseconds, int(re.search(r"VmRSS:\s*(\d+)", status.read())[1]) / 1024
    finally:
        process.terminate()
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            sys.exit(f"{arguments[0]} did not end within {limit} s of SIGTERM")


def free_port():
    return int(subprocess.check_output([sys.executable, os.path.join(os.path.dirname(__file__), "free_port.py")]))


def start_drydock(program, folder):
    port = free_port()
    return start([program, "serve", "--port", str(port)], port, "/_drydock/health")


def start_docker_registry(program, folder):
    port = free_port()
    file = os.path.join(folder, "config.yml")
    with open(file, "w") as config:
        print(docker_registry.json.dumps(docker_registry.configuration(port, folder)), file=config)
    return start([program, "serve", file], port, "/v2/")


rounds = int(sys.argv[2])
programs = [(sys.argv[1], start_drydock)] + [(program, start_docker_registry) for program in sys.argv[3:]]
measured = [[] for _ in programs]
with tempfile.TemporaryDirectory() as folder:
    for _ in range(rounds):
        for (program, start_once), results in zip(programs, measured):
            results.append(start_once(program, folder))
for (program, _), results in zip(programs, measured):
    times, sizes = zip(*results)
    print(f"{os.path.basename(program)}: start to first answer: median {statistics.median(times):.1f} ms, "
          f"{min(times):.1f} to {max(times):.1f} ms, {rounds} starts; "
          f"resident memory then: {statistics.median(sizes):.1f} MiB")
