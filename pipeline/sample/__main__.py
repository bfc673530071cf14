"""Write the sample months into an inbox: `python -m pipeline.sample --output examples/inbox`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from pipeline.sample.books import write_sample


def main() -> None:
    parser = ArgumentParser(prog="python -m pipeline.sample", description="写出示例月份的工作簿。")
    parser.add_argument("--output", type=Path, default=Path("examples/inbox"), help="写到这个收件夹。")
    print(*write_sample(parser.parse_args().output), sep="\n")


if __name__ == "__main__":
    main()
