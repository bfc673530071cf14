"""What axe has against a page."""

from __future__ import annotations

from typing import Any

ALIKE = """() => {
    const seen = new Set(), plain = 'rgba(0, 0, 0, 0) none 1 none static';
    const look = (element, ground) => {
        element.removeAttribute('data-contrast');
        const style = getComputedStyle(element);
        const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.position].join(' ');
        if (own !== plain) ground += '/' + own;
        const letters = [ground, style.color, style.fill, style.fontSize, style.fontWeight, style.textShadow].join(' ');
        const written = [...element.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim());
        const alone = element.closest('label, button, input, select, textarea, [disabled], [aria-disabled]');
        if (alone || written && !seen.has(letters) && element.checkVisibility({visibilityProperty: true})) {
            element.setAttribute('data-contrast', '');
            seen.add(letters);
        }
        for (const child of element.children) look(child, ground);
    };
    look(document.documentElement, '');
    axe.configure({rules: [{id: 'color-contrast', selector: '[data-contrast]'}]});
    return axe.run({resultTypes: ['violations']});
}"""
"""Letters of one colour, size and weight on the same grounds are held against them once: each cell of a long table would be most of axe's work."""


def faults_of_access(page: Any) -> str:
    """Its report where a rule is broken, else nothing. Where rules hold is not listed, which would be half of its work."""
    from axe_playwright_python.base import AXE_SCRIPT, AxeResults

    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(ALIKE))
    return found.generate_report() if found.violations_count else ""
