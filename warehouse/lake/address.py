"""Where the shared warehouse is, as the environment says: its catalogue in PostgreSQL and the place of its data."""

import os
from dataclasses import dataclass

WAREHOUSE_VARIABLE = "SUTCHARIT_WAREHOUSE"
DATA_VARIABLE = "SUTCHARIT_LAKE_DATA"
S3 = "s3://"
_PREFIX = "ducklake:postgres:"


class WrongAddress(Exception):
    """The variables do not name a lake; the text says what is wrong, in Thai and English."""


@dataclass(frozen=True)
class Address:
    """How PostgreSQL is reached, in the words of libpq, and the folder or `s3://` place of the data."""

    catalogue: str
    data: str

    @property
    def is_s3(self) -> bool:
        """Whether the data is in an object store rather than in a folder."""
        return self.data.startswith(S3)


def address_given() -> Address | None:
    """The lake that the environment names; None where the warehouse is a file of this machine.

    Raises WrongAddress when what is named is no lake.
    """
    warehouse = os.environ.get(WAREHOUSE_VARIABLE, "").strip()
    if not warehouse:
        return None
    # The address may hold a password: it is never repeated.
    if not warehouse.startswith(_PREFIX) or not warehouse.removeprefix(_PREFIX).strip():
        raise WrongAddress(
            f"{WAREHOUSE_VARIABLE} must be {_PREFIX} and how PostgreSQL is reached, such as "
            f"“{_PREFIX}host=db dbname=sutcharit user=sutcharit”. · "
            f"{WAREHOUSE_VARIABLE} ต้องเป็น {_PREFIX} ตามด้วยที่อยู่ของ PostgreSQL"
        )
    data = os.environ.get(DATA_VARIABLE, "").strip()
    if not data or ("://" in data and not data.startswith(S3)):
        raise WrongAddress(
            f"{DATA_VARIABLE} must be a folder that all machines share, or {S3}BUCKET/PATH. · "
            f"{DATA_VARIABLE} ต้องเป็นโฟลเดอร์ที่ทุกเครื่องใช้ร่วมกัน หรือ {S3}BUCKET/PATH"
        )
    return Address(warehouse.removeprefix(_PREFIX).strip(), data.rstrip("/") + "/")
