"""A reader for tests of workers: it makes one claim-free reading of any text, and dies or hangs when the text says so."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from papertiger.errors import ArticleError, DataFileError
from papertiger.news.article import Article
from papertiger.readers import Reading
from papertiger.records import Coder
from papertiger.settings import Settings

CODER = Coder(reader="mortal", version="1", config="sha256:mortal", frame="")
NAME = "mortal.v1"


class MortalReader:
    """Obeys the words of a text."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def read(self, article: Article) -> Reading:
        """A reading without claims."""
        obey(article.text)
        return Reading(article, "en", CODER, (), sentences=1, parsed=0)


def obey(text: str) -> None:
    """What a text tells its reader to do, if it tells anything."""
    for word in text.split():
        if word == "DIE" or (word.startswith("ONCE:") and not Path(word[5:]).exists()):
            if word != "DIE":
                Path(word[5:]).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "HANG":
            while True:
                pass
        if word == "CRASH":
            raise ValueError("told to crash")
        if word == "REFUSE":
            raise ArticleError("x", "a language that nobody reads", cure="try another")
        if word == "BROKEN":
            raise DataFileError("frames.yaml", 3, "broken")


def install(folder: Path) -> Path:
    """Make a folder that, on the path, announces the reader as a package would; spawned processes see it too."""
    about = folder / "mortal-1.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: mortal\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(
        f"[papertiger.readers]\n{NAME} = mortal:MortalReader\n", encoding="utf-8"
    )
    return folder
