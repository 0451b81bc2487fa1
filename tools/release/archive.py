# SPDX-License-Identifier: MIT
"""A tree as .tar.gz and .zip whose bytes depend on nothing but the tree and its date: sorted, owned by nobody,
with two modes, one time, no name of the machine."""
import gzip
import io
import tarfile
import time
import zipfile

LEVEL = 9


def write_tar(stream, top, tree, epoch):
    """The uncompressed archive: other versions of zlib pack it differently, its own bytes never differ."""
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, file in tree.items():
            info = tarfile.TarInfo(f"{top}/{path}")
            info.mtime, info.mode = epoch, file.mode
            if file.is_link:
                info.type, info.linkname = tarfile.SYMTYPE, file.text()
                archive.addfile(info)
            else:
                info.size = len(file.data)
                archive.addfile(info, io.BytesIO(file.data))


def write_tar_gz(stream, tar):
    with gzip.GzipFile(filename="", fileobj=stream, mode="wb", compresslevel=LEVEL, mtime=0) as packed:
        packed.write(tar)


def write_zip(stream, top, tree, epoch):
    date = time.gmtime(max(epoch, 315532800))[:6]  # the format begins in 1980
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for path, file in tree.items():
            info = zipfile.ZipInfo(f"{top}/{path}", date)
            info.create_system = 3  # Unix: the mode is in the upper half
            info.external_attr = ((0o120000 if file.is_link else 0o100000) | file.mode) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.data, compresslevel=LEVEL)
