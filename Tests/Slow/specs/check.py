"""Reads every file of the suite with other YAML readers, and holds it against the JSON Schema of its kind.

    check.py ROOT

PyYAML reads YAML 1.1 and ruamel.yaml 1.2: what both read, and read alike but for words that 1.1 takes for booleans and
dates, any reader of YAML 1.2 reads. Prints what is wrong and a count; exits 1 when anything is.
"""
import datetime
import json
import pathlib
import sys

import jsonschema
import yaml
from ruamel.yaml import YAML

root = pathlib.Path(sys.argv[1])
kinds = {"cases": "case", "clients": "client", "profiles": "profile", "requirements": "requirement"}
problems = []


def alike(old, new):
    """Whether a value of YAML 1.1 is the value of YAML 1.2."""
    if isinstance(old, dict) and isinstance(new, dict):
        return len(old) == len(new) and all(alike(a, b) and alike(old[a], new[b]) for a, b in zip(old, new))
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(alike, old, new))
    if isinstance(old, bool) and isinstance(new, str):
        return new.lower() in (("on", "yes", "y") if old else ("off", "no", "n"))
    return type(old) is type(new) and old == new


def plain(value):
    """Dates as the texts that they are in YAML 1.2's core schema, and mappings with keys of text."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


schemas = {
    kind: jsonschema.Draft202012Validator(json.loads((root / f"specs/{kind}.schema.json").read_text()))
    for kind in [*kinds.values(), "source"]
}
for validator in schemas.values():
    validator.check_schema(validator.schema)
files = sorted([*(root / "specs").rglob("*.yaml"), *(root / "fixtures/requests").rglob("*.yaml")])
for path in files:
    name = path.relative_to(root)
    try:
        old = yaml.safe_load(path.read_text())
        new = YAML(typ="safe", pure=True).load(path.read_text())
    except Exception as error:
        problems.append(f"{name}: {' '.join(str(error).split())}")
        continue
    if not alike(old, new):
        problems.append(f"{name}: PyYAML and ruamel.yaml read different values")
    kind = "source" if path.name == "sources.yaml" else kinds.get(name.parts[1])
    if kind:
        for error in schemas[kind].iter_errors(plain(new)):
            where = "/".join(map(str, error.absolute_path))
            problems.append(f"{name}: {where}: {error.message[:200]}")

# What the schema of cases has to refuse.
sample = {"format": 2, "area": "a", "cases": [{"id": "a", "title": "t", "request": {}, "expect": None}]}
for expect in [{"text": {"$matchs": "x"}}, {"status": {"$gt": "x"}}, {"headers": {"$any": True, "$absent": True}},
               {"precondition": {"texts": "x"}}, {"answered": True, "or_refused": {"states": 400}}, "answerd"]:
    sample["cases"][0]["expect"] = expect
    if schemas["case"].is_valid(sample):
        problems.append(f"the schema of cases accepts {expect}")

print("\n".join(problems + [f"{len(files)} files, {len(problems)} problems"]))
sys.exit(bool(problems) or not files)
