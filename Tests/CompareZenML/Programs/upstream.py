"""Runs commands of ZenML as it is installed, one after the other, in a process that has loaded it once.

Each line of standard input is a JSON object with "arguments", "variables", "folder" and "input"; each line of standard
output is one with "output", "error" and "status". Every command runs in a process of its own, forked from this one, so
that it finds the state of a program that has just been started.
"""

import gc
import json
import os
import sys
import tempfile
import traceback

# All that write to a terminal: each has read its width from the environment.
consoles = []


def main():
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    load()
    answers.write(json.dumps({"ready": True}) + "\n")
    answers.flush()
    for line in requests:
        answers.write(json.dumps(run(json.loads(line))) + "\n")
        answers.flush()


def load():
    """Imports all that commands would import, with a home of its own, which they do not get to see."""
    sys.argv = ["zenml"]
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        import zenml.cli.cli  # noqa: F401
        import zenml.config.global_config  # noqa: F401
        import zenml.zen_stores.sql_zen_store  # noqa: F401
        import boto3  # noqa: F401
        import kubernetes  # noqa: F401
        from zenml.integrations.registry import integration_registry
        from zenml.service_connectors.service_connector_registry import service_connector_registry

        integration_registry.activate_integrations()
        service_connector_registry.register_builtin_service_connectors()
    # Most of a command's time otherwise.
    from sqlalchemy.orm import configure_mappers

    configure_mappers()
    from rich.console import Console

    consoles.extend(each for each in gc.get_objects() if isinstance(each, Console))
    gc.freeze()


def run(request):
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error:
        given.write(request["input"].encode())
        given.seek(0)
        child = os.fork()
        if child == 0:
            status = 70
            try:
                for stream, number in ((given, 0), (output, 1), (error, 2)):
                    os.dup2(stream.fileno(), number)
                status = command(request)
            except BaseException:
                traceback.print_exc()
            finally:
                for stream in (sys.stdout, sys.stderr):
                    stream.flush()
                os._exit(status)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return {"output": text(output), "error": text(error), "status": status}


def text(stream):
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def command(request):
    os.environ.clear()
    os.environ.update(request["variables"])
    os.chdir(request["folder"])
    forget()
    sys.argv = ["zenml"] + request["arguments"]
    from zenml.cli.cli import cli

    try:
        cli.main(args=request["arguments"], prog_name="zenml")
    except SystemExit as exit:
        code = exit.code
        return code if isinstance(code, int) else 0 if code is None else 1
    except Exception:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def forget():
    """Makes what was read from the environment at the time of loading what the command's environment says."""
    from zenml.client import Client
    from zenml.config.global_config import GlobalConfiguration

    for kept in (GlobalConfiguration, Client):
        kept._reset_instance() if hasattr(kept, "_reset_instance") else kept._clear()
    columns = int(os.environ.get("COLUMNS", "80"))
    for console in consoles:
        console._width = columns
        console.no_color = "NO_COLOR" in os.environ
        console._environ = os.environ


if __name__ == "__main__":
    main()
