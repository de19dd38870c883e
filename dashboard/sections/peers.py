"""The boxes by which it is chosen whom the comparison is between."""

from dashboard import address, finder, navigation, widgets
from dashboard.filters import Filters
from dashboard.language import t
from dashboard.navigation import Choice
from dashboard.peer_groups import BY_NAME, MOST, RULES, STEPS, Group, asked_of, chosen_group


def read(view: Filters) -> Group:
    """The group that the address asks for; without a choice the first organisations of the scope with data."""
    return chosen_group(view, address.get)


def bar(view: Filters, group: Group) -> None:
    """The boxes by which the group is chosen: the rule, what can be set of it, and who is shown."""
    widgets.select(
        "peers", t("compare.rule"), RULES, group.rule, lambda rule: t(f"compare.rule_{rule}"), ["orgs"]
    )
    if group.rule == "budget":
        widgets.select(
            "within",
            t("compare.within_label"),
            STEPS,
            group.within,
            lambda step: t("compare.within", percent=step),
        )
    if group.rule not in (BY_NAME, "type"):
        widgets.toggle("same", t("compare.same_type"))
    _more(view, group)


def chips(group: Group) -> str:
    """Who is shown, each with the way to leave it out, as HTML."""
    return navigation.choices("chips", (_chip(group, code) for code in group.codes))


def _chip(group: Group, code: str) -> Choice:
    others = ",".join(other for other in group.codes if other != code)
    return Choice(f"{group.names[code]} ✕", {"orgs": others or None, **dict.fromkeys(widgets.LEFT_BEHIND)})


def _more(view: Filters, group: Group) -> None:
    """The box in which others are found that may be shown; the first choice takes the place of those shown unasked."""
    shown = group.codes if group.is_chosen else [group.own_code] if view.org_code else []
    if len(shown) >= MOST:
        return
    finder.box(
        "orgs-more",
        t("compare.add"),
        "compare_choices",
        {**view.parameters, **asked_of(group), "org_codes": ",".join(filter(None, shown))},
        lambda found: {"orgs": ",".join(filter(None, [*shown, found["org_code"]]))},
    )
