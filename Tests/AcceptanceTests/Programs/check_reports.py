"""Checks the reports of one run, each with a reader that is not Drydock's: check_reports.py JUNIT JSON TAP HTML

Prints what each of them says of the run, or ends with what is wrong with one of them.
"""

import html.parser
import json
import re
import sys
import xml.etree.ElementTree as ElementTree


def check(condition, message):
    if not condition:
        sys.exit(message)


# The elements and attributes that both Ant's schema and Jenkins's know: name -> (required, optional, children).
SCHEMA = {
    "testsuites": ([], [], ["testsuite"]),
    "testsuite": (
        ["name", "timestamp", "hostname", "tests", "failures", "errors", "time", "id", "package"],
        ["skipped"],
        ["properties", "testcase", "system-out", "system-err"],
    ),
    "properties": ([], [], ["property"]),
    "property": (["name", "value"], [], []),
    "testcase": (["name", "classname", "time"], [], ["skipped", "error", "failure"]),
    "skipped": ([], ["message"], []),
    "error": (["type"], ["message"], []),
    "failure": (["type"], ["message"], []),
    "system-out": ([], [], []),
    "system-err": ([], [], []),
}


def check_element(element):
    required, optional, children = SCHEMA[element.tag]
    for name in required:
        check(name in element.attrib, f"{element.tag} lacks {name}")
    for name in element.attrib:
        check(name in required + optional, f"{element.tag} has {name}")
    places = []
    for child in element:
        check(child.tag in children, f"{element.tag} holds {child.tag}")
        places.append(children.index(child.tag))
        check_element(child)
    check(places == sorted(places), f"the parts of {element.tag} are in another order")
    if element.tag == "testsuite":
        check([child.tag for child in element].count("properties") == 1, "a suite has no properties")
        check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", element.get("timestamp")), "timestamp")
        check(element.get("name") and element.get("hostname"), "empty names")
        for name, tag in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
            check(int(element.get(name)) == len(element.findall(tag)), f"{name} is not the number of {tag}")
    if element.tag == "testcase":
        check(len(element) <= 1, "a case has two results")
    for name in ("time",):
        if name in element.attrib:
            check(re.fullmatch(r"\d+\.\d{3}", element.get(name)), f"{name} is not a number of seconds")


def junit(path):
    root = ElementTree.parse(path).getroot()
    check(root.tag == "testsuites", "the root is not testsuites")
    check_element(root)
    result = {}
    for suite in root:
        if suite.findall("testcase/error"):
            standing = "wrong"
        elif suite.findall("testcase/failure"):
            standing = "failed"
        elif suite.findall("testcase/skipped"):
            standing = "skipped"
        else:
            standing = "passed"
        result[suite.get("name")] = standing
    return result


def report(path):
    with open(path, encoding="utf-8") as file:
        value = json.load(file)
    check(value["version"] == 1, "the version is not 1")
    return {instance["id"]["page"]: next(iter(instance["verdict"])) for instance in value["instances"]}


def tap_block(lines, indentation):
    """Reads the points of one level: a plan, then a point a line, each after its subtest and before its YAML block."""
    pad = " " * indentation
    points, plan, place = [], None, 0
    while place < len(lines):
        line = lines[place]
        if not line.startswith(pad) or (points and plan == len(points) and not line.startswith(pad + "  ")):
            break
        text = line[indentation:]
        if match := re.fullmatch(r"1\.\.(\d+)", text):
            check(plan is None, "there are two plans")
            plan = int(match[1])
        elif text.startswith("# Subtest: "):
            inner, used = tap_block(lines[place + 1:], indentation + 4)
            check(inner, "a subtest is empty")
            place += used
        elif match := re.fullmatch(r"(not )?ok (\d+) - ((?:[^#\\]|\\[#\\])*?)( # SKIP (.*))?", text):
            points.append((match[1] is None, bool(match[4]), match[3]))
            check(int(match[2]) == len(points), f"point {match[2]} is not the next")
        elif text == "  ---":
            place += 1
            while lines[place] != pad + "  ...":
                entry = re.fullmatch(r"  [a-z_]+: (\".*\")", lines[place][indentation:])
                check(entry, f"this is not a line of a YAML block: {lines[place]}")
                json.loads(entry[1])
                place += 1
        else:
            sys.exit(f"this is not a line of TAP: {line}")
        place += 1
    check(plan == len(points), f"the plan says {plan}, but there are {len(points)} points")
    return points, place


def tap(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        lines = file.read().split("\n")
    check(lines[0] == "TAP version 14" and lines.pop() == "", "it does not begin or end as TAP does")
    points, used = tap_block(lines[1:], 0)
    check(used == len(lines) - 1, f"there is more: {lines[used + 1:][:1]}")
    return {name: "skipped" if skip else "passed" if ok else "failed" for ok, skip, name in points}


class Page(html.parser.HTMLParser):
    VOID = {"meta", "br"}

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.pages, self.badge = [], [], [], {}, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        check(tag not in ("script", "link", "img", "iframe"), f"it has a {tag}")
        if tag not in self.VOID:
            self.open.append((tag, attrs.get("class", "")))
        if "id" in attrs:
            check(attrs["id"] not in self.ids, f"{attrs['id']} stands there twice")
            self.ids.append(attrs["id"])
        if "href" in attrs:
            self.links.append(attrs["href"])

    def handle_endtag(self, tag):
        check(self.open and self.open[-1][0] == tag, f"{tag} is closed, but {self.open[-1:]} is open")
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] == ("span", "badge") and self.open[-2][0] == "summary":
            self.badge = data
        if self.open and self.open[-1] == ("span", "name"):
            self.pages.setdefault(data, self.badge)


def page(path):
    reader = Page()
    with open(path, encoding="utf-8") as file:
        reader.feed(file.read())
    reader.close()
    check(not reader.open, f"{reader.open} is never closed")
    for link in reader.links:
        check(link.startswith("#") and link[1:] in reader.ids, f"{link} leads nowhere")
    return reader.pages


for read, path in zip((junit, report, tap, page), sys.argv[1:]):
    result = ", ".join(f"{name} {standing}" for name, standing in sorted(read(path).items()))
    print(f"{read.__name__}: {result}")
