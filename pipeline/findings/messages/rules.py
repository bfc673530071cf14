"""What is said about a rulebook's workbook (A-5.2, A-5.3)."""

from __future__ import annotations

from pipeline.findings.message import Message, error
from pipeline.language.translation import N_

MESSAGES: dict[str, Message] = {
    "RULE_WRONG": error(N_("规则不成立"), N_("规则在这里不成立：{what}。"), N_("请改正这一格，或改正与它矛盾的那一格。")),
    "RULEBOOK_WITHOUT_TABLES": error(N_("不是规则的工作簿"), N_("{file} 里没有规则的表。"), N_("请用 kaohe rulebook export 导出规则，在那份工作簿里改。")),
    "RULE_SHEET_TWICE": error(N_("同一张表有两份"), N_("“{sheet}”和“{other}”是同一张表的两份，不知道以哪份为准。"), N_("请只留一份：把要用的行合在一张表里，删掉另一张。")),
    "RULE_SHEET_EMPTY": error(N_("规则的表是空的"), N_("“{sheet}”一行也没有，规则不能没有这些。"), N_("请恢复导出时的行，再改要改的；整张表都不改的，也可以删掉这张表。")),
    "EXAMPLE_NOT_TRUE": error(N_("例子与规则不符"), N_("例子“{fact}”按这份规则的结果是：{outcome}。"), N_("规则没错的，把这一行改成算出来的结果；例子没错的，改规则。")),
    "EXAMPLE_NOT_UNDERSTOOD": error(N_("例子读不懂"), N_("例子“{fact}”读不懂，或者说的是这份规则里没有的事项、班次或部门。"), N_("请改成相近的写法，如：{near}。")),
    "RULE_PATH_UNKNOWN": error(N_("路径不认识"), N_("“路径”{value} 不是这份规则里的一项。"), N_("请恢复导出时的路径；这张表不能增删行，新的事项、班次等写在它们自己的表里。")),
}
