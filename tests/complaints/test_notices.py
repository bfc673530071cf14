"""What stands on the forms, and what does not (C-28.1, C-28.2, C-29.1, C-29.3)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.reports.notices import write_notices
from tests.build import day
from tests.complaints.a_report import a_report
from tests.complaints.cases import QUALITY, closed, number, received, worked_out

RETURNED = closed(5, **QUALITY, 处理方式="退货", 核定退货量=7, 投诉金额=4800, 核决人="副总经理")
DISCOUNT = closed(3, **QUALITY, 处理方式="折扣", 投诉金额=1234.05, 核决人="副总经理")
PENALTY = closed(1, 责任人="K1", 罚扣金额=88.8, 罚扣核准日期=day(20), 行政处分="警告一次", 审视日期=day(25))


def written(folder: Path, *rows: dict[str, Any], **changes: Any) -> dict[str, str]:
    """Each form's file with its text, tags taken out."""
    write_notices(folder, worked_out(rows), None, replace(a_report(), **changes))
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "notices").glob("*"))}
    return {name: re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.S)) for name, page in pages.items()}


def test_each_form_is_a_file_and_all_of_a_kind_are_one(tmp_path: Path) -> None:
    second = PENALTY | {"投诉编号": number(2), "责任人": "K2", "行政处分": None}
    assert list(written(tmp_path, PENALTY, second, DISCOUNT, RETURNED)) == sorted([
        *(f"客户投诉处理表-{at:03d}-{number(serial)}.html" for at, serial in enumerate((1, 2, 3, 5), 1)), "客户投诉处理表-全部.html",
        f"奖罚通知单-001-{number(1)}.html", f"奖罚通知单-002-{number(2)}.html", "奖罚通知单-全部.html",
        f"人事公布单-001-{number(1)}.html", "人事公布单-全部.html",
        f"销货折扣证明单-001-{number(3)}.html", "销货折扣证明单-全部.html",
        f"产品退货单-001-{number(5)}.html", "产品退货单-全部.html",
    ])  # fmt: skip


def test_a_month_without_forms_has_no_folder_for_them(tmp_path: Path) -> None:
    assert write_notices(tmp_path, worked_out([]), None, a_report()) == {}
    assert not (tmp_path / "notices").exists()


def test_C_25_1_the_complaint_form_says_what_the_register_knows_on_each_of_its_copies(tmp_path: Path) -> None:
    text = written(tmp_path, RETURNED)["客户投诉处理表-全部.html"]
    assert re.findall("第(.)联 (..)", text) == [("一", "存根"), ("二", "责任"), ("三", "销售"), ("四", "财务")]
    for part in ("CL-202611-001", f"投诉编号：{number(5)}", "订单编号 DD-1001", "批号 B2610", "交运日期 2026年11月1日", "不良数量 3", "客户要求 退货",
                 "处理人 接待员", "结案期限 2026年11月9日", "¥ 4,800.00", "应核决人 副总经理", "不得交付客户（C-25.6）"):  # fmt: skip
        assert text.count(part) == 4, part


def test_C_25_5_a_new_complaint_form_names_the_old_one(tmp_path: Path) -> None:
    again = received(2, day(10), 原投诉编号=number(1))
    text = written(tmp_path, closed(1, 客户接受="否"), again)[f"客户投诉处理表-002-{number(2)}.html"]
    assert f"原投诉编号 {number(1)}（客户不接受处理结果，第 2 次立案，C-25.5）" in text


def test_C_25_8_a_petition_goes_up_to_the_superior(tmp_path: Path) -> None:
    text = written(tmp_path, closed(1, 是否有效="否", 处理方式="不成立", 客户接受="否"))["签呈-全部.html"]
    for part in (f"投诉 {number(1)} 不成立，客户有异议", "¥ 300.00，按期收取", "上级批示："):
        assert part in text


def test_C_28_2_the_notice_names_person_case_amount_and_where_it_is_charged(tmp_path: Path) -> None:
    text = written(tmp_path, PENALTY)["奖罚通知单-全部.html"]
    for part in ("JF-202611-001", "员工K1", "K1", number(1), "¥ 88.80", "人民币捌拾捌元捌角整", "2026年11月20日", "投诉罚扣", "不进入部门基金"):
        assert part in text
    for signature in ("总经理核准： 日期：", "责任部门主管： 日期：", "本人签收： 日期："):
        assert signature in text


