"""`python -m pipeline` is the command `kaohe`."""

from pipeline.cli.main import main

if __name__ == "__main__":
    main()
