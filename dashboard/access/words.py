"""Why somebody is not let in, in words of one language: whoever stands outside has not chosen any yet."""

from dashboard.access.entry import Refused
from dashboard.language import texts


def of(refused: Refused, code: str) -> str:
    """What is the matter, and whom to ask."""
    told = texts(code)
    contact = refused.contact or told["access.administrator"]
    return told[refused.refusal].format(name=refused.name, contact=contact)
