"""Runs first in each of the two Windows programs: from here on it finds its modules in one archive, which both share.

PyInstaller puts all modules into every program, 10 MB each. Its own part that runs before this one needs no more than ctypes.
"""

import os
import sys

SHARED_MODULES = "modules.pyz"

if getattr(sys, "frozen", False):
    import pyimod01_archive
    import pyimod02_importers

    _place = os.path.join(sys._MEIPASS, SHARED_MODULES)  # noqa: PTH118 - pathlib is in it
    pyimod02_importers.pyz_archive = pyimod01_archive.ZlibArchiveReader(_place, check_pymagic=True)
    sys.path_importer_cache.clear()  # finders keep the archive they were made with
