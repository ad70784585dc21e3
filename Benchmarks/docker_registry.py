"""The configuration of a docker-registry on 127.0.0.1: Debian's own, but without authentication and its log.

usage: docker_registry.py PORT FOLDER
"""

import json
import sys


def configuration(port, folder):
    return {
        "version": "0.1",
        "log": {"level": "error", "accesslog": {"disabled": True}},
        "storage": {
            "cache": {"blobdescriptor": "inmemory"},
            "filesystem": {"rootdirectory": folder},
            "redirect": {"disable": True},
        },
        "http": {"addr": f"127.0.0.1:{port}"},
    }


if __name__ == "__main__":
    # JSON is YAML.
    print(json.dumps(configuration(sys.argv[1], sys.argv[2])))
