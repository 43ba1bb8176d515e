"""A machine translation of a quote, asked of the language model that is set: what ``papertiger explain --translate`` does."""

from __future__ import annotations

from papertiger.cli.output import tell
from papertiger.errors import EndpointError, SettingsError
from papertiger.readers.llm.asking import client_of
from papertiger.readers.llm.translating import translate
from papertiger.records import ClaimRecord
from papertiger.report.languages import Language
from papertiger.report.translated import Translated
from papertiger.settings import from_environment


def asked(record: ClaimRecord, language: Language) -> Translated:
    """Ask for the quote of a claim in `language`, telling first what is sent where; a failure is told and no end of the command.

    Raises:
        SettingsError: no language model is set, or its file of answers cannot be used.
        SpentError: the cap would be passed.
    """
    endpoint = from_environment().llm
    if endpoint is None:
        raise SettingsError(
            "--translate asks a language model and none is set; set PAPERTIGER_LLM_ADDRESS and PAPERTIGER_LLM_MODEL (docs/llm.md)"
        )
    quote = record.quote.exact
    tell(f"asking {endpoint.model} at {endpoint.address}; only the quote is sent, {len(quote):,} characters")
    try:
        found = translate(quote, record.article.language, language, client_of(endpoint), endpoint)
    except EndpointError as error:
        return Translated(language, None, str(error))
    return Translated(language, found)
