"""One document to one source folder: read it, find whose it is, let every reader find its own, write it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from etl.extract.combine import combine
from etl.extract.context import context_of, names_of, province_codes, type_codes
from etl.extract.document import Context, Document, Extraction, Read, Reader, Row
from etl.extract.figures.ita_table import read_ita
from etl.extract.figures.risk_table import read_risks
from etl.extract.figures.target_table import read_targets
from etl.extract.files.formats import read_document
from etl.extract.measures.measure_table import read_measure_tables
from etl.extract.measures.narrative import read_narratives
from etl.extract.multi_year.plan_list import read_plan_lists
from etl.extract.one_year.status_list import read_status_lists
from etl.extract.one_year.year_list import read_year_lists
from etl.extract.persons import drop_persons
from etl.extract.proof.sums import prove_budgets
from etl.extract.review.write import folder_name, write_source
from etl.extract.sheets.detail_sheet import read_detail_sheets
from etl.extract.sheets.merge import merge_sheets
from etl.extract.whose.identify import Candidate, identify_organisation
from etl.extract.working_plan.working_plan import read_working_plans
from etl.read import ORIGIN_FILE, read_origin
from etl.registry.read import RegistryRow

# Each finds tables or texts of its own kind and leaves the others alone; the order settles which reading of a
# plan that two of them know comes first.
PLAN_READERS: list[Reader] = [
    read_plan_lists,
    read_status_lists,
    read_year_lists,
    read_working_plans,
    read_measure_tables,
    read_narratives,
]
OTHER_READERS: list[Reader] = [read_ita, read_targets, read_risks]


class UnknownOrganisationError(Exception):
    """Whose document it is cannot be told: `candidates` are those it may be, none when no name was read."""

    def __init__(self, file_name: str, candidates: list[Candidate]) -> None:
        """Keep the candidates for the question to the user."""
        super().__init__(file_name)
        self.file_name = file_name
        self.candidates = candidates


class OtherDocumentError(Exception):
    """A folder of that name holds the extraction of another document; the text is its path."""


@dataclass(frozen=True)
class Extracted:
    """The source folder of a document; `is_new` is false when it stood there already and was left alone."""

    folder: Path
    extraction: Extraction
    organisation: str
    score: float | None
    is_new: bool


def extract(
    path: Path, out: Path, reference: Path, registry: list[RegistryRow], org_code: str | None
) -> Extracted:
    """Read a document and write its source folder below `out`.

    Raises UnreadableDocument, UnknownOrganisationError when neither `org_code` nor the register settles
    whose it is, and OtherDocumentError. A folder of the same bytes is left as it is, with its review.
    """
    document = read_document(path)
    known = out / folder_name(document.file_name)
    if (known / ORIGIN_FILE).is_file():
        if read_origin(known).sha256 != document.sha256:
            raise OtherDocumentError(str(known))
        return Extracted(known, Extraction(), "", None, is_new=False)
    organisation, score = _organisation(document, registry, org_code)
    names = names_of(organisation, reference) if organisation.name_th else ()
    context = context_of(organisation.org_code, names, reference)
    extraction = read_all(document, context)
    if organisation.name_th:
        row = _organisation_row(organisation, reference)
        extraction.tables = {"organisation": [row], **extraction.tables}
    folder = write_source(out, document, extraction, organisation.full_name or "?", organisation.org_code)
    return Extracted(folder, extraction, organisation.full_name, score, is_new=True)


def read_all(document: Document, context: Context) -> Extraction:
    """Everything the readers find in a document: lists and sheets merged, sums proved, persons left out."""
    plans = combine(reader(document, context) for reader in PLAN_READERS)
    merged = merge_sheets(plans, read_detail_sheets(document, context), context)
    of_file = Extraction(doubts=list(document.notes))
    extraction = combine([of_file, merged, *(reader(document, context) for reader in OTHER_READERS)])
    prove_budgets(extraction)
    drop_persons(extraction)
    _drop_settled_counts(extraction)
    return extraction


def _drop_settled_counts(extraction: Extraction) -> None:
    """A list that lost projects was told of before its sheets were read; with all of them found it is settled."""
    found = Counter(row["plan_id"].value for row in extraction.tables.get("project", []))
    stated = {
        row["plan_id"].value: row["stated_project_count"].value for row in extraction.tables.get("plan", [])
    }
    if all(not count or int(count) == found[plan_id] for plan_id, count in stated.items()):
        extraction.doubts = [doubt for doubt in extraction.doubts if doubt.rule_code != "project_count"]


def _organisation(
    document: Document, registry: list[RegistryRow], org_code: str | None
) -> tuple[RegistryRow, float | None]:
    if org_code:
        row = next((row for row in registry if row.org_code == org_code), None)
        return row or RegistryRow(org_code, "", "", "", ""), None
    candidates = identify_organisation(document, registry)
    if len(candidates) != 1:
        raise UnknownOrganisationError(document.file_name, candidates)
    chosen = candidates[0]
    return next(row for row in registry if row.org_code == chosen.org_code), chosen.score


def _organisation_row(organisation: RegistryRow, reference: Path) -> Row:
    values = {
        "org_code": organisation.org_code,
        "type_code": type_codes(reference).get(organisation.type_th, ""),
        "name_th": organisation.name_th,
        "district_th": organisation.district_th,
        "province_code": province_codes(reference).get(organisation.province_th, ""),
        "annual_budget_baht": "",
        "locator": f"register {organisation.org_code}",
    }
    return {name: Read(value, value, values["locator"]) for name, value in values.items()}
