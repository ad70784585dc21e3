"""A pytest fixture with an emulator of Amazon ECR, STS and ECR's registry: the program ``drydock``."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import pytest

#: The arguments of the marker, each with its default.
MARKER_ARGUMENTS = {"world": None, "identity": None, "region": None, "seed": None, "via": "proxy"}

#: How long the program has for its start, and then for its end, in seconds.
TIME_LIMIT = 60


class DrydockError(Exception):
    """What the emulator could not do, in its own words."""


class Drydock:
    """A running emulator. Made by the fixture ``drydock``."""

    def __init__(self, program, endpoint, variables, unset):
        self._program = program
        self._unset = unset
        #: Such as ``http://127.0.0.1:40123``.
        self.endpoint = endpoint
        #: The variables that lead a program to the emulator.
        self.environment = variables

    def run(self, *arguments):
        """Runs a verb of ``drydock`` on this emulator, and returns what it prints.

        Raises ``DrydockError`` with the program's own sentence where it fails.
        """
        return _run(self._program, arguments, {"DRYDOCK_ENDPOINT": self.endpoint})

    def events(self, denied=False):
        """The calls since the start or the last reset, oldest first, as CloudTrail has them."""
        return json.loads(self.run("events", "--json", *(["--denied"] if denied else [])))

    def explain(self):
        """Why the last call was denied that signature, token or policy refused, and what would allow it."""
        return self.run("explain")

    def files(self, folder):
        """Writes ``config``, ``credentials``, ``ca.pem`` and ``truststore.jks`` into a folder."""
        self.run("files", str(pathlib.Path(folder).absolute()))

    def reset(self):
        """Goes back to the world as loaded, and forgets the calls."""
        self.run("reset")


def _run(program, arguments, variables):
    result = subprocess.run(
        [program, *map(str, arguments)],
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if result.returncode != 0:
        raise DrydockError(result.stderr.strip() or f"{program} left with status {result.returncode}")
    return result.stdout


def _start(program, options, folder):
    """Starts the program and returns it with its endpoint, once it accepts connections."""
    ready = folder / "ready.json"
    log = folder / "log"
    with log.open("w") as output:
        try:
            process = subprocess.Popen(
                [program, "serve", "--port", "0", "--ready-file", str(ready), *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise DrydockError(f"{program} cannot be run ({error.strerror}); give its path with --drydock PATH") from error
    waited = 0
    while not ready.exists():
        try:
            process.wait(timeout=0.01)
        except subprocess.TimeoutExpired:
            waited += 0.01
            if waited < TIME_LIMIT:
                continue
            _end(process)
            raise DrydockError(f"{program} serve was not ready within {TIME_LIMIT} seconds: {log.read_text()}") from None
        raise DrydockError(log.read_text().strip() or f"{program} serve ended with status {process.returncode}")
    return process, f"http://127.0.0.1:{json.loads(ready.read_text())['port']}"


def _end(process):
    process.terminate()
    try:
        process.wait(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _client(program, endpoint, arguments):
    """The emulator, with what its clients need of variables, by the program's own table of them."""
    options = ["--endpoint", endpoint, "--via", arguments["via"]]
    for name in ("identity", "region"):
        if arguments[name] is not None:
            options += ["--" + name, arguments[name]]
    variables = json.loads(_run(program, ["env", *options, "--format", "json"], {}))
    # Of a shell's lines only the one that unsets; no variable of this process is to be kept by the program.
    lines = _run(program, ["env", *options, "--format", "shell"], {}).splitlines()
    unset = [name for line in lines if line.startswith("unset ") for name in line.split()[1:]]
    return Drydock(program, endpoint, variables, unset)


def _arguments(request):
    arguments = dict(MARKER_ARGUMENTS)
    # The marker of a class or module counts where the test's own has nothing.
    for marker in reversed(list(request.node.iter_markers("drydock"))):
        if marker.args:
            raise pytest.UsageError("the marker drydock takes names and values, such as world='world.yaml'")
        for name, value in marker.kwargs.items():
            if name not in MARKER_ARGUMENTS:
                known = ", ".join(MARKER_ARGUMENTS)
                raise pytest.UsageError(f"the marker drydock has no argument '{name}'; it has {known}")
            arguments[name] = value
    return arguments


def _world_options(world, request, folder):
    if world is None:
        return []
    text = str(world)
    if "\n" in text:
        path = folder / "world.yaml"
        path.write_text(text)
        return ["--world", str(path)]
    return ["--world", str(request.path.parent / text)]


def _forget_sessions(monkeypatch=None):
    """Has ``boto3.client`` look for keys anew: boto3 keeps those of its first call, which were another test's.

    With ``monkeypatch``, what was there comes back after the test.
    """
    boto3 = sys.modules.get("boto3")
    if boto3 is None:
        return
    if monkeypatch is not None:
        monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    boto3.DEFAULT_SESSION = None


@pytest.fixture
def drydock(request, monkeypatch):
    """An emulator for one test, whose environment leads to it."""
    arguments = _arguments(request)
    program = request.config.getoption("drydock")
    with tempfile.TemporaryDirectory(prefix="pytest-drydock-") as name:
        folder = pathlib.Path(name)
        options = _world_options(arguments["world"], request, folder)
        if arguments["seed"] is not None:
            options += ["--seed", str(arguments["seed"])]
        # The copies of the CA that `drydock env` makes go with the test.
        monkeypatch.setenv("XDG_DATA_HOME", name)
        _forget_sessions(monkeypatch)
        process, endpoint = _start(program, options, folder)
        try:
            emulator = _client(program, endpoint, arguments)
            for variable in emulator._unset:
                monkeypatch.delenv(variable, raising=False)
            for variable, value in emulator.environment.items():
                monkeypatch.setenv(variable, value)
            yield emulator
        finally:
            _end(process)
            _forget_sessions()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A test that fails shows the calls that were refused while it ran."""
    outcome = yield
    report = outcome.get_result()
    emulator = item.funcargs.get("drydock") if hasattr(item, "funcargs") else None
    if report.when == "call" and report.failed and isinstance(emulator, Drydock):
        try:
            denied = emulator.run("events", "--denied")
        except DrydockError:
            return
        if denied:
            report.sections.append(("calls that the emulator refused", denied))


def pytest_addoption(parser):
    parser.getgroup("drydock").addoption(
        "--drydock",
        metavar="PATH",
        default="drydock",
        help="The program drydock (default: the one on the PATH).",
    )


def pytest_configure(config):
    names = ", ".join(f"{name}=…" for name in MARKER_ARGUMENTS)
    config.addinivalue_line("markers", f"drydock({names}): what the emulator of the fixture drydock is started with.")
