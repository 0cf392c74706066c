"""What a person reads: briefings, and the working of figures, in English and Chinese."""

from anhui_ftz.reports.briefing import Briefing, briefing
from anhui_ftz.reports.explanation import explain

__all__ = ["Briefing", "briefing", "explain"]
