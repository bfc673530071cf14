"""What axe has against a page."""

from __future__ import annotations

from typing import Any


def faults_of_access(page: Any) -> str:
    """Its report where a rule is broken, else nothing. Where rules hold is not listed, which would be half of its work."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return found.generate_report() if found.violations_count else ""
