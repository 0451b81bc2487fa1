# SPDX-License-Identifier: MIT
"""The repository of the release: commits, tags that are releases, and what is not committed."""
import datetime
import os
import subprocess
from pathlib import Path

import number
from problem import Unable


class History:
    def __init__(self, repository):
        self.repository = Path(repository)
        try:
            self.git("rev-parse", "--git-dir")
        except FileNotFoundError:
            raise Unable("git is not installed") from None
        except subprocess.CalledProcessError:
            raise Unable(f"{repository} is no git repository: a release is made from a commit") from None

    def git(self, *words, given=None, **environment):
        run = subprocess.run(["git", "--no-optional-locks", "-C", str(self.repository), *words], input=given, check=True,
                             capture_output=True, text=not isinstance(given, bytes), env={**os.environ, **environment})
        return (run.stdout if isinstance(run.stdout, str) else run.stdout.decode()).rstrip()

    def commit(self, name="HEAD"):
        """The full name of a commit, or None."""
        try:
            return self.git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        except subprocess.CalledProcessError:
            return None

    def date(self, commit):
        return int(self.git("show", "-s", "--format=%ct", commit))

    def uncommitted(self):
        return [row[3:] for row in self.git("status", "--porcelain", "-z", "--untracked-files=normal").split("\0") if row]

    def releases(self):
        """{number: tag's commit} of all releases that this repository knows."""
        tags = [(number.parse(tag), tag) for tag in self.git("tag", "--list").split()]
        return {found: self.commit(tag) for found, tag in tags if found}

    def is_shallow(self):
        return self.git("rev-parse", "--is-shallow-repository") == "true"

    def is_ancestor(self, older, newer):
        return subprocess.run(["git", "-C", str(self.repository), "merge-base", "--is-ancestor", older, newer],
                              capture_output=True).returncode == 0

    def last_release(self, commit):
        """The highest release that `commit` has in its history or is, or None."""
        return max((found for found, tagged in self.releases().items() if self.is_ancestor(tagged, commit)), default=None)

    def write_commit(self, parent, changed, removed, message, epoch):
        """A commit with some files of `parent` changed or removed; no branch and no folder notices. Its name."""
        index = {"GIT_INDEX_FILE": str(self.repository / self.git("rev-parse", "--git-path", f"index.release.{os.getpid()}"))}
        when = {f"GIT_{who}_DATE": f"{epoch} +0000" for who in ("AUTHOR", "COMMITTER")}
        try:
            self.git("read-tree", parent, **index)
            for path in removed:
                self.git("update-index", "--force-remove", path, **index)
            for path, file in changed.items():
                blob = self.git("hash-object", "-w", "--stdin", given=file.data)
                self.git("update-index", "--add", "--cacheinfo", f"100{file.mode:o},{blob},{path}", **index)
            return self.git("commit-tree", self.git("write-tree", **index), "-p", parent, "-m", message, **when)
        except subprocess.CalledProcessError as error:
            raise Unable(f"git cannot write the commit: {error.stderr}") from None
        finally:
            Path(index["GIT_INDEX_FILE"]).unlink(missing_ok=True)

    def adopt(self, commit, tag, message, epoch):
        """The branch moves on to `commit`, which gets a tag."""
        try:
            self.git("tag", "-a", tag, commit, "-m", message, GIT_COMMITTER_DATE=f"{epoch} +0000")
            try:
                self.git("merge", "--ff-only", "--quiet", commit)
            except subprocess.CalledProcessError:
                self.git("tag", "-d", tag)
                raise
        except subprocess.CalledProcessError as error:
            raise Unable(f"git cannot tag the release: {error.stderr}") from None


def day(epoch):
    return datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).date()
