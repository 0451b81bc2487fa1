# SPDX-License-Identifier: MIT
"""A copy of the source tree in which a test may break things, kept up to date file by file so that a build of it stays small."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]


def copy_tree(tree):
    """Make the folder `tree` what the working tree is: tracked and new files, without what git ignores and without links."""
    tree.mkdir(parents=True, exist_ok=True)
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True,
                            check=True).stdout.split("\n")
    names = {name for name in listed if name and (ROOT / name).is_file() and not (ROOT / name).is_symlink()}
    for stale in [path for path in tree.rglob("*") if path.is_file() and str(path.relative_to(tree)) not in names]:
        stale.unlink()
    for name in names:
        source, copy = ROOT / name, tree / name
        content = source.read_bytes()
        if not copy.exists() or copy.read_bytes() != content:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
            copy.chmod(source.stat().st_mode)
