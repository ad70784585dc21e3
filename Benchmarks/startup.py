"""Times how long `drydock serve` takes from being started to its first answer, as whole processes.

usage: startup.py DRYDOCK ROUNDS
"""

import http.client
import os
import statistics
import subprocess
import sys
import time

from contextlib import closing

drydock, rounds = sys.argv[1], int(sys.argv[2])
times = []
for _ in range(rounds):
    port = int(subprocess.check_output([sys.executable, os.path.join(os.path.dirname(__file__), "free_port.py")]))
    started = time.perf_counter()
    process = subprocess.Popen([drydock, "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
                    connection.request("GET", "/_drydock/health")
                    assert connection.getresponse().status == 200
                break
            except ConnectionRefusedError:
                if process.poll() is not None:
                    sys.exit(f"drydock serve ended with {process.returncode}")
        times.append((time.perf_counter() - started) * 1000)
    finally:
        process.terminate()
        process.wait()
print(f"start to first answer: median {statistics.median(times):.1f} ms, {min(times):.1f} to {max(times):.1f} ms, {rounds} starts")
