"""Builds an Open SDG site's data with sdg-build, as a process of its own.

``python -m benchmarks.whole_job_sdg FOLDER SITE``, with the Python of an environment that has what
sdg-build needs. FOLDER holds checkouts: ``sdg-build``, ``sdg-translations`` and ``yamlmd``; SITE is
one of a site's data, which is built in place, into ``_site``. It is built as its own
``config_data.yml`` says, but in one language, with the translations from FOLDER instead of GitHub,
and without the metadata that it would ask of the United Nations' server.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import yaml

_ASKS_A_SERVER = "InputSdmxMeta"
_TOLD = (
    "docs_branding",
    "docs_intro",
    "docs_metadata_fields",
    "docs_extra_disaggregations",
    "reporting_status_extra_fields",
)


def main(folder: Path, site: Path) -> None:
    """Build it."""
    for path in (folder / "sdg-build", folder / "yamlmd", site / "scripts"):
        sys.path.insert(0, str(path))
    os.chdir(site)
    # All of these are the checkouts'.
    from alterations import (  # type: ignore[import-not-found]  # noqa: PLC0415
        alter_data,
        alter_meta,
    )
    from sdg.open_sdg import open_sdg_build  # type: ignore[import-not-found]  # noqa: PLC0415

    told = yaml.safe_load(Path("config_data.yml").read_text(encoding="utf-8"))
    theirs = str(folder / "sdg-translations" / "translations")
    open_sdg_build(
        src_dir="",
        site_dir="_site",
        schema_file=told["schema_file"],
        languages=["en"],
        inputs=[one for one in told["inputs"] if one["class"] != _ASKS_A_SERVER],
        translations=[
            {"class": "TranslationInputYaml", "source": theirs},
            {"class": "TranslationInputYaml", "source": "translations"},
        ],
        alter_data=alter_data,
        alter_meta=alter_meta,
        **{key: told[key] for key in _TOLD if key in told},
    )


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:]))
