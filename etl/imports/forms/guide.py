"""The first sheet of a form: whose it is, how to fill it, what the colours mean, and what the other sheets hold."""

from collections.abc import Iterable
from typing import Any

from pythainlp.util import thai_strftime

from etl.imports.forms.content import Content, is_of_earlier_round
from etl.imports.forms.declare import FINAL_ROUND, FORM_VERSION, GUIDE_SHEET
from etl.imports.forms.looks import BLUE, CARRIED, LINE, LOCKED, NAVY, SLATE, WARNING, Looks, row_height

ORG_CODE, FULL_NAME, FISCAL_YEAR = "รหัส อปท.", "ชื่อ", "ปีงบประมาณ"
REPORT_ROUND, KIND, VERSION, CHECK_CODE = "รอบรายงาน", "ชนิดแบบ", "รุ่นแบบ", "รหัสตรวจแบบ"
IDENTITY = (ORG_CODE, FULL_NAME, FISCAL_YEAR, REPORT_ROUND, KIND, VERSION, CHECK_CODE)
PLAN_KIND, REPORT_KIND = "แบบบันทึกแผน", "แบบรายงานผล"
NO_ROUND = "–"
SIMULATED = "ข้อมูลจำลอง: แบบนี้ทำจากข้อมูลที่สร้างขึ้น ไม่ใช่ข้อมูลของหน่วยงานจริง"
_NAME_WIDTH, _TEXT_WIDTH = 22, 88
_TITLES = {
    PLAN_KIND: "แบบบันทึกแผนปฏิบัติการป้องกันการทุจริต",
    REPORT_KIND: "แบบรายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต",
}


def kind_of(report_round: int | None) -> str:
    """The Thai name of the kind of form."""
    return PLAN_KIND if report_round is None else REPORT_KIND


def write_guide(looks: Looks, content: Content) -> None:
    """Add the first sheet to the workbook."""
    page = looks.book.add_worksheet(GUIDE_SHEET)
    page.set_column(0, 0, _NAME_WIDTH)
    page.set_column(1, 1, _TEXT_WIDTH)
    line = _write_title(page, looks, content)
    line = _write_rows(page, looks, line, "ข้อมูลประจำแบบ (ห้ามแก้ไข)", identity(content))
    steps = [(f"{number}.", text) for number, text in enumerate(_steps(content), 1)]
    line = _write_rows(page, looks, line, "วิธีกรอก", steps, align="right")
    line = _write_colours(page, looks, line, content)
    _write_contents(page, looks, line, content)
    _set_up(page)


def identity(content: Content) -> list[tuple[str, str]]:
    """The labelled values by which a form is known again."""
    form = content.form
    values = [
        form.org_code,
        content.full_name_th,
        str(form.fiscal_year),
        content.round.title_th if content.round else NO_ROUND,
        kind_of(form.report_round),
        FORM_VERSION,
        content.check_code,
    ]
    return list(zip(IDENTITY, values, strict=True))


def _write_title(page: Any, looks: Looks, content: Content) -> int:
    form = content.form
    year = f"ปีงบประมาณ พ.ศ. {form.fiscal_year}"
    parts = [year, content.round.title_th, f"ส่งภายใน {_day(content)}"] if content.round else [year]
    page.write_string(0, 0, _TITLES[kind_of(form.report_round)], looks.title(16))
    page.write_string(1, 0, content.full_name_th, looks.title(13))
    page.write_string(2, 0, " · ".join(parts), looks.plain(text_wrap=False, font_size=11, font_color=SLATE))
    page.set_row(0, 28)
    page.set_row(1, 22)
    if content.is_simulated:
        page.write_string(
            3, 0, SIMULATED, looks.plain(text_wrap=False, bold=True, font_size=11, font_color=WARNING)
        )
        return 5
    return 4


def _day(content: Content) -> str:
    due = content.round.due_date if content.round else None
    return thai_strftime(due, "%-d %B %Y") if due else ""


