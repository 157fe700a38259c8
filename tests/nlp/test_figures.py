import pytest

from nlp.document import Document
from nlp.facts import Article


def roles(text: str, home: str = "淄博市") -> list[tuple[str, str]]:
    document = Document(Article("a", text, "2022-07-25", home))
    return [(figure.quote, figure.role) for figure in document.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "达产后年产值3亿元，亩均年产值144万元，亩均税收18.7万元。",
            [("3亿元", "output_value"), ("144万元", "other"), ("18.7万元", "tax_profit")],
        ),
        (
            "一家外地企业说要投5亿元。热电项目已完成前期投资4900万元。",
            [("5亿元", "total_investment"), ("4900万元", "completed_investment")],
        ),
        (
            "此次签约项目4个，签约金额合计17.5亿元。",
            [("17.5亿元", "total_investment")],
        ),
        (
            "集中开工98个项目，总投资120亿元，年预计投资25.8亿元。",
            [("120亿元", "total_investment"), ("25.8亿元", "annual_investment")],
        ),
        (
            "项目二期已于8月通电，总投资52亿元。",
            [("52亿元", "total_investment")],
        ),
        (
            "项目总投资12亿元，首期投入4.5亿元。",
            [("12亿元", "total_investment"), ("4.5亿元", "phase_investment")],
        ),
        (
            "一期6000吨/年，投资7000万元；二期投资5000万元。",
            [("7000万元", "phase_investment"), ("5000万元", "phase_investment")],
        ),
        (
            "项目一期投资12亿元，动物保健品二期项目投资8.1亿元。",
            [("12亿元", "phase_investment"), ("8.1亿元", "total_investment")],
        ),
        (
            "铝箔项目由公司出资9.6亿元兴建。市里出资10亿元设立产业母基金。",
            [("9.6亿元", "total_investment"), ("10亿元", "financing")],
        ),
        (
            "具体为：张店区5个、88亿元，淄川区4个、41.5亿元。",
            [("88亿元", "total_investment"), ("41.5亿元", "total_investment")],
        ),
        (
            "总投资138亿元，年度计划投资36亿元。其中工业项目19个、117亿元，农业项目2个、9亿元。",
            [
                ("138亿元", "total_investment"),
                ("36亿元", "annual_investment"),
                ("117亿元", "total_investment"),
                ("9亿元", "total_investment"),
            ],
        ),
        (
            "新开工项目119个，年度计划投资97亿元；续建项目148个、148亿元。",
            [("97亿元", "annual_investment"), ("148亿元", "annual_investment")],
        ),
        (
            "从业主看，民营类33个、75亿元，国有类5个、4.2亿元。审计发现违规项目6个、430万元。",
            [("75亿元", "total_investment"), ("4.2亿元", "total_investment"), ("430万元", "other")],
        ),
        (
            "项目投资2.3亿元，今年安排1.5亿元。市财政今年安排2亿元。",
            [("2.3亿元", "total_investment"), ("1.5亿元", "annual_investment"), ("2亿元", "other")],
        ),
        (
            "工程申请超长期特别国债15亿元，资金缺口1.1亿元。",
            [("15亿元", "financing"), ("1.1亿元", "other")],
        ),
        (
            "其余项目投资额在2亿元至5亿元之间。项目总投资在8亿元至10亿元之间。",
            [("2亿元至5亿元", "other"), ("8亿元至10亿元", "total_investment")],
        ),
        (
            "到6月底，公司出口1100万美元，每台售价5万欧元。陶瓷项目已签约12亿元。",
            [("1100万美元", "other"), ("5万欧元", "other"), ("12亿元", "total_investment")],
        ),
        (
            "项目名称｜建设规模｜总投资｜今年计划投资\n硅材料项目｜还原炉8台｜7.2亿元｜1.5亿元",
            [("7.2亿元", "total_investment"), ("1.5亿元", "annual_investment")],
        ),
        (
            "10亿元至50亿元项目9个，总投资原则上不低于3亿元。",
            [("10亿元至50亿元", "other"), ("不低于3亿元", "other")],
        ),
        (
            "地区生产总值增长6.5%左右，达到6700亿元。设立总规模100亿元的产业母基金。",
            [("6700亿元", "indicator"), ("100亿元", "financing")],
        ),
        (
            "全年营业总收入86.7亿元，新增订货112亿元，有息负债31亿元，上缴各项税费4亿元。",
            [("86.7亿元", "revenue"), ("112亿元", "other"), ("31亿元", "financing"), ("4亿元", "tax_profit")],
        ),
        (
            "公司董事长说，满产后一年能做9亿元的销售。",
            [("9亿元", "revenue")],
        ),
        (
            "年产值10亿元，亩均年产值800万元，亩均税收40万元。",
            [("10亿元", "output_value"), ("800万元", "other"), ("40万元", "tax_profit")],
        ),
    ],
)
def test_wording_gives_the_role(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


def test_levels_of_statistics_are_indicators_whatever_their_wording() -> None:
    text = "上半年，全市规模以上工业总产值1233亿元，农林牧渔业总产值48亿元，实际使用外资1.2亿美元。"
    assert roles(text) == [
        ("1233亿元", "indicator"),
        ("48亿元", "indicator"),
        ("1.2亿美元", "funds_in_place"),
    ]


def test_a_class_without_a_number_is_no_figure() -> None:
    assert roles("签约过百亿元项目3个、20亿元以上项目21个。") == [("20亿元以上", "other")]
