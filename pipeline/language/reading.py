"""A sentence read in another language: found in the catalogue whole, as a sentence with figures in it, or in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

CHINESE = re.compile("[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
SEPARATORS = {
    "\n": "\n", "  ": "  ", "；": "; ", "。": ". ", "：": ": ", "，": ", ", "、": ", ", " · ": " · ", "　": "  ", " × ": " × ", " 至 ": " to ",
    " → ": " → ", " ": " ",
}  # fmt: skip
"""What joins the parts of a sentence, the strongest first, and its counterpart."""
IN_BRACKETS = re.compile("(.+)（([^（）]*)）")
ENOUGH = 2
"""Chinese characters by which a sentence is known; the parts of a shorter one must all be known themselves."""


class Reading:
    """Turns the program's Chinese into what the catalogue has for it; what is not in it stays as it is."""

    def __init__(self, catalogue: Mapping[str, str]) -> None:
        self._whole = {source: text for source, text in catalogue.items() if text}
        fluid = [source for source in self._whole if PLACEHOLDER.search(source)]
        fluid.sort(key=_known_by, reverse=True)
        self._fluid = [(_pattern(source), self._whole[source], _known_by(source) < ENOUGH) for source in fluid]
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        if not CHINESE.search(text):
            return text
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def template(self, source: str, **parts: object) -> str:
        """The message `source` with `parts` in their places, each as it is."""
        return self._whole.get(source, source).format(**parts)

    def _read(self, text: str) -> str:
        """The reading that leaves the least Chinese, the more specific first."""
        whole = self._whole.get(text)
        if whole is not None:
            return whole
        best, left = text, _chinese(text)
        for found in self._candidates(text):
            if _chinese(found) < left:
                best, left = found, _chinese(found)
            if not left:
                break
        return best

    def _candidates(self, text: str) -> Iterator[str]:
        for pattern, target, is_short in self._fluid:
            if found := pattern.fullmatch(text):
                parts = {name: self(part) for name, part in found.groupdict().items()}
                if not (is_short and any(map(_chinese, parts.values()))):
                    yield target.format(**parts)
        if found := IN_BRACKETS.fullmatch(text):
            yield f"{self(found[1])} ({self(found[2])})"
        for separator, joint in SEPARATORS.items():
            if separator in text:
                parts_read = [self(part.strip()) for part in text.split(separator)]
                if separator != " " or not any(map(_chinese, parts_read)):
                    yield joint.join(parts_read).rstrip(" ")
        core = text.strip(" ")
        if core != text:
            yield text.replace(core, self(core))


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile("".join(_pieces(source)), re.DOTALL)


def _pieces(source: str) -> Iterator[str]:
    seen: set[str] = set()
    for literal, name in re.findall(r"([^{]*)(?:\{(\w+)\})?", source):
        yield re.escape(literal)
        if name:
            yield f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            seen.add(name)


def _known_by(source: str) -> int:
    return _chinese(PLACEHOLDER.sub("", source))


def _chinese(text: str) -> int:
    return len(CHINESE.findall(text))
