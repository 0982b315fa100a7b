"""What a careful reader would want to be told about a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.pipeline.detect import UNDETERMINED
from worker.pipeline.record import Warned
from worker.pipeline.stages.date_warnings import date_warnings

if TYPE_CHECKING:
    from worker.pipeline.language import LanguagePack
    from worker.pipeline.record import DateMention, Language
    from worker.pipeline.stages.narrative import Narrative

STATES = {
    "no-opening": ("mark_unpaired", "A closing quotation mark has no opening one; the words from the start of its line are taken."),
    "no-closing": ("mark_unpaired", "An opening quotation mark has no closing one; the words up to the cue are taken."),
}
