"""docs/schema.md, made from the declared shape and the sample archive.

`python -m archive.documentation archive.db` writes it, from the archive that `make archive` builds.
Guarantees: the document says what the database is, and its examples (examples.toml) are answers of the
sample archive; a test fails when either is out of date.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.database import read_archive
from archive.shape import Column, Table, View, shape

DOCUMENT = Path(__file__).parent.parent / "docs" / "schema.md"
LONGEST = 40  # characters of an example value
_CHAPTERS = {
    "done": "What was done 采集过程",
    "seen": "What was seen 所见原文",
    "said": "What was said 文中所述",
    "derived": "What it amounts to 合并所得",
    "people": "For people 供人使用",
}
_HEAD = """# Schema of archive.db

Made from `archive/schema.toml`, `archive/views` and `archive/examples.toml` by
`python -m archive.documentation archive.db`; do not edit by hand. The examples are answered by the sample
archive (`make archive`); the values beside the columns are those of its fullest row.

Money is in whole units of its currency, INTEGER; dates are ISO 8601 with the precision of the text
(`2022-05-16`, `2022-05`, `2022`); unknown is NULL. Every row of *What was said* carries its evidence:

```sql
-- holds for every row of every such table
SELECT substr(v.text, f.start + 1, f.end - f.start) = f.quote
FROM figure f JOIN article_version v ON v.id = f.version
```

Tables of facts hold the facts of each article's current version. A fact's `id` comes from its article,
its evidence and what it is about, so that it survives a better reading of the same sentence. Derived
tables are made again whole by `xianzhi merge`; every value in them leads to its reports through
`event_support` and `project_support`. Amounts of different `role` must not be added up.
"""


def _type(column: Column) -> str:
    words = [
        column.type,
        "NOT NULL" if column.required else "",
        f"→ {'.'.join(column.ref)}" if column.ref else "",
    ]
    return " ".join(word for word in words if word)


@cache
def examples() -> dict[str, dict[str, str]]:
    """A question (`ask`) and its `sql` for every table and view."""
    return tomllib.loads(Path(__file__).with_name("examples.toml").read_text(encoding="utf-8"))


def _line(cells: Iterable[Any]) -> str:
    return "| " + " | ".join("" if cell is None else str(cell).replace("|", "\\|") for cell in cells) + " |"


def _answer(db: Database, sql: str) -> str:
    """The answer of a query as a table; an empty answer is its head alone."""
    cursor = db.execute(sql)
    names = [column[0] for column in cursor.description]
    return "\n".join(map(_line, (names, ["---"] * len(names), *cursor.fetchall())))


def _example(db: Database, name: str) -> str:
    example = examples()[name]
    sql = example["sql"].strip()
    return f"{example['ask']}:\n\n```sql\n{sql}\n```\n\n{_answer(db, sql)}\n"


def _fullest(db: Database, thing: Table | View) -> dict[str, Any]:
    """The row that says most: of those with most values the first by what does not vary between crawls."""
    filled = " + ".join(f"([{column.name}] IS NOT NULL)" for column in thing.columns)
    order = "".join(f", [{column.name}]" for column in thing.columns if not column.varies)
    return next(db.query(f"SELECT * FROM [{thing.name}] ORDER BY {filled} DESC{order} LIMIT 1"), {})


def _elsewhere(db: Database, thing: Table | View, column: Column) -> Any:
    sql = f"SELECT min([{column.name}]) FROM [{thing.name}]"
    return db.execute(sql).fetchone()[0]


def _cell(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _values(db: Database, thing: Table | View) -> Iterator[str]:
    """A real value of every column, most of one row; empty where neither archive nor shape has one."""
    row = _fullest(db, thing)
    for column in thing.columns:
        value = row.get(column.name)
        value = _elsewhere(db, thing, column) if value is None else value
        value = column.example if value is None else value
        yield "" if value is None else f"`{_cell(value)}`"


def _columns(db: Database, thing: Table | View) -> str:
    described = ((f"`{column.name}`", _type(column), column.zh, column.en) for column in thing.columns)
    rows = [(*said, value) for said, value in zip(described, _values(db, thing), strict=True)]
    return "\n".join(map(_line, (("column", "type", "中文", "English", "example"), ["---"] * 5, *rows)))


def _described(db: Database, thing: Table | View, note: str, key: str) -> str:
    head = f"### {thing.name} {thing.zh}{note}\n\n{thing.about_en} {thing.about_zh}"
    return "\n\n".join(part for part in (head, key, _columns(db, thing), _example(db, thing.name)) if part)


def _table(db: Database, table: Table) -> str:
    note = " (not in releases)" if table.private else ""
    return _described(db, table, note, f"Key: {', '.join(f'`{name}`' for name in table.pk)}")


def document(db: Database) -> str:
    """The text of docs/schema.md, with the answers of an archive."""
    chapters = []
    for group, title in _CHAPTERS.items():
        tables = [_table(db, table) for table in shape().tables if table.group == group]
        views = [_described(db, view, " (view)", "") for view in shape().views] if group == "people" else []
        chapters.append(f"## {title}\n\n" + "\n".join([*tables, *views]))
    return _HEAD + "\n" + "\n".join(chapters)


def parts(text: str) -> dict[str, str]:
    """The parts of such a document by the name of their table or view."""
    found = re.split(r"^### (\w+) ", text, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


if __name__ == "__main__":
    DOCUMENT.write_text(document(read_archive(Path(sys.argv[1]))), encoding="utf-8")
