"""Makes a Debian root file system of packages that this machine has installed: debian_root.py FOLDER PACKAGE ...

What the packages depend on comes along, and so does dpkg's own account of them, so that dpkg works there. Documents and
translations are left out.
"""

import glob
import os
import re
import shutil
import subprocess
import sys

LEFT_OUT = ("/usr/share/doc/", "/usr/share/man/", "/usr/share/locale/", "/usr/share/info/", "/usr/share/i18n/")


def query(*arguments):
    return subprocess.run(["dpkg-query", *arguments], check=True, capture_output=True, text=True).stdout


def installed():
    """The packages by name, each with what it depends on; and who provides a name."""
    depends, providers = {}, {}
    form = "${Package}\t${Pre-Depends}, ${Depends}\t${Provides}\n"
    for line in query("--show", "--showformat", form).splitlines():
        name, needs, provides = line.split("\t")
        depends[name] = [[word(each) for each in need.split("|")] for need in needs.split(",") if need.strip()]
        for each in [name] + [word(each) for each in provides.split(",") if each.strip()]:
            providers.setdefault(each, name)
    return depends, providers


def word(text):
    return re.split(r"[ (:]", text.strip())[0]


def closure(names):
    depends, providers = installed()
    found, open_names = set(), list(names)
    while open_names:
        name = providers[open_names.pop()]
        if name in found:
            continue
        found.add(name)
        for alternatives in depends[name]:
            present = [each for each in alternatives if each in providers]
            if present:
                open_names.append(present[0])
    return sorted(found)


def copy(path, root):
    if path.startswith(LEFT_OUT) or not os.path.lexists(path):
        return
    # Where /lib is a link to /usr/lib, the root has the same.
    target = root + os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    if os.path.lexists(target):
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(path):
        os.symlink(os.readlink(path), target)
    elif os.path.isdir(path):
        os.makedirs(target, exist_ok=True)
    else:
        shutil.copy2(path, target)


def main(root, names):
    for link in ("bin", "lib", "lib64", "sbin"):
        if os.path.islink("/" + link):
            os.makedirs(root, exist_ok=True)
            os.symlink(os.readlink("/" + link), os.path.join(root, link))
            os.makedirs(os.path.join(root, os.readlink("/" + link)), exist_ok=True)
    packages = closure(names)
    os.makedirs(root + "/var/lib/dpkg/info")
    os.makedirs(root + "/tmp", mode=0o1777)
    for package in packages:
        for path in query("--listfiles", package).splitlines():
            copy(path, root)
    with open(root + "/var/lib/dpkg/status", "w") as status:
        for package in packages:
            status.write(query("--status", package) + "\n")
            for files in glob.glob(f"/var/lib/dpkg/info/{package}[.:]*list"):
                shutil.copy2(files, root + "/var/lib/dpkg/info")
    subprocess.run(["ldconfig", "-r", root], check=True)


main(sys.argv[1], sys.argv[2:])
