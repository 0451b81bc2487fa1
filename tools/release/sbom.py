# SPDX-License-Identifier: MIT
"""The bill of materials of a release as SPDX 2.3 in JSON: the distribution, its parts with their files, the pinned
parts of others, and who depends on whom."""
import base64
import datetime
import hashlib
import json
import re
import uuid

import licence

FILE = "dunlin.spdx.json"
DOCUMENT = "SPDXRef-DOCUMENT"
ROOT = "SPDXRef-Dunlin"
COPYRIGHT = f"Copyright (c) 2026 {licence.HOLDER}"
NAMESPACE = uuid.UUID("6f1d3c0a-5a0e-5e52-9d5b-7a3a52b6d2d1")  # of Dunlin's documents
LOCKED = "package-lock.json"  # of npm, for tests


def identifier(*words):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", "-".join(words))


def file_id(path):
    return identifier("File", hashlib.sha256(path.encode()).hexdigest()[:20])


def verification_code(files):
    return hashlib.sha1("".join(sorted(file.sha1() for file in files)).encode()).hexdigest()


def described_file(path, file, its_licence):
    return {"SPDXID": file_id(path), "fileName": "./" + path,
            "checksums": [{"algorithm": "SHA1", "checksumValue": file.sha1()},
                          {"algorithm": "SHA256", "checksumValue": file.sha256()}],
            "licenseConcluded": its_licence, "licenseInfoInFiles": [its_licence], "copyrightText": COPYRIGHT}


def own_package(name, spdx_id, version, its_licence, files, excluded=()):
    code = {"packageVerificationCodeValue": verification_code(files.values())}
    if excluded:
        code["packageVerificationCodeExcludedFiles"] = ["./" + path for path in excluded]
    return {"SPDXID": spdx_id, "name": name, "versionInfo": version, "downloadLocation": "NOASSERTION",
            "supplier": f"Organization: {licence.HOLDER}", "filesAnalyzed": True, "packageVerificationCode": code,
            "licenseConcluded": its_licence, "licenseDeclared": its_licence, "licenseInfoFromFiles": [its_licence],
            "copyrightText": COPYRIGHT}


def pinned_package(item, pin):
    upstream = pin.get("upstream", {})
    return {"SPDXID": identifier("Pinned", item["name"]), "name": item["name"], "versionInfo": item["version"],
            "downloadLocation": upstream.get("url", "NOASSERTION"), "filesAnalyzed": False,
            "packageFileName": upstream.get("url", "").rsplit("/", 1)[-1] or pin["file"],
            "checksums": [{"algorithm": "SHA256", "checksumValue": upstream.get("sha256", pin["sha256"])}],
            "licenseConcluded": item["license"], "licenseDeclared": item["license"], "copyrightText": "NOASSERTION",
            "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                              "referenceLocator": f"pkg:generic/{item['name']}@{item['version']}"}]}


def locked_packages(tree):
    """Packages that tests have npm install, by their lock files, each once."""
    told = set()
    for path in tree:
        if path.rsplit("/", 1)[-1] != LOCKED:
            continue
        for place, item in json.loads(tree[path].text()).get("packages", {}).items():
            if not place:
                continue
            name = place.rpartition("node_modules/")[2]
            package = identifier("Npm", name, item["version"], hashlib.sha256(item["integrity"].encode()).hexdigest()[:6])
            if package in told:
                continue
            told.add(package)
            algorithm, _, digest = item["integrity"].partition("-")
            known = item.get("license", "NOASSERTION")
            yield {"SPDXID": package,
                   "name": name, "versionInfo": item["version"], "filesAnalyzed": False, "downloadLocation": "NOASSERTION",
                   "checksums": [{"algorithm": algorithm.upper(), "checksumValue": base64.b64decode(digest).hex()}],
                   "licenseConcluded": known, "licenseDeclared": known, "copyrightText": "NOASSERTION",
                   "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator":
                                     f"pkg:npm/{name.replace('@', '%40')}@{item['version']}"}]}


def users(tree, owner, names):
    """{(part, part or pinned name)}: whose sources include whose headers."""
    homes = {}
    for path in tree:
        if path.endswith(".h"):
            homes.setdefault(path.rsplit("/", 1)[-1], set()).add(owner(path)["name"])
    found = set()
    for path, file in tree.items():
        if not path.endswith((".c", ".h", ".S")) or path.startswith(("tests/", "compat/source_tree/")):
            continue
        mine = owner(path)["name"]
        for header in re.findall(r'^[ \t]*#[ \t]*include[ \t]+["<]([^">]+)[">]', file.text(), re.M):
            first, _, _ = header.partition("/")
            owners = homes.get(header.rsplit("/", 1)[-1], set())
            if first in names or first in ("psa", "netif"):
                found.add((mine, {"psa": "mbedtls", "netif": "lwip"}.get(first, first)))
            elif len(owners) == 1 and mine not in owners:
                found.add((mine, next(iter(owners))))
    return found


def relation(source, kind, target):
    return {"spdxElementId": source, "relationshipType": kind, "relatedSpdxElement": target}


def of_release(tree, manifest, licences, epoch, excluded):
    """The text of the document. `excluded`: files of the release that it cannot know."""
    version = manifest.scalars["version"]
    owner = manifest.owners()
    files = {part["name"]: {} for part in manifest.parts}
    for path, file in tree.items():
        files[owner(path)["name"]][path] = file
    parts = [part for part in manifest.parts if files[part["name"]]]
    pins = {item["name"]: json.loads(tree[item["pin"]].text()) for item in manifest.dependencies}
    root = own_package("Dunlin", ROOT, version, licence.OURS, tree, excluded)
    created = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    root.update(primaryPackagePurpose="OPERATING_SYSTEM", releaseDate=created)
    window = manifest.scalars.get("support", "").removeprefix("until ")
    if window[:1].isdigit():
        root["validUntilDate"] = window + "T23:59:59Z"
    packages = [root]
    relations = [relation(DOCUMENT, "DESCRIBES", ROOT)]
    for part in parts:
        mine = identifier("Part", part["name"])
        packages.append(own_package(part["name"], mine, version if part["version"] == "release" else part["version"],
                                    part["license"], files[part["name"]]))
        relations.append(relation(ROOT, "CONTAINS", mine))
        relations += [relation(mine, "CONTAINS", file_id(path)) for path in files[part["name"]]]
    packages += [pinned_package(item, pins[item["name"]]) for item in manifest.dependencies]
    for user, used in sorted(users(tree, owner, pins)):
        kind = "Pinned" if used in pins else "Part"
        relations.append(relation(identifier("Part", user), "DEPENDS_ON", identifier(kind, used)))
    for package in locked_packages(tree):
        packages.append(package)
        relations.append(relation(package["SPDXID"], "TEST_DEPENDENCY_OF", ROOT))
    content = "".join(f"{path}\0{file.sha256()}\n" for path, file in tree.items())
    return json.dumps({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": DOCUMENT, "name": f"dunlin-{version}",
        "documentNamespace": f"urn:uuid:{uuid.uuid5(NAMESPACE, version + content)}",
        "creationInfo": {"created": created, "creators": [f"Organization: {licence.HOLDER}", f"Tool: dunlin-release-{version}"]},
        "documentDescribes": [ROOT], "packages": packages,
        "files": [described_file(path, file, licences[path]) for path, file in tree.items()],
        "relationships": relations}, indent=1) + "\n"
