"""Compiles the translations and puts the resources into wheels: the build hook.

An editable install reads `resources/` beside the package and must not copy it: a copy would soon be outdated.
"""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Called by hatchling for every build of a wheel or a source archive."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the resources to the build; `version` is `standard` or `editable`."""
        root = Path(self.root)
        runpy.run_path(str(root / "packaging" / "translate.py"))["compile_translations"](root)
        if self.target_name == "wheel" and version == "standard":
            files = (path for path in (root / "resources").rglob("*") if path.is_file())
            build_data["force_include"] |= {
                str(path): f"diary/{path.relative_to(root)}" for path in files if path.suffix != ".pyc"
            }
