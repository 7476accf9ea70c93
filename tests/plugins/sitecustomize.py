"""Loaded by Python at start where this folder is on PYTHONPATH: makes some inputs do to their reader what a bug in a
library would. A file that begins with `%TRAP crash`, `hang`, `swell` or `bug` does so when it is read, a PDF that ends
with `%TRAP page 3` at its third page; a process that has `TRAP_KILLED_AT` files to write is killed while it writes that
one."""

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
            read, read_page = module.read_pages, module._pdf_page
            crash_at = set()

            def trapped(file, *given, **more):
                data = file.data
                if data.startswith(b"%TRAP crash"):
                    os.abort()
                if data.startswith(b"%TRAP hang"):
                    time.sleep(3600)
                if data.startswith(b"%TRAP swell"):
                    return [bytearray(64 * 1024 * 1024) for _ in range(1000)]
                crash_at.clear()
                if b"%TRAP page " in data[-20:]:
                    crash_at.add(int(data[-2:]))
                if data.startswith(b"%TRAP bug"):
                    return {}["a bug"]
                return read(file, *given, **more)

            def trapped_page(file, number, options):
                if number in crash_at:
                    os.abort()
                return read_page(file, number, options)

            module.read_pages, module._pdf_page = trapped, trapped_page

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
