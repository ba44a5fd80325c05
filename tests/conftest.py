"""What the tests share: where the samples lie, and which tests this machine can run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# the same examples on every run, and no time limit on a busy machine
settings.register_profile("zhize", derandomize=True, deadline=None)
settings.load_profile("zhize")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked ``office`` are skipped, with a word, where LibreOffice is missing."""
    if shutil.which("soffice"):
        return
    skip = pytest.mark.skip(reason="LibreOffice is not installed: make system")
    for item in items:
        if item.get_closest_marker("office"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the sample manuals (samples/) and their readings (gold/)."""
    return ROOT / "corpus"