def test_C_28_1_the_personnel_notice_says_who_and_why_and_nothing_of_the_customer(tmp_path: Path) -> None:
    text = written(tmp_path, PENALTY)["人事公布单-全部.html"]
    for part in ("RS-202611-001", "员工K1", "警告一次", number(1), "非质量投诉（服务），2026年11月8日结案", "总经理室审核：", "人事部门公布："):
        assert part in text
    assert "锦绣花园业主" not in text


def test_C_29_1_the_sales_discount_certificate_has_two_copies_that_say_whose_they_are(tmp_path: Path) -> None:
    text = written(tmp_path, DISCOUNT)["销货折扣证明单-全部.html"]
    assert re.findall("第(.)联 (..)", text) == [("一", "销售"), ("二", "财务")]
    for part in ("ZK-202611-001", "锦绣花园业主", "DD-1001", "¥ 1,234.05", "人民币壹仟贰佰叁拾肆元零伍分", "副总经理，2026年11月6日", "销售副总经理核准：", "客户签章："):
        assert text.count(part) == 2, part


def test_C_29_1_the_return_form_has_four_copies_with_reason_handling_and_basis(tmp_path: Path) -> None:
    text = written(tmp_path, RETURNED)["产品退货单-全部.html"]
    assert re.findall("第(.)联 (..)", text) == [("一", "存根"), ("二", "仓库"), ("三", "财务"), ("四", "销售")]
    for part in ("TH-202611-001", "质量 · 产品，不良 3", "处理方式 退货", f"投诉 {number(5)}，副总经理于 2026年11月6日核决", "核定退货量 7", "销售副总经理核准："):
        assert text.count(part) == 4, part


def test_C_29_3_the_warehouse_compares_what_arrives_with_the_form_and_signs(tmp_path: Path) -> None:
    text = written(tmp_path, RETURNED)["产品退货单-全部.html"]
    for part in ("仓库点收：□ 与本单相符 □ 不符", "仓库签收：", "财务核对：□ 相符，入账 □ 不符，不入账"):
        assert text.count(part) == 4, part


def test_no_form_has_the_customer_s_telephone_or_the_register_s_notes(tmp_path: Path) -> None:
    rows = [row | {"备注": "家住某处"} for row in (PENALTY, DISCOUNT, RETURNED)]
    for text in written(tmp_path, *rows).values():
        assert "13900000000" not in text and "某处" not in text


def test_only_forms_about_goods_and_money_name_the_customer(tmp_path: Path) -> None:
    pages = written(tmp_path, PENALTY, DISCOUNT, RETURNED)
    named = {name.split("-")[0] for name, text in pages.items() if "锦绣花园业主" in text}
    assert named == {"客户投诉处理表", "销货折扣证明单", "产品退货单"}


def test_a_draft_s_forms_say_so_on_every_copy(tmp_path: Path) -> None:
    pages = written(tmp_path, PENALTY, RETURNED, draft=True)
    assert pages["奖罚通知单-全部.html"].count("不得签发") == 1
    assert pages["产品退货单-全部.html"].count("不得签发") == 4
    assert "不得签发" not in written(tmp_path, PENALTY)["奖罚通知单-全部.html"]


@pytest.mark.parametrize("draft", [True, False])
def test_a_form_is_signed_unless_it_is_a_draft_s(tmp_path: Path, draft: bool) -> None:
    names = written(tmp_path, PENALTY, DISCOUNT, RETURNED, draft=draft)
    pages = [(tmp_path / "notices" / name).read_text(encoding="utf-8") for name in names]
    assert ['class="sign"' in page for page in pages] == [not draft] * len(pages)


def test_names_that_are_markup_stay_text(tmp_path: Path) -> None:
    write_notices(tmp_path, worked_out([DISCOUNT | {"客户名称": "<script>alert(1)</script>&<b>"}]), None, a_report())
    page = (tmp_path / "notices" / "销货折扣证明单-全部.html").read_text(encoding="utf-8")
    assert "<script>" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&lt;b&gt;" in page


def test_the_same_cases_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_notices(tmp_path / name, worked_out([PENALTY, DISCOUNT, RETURNED]), None, a_report())
    for path in sorted((tmp_path / "one" / "notices").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / "notices" / path.name).read_bytes()


@pytest.mark.parametrize("missing", ["订单编号", "产品规格", "批号", "核决人", "不良数量"])
def test_what_the_register_does_not_say_is_left_blank(tmp_path: Path, missing: str) -> None:
    rows = [{**row, missing: None} for row in (DISCOUNT, RETURNED)]
    for text in written(tmp_path, *rows).values():
        assert "None" not in text and "nan" not in text
