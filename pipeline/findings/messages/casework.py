"""What the input checks of regulation C say, by stable code."""

from __future__ import annotations

from pipeline.findings.message import Message, error, warning
from pipeline.language.translation import N_

MESSAGES: dict[str, Message] = {
    # 投诉登记
    "REOPENS_MALFORMED": error(N_("原投诉编号格式不对"), N_("原投诉编号 {value} 不符合编号规则 {scheme}（C-25.5）。"), N_("请核对原来的投诉编号。")),
    "REOPENS_UNKNOWN": error(N_("原投诉找不到"), N_("原投诉编号 {value} 不在投诉登记里（C-25.5）。"), N_("请改正原投诉编号，或补登记原来的投诉。")),
    "REOPENS_IN_LOOP": error(N_("重新立案互相引用"), N_("重新立案的编号绕成了一圈：{loop}（C-25.5）。"), N_("原投诉编号应填较早的那一件，请改正其中一行。")),
    "REOPENS_EARLIER_MONTH": warning(N_("原投诉不在本月登记里"), N_("原投诉编号 {value} 属于以前的月份，本月登记里没有（C-25.5）。"), N_("请核对编号；无误就不用改。")),
    "REOPENS_NOT_CLOSED": warning(N_("原投诉还没有结案"), N_("原投诉编号 {value} 在重新立案的那天还没有结案（C-25.5）。"), N_("请核对原投诉的结案日期和两件投诉的编号。")),
    "REOPENED_TWICE": warning(N_("重复立案"), N_("原投诉编号 {value} 已由{earlier}重新立案（C-25.5）。"), N_("客户再次不接受的，请填最近一次的编号。")),
    "QUALITY_FORM_INCOMPLETE": warning(N_("质量投诉的处理表不全"), N_("质量投诉没有填：{missing}（C-25.1）。"), N_("请按客户投诉处理表补填。")),
    # 服务登记, 意见调查
    "SERVICE_REGISTER_INCOMPLETE": warning(N_("服务登记不全"), N_("有 {count} 行没有填“{column}”，从这一行起：{jobs}（C-7）。"), N_("请按客户的登记资料补填。")),
    "VOUCHER_TWICE": warning(N_("凭证编号重复"), N_("凭证编号 {value} 在{earlier}已经用过（C-11）。"), N_("一张服务凭证对应一次服务，请核对编号。")),
    "NO_SURVEYS": warning(N_("没有客户意见调查"), N_("当月有服务登记，没有一份客户意见调查（C-14）。"), N_("请把 notices 里的客户意见调查表发给客户；收回后登记在“意见调查”。")),
    "SURVEY_JOB_UNKNOWN": warning(N_("服务登记里没有这个编号"), N_("登记编号 {value} 不在服务登记里（C-16）。"), N_("请核对登记编号；以前月份的服务可以不改。")),
    "SURVEY_OF_ANOTHER": warning(N_("被评价的人不是服务人员"), N_("服务登记里这次服务的服务人员是 {technician}，这里填的是 {value}（C-17）。"), N_("请核对登记编号和服务人员。评价照常计入所填的人。")),
    "SURVEY_TWICE": warning(N_("同一次服务评价两次"), N_("登记编号 {value} 的这位服务人员在{earlier}已有评价，两份都计算（C-16）。"), N_("如是重复登记，请删除一行。")),
}
