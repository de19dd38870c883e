"""The register of local administrative organisations, as the user has it on disk."""

import csv
from dataclasses import dataclass
from pathlib import Path

_COLUMNS = ("dla_code", "lao_type_th", "name_th", "province_th", "district_name_th")
_CODE_LENGTH = 7

# As the register spells the types, and as documents print them: in full and abbreviated.
PREFIXES = {
    "อบจ.": "องค์การบริหารส่วนจังหวัด",
    "อบต.": "องค์การบริหารส่วนตำบล",
    "เทศบาลนคร": "เทศบาลนคร",
    "เทศบาลเมือง": "เทศบาลเมือง",
    "เทศบาลตำบล": "เทศบาลตำบล",
}


class RegistryError(Exception):
    """The register cannot be read; the message says why in both languages."""

    def __init__(self, message_th: str, message_en: str) -> None:
        """Keep both messages; the text of the exception is the English one."""
        super().__init__(message_en)
        self.message_th = message_th
        self.message_en = message_en


@dataclass(frozen=True)
class RegistryRow:
    """One organisation of the register."""

    org_code: str
    type_th: str
    name_th: str
    province_th: str
    district_th: str

    @property
    def full_name(self) -> str:
        """The name with its type in front, as documents print it; special ones have their name alone."""
        return PREFIXES.get(self.type_th, "") + self.name_th


def read_registry(path: Path) -> list[RegistryRow]:
    """The rows of a register in the layout of the Department of Local Administration's open data."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                names = ", ".join(missing)
                raise RegistryError(
                    f"ทะเบียน {path.name} ไม่มีคอลัมน์ {names}",
                    f"The register {path.name} lacks the columns {names}.",
                )
            rows = [_row(record, number, path.name) for number, record in enumerate(reader, start=2)]
    except OSError as error:
        raise RegistryError(
            f"เปิดทะเบียน {path.name} ไม่ได้: {error.strerror}",
            f"The register {path.name} cannot be opened: {error.strerror}.",
        ) from error
    except UnicodeDecodeError as error:
        raise RegistryError(
            f"ทะเบียน {path.name} ไม่ใช่ข้อความ UTF-8 โปรดบันทึกเป็น CSV UTF-8",
            f"The register {path.name} is not UTF-8 text; save it as CSV UTF-8.",
        ) from error
    except csv.Error as error:
        raise RegistryError(
            f"ทะเบียน {path.name} ไม่ใช่ CSV ที่อ่านได้: {error}",
            f"The register {path.name} is no readable CSV: {error}.",
        ) from error
    if not rows:
        raise RegistryError(f"ทะเบียน {path.name} ไม่มีแถวข้อมูล", f"The register {path.name} has no rows.")
    return rows


def _row(record: dict[str, str | None], number: int, file_name: str) -> RegistryRow:
    values = [(record[name] or "").strip() for name in _COLUMNS]
    code, type_th, name, province, district = values
    if len(code) != _CODE_LENGTH or not code.isascii() or not code.isdigit() or not name:
        raise RegistryError(
            f"ทะเบียน {file_name} แถว {number}: รหัส {code!r} หรือชื่อ {name!r} ไม่ถูกต้อง (รหัสต้องมี 7 หลัก)",
            f"The register {file_name}, row {number}: code {code!r} or name {name!r} is wrong (a code has 7 digits).",
        )
    return RegistryRow(code, type_th, name, province, district)
