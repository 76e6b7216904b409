"""Builds the pages into the distributions, so that installing one requires no Node."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_BUILT = "backend/textgate/static/app/index.html"
# Omit the packages that only tests and checks need.
_COMMANDS = (
    ("npm", "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"),
    ("npm", "run", "build"),
)


class BuildPages(BuildHookInterface[Any]):
    """Builds the pages before packing, unless they exist, as in a source distribution."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # An editable installation serves the pages that scripts/setup builds.
        if version == "editable" or Path(self.root, _BUILT).is_file():
            return
        with_node = str(Path(self.root, "scripts", "with-node"))
        for command in _COMMANDS:
            subprocess.run([with_node, *command], cwd=self.root, check=True)  # noqa: S603 (fixed commands)
        if not Path(self.root, _BUILT).is_file():
            raise RuntimeError(f"The build did not write {_BUILT}.")
