"""The words of speaking: cues, report verbs, pronouns, and what quotation marks hold besides speech."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class SpeechWords:
    """The keys of ``speech.toml``."""

    cues: frozenset[str]  # "…," "said" NAME: verbs beside a quotation
    cue_typos: Mapping[str, str]  # slips of the press, and the cue that is meant
    clitics: frozenset[str]  # glued to a cue, and a pronoun: kata"nya"
    clitic_cues: frozenset[str]  # cues with their clitic that are made otherwise
    continuing_cues: frozenset[str]  # who says these has spoken before
    report_verbs: frozenset[str]  # NAME "said (that)" …: a report without marks
    weak_report_verbs: frozenset[str]  # of these, the ones that report only with a person and a clause
    passive_report_verbs: frozenset[str]  # "disampaikan" (oleh) NAME
    agent_markers: frozenset[str]  # disampaikan "oleh" NAME
    according_to: frozenset[str]  # "menurut" NAME, "according to" NAME
    source_nouns: frozenset[str]  # menurut "keterangan" NAME
    cue_openers: frozenset[str]  # between the closing mark and the cue
    singular_pronouns: frozenset[str]  # "he"
    plural_pronouns: frozenset[str]  # "they"
    clause_openers: frozenset[str]  # NAME said "that" …
    not_speech_before: frozenset[str]  # before an opening mark: a title or a nickname, no speech
    account_heads: frozenset[str]  # "akun" @name
    document_heads: frozenset[str]  # papers that say something: a law, a statement
    plural_endings: tuple[str, ...] = ()  # of verbs in the plural
    report_participles: frozenset[str] = frozenset()  # hat … "gesagt"
    split_verbs: frozenset[str] = frozenset()  # "teilte … mit"
    according_with_noun: frozenset[str] = frozenset()  # "nach" Angaben von
    according_behind: frozenset[str] = frozenset()  # der Polizei "zufolge"
    impersonal_subjects: frozenset[str] = frozenset()  # hieß "es" in dem Schreiben
    conjunctives: frozenset[str] = frozenset()  # verbs in the mood of reported speech
    goes_on_after_attribution: bool = False  # "A," she said. "B.": one quotation in two parts
    addressed_verbs: frozenset[str] = frozenset()  # "told": whom it was said to comes before what was said
    opened_report_verbs: frozenset[str] = frozenset()  # "wrote": without "that" it has a thing behind it, no clause
    saying_verbs: frozenset[str] = frozenset()  # "said": nothing but a clause stands behind these