def _steps(content: Content) -> Iterable[str]:
    if content.round is None:
        yield "กรอกช่องสีขาวเท่านั้น เริ่มจากแผ่น “แผน” แล้วจึงกรอกแผ่น “โครงการ” และแผ่นอื่นที่แผนมีข้อมูล"
        yield "แถวที่มีอยู่แล้วคือข้อมูลที่บันทึกไว้ แก้ได้เมื่อไม่ตรงกับเอกสาร รายการใหม่ให้กรอกต่อในแถวว่าง"
    else:
        yield "แผ่น “รายงานผล” มีโครงการตามแผนของปีนี้ครบแล้ว กรอกเฉพาะช่องสีขาว"
        yield "โครงการที่ยังไม่มีผลให้เว้นว่างทั้งแถว ระบบจะถือว่ายังไม่รายงาน ไม่ใช่ศูนย์และไม่ใช่ไม่ผ่าน"
        yield "เมื่อเลือกสถานะ “ไม่สามารถดำเนินการได้” ให้เลือกเหตุที่ดำเนินการไม่ได้ด้วย"
    if content.form.report_round == FINAL_ROUND:
        yield "รอบ 12 เดือนให้กรอกจำนวนเรื่อง ผล ITA และผลงานของทั้งปีด้วย ส่วนใดยังไม่มีข้อมูลให้เว้นว่าง"
    yield "ช่องที่มีรายการให้เลือก ให้เลือกจากรายการ ตัวเลขพิมพ์เลขไทยหรือเลขอารบิกก็ได้ ไม่ใส่สูตร"
    yield "ช่องว่างหมายถึงไม่มีข้อมูล เลข 0 หมายถึงไม่มีเลย เช่น ไม่ใช้งบประมาณ หรือไม่มีเรื่องร้องเรียน"
    yield "วางเมาส์ที่หัวตารางเพื่ออ่านคำอธิบายของคอลัมน์ อย่าเปลี่ยนหัวตาราง อย่าผสานเซลล์ อย่าซ่อนแถวหรือคอลัมน์"
    yield "ไม่ใส่ชื่อบุคคลหรือข้อมูลส่วนบุคคล ใช้ชื่อสำนัก กอง หรือตำแหน่งแทน"
    due = f" ภายในวันที่ {_day(content)}" if content.round else ""
    yield f"บันทึกเป็น .xlsx แล้วส่งที่หน้า “นำเข้าข้อมูล”{due} ระบบจะบอกว่าช่องใดต้องแก้ก่อนรับเข้า"


def _write_rows(
    page: Any, looks: Looks, line: int, title: str, rows: Iterable[tuple[str, str]], align: str = "left"
) -> int:
    line = _write_section(page, looks, line, title)
    name = looks.plain(font_color=SLATE, bottom=1, bottom_color=LINE, align=align, indent=1)
    text = looks.plain(bottom=1, bottom_color=LINE)
    for place, (label, value) in enumerate(rows, line):
        page.set_row(place, row_height([(value, _TEXT_WIDTH)]))
        page.write_string(place, 0, label, name)
        page.write_string(place, 1, value, text)
        line = place + 1
    return line + 1


def _write_section(page: Any, looks: Looks, line: int, title: str) -> int:
    look = looks.plain(bold=True, font_size=11, font_color=NAVY, bottom=2, bottom_color=NAVY, text_wrap=False)
    page.write_string(line, 0, title, look)
    page.write_blank(line, 1, None, look)
    return line + 1


def _write_colours(page: Any, looks: Looks, line: int, content: Content) -> int:
    line = _write_section(page, looks, line, "ความหมายของสี")
    meanings = [
        (NAVY, "หัวตาราง", "คอลัมน์ที่ต้องกรอกในทุกแถวที่ใช้"),
        (BLUE, "หัวตาราง", "คอลัมน์ที่เว้นว่างได้"),
        (SLATE, "หัวตาราง", "คอลัมน์ที่ระบบกรอกให้"),
        ("#ffffff", "", "ช่องสำหรับกรอก"),
        (LOCKED, "", "ช่องที่ล็อกไว้ ใช้อ่านเท่านั้น"),
    ]
    if any(is_of_earlier_round(row, content.form) for rows in content.rows.values() for row in rows):
        meanings.append((CARRIED, "", "ค่าที่รายงานไว้ในรอบก่อน โปรดแก้ให้เป็นปัจจุบันก่อนส่ง"))
    for place, (colour, sample, meaning) in enumerate(meanings, line):
        ink = "#ffffff" if sample else "#000000"
        look = looks.plain(bg_color=colour, font_color=ink, border=1, border_color=LINE, align="center")
        page.set_row(place, row_height([(meaning, _TEXT_WIDTH)]))
        page.write_string(place, 0, sample or " ", look)
        page.write_string(place, 1, meaning, looks.plain(align="left", indent=1))
        line = place + 1
    return line + 1


def _write_contents(page: Any, looks: Looks, line: int, content: Content) -> None:
    line = _write_section(page, looks, line, "แผ่นในแฟ้มนี้")
    link = looks.plain(font_color=NAVY, underline=1, bottom=1, bottom_color=LINE, align="left", indent=1)
    text = looks.plain(bottom=1, bottom_color=LINE)
    for place, sheet in enumerate(content.sheets, line):
        page.set_row(place, row_height([(sheet.about, _TEXT_WIDTH)]))
        count = len(content.rows[sheet.name])
        listed = f" (มีอยู่แล้ว {count:,} แถว)" if count else ""
        page.write_url(place, 0, f"internal:'{sheet.name}'!A1", link, sheet.name)
        page.write_string(place, 1, f"หนึ่งแถวคือ {sheet.about}{listed}", text)


def _set_up(page: Any) -> None:
    page.hide_gridlines(2)
    page.protect("", {})
    page.set_paper(9)
    page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.activate()
    page.set_first_sheet()
