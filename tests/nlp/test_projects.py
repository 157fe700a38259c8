"""Whole projects of whole texts, and names that mean one project."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from nlp.document import Document
from nlp.facts import Article, Project
from nlp.project_aliases import same_project
from nlp.projects import find_projects

ARTICLES = tomllib.loads((Path(__file__).parent / "projects.toml").read_text(encoding="utf-8"))["article"]
EVIDENCE = ("start", "end", "quote", "rule")


def _told(project: Project) -> dict[str, Any]:
    """A project in the form of the data file."""
    return {
        name: value for name, value in asdict(project).items() if value is not None and name not in EVIDENCE
    }


@pytest.mark.parametrize("article", ARTICLES, ids=[article["id"] for article in ARTICLES])
def test_projects_of_a_text(article: dict[str, Any]) -> None:
    document = Document(Article("a", article["text"], article["published"], article["home"]))
    assert [_told(project) for project in find_projects(document)] == article.get("project", [])


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("锂电池项目", "锂电池建设项目", True),
        ("中试基地", "秦川新材料中试基地项目", True),
        ("北川通航产业园二期", "通用航空产业园二期", True),
        ("新材料产业园一期", "新材料产业园二期", False),
        ("高端装备产业园", "高新智能装备产业基地", False),
    ],
)
def test_names_that_mean_one_project(left: str, right: str, same: bool) -> None:
    assert same_project(left, right) is same
    assert same_project(right, left) is same
