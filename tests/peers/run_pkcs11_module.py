#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dunlin_pkcs11.so in the hands of others: one suite on it and on SoftHSM, signatures across the two, OpenSC's
own test, and openssl verifying what the token signed. Usage: run_pkcs11_module.py PROGRAM MODULE"""
import glob
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PIN = "0000"
failures = 0


def run(command, env=None, **options):
    return subprocess.run([str(part) for part in command], env=env, text=True, timeout=60,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


def check(sentence, good, output):
    global failures
    print(("ok " if good else "FAILED ") + sentence)
    if not good:
        print(output)
        failures += 1


def softhsm(place):
    """A fresh token: path of the module, and the variables of its environment."""
    found = glob.glob("/usr/lib/softhsm/libsofthsm2.so") + glob.glob("/usr/lib/*/softhsm/libsofthsm2.so")
    if not found:
        sys.exit("SoftHSM is not installed (Debian package softhsm2)")
    (place / "tokens").mkdir()
    (place / "softhsm2.conf").write_text(f"directories.tokendir = {place}/tokens\nobjectstore.backend = file\n"
                                         "log.level = ERROR\n")
    env = {"SOFTHSM2_CONF": f"{place}/softhsm2.conf"}
    made = run(["softhsm2-util", "--init-token", "--free", "--label", "peer", "--pin", PIN, "--so-pin", PIN],
               {**os.environ, **env})
    if made.returncode != 0:
        sys.exit(made.stdout)
    return found[0], env


def check_suites(program, module, place, env):
    other, more = softhsm(place)
    env = {**env, **more}
    for name, path in (("dunlin_pkcs11", module), ("SoftHSM", other)):
        done = run([program, "suite", path, PIN], env)
        check(f"{name} passes the suite", done.returncode == 0, done.stdout)
    done = run([program, "cross", module, PIN, other, PIN], env)
    check("what one token signs, the other verifies", done.returncode == 0, done.stdout)


class Tool:
    """pkcs11-tool on the module, which is built with ASan as everything of the host preset."""

    def __init__(self, module, env):
        preload = run(["gcc", "-print-file-name=libasan.so"]).stdout.strip()
        self.env = {**env, "LD_PRELOAD": preload} if os.path.isabs(preload) else env
        self.command = ["pkcs11-tool", "--module", module, "--login", "--pin", PIN]

    def __call__(self, *arguments):
        return run([*self.command, *arguments], self.env)


def check_tool(module, place, env):
    tool = Tool(module, {**env, "DUNLIN_TOKEN": f"{place}/tool.flash"})
    run(["openssl", "genrsa", "-traditional", "-out", place / "rsa.pem", "2048"])
    run(["openssl", "rsa", "-in", place / "rsa.pem", "-outform", "DER", "-traditional", "-out", place / "rsa.der"])
    run(["openssl", "rsa", "-in", place / "rsa.pem", "-pubout", "-outform", "DER", "-out", place / "rsa.pub"])
    steps = [tool("--write-object", place / "rsa.der", "--type", "privkey", "--label", "rsa", "--id", "02"),
             tool("--write-object", place / "rsa.pub", "--type", "pubkey", "--label", "rsa", "--id", "02"),
             tool("--keypairgen", "--key-type", "EC:prime256v1", "--label", "pair", "--id", "01")]
    check("pkcs11-tool stores an RSA key and makes a pair",
          all(step.returncode == 0 for step in steps), "".join(step.stdout for step in steps))
    done = tool("--test")
    good = done.returncode == 0 and all(text in done.stdout for text in
                                        ("No errors", "SHA256: OK", "RSA-PKCS: OK", "seems to be OK"))
    check("pkcs11-tool --test passes", good, done.stdout)
    return tool


def check_openssl(tool, place):
    (place / "message").write_bytes(b"signed in the token")
    run(["openssl", "dgst", "-sha256", "-binary", "-out", place / "digest", place / "message"])
    run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", place / "ec.pem"])
    run(["openssl", "ec", "-in", place / "ec.pem", "-outform", "DER", "-out", place / "ec.der"])
    done = [tool("--write-object", place / "ec.der", "--type", "privkey", "--label", "ec", "--id", "03"),
            tool("--sign", "--mechanism", "ECDSA", "--id", "03", "--signature-format", "openssl", "--input-file",
                 place / "digest", "--output-file", place / "signature"),
            run(["openssl", "pkeyutl", "-verify", "-inkey", place / "ec.pem", "-in", place / "digest", "-sigfile",
                 place / "signature"])]
    check("openssl verifies what the token signed", "Signature Verified Successfully" in done[-1].stdout,
          "".join(step.stdout for step in done))
    stolen = place / "stolen"
    secret = tool("--read-object", "--type", "privkey", "--id", "03", "--output-file", stolen)
    check("pkcs11-tool gets no private key out", not stolen.exists() or stolen.stat().st_size == 0, secret.stdout)


def main():
    program, module = (Path(path).resolve() for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        env = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0", "DUNLIN_TOKEN": f"{place}/suite.flash"}
        check_suites(program, module, place, env)
        check_openssl(check_tool(module, place, env), place)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
