"""Whom the comparison is between: organisations chosen by name, or one and its peers by a rule."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import polars as pl

from dashboard import formats
from dashboard.data import ask
from dashboard.language import local, t
from dashboard.view import Filters, known, organisation_name

BY_NAME = "name"
RULES = (BY_NAME, "type", "province", "region", "budget")
# As many as a reader compares at a glance.
MOST = 8
# By how many per cent a budget may differ from one's own.
STEPS = (10, 25, 50, 100)
USUAL_STEP = 25


@dataclass(frozen=True)
class Group:
    """The group that is ranked, and those of it that are shown: at most eight, the one it is about first.

    `shown` are rows of `compare_organisations`; `size` is how many the whole group has.
    """

    rule: str
    own_code: str | None
    shown: pl.DataFrame
    size: int = 0
    by_plan_size: int = 0
    within: int = USUAL_STEP
    of_same_type: bool = False
    is_chosen: bool = False

    @cached_property
    def codes(self) -> list[str]:
        """The organisations shown, in their order."""
        return self.shown["org_code"].to_list()

    @cached_property
    def names(self) -> dict[str, str]:
        """Their short names; two of one name are told apart by their provinces and districts."""
        return labels(self.shown)

    @cached_property
    def numbered(self) -> dict[str, str]:
        """The names, each with the number by which the whole page calls it."""
        return {code: f"{number}. {name}" for number, (code, name) in enumerate(self.names.items(), start=1)}

    @cached_property
    def drafts(self) -> set[str]:
        """Those whose plan of the year is only a draft."""
        return set(self.shown.filter("is_draft")["org_code"])

    @property
    def own(self) -> dict[str, Any]:
        """The one that the group is about: the first."""
        return self.shown.row(0, named=True)

    @property
    def parameters(self) -> dict[str, Any]:
        """The group as queries bind it."""
        return {
            "peer_rule": self.rule,
            "org_code": self.own_code,
            "org_codes": ",".join(self.codes) or None,
            "budget_within": float(self.within),
            "same_type": self.of_same_type,
        }

    @property
    def link(self) -> dict[str, object]:
        """The group as the address writes it."""
        return {
            "peers": self.rule,
            "org": None if self.rule == BY_NAME else self.own_code,
            "orgs": ",".join(self.codes),
            "within": self.within if self.rule == "budget" else None,
            "same": "1" if self.of_same_type else None,
        }

    @property
    def words(self) -> str:
        """The rule in words, with how many it finds."""
        return _rule_words(self)


def chosen_group(view: Filters, said: Callable[[str], str | None]) -> Group:
    """The group that an address says; without a choice the first organisations of the scope with data."""
    rule = known(said("peers"), list(RULES))
    chosen = _known_codes(formats.several(said("orgs")))
    rule = rule or ("type" if view.org_code and not chosen else BY_NAME)
    if rule == BY_NAME:
        return _by_name(view, chosen)
    own = view.org_code or next(iter(_by_name(view, []).codes), None)
    group = Group(rule, own, pl.DataFrame(), within=_within(said), of_same_type=_is_of_same_type(rule, said))
    asked = ",".join(code for code in chosen if code != own) or None
    rows = _organisations(view, {**asked_of(group), "org_codes": asked})
    if asked and rows.height == 1:
        # None of those chosen is in this group.
        asked, rows = None, _organisations(view, asked_of(group))
    return _filled(replace(group, shown=rows, is_chosen=asked is not None))


def labels(rows: pl.DataFrame) -> dict[str, str]:
    """Code -> short name; where several bear one name, with what tells them apart: the province or the district."""
    counted = rows.with_columns(
        pl.len().over("short_name_th").alias("same"),
        pl.col("province_th").n_unique().over("short_name_th").alias("provinces"),
    )
    return {row["org_code"]: _label(row) for row in counted.iter_rows(named=True)}


def _label(row: dict[str, Any]) -> str:
    name, province = str(row["short_name_th"]), row["province_th"]
    if row["same"] == 1:
        return name
    place = province if row["provinces"] == row["same"] else f"{row['district_th']} {province}"
    return f"{name} ({place})"


def _by_name(view: Filters, chosen: list[str]) -> Group:
    """Those chosen; without a choice the one of the filter and the first with data of the scope."""
    group = Group(BY_NAME, chosen[0] if chosen else view.org_code, pl.DataFrame(), is_chosen=bool(chosen))
    rows = _organisations(view, {**asked_of(group), "org_codes": ",".join(chosen[:MOST]) or None})
    if not chosen:
        with_data = rows.filter(pl.col("years").is_not_null() | pl.col("is_own"))
        rows = with_data if with_data.height else rows
    return replace(group, shown=rows, own_code=view.org_code if not chosen else chosen[0], size=rows.height)


def _filled(group: Group) -> Group:
    if not group.shown.height:
        return group
    first = group.own
    return replace(group, size=first["found_organisations"], by_plan_size=first["found_by_plan_size"])


def asked_of(group: Group) -> dict[str, Any]:
    """The rule of a group as queries bind it, whoever of it is shown."""
    return {
        "peer_rule": group.rule,
        "org_code": group.own_code,
        "budget_within": float(group.within),
        "same_type": group.of_same_type,
    }


def _organisations(view: Filters, asked: dict[str, Any]) -> pl.DataFrame:
    return ask("compare_organisations", **{**view.parameters, **asked, "row_limit": MOST})


def _known_codes(codes: list[str]) -> list[str]:
    return [code for code in codes if organisation_name(code)]


def _within(said: Callable[[str], str | None]) -> int:
    return int(known(formats.whole_number(said("within")), list(STEPS)) or USUAL_STEP)


def _is_of_same_type(rule: str, said: Callable[[str], str | None]) -> bool:
    return rule not in (BY_NAME, "type") and said("same") == "1"


def _rule_words(group: Group) -> str:
    if group.rule == BY_NAME:
        return t("compare.by_name", count=formats.count(len(group.codes)))
    own, count = group.own, formats.count(group.size)
    kind = local(own, "type") if group.of_same_type or group.rule == "type" else ""
    only = t("compare.only_type", type=kind) if group.of_same_type else ""
    if group.rule == "budget":
        return _size_words(group, own, count) + only
    place = {"type": kind, "province": local(own, "province"), "region": local(own, "region")}[group.rule]
    return t(f"compare.same_{group.rule}_rule", place=place, count=count) + only


def _size_words(group: Group, own: dict[str, Any], count: str) -> str:
    if own["annual_budget_baht"] is None:
        return t("compare.near_plan", percent=group.within, count=count)
    budget = formats.baht(own["annual_budget_baht"])
    words = t("compare.near_budget", percent=group.within, budget=budget, count=count)
    if group.by_plan_size:
        words += t("compare.some_by_plan", count=formats.count(group.by_plan_size))
    return words
