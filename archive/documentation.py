"""docs/schema.md, made from the one declared shape: `python -m archive.documentation`.

Guarantees: the document says what the database is; a test fails when it is out of date.
"""

from __future__ import annotations

from pathlib import Path

from archive.shape import Column, Table, shape

DOCUMENT = Path(__file__).parent.parent / "docs" / "schema.md"
_CHAPTERS = {
    "done": "What was done 采集过程",
    "seen": "What was seen 所见原文",
    "said": "What was said 文中所述",
    "derived": "What it amounts to 合并所得",
    "people": "For people 供人使用",
}
_HEAD = """# Schema of archive.db

Made from `archive/schema.toml` by `python -m archive.documentation`; do not edit by hand.

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


def _table(table: Table) -> str:
    rows = "\n".join(
        f"| `{column.name}` | {_type(column)} | {column.zh} | {column.en} |" for column in table.columns
    )
    note = " (not in releases)" if table.private else ""
    return (
        f"### {table.name} {table.zh}{note}\n\n{table.about_en} {table.about_zh}\n\n"
        f"Key: {', '.join(f'`{name}`' for name in table.pk)}\n\n"
        f"| column | type | 中文 | English |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def document() -> str:
    """The text of docs/schema.md."""
    chapters = []
    for group, title in _CHAPTERS.items():
        tables = [_table(table) for table in shape().tables if table.group == group]
        chapters.append(f"## {title}\n\n" + "\n".join(tables))
    return _HEAD + "\n" + "\n".join(chapters)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
