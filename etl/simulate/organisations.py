"""The organisations: those of a register, or made-up ones in the shares and with the budgets of real ones.

A row of the frame is one organisation. Beside the columns of its table it has `full_name_th` (empty for the special
ones, whose names stand alone), `size_baht`, which is its budget whether it is told or not, `skill`, by which it does
better or worse than others in everything (about 0, deviation 1), and its `key`.
"""

import numpy as np
import polars as pl

from etl.registry.read import RegistryRow
from etl.simulate import chance
from etl.simulate.chance import Keys
from etl.simulate.reference import table

# How many of each type the register has of which these are the shares (7,849 in 2569).
TYPE_SHARES = {
    "pao": 76, "city_municipality": 30, "town_municipality": 195,
    "subdistrict_municipality": 2247, "sao": 5300, "special": 1,
}  # fmt: skip
# The middle yearly budget of each type in million baht, and how far budgets of a type lie apart (log-normal).
_MEDIAN_BUDGET = {
    "pao": 600, "city_municipality": 700, "town_municipality": 160,
    "subdistrict_municipality": 60, "sao": 42, "special": 2000,
}  # fmt: skip
_BUDGET_SPREAD = 0.55
_UNTOLD_BUDGET = 0.04
# The first digit of a code tells the type, for nearly all.
_FIRST_DIGIT = {
    "pao": "2", "city_municipality": "3", "town_municipality": "4",
    "subdistrict_municipality": "5", "sao": "6", "special": "3",
}  # fmt: skip
# No register has districts from 34 on: codes of these are made up, from 99 downwards.
_LAST_DISTRICT = 99
_CODES_OF_DISTRICT = 99
_BANGKOK = "10"
# Multiples of the golden section fill the shares evenly, however many organisations there are.
_GOLDEN = 0.6180339887498949
_PROVINCE_STEP = 29
_FIRST_PARTS = (
    "หนอง", "โคก", "ห้วย", "โนน", "ดอน", "นา", "วัง", "ท่า", "เขา", "คลอง", "บึง", "ทุ่ง",
    "ป่า", "สระ", "ไร่", "เกาะ", "ปาก", "ช่อง", "สวน", "แม่",
)  # fmt: skip
_SECOND_PARTS = (
    "บัว", "แดง", "ยาว", "ใหญ่", "งาม", "สูง", "ไผ่", "ม่วง", "ทอง", "แก้ว", "เหนือ", "ใต้", "กลาง",
    "สว่าง", "เจริญ", "สุข", "ขาว", "หวาย", "ตาล", "โพธิ์", "ประดู่", "มะขาม", "ศรี", "พัฒนา", "คูณ",
)  # fmt: skip


def made_up_organisations(count: int, seed: int) -> pl.DataFrame:
    """`count` organisations that do not exist: their names begin with "จำลอง", their districts are in no register."""
    number = np.arange(count)
    types = list(TYPE_SHARES)
    bounds = np.cumsum(list(TYPE_SHARES.values()))[:-1] / sum(TYPE_SHARES.values())
    type_no = np.searchsorted(bounds, (number + 1) * _GOLDEN % 1, side="right")
    provinces = table("province").filter(pl.col("province_code") != _BANGKOK)["province_code"]
    key = chance.child(chance.seed_key(seed), number)
    names = [
        chance.choice(chance.whole(key, f"name {part}", len(words)), words)
        for part, words in enumerate((_FIRST_PARTS, _SECOND_PARTS))
    ]
    frame = pl.DataFrame(
        {
            "type_code": chance.choice(type_no, types),
            "name_th": "จำลอง" + names[0] + names[1],
            "province_code": provinces.gather(number * _PROVINCE_STEP % len(provinces)),
        }
    )
    digit = pl.col("type_code").replace_strict(_FIRST_DIGIT)
    before = pl.int_range(pl.len()).over(digit, "province_code")
    district = (_LAST_DISTRICT - before // _CODES_OF_DISTRICT).cast(pl.String)
    number_in_district = (before % _CODES_OF_DISTRICT + 1).cast(pl.String).str.zfill(2)
    coded = frame.with_columns(
        org_code=pl.concat_str(digit, "province_code", district, number_in_district),
        district_th="จำลอง " + district,
    )
    return _described(coded, seed)


def registered_organisations(rows: list[RegistryRow], count: int, seed: int) -> pl.DataFrame:
    """`count` organisations of a register, spread evenly over its types and within them over its provinces."""
    types = {type_code: position for position, type_code in enumerate(TYPE_SHARES)}
    in_order = sorted(rows, key=lambda row: (types[row.type_code], row.province_code, row.org_code))
    [start] = chance.uniform(chance.seed_key(seed), "sample")
    places = ((np.arange(count) + start) * len(rows) / count).astype(np.int64)
    taken = [in_order[place] for place in places]
    frame = pl.DataFrame(
        {
            "type_code": [row.type_code for row in taken],
            "name_th": [row.name_th for row in taken],
            "province_code": [row.province_code for row in taken],
            "org_code": [row.org_code for row in taken],
            "district_th": [row.district_th or None for row in taken],
        }
    )
    return _described(frame, seed)


def _described(frame: pl.DataFrame, seed: int) -> pl.DataFrame:
    """With full name, budget, skill and key."""
    key = chance.child(chance.seed_key(seed), frame["org_code"].cast(pl.UInt64).to_numpy())
    median = frame["type_code"].replace_strict(_MEDIAN_BUDGET).to_numpy() * 1e6
    size = (median * np.exp(_BUDGET_SPREAD * chance.normal(key, "budget"))).round(-3).astype(np.int64)
    prefixes = dict(table("organisation_type").select("type_code", "prefix_th").iter_rows())
    return frame.with_columns(
        pl.concat_str(pl.col("type_code").replace_strict(prefixes), "name_th").alias("full_name_th"),
        pl.Series("size_baht", size),
        pl.Series("skill", _skill(frame, key, seed)),
        pl.Series("key", key),
        pl.Series("untold", chance.uniform(key, "untold budget") < _UNTOLD_BUDGET),
    ).with_columns(annual_budget_baht=pl.when(~pl.col("untold")).then("size_baht"))


def _skill(frame: pl.DataFrame, key: Keys, seed: int) -> chance.Floats:
    """A third of what sets organisations apart is their province, so that maps have something to show."""
    province = chance.child(chance.seed_key(seed), frame["province_code"].cast(pl.UInt64).to_numpy())
    return 0.58 * chance.normal(province, "province") + 0.81 * chance.normal(key, "skill")
