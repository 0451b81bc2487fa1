#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Signs random requests twice, with PROGRAM and with Python's hmac. Usage: run_sigv4_peer.py PROGRAM"""
import hashlib
import hmac
import random
import subprocess
import sys
from urllib.parse import quote

COUNT = 2000


def encode(data, safe=""):
    return quote(data, safe=safe + "-_.~")


def canonical_query(query):
    pairs = []
    for part in filter(None, query.split(b"&")):
        name, _, value = part.partition(b"=")
        pairs.append((encode(name), encode(value).replace("%3D", "%253D")))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def canonical_headers(headers):
    fields = {}
    for line in filter(None, headers.decode().split("\r\n")):
        name, _, value = line.partition(":")
        fields.setdefault(name.lower(), []).append(" ".join(value.split()))
    names = sorted(fields)
    return "".join(f"{name}:{','.join(fields[name])}\n" for name in names), ";".join(names)


def sign(request):
    key, secret, date, region, service, method, path, query, headers, payload = request
    uri = encode(path or b"/", "/")
    if service != b"s3" and path:
        uri = encode(uri, "/")
    lines, signed = canonical_headers(headers)
    canonical = "\n".join([method.decode(), uri, canonical_query(query), lines, signed,
                           hashlib.sha256(payload).hexdigest()])
    scope = b"/".join([date[:8], region, service, b"aws4_request"]).decode()
    text = "\n".join(["AWS4-HMAC-SHA256", date.decode(), scope, hashlib.sha256(canonical.encode()).hexdigest()])
    derived = b"AWS4" + secret
    for step in (date[:8], region, service, b"aws4_request", text.encode()):
        derived = hmac.new(derived, step, hashlib.sha256).digest()
    return (f"AWS4-HMAC-SHA256 Credential={key.decode()}/{scope}, SignedHeaders={signed}, "
            f"Signature={derived.hex()}")


def text(dice, alphabet, most, least=0):
    return bytes(dice.choice(alphabet) for _ in range(dice.randint(least, most)))


def request(dice):
    token, odd = b"abcXYZ019-_", b"ab/= %~+*\xc3\xa4?:\"#"
    query = b"&".join(text(dice, b"abA%/ ~", 4, 1) + dice.choice([b"", b"=" + text(dice, b"ab%= /\xe2", 5)])
                      for _ in range(dice.randint(0, 8)))
    headers = b"\r\n".join(text(dice, b"hosTX-", 3, 1) + b":" + text(dice, b"a  \tb,:=", 9)
                           for _ in range(dice.randint(1, 9))) + dice.choice([b"", b"\r\n", b"\r\n\r\n"])
    path = dice.choice([b"", b"/" + text(dice, odd, 20)])
    return (text(dice, token, 20, 1), text(dice, token, 120, 1),
            b"2026%02d%02dT235959Z" % (dice.randint(1, 12), dice.randint(1, 28)), text(dice, token, 12, 1),
            dice.choice([b"s3", b"iotdevicegateway", b"s33"]), dice.choice([b"GET", b"PUT", b"POST"]), path,
            query, headers, text(dice, odd, 200))


def main():
    dice = random.Random(20261121)
    requests = [request(dice) for _ in range(COUNT)]
    data = b"".join(b"%d %s\n" % (len(part), part) for one in requests for part in one)
    run = subprocess.run([sys.argv[1]], input=data, stdout=subprocess.PIPE, timeout=50)
    answers = run.stdout.decode().splitlines()
    wrong = [(one, got, sign(one)) for one, got in zip(requests, answers) if got != sign(one)]
    for one, got, want in wrong[:3]:
        print(one, got, want, sep="\n")
    print(f"{len(answers) - len(wrong)} of {COUNT} signatures agree")
    return run.returncode != 0 or len(answers) != COUNT or bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
