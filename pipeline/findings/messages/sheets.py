"""What the sheets' checks say, by stable code."""

from __future__ import annotations

from pipeline.findings.message import Message
from pipeline.language.translation import N_


def _error(title: str, text: str, advice: str) -> Message:
    return Message("error", title, text, advice)


def _warning(title: str, text: str, advice: str) -> Message:
    return Message("warning", title, text, advice)


MESSAGES: dict[str, Message] = {
    # single cells
    "VALUE_MISSING": _error("必填项为空", N_("“{column}”是必填项，这里是空的。"), N_("请补填。")),
    "VALUE_REPEATED": _error("编号重复", N_("“{column}”的 {value} 出现了不止一次。"), N_("每个{column}只能有一行，请改正或删除多余的行。")),
    "VALUE_TOO_LOW": _error("数值太小", N_("“{column}”应{low}，现为 {value}。"), N_("请核对后改正。")),
    "VALUE_TOO_HIGH": _error("数值太大", N_("“{column}”最大为 {high}，现为 {value}。"), N_("请核对后改正。")),
    "DATE_OUTSIDE_MONTH": _error("日期不在当月", N_("“{column}”{value} 不在 {month} 月内。"), N_("请改正日期；其他月份的行请移到相应月份的文件夹。")),
    "SHEET_OF_OTHER_MONTH": _error("整张表的月份不对", N_("“{sheet}”的 {count} 行日期都不在 {month} 月内。"), N_("请核对是否放错了月份的文件。")),
    "DATE_AFTER_MONTH": _error("日期晚于月末", N_("“{column}”{value} 晚于 {month} 的月末。"), N_("请改正日期；以后的事项请登记在以后的月份。")),
    "DATE_FAR_AFTER_MONTH": _error("日期太晚", N_("“{column}”{value} 晚于 {month} 月末一个月以上。"), N_("请改正日期；更晚的事项请登记在以后的月份。")),
    "ROW_TWICE": _error("重复的行", N_("{key} 与第 {earlier} 行相同，只能有一行。"), N_("请核对两行，只保留正确的一行。")),
    # 花名册
    "ROSTER_EMPTY": _error("花名册没有人", N_("花名册里没有一行数据。"), N_("请填写当月在职的全部人员，包括当月离职的人。")),
    "DATE_BEFORE_HIRE": _error("早于入职日期", N_("“{column}”{value} 早于入职日期。"), N_("请核对这两个日期。")),
    "LEAVE_REASON_MISSING": _error("缺离职原因", N_("填了离职日期，没有填离职原因。"), N_("请选择离职原因：辞职、辞退、自动离职或其他。")),
    "LEAVE_DATE_MISSING": _error("缺离职日期", N_("填了离职原因，没有填离职日期。"), N_("请补填离职日期；仍在职的请清空离职原因。")),
    "NOTICE_AFTER_LEAVING": _error("提出辞职晚于离职", N_("提出辞职日期 {value} 晚于离职日期。"), N_("请核对这两个日期。")),
    # people
    "EMPLOYEE_UNKNOWN": _error("花名册里没有此人", N_("工号 {employee} 不在花名册里（本表共 {count} 行）。{hint}"), N_("请改正工号，或在花名册里补上此人。")),
    "EMPLOYEE_ID_DIFFERS": _error("花名册的工号与各表不同", N_("花名册里 {name} 的工号是 {value}，别的表写的都是 {employee}（共 {count} 行）。"), N_("请确认哪个对，改正花名册的工号，或改正各表。")),
    "PERSON_UNKNOWN_BY_NAME": _error("认不出是谁", N_("没有工号，花名册里也没有或不止一个“{value}”。"), N_("请在导出表里补上工号。")),
    "EMPLOYEE_NOT_IN_MONTH": _error("当月不在职", N_("工号 {employee} 当月不在职，本表却有其 {count} 行。"), N_("请核对花名册的入职、离职日期，或删除这些行。")),
    "NOT_EMPLOYED_THAT_DAY": _error("当天不在职", N_("此人当天不在职。"), N_("请核对日期，以及花名册的入职、离职日期。")),
    "NAME_DISAGREES": _error("工号与姓名不符", N_("工号 {employee} 在花名册里是“{expected}”，这里写的是“{value}”。"), N_("请确认是谁，改正工号或姓名。")),
    "RECORDER_UNKNOWN": _warning("记录人不在花名册", N_("“{column}”{value} 不在花名册里。"), N_("请核对工号。此行照常计算。")),
    "RECORDER_MAY_NOT": _warning("记录人无此权限", N_("“{column}”{value} 按 A-1.4 不应作此记录。"), N_("一般由培训专员记录；对培训专员本人和抽查差错由主管记录。此行照常计算。")),
    "RECORDER_NOT_EMPLOYED": _warning("记录人当天不在职", N_("“{column}”{value} 当天不在职。"), N_("请核对工号和日期。此行照常计算。")),
    # 扣分记录, 加分记录, 组长奖惩
    "ITEM_UNKNOWN": _error("事项不认识", N_("规则里没有事项“{value}”。{hint}"), N_("请从下拉列表选择事项。")),
    "ITEM_NOT_FOR_SHEET": _error("事项不能登记在此表", N_("事项“{value}”不能登记在此表。"), N_("自动计算的事项不必登记；加分、扣分请登记在各自的表里。")),
    "POINTS_MISSING": _error("缺分值", N_("事项“{item}”要填每次的分值，{low} 到 {high} 分。"), N_("请补填分值。")),
    "POINTS_OUT_OF_RANGE": _error("分值超出范围", N_("“{item}”的分值应在 {low} 到 {high} 之间，现为 {value}。"), N_("请改正分值。")),
    "POINTS_ARE_FIXED": _error("分值与规则不符", N_("事项“{item}”每次固定 {points} 分，这里填的是 {value}。"), N_("请清空分值，或核对事项是否选错。")),
    "MINUTES_MISSING": _error("缺超时分钟", N_("事项“{item}”要填超时分钟。"), N_("请补填超时的整分钟数。")),
    "PRICE_MISSING": _error("缺金额", N_("事项“{item}”要填价款。"), N_("请补填金额，单位元。")),
    "VALUE_NOT_USED": _warning("此处填写不起作用", N_("“{column}”对“{item}”不起作用，没有采用。"), N_("请核对是否填错了列或选错了事项。")),
    "PERHAPS_TWICE": _warning("也许是同一件事", N_("{employee} 的“{item}”与“{other_file}”里“{other_sheet}”第 {other_row} 行（{day}）相差不超过一天，可能是同一件事；两处都计算。"), N_("请核对；是同一件事的请删除此行，确是两次的请保留。")),
    "ROW_REPEATED": _warning("两行完全相同", N_("此行与第 {earlier} 行完全相同，两行都计算。"), N_("如是重复登记，请删除一行；确是两次，请保留。")),
    "NOT_A_TEAM_LEADER": _error("不是客服组长", N_("组长奖惩只适用于客服组长。"), N_("请核对工号和花名册的岗位。")),
    # 工作量, 考试成绩, 周总结
    "ORDERS_OVER_CONTACTS": _error("成交量大于接待量", N_("成交量 {value} 大于接待量。"), N_("请核对这两个数。")),
    "NOBODY_EXAMINED": _warning("当月没有考试", N_("当月没有考试成绩（A-1.6 每月一次）。"), N_("如已考试，请补上考试成绩表。")),
    "EXAM_MISSING": _warning("没有考试成绩", N_("{employee} 当月没有考试成绩（A-1.6）。"), N_("如已考试，请补登记。")),
    "NOT_A_SATURDAY": _error("不是周六", N_("“{column}”{value} 不是周六。"), N_("请填该周周六的日期。")),
    "SUMMARY_BEFORE_WEEK": _error("提交时间早于该周", N_("提交时间 {value} 早于该周的周日。"), N_("请核对年份、月份和周六日期。")),
    "SUMMARY_INCOMPLETE": _error("周总结登记不全", N_("提交时间和字数要么都填，要么都不填（没有交）。"), N_("请补填“{column}”。")),
    "WEEKLY_SUMMARIES_ABSENT": _warning("没有周总结表", N_("没有“周总结”表，本月不计算 B-3 的罚款。"), N_("如要计算，请放入周总结表。")),
    "SUMMARY_WITHOUT_IMPROVEMENT": _warning("总结没有写明改进", N_("周总结没有写明要改进的地方（B-3）；不罚款。"), N_("请提醒本人补写。")),
    "PRODUCT_NOT_LEARNED": _warning("上架前没有学习", N_("{employee} 在 {product} 上架（{day}）的前一天还没有学习（B-5）。"), N_("请安排培训；已经学习的请补填学习日期。")),
    "WEEKLY_SUMMARIES_EMPTY": _warning("周总结表是空的", N_("“周总结”表没有一行写明提交时间，应交的人都按没有交计算（B-3）。"), N_("如本月不收周总结，请删除这张表；否则请填写提交时间和字数。")),
    "SHEET_LIKE_LAST_MONTH": _warning("与上个月的表完全相同", N_("“{sheet}”没有日期，各行与 {month} 的完全相同，像是上个月的表。"), N_("请核对是不是放错了月份的表；确实相同的可以不管。")),
    # 考勤
    "CLOCK_IN_NEXT_DAY": _error("上班时间在次日", N_("上班时间不能是次日。"), N_("请核对日期和上班时间。")),
    "PUNCH_ON_LEAVE": _error("请假却有打卡", N_("当天请假，却有打卡时间。"), N_("请核对：请假就清空打卡，上班就清空请假；只请了半天或几小时的，在“请假开始”和“请假结束”填写时间。")),
    "PUNCH_ON_REST": _warning("休息日来上班", N_("当天排休，却有打卡时间；算作上班，不扣分。"), N_("请核对班次；确实是叫来加班的就不用改。")),
    "PUNCH_FAR_FROM_SHIFT": _error("打卡离班次太远", N_("打卡时间与班次相差半个班以上，可能班次填错，或晚班的下班打卡记到了另一天。"), N_("请核对班次和打卡；确实迟到或早退的，在“考勤结果”填 迟到 或 早退。")),
    "LEAVE_TIME_MISSING": _error("请假时间不全", N_("“请假开始”和“请假结束”只填了一个。"), N_("请两个都填；请一整天的两个都不填。")),
    "LEAVE_WITHOUT_KIND": _error("没有填请假类型", N_("填了请假的时间，没有填请假类型。"), N_("请选择请假类型。")),
    "STATUS_CONTRADICTS": _error("考勤结果与打卡不符", N_("考勤结果是“{said}”，但{why}。"), N_("请核对打卡时间和考勤结果，改正其中一项。")),
    "PUNCH_MISSING": _warning("缺卡", N_("当天缺“{column}”的打卡。"), N_("请核对；缺卡不扣分。")),
    "WORKED_TOO_LONG": _warning("连续工作超过 8 小时", N_("{employee} 连续工作超过规定时间：{days}（A-1.1）。"), N_("请合理安排班次。")),
    "TOO_FEW_REST_DAYS": _warning("休息日不足", N_("{employee} 当月休息 {count} 天，应有 {wanted} 天（B-1a）。"), N_("请安排补休。")),
    "HANDOVER_UNKNOWN": _warning("交接记录未填", N_("{employee} 上了晚班，没有填是否登记交接：{days}。"), N_("请补填 是 或 否；不填不扣分。")),
    "LEAVE_ASKED_LATE": _warning("事后才请假", N_("请假申请日期 {value} 晚于请假当天（B-7）；不扣分。"), N_("请核对日期；确是事后申请的就不用改。")),
    "DAYS_WITHOUT_ROW": _warning("有的日子没有考勤", N_("{employee} 有的日子一行考勤也没有，部门里别人有：{days}。"), N_("请补上这些日子的考勤；没有行就不计旷工，也不算休息。")),
    "NO_ATTENDANCE": _warning("没有考勤", N_("{employee} 当月没有一行考勤。"), N_("请核对考勤表是否完整。")),
    "ABSENT_BUT_PUNCHED": _warning("记旷工但有打卡", N_("登记了旷工，考勤当天却有打卡；按登记计算。"), N_("请核对；登记有误请删除此行。")),
    "VIOLATION_ON_DAY_OFF": _warning("休息或请假日的违规", N_("考勤当天是休息或请假，却登记了违规；按登记计算。"), N_("请核对日期。")),
    # 投诉登记
    "COMPLAINT_NO_MALFORMED": _error("投诉编号格式不对", N_("投诉编号 {value} 不符合编号规则 {scheme}（C-21）。"), N_("请按规则编号。")),
    "COMPLAINT_NO_OTHER_MONTH": _error("投诉编号的年月不对", N_("投诉编号 {value} 里的年月不是投诉日期的年月（C-21）。"), N_("请核对编号和投诉日期。")),
    "ACCEPTED_BEFORE_RECEIVED": _error("受理早于投诉", N_("受理日期 {value} 早于投诉日期。"), N_("请核对这两个日期。")),
    "CLOSED_BEFORE_ACCEPTED": _error("结案早于受理", N_("结案日期 {value} 早于受理日期。"), N_("请核对这两个日期。")),
    "CLOSED_BEFORE_RECEIVED": _error("结案早于投诉", N_("结案日期 {value} 早于投诉日期。"), N_("请核对这两个日期，并补填受理日期。")),
    "OCCURRED_AFTER_RECEIVED": _error("发生晚于投诉", N_("发生日期 {value} 晚于投诉日期。"), N_("请核对这两个日期；不知道哪天发生的请清空发生日期。")),
    "DECIDED_BEFORE_RECEIVED": _error("核决早于投诉", N_("核决日期 {value} 早于投诉日期。"), N_("请核对这两个日期。")),
    "CLOSED_UNDECIDED": _warning("已结案未认定", N_("已结案，但没有填是否有效；暂按未认定处理。"), N_("请补填“是否有效”。")),
    "EFFECTIVE_WITHOUT_PERSON": _warning("有效投诉没有责任人", N_("服务或冲突类的有效投诉没有责任人，不扣任何人。"), N_("如有责任人，请补填工号。")),
    "COMPLAINT_BOOKED": _warning("结账后的投诉已更正", N_("投诉 {complaint} 在 {month} 结账以后有了变化，{month} 已按这一行重新结算，差额记入本月的前期更正（本月回看共 {lines} 条，合计 {amount} 元）。"), N_("请在工资条和前期更正里核对；有误的请改正本行。")),
    "COMPLAINT_CHANGED": _warning("结账后的投诉有变化", N_("投诉 {complaint} 在 {month} 结账以后有了变化，本月没有自动更正。"), N_("请改正 {month} 的投诉登记，再运行 kaohe correct {month}。")),
    "COMPLAINT_LEFT_OUT": _warning("上月的投诉不在本月登记里", N_("投诉 {complaint} 在 {month} 还没有处理完，本月的投诉登记里没有；按上月所知继续计算期限和罚扣。"), N_("请把这一行抄到本月的投诉登记，并填上进展。")),
    "PENALTY_CHARGED_LATE": _warning("补扣以前核准的罚扣", N_("投诉 {complaint} 的罚扣 {amount} 元在 {month} 核准，当月没有扣，记在本月。"), N_("请核对核准日期；已在别处扣过的请清空罚扣金额。")),
    "PENALTY_CHARGED_BEFORE": _warning("罚扣已经扣过", N_("投诉 {complaint} 的罚扣 {amount} 元在 {month} 已经扣过，本月不再扣。"), N_("请核对罚扣核准日期。")),
    "PENALTY_NOT_KNOWN": _warning("不知道是否扣过", N_("投诉 {complaint} 的罚扣 {amount} 元在 {month} 核准，档案里没有那个月，不知道是否扣过，本月没有扣。"), N_("确实没有扣过的，请由主管决定后把核准日期改为本月。")),
    "LEFT_BEFORE": _warning("离职款项已经扣过", N_("{employee} 离职的款项在以前的月份已经扣过，本月不再扣（A-6.1、A-6.2）。"), N_("请核对离职日期；要改以前的月份请用 kaohe correct。")),
    "PENALTY_AMOUNT_MISSING": _error("缺罚扣金额", N_("罚扣已核准，没有填金额。"), N_("请补填罚扣金额。")),
    "PENALTY_WITHOUT_PERSON": _error("罚扣没有对应的人", N_("罚扣已核准，但责任人为空。"), N_("请填写责任人；已离职的也填，在工资表末尾另列一行。")),
    # 申诉
    "DECIDER_MISSING": _error("缺裁定人", N_("有结论，没有填裁定人。"), N_("请填写裁定人的工号；还没有裁定的请清空结论。")),
    "NEW_POINTS_MISSING": _error("缺改后分值", N_("结论是改分，没有填改后分值。"), N_("请填写改后每次的分值；全部取消的请把结论改为撤销。")),
    "NEW_POINTS_NOT_ASKED": _error("不应填改后分值", N_("结论不是改分，却填了改后分值 {value}。"), N_("请清空改后分值，或把结论改为改分。")),
    "NEW_POINTS_ZERO": _error("改后分值不能是 0", N_("改后分值是 0，等于全部取消。"), N_("请把结论改为撤销，并清空改后分值。")),
    "NEW_POINTS_OUT_OF_RANGE": _error("改后分值超出范围", N_("“{item}”的改后分值应在 {low} 到 {high} 之间，现为 {value}。"), N_("请改正；全部取消的请把结论改为撤销。")),
    "OBJECTION_WITHOUT_POINTS": _error("此事项没有分值", N_("“{item}”只有罚款，没有分值，不能改分。"), N_("请把结论改为维持或撤销。")),
    "OBJECTION_WITHOUT_LINE": _error("没有所申诉的事项", N_("{employee} 在 {value} 没有事项“{item}”的记录。"), N_("请按考核单核对工号、日期和事项。")),
    "OBJECTION_MONTH_NOT_CLOSED": _error("申诉的月份没有结账", N_("所申诉的事项在 {month}，这个月没有结账，或已不在档案里，无法更正。"), N_("请核对日期；那个月还没有结账的，请填在那个月的申诉表里。")),
    "OBJECTION_DECIDED_BEFORE": _warning("申诉已经裁定过", N_("这一项申诉在 {month} 的资料里已裁定为{before}，现为{now}；以本次为准，差额记入本月。"), N_("请核对两次裁定；确是复议改定的不用改。")),
    "OBJECTION_BOOKED": _warning("申诉更正了已结账的月份", N_("{employee} 对 {month} 的申诉已裁定，差额共 {lines} 条、{amount} 元记入本月的前期更正。"), N_("请核对更正；属实就不用改。")),
    "OBJECTION_LATE": _warning("申诉过了期限", N_("{received} 签收，申诉期限 {days} 个工作日到 {last}，{value} 才提出。"), N_("请由裁定人决定是否受理，并在裁定理由里写明。")),
    "RAISED_BEFORE_EVENT": _error("提出早于事项", N_("提出日期 {value} 早于所申诉事项的日期。"), N_("请核对这两个日期。")),
    "DECIDED_BEFORE_RAISED": _error("裁定早于提出", N_("裁定日期 {value} 早于提出日期。"), N_("请核对这两个日期。")),
    "DECISION_REASON_MISSING": _warning("缺裁定理由", N_("有结论，没有填裁定理由。"), N_("请补填裁定理由，员工的考核单上会写明。")),
    "DECIDER_IS_OBJECTOR": _error("自己裁定自己的申诉", N_("裁定人 {decider} 就是申诉人（A-1.4）。"), N_("请由别的{roles}裁定，并改填裁定人。")),
    "DECIDER_RECORDED": _error("裁定人就是记录人", N_("所申诉的一行是裁定人 {decider} 自己记的（A-1.4）。"), N_("请由没有记录此事的{roles}裁定，并改填裁定人。")),
    "DECIDER_UNKNOWN": _error("裁定人不在花名册", N_("花名册里没有裁定人 {decider}。"), N_("请核对工号；有权裁定的是{roles}。")),
    "DECIDER_MAY_NOT": _error("此人无权裁定", N_("{decider} 的岗位不能裁定申诉（A-1.4）。"), N_("请由{roles}裁定，并改填裁定人。")),
    "DECIDER_NOT_EMPLOYED": _error("裁定人当时不在职", N_("裁定人 {decider} 在裁定时不在职。"), N_("请核对裁定人和裁定日期。")),
    "WITNESS_MISSING": _error("拒签没有见证人", N_("意见是拒签，没有填见证人。"), N_("请填写在场见证人的姓名。")),
    # 服务登记, 基金
    "TIMES_OF_TWO_KINDS": _error("开始和结束写法不同", N_("开始时间和结束时间要写法相同（都带日期，或都不带）。"), N_("请统一写法。")),
    "ENDED_BEFORE_START": _error("结束早于开始", N_("结束时间 {value} 早于开始时间。"), N_("请核对；跨天的请都带上日期。")),
    "DISPATCHED_BEFORE_REGISTERED": _error("派工早于登记", N_("派工日期 {value} 早于登记日期。"), N_("请核对这两个日期。")),
    "OPENING_TWICE": _error("期初不止一行", N_("基金期初只能有一行。"), N_("请只保留一行。")),
    "FUND_OPENING_ABSENT": _warning("没有期初余额", N_("没有基金期初，上月也没有结账，期初按 0 计算。"), N_("第一次使用请填基金期初；否则请先结上月的账。")),
    "FUND_OPENING_DIFFERS": _error("期初与上月不符", N_("基金期初填的是 {given} 元，上月结账余额是 {carried} 元。"), N_("请删除基金期初表，系统自动承接上月余额。")),
    "FUND_BELOW_ZERO": _warning("基金支出超过余额", N_("{day} 支出以后，基金余额为 {balance} 元（B-14）。"), N_("请核对基金支出；属实的由部门决定怎样补足。")),
    "PREDECESSOR_OPEN": _warning("上月没有结账", N_("{month} 没有结账，本月的基金期初、连续末位和跨月累计都没有承接上月，按草算处理。"), N_("请先给 {month} 结账（kaohe close {month}），再运行本月。")),
    "ADJUSTMENT_UNUSUAL": _warning("调整金额异常", N_("{employee} 的调整合计 {amount} 元，超过往月通常（{usual} 元）的 {times} 倍。"), N_("请核对此人本月的各项记录；属实就不用改。")),
    "ITEM_UNUSUAL": _warning("事项次数异常", N_("“{item}”本月 {count} 笔，往月平均 {usual} 笔。"), N_("请核对是否登记有误；属实就不用改。")),
    # the whole month
    "SHEET_MISSING": _error("缺少工作表", N_("没有找到“{title}”。"), N_("请放入含“{title}”工作表的工作簿；没有数据也要有表头。")),
}
