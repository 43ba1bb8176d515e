"""The ``frames,llm`` reader: the deterministic reader and a language model, side by side on every article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from papertiger.news.article import Article
from papertiger.readers.combining import coder_of, combined
from papertiger.readers.llm.ahead import Question
from papertiger.readers.llm.running import ModelReader, Use
from papertiger.readers.reading import Reading
from papertiger.records import Coder
from papertiger.registry import resolve
from papertiger.settings import Settings


class CombinedReader:
    """Reads each article twice and says of every claim who read it; a claim that only the model read proves nothing by itself.

    Attributes:
        frames: the deterministic reader.
        model: the one that asks a language model.
    """

    def __init__(self, settings: Settings, names: Sequence[str], *, client: Any = None) -> None:  # noqa: ANN401 - a Client, or one for tests
        """`names`: of the deterministic reader and of the model's, as registered. `client`: in place of one made of `settings`.

        Raises:
            SettingsError: one of them is not registered, or no endpoint is named.
        """
        first, second = names
        self.frames: Any = resolve("readers", first)(settings)
        self.model = ModelReader(settings, resolve("readers", second), client=client)
        self.model.share(self.frames)

    def calls(self, article: Article) -> Sequence[Question]:
        """See `ModelReader.calls`."""
        return self.model.calls(article)

    def answered(self, key: str) -> bool:
        """See `ModelReader.answered`."""
        return self.model.answered(key)

    def use(self) -> Use:
        """See `ModelReader.use`."""
        return self.model.use()

    def begin(self, article: Article) -> None:
        """See `ModelReader.begin`."""
        self.model.begin(article)

    def prove(self) -> bool:
        """See `ModelReader.prove`."""
        return self.model.prove()

    def read(self, article: Article) -> Reading:
        """Every claim that either reads; the article's language, sentences and fingerprint are the deterministic reader's.

        Raises:
            ArticleError: nobody reads its language. SpentError, UnansweredError: the model can't be asked any more.
        """
        # The model first: where it stops the run, the time of the other would be lost.
        by_model = self.model.read(article)
        return combined(self.frames.read(article), by_model)

    def coder(self, article: Article) -> Coder:
        """What `read` would read the article with, without reading it. Raises ArticleError as `read` does."""
        return coder_of(self.frames.coder(article), self.model.coder(article))

    def close(self) -> None:
        """Ask nothing more."""
        self.model.close()
