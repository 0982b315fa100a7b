"""The words of speaking: cues, report verbs, pronouns, and what quotation marks hold besides speech."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class SpeechWords:
    """The keys of ``speech.toml``."""

    cues: frozenset[str]
    cue_typos: Mapping[str, str]
    clitics: frozenset[str]
    clitic_cues: frozenset[str]
    continuing_cues: frozenset[str]
    report_verbs: frozenset[str]
    weak_report_verbs: frozenset[str]
    passive_report_verbs: frozenset[str]
    agent_markers: frozenset[str]
    according_to: frozenset[str]
    source_nouns: frozenset[str]
    cue_openers: frozenset[str]
    singular_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    clause_openers: frozenset[str]
    not_speech_before: frozenset[str]
    account_heads: frozenset[str]
    document_heads: frozenset[str]
    plural_endings: tuple[str, ...] = ()  # of verbs in the plural
    report_participles: frozenset[str] = frozenset()  # hat … "gesagt"
    split_verbs: frozenset[str] = frozenset()  # "teilte … mit"
    according_with_noun: frozenset[str] = frozenset()  # "nach" Angaben von
    according_behind: frozenset[str] = frozenset()  # der Polizei "zufolge"
    impersonal_subjects: frozenset[str] = frozenset()  # hieß "es" in dem Schreiben
    conjunctives: frozenset[str] = frozenset()  # verbs in the mood of reported speech
    goes_on_after_attribution: bool = False  # "A," she said. "B.": one quotation in two parts
