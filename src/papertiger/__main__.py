"""``python -m papertiger``."""

from papertiger.cli import main

if __name__ == "__main__":
    main()
