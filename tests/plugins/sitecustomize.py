"""Loaded by Python at start where this folder is on PYTHONPATH: makes some inputs do to their reader what a bug in a
library would. A file that begins with `%TRAP crash`, `hang`, `swell` or `bug` does so when it is read; a process that
has `TRAP_KILLED_AT` files to write is killed while it writes that one."""

import importlib.abc
import importlib.util
import os
import signal
import sys
import time


class _Trap(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "delibparse.reading.document":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            read = module.read_pages

            def trapped(file, *given, **more):
                data = file.data
                if data.startswith(b"%TRAP crash"):
                    os.abort()
                if data.startswith(b"%TRAP hang"):
                    time.sleep(3600)
                if data.startswith(b"%TRAP swell"):
                    return [bytearray(64 * 1024 * 1024) for _ in range(1000)]
                if data.startswith(b"%TRAP bug"):
                    return {}["a bug"]
                return read(file, *given, **more)

            module.read_pages = trapped

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, _Trap())

if "TRAP_KILLED_AT" in os.environ:
    left, kept = int(os.environ["TRAP_KILLED_AT"]), os.fsync

    def trapped_fsync(file):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        kept(file)

    os.fsync = trapped_fsync
