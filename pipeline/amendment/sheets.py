"""The sheets of a rulebook's workbook: tables of what may be added, taken away and renamed, and 数值 for every other figure."""

from __future__ import annotations

from pipeline.rulebook.payroll import LABELS
from pipeline.schemas.column import Column
from pipeline.schemas.sheet import Sheet
from pipeline.workbooks.files import RULES

BOOK = RULES
SHEETS_OF_ITEMS = {"扣分记录": "deductions", "加分记录": "bonuses", "自动计算": "derived"}
KINDS = {"计算": "compute", "检查": "check", "表单": "form", "说明": "note"}
SPANS = {"自然月": "month", "自然年": "year", "在职期间": "employment"}
OFFICES = {"销售部门经理": "sales_manager", "副总经理": "vice_president", "总经理": "general_manager"}
WAGE = {"一个月工资": "month_wage"}
REASON = Column("decided", "裁量和理由", "text", "条文没有写明的地方作了什么决定，为什么；可不填。")
CLAUSE = Column("clause", "条款", "text", "依据的条款编号，须在“条文”表里。", required=True)
DEPARTMENT = Column("department", "部门", "name", "只在这个部门适用的填部门名称；全公司适用的不填。")


def _sheet(name: str, title: str, help: str, *columns: Column, key: tuple[str, ...] = (), names_first: bool = False) -> Sheet:
    return Sheet(name, title, BOOK, help, columns, key=key, person=None, day=None, names_first=names_first)


HEAD = _sheet(
    "head", "批准", "规则从哪天起施行，由谁批准和备案；没有批准和备案的规则不能用来结账（A-5.2）。",
    Column("effective_from", "施行日期", "date", "从这一天起施行；每个月用当月 1 日有效的那一版。", required=True),
    Column("approved_by", "批准人", "text", "批准人；还没有批准就不填。"),
    Column("approved_on", "批准日期", "date", "批准的日期。"),
    Column("filed_on", "备案日期", "date", "行政备案的日期。"),
)  # fmt: skip
ITEMS = _sheet(
    "items", "事项", "一行一条后果；一件事有几条后果就写几行，代码相同。可以增加、删除、改名。部门的分值不同，就把这件事另写一遍，代码和名称相同。",
    Column("code", "代码", "text", "事项的代码，自己起的也可以，如 B-15。", required=True),
    Column("label", "名称", "text", "下拉列表里显示的名称；同一代码的第一行必填。"),
    Column("topic", "登记在", "choice", "在哪张表登记；自动计算的不登记。同一代码的第一行必填。", choices=SHEETS_OF_ITEMS),
    Column("gives", "加分", "yes_no", "自动计算的事项，加分的填 是。"),
    CLAUSE,
    Column("points", "每次分值", "points", "每次扣（加）多少分，不写正负号。", minimum=0),
    Column("low", "分值从", "points", "由评分人在范围内定的，填最低分。", minimum=0),
    Column("high", "分值到", "points", "由评分人在范围内定的，填最高分。", minimum=0),
    Column("fine", "每次罚款", "money", "每次罚多少元。", minimum=0),
    Column("ladder", "按次数递进", "text", "按“递进”表里哪一种递进。"),
    Column("price", "照价赔偿", "yes_no", "按登记的金额赔偿的填 是。"),
    Column("action", "处理", "text", "“处理”表里的名称，如 立即辞退。"),
    Column("over_from", "超时从", "whole", "只对超时这么多分钟起的适用。", minimum=1),
    Column("over_to", "超时到", "whole", "只对超时不超过这么多分钟的适用；没有上限就不填。", minimum=1),
    Column("serious", "仅情节严重", "yes_no", "只在情节严重时适用的填 是。"),
    DEPARTMENT,
    REASON,
)  # fmt: skip
LADDERS = _sheet(
    "ladders", "递进", "一行一级，从第一次起往下写；可以增加、删除。",
    DEPARTMENT,
    Column("ladder", "递进", "text", "哪一种递进。", required=True),
    CLAUSE,
    Column("counted_by", "次数按什么累计", "choice", "自然月、自然年或在职期间。", required=True, choices=SPANS),
    Column("fine", "罚款", "money", "这一次罚多少元。", minimum=0),
    Column("withhold", "扣发", "choice", "扣发一个月工资。", choices=WAGE),
    Column("action", "处理", "text", "“处理”表里的名称。"),
    REASON,
)  # fmt: skip
LATENESS = _sheet(
    "lateness", "迟到早退", "一行一档，从少到多；最后一行“不超过”不填，是更多分钟的扣分。部门有自己的一套，就把整套另写一遍。",
    DEPARTMENT,
    Column("up_to", "不超过", "whole", "分钟数，本身包括在内；最后一档不填。", minimum=1),
    Column("points", "扣分", "points", "每次扣多少分。", required=True, minimum=0),
    REASON,
)  # fmt: skip
GRADES = _sheet(
    "grades", "等级", "从高到低；每行填“高于”或“从”其中一个。",
    Column("grade", "等级", "text", "等级的写法。", required=True),
    Column("over", "高于", "points", "分数高于它才是这一级。"),
    Column("from", "从", "points", "分数从它起（包括它）是这一级。"),
)  # fmt: skip
SHIFTS = _sheet(
    "shifts", "班次", "一行一个班次；可以增加、删除、改名。部门自己的班次名称可以与全公司的相同，代码要另起。",
    Column("code", "代码", "text", "班次的代码，自己起的也可以，如 middle。", required=True, unique=True),
    Column("label", "名称", "text", "考勤表里的名称。", required=True),
    Column("called", "其他叫法", "text", "打卡软件里的叫法，几个之间用顿号隔开。"),
    CLAUSE,
    Column("start", "开始", "time", "班次开始的时间。", required=True),
    Column("end", "结束", "time", "班次结束的时间，第二天的写 次日 01:00。", required=True),
    Column("leave_from", "此后离开不算早退", "time", "不填就是班次结束的时间。"),
    Column("break_minutes", "休息分钟", "whole", "班次中的休息。", required=True, minimum=0),
    Column("handover", "下班前登记交接", "yes_no", "下班前要登记交接记录的填 是。"),
    DEPARTMENT,
    REASON,
)  # fmt: skip
ROLES = _sheet(
    "roles", "岗位", "花名册里可以填的岗位；可以增加、改名，也可以只给一个部门。",
    Column("code", "代码", "text", "岗位的代码，自己起的也可以，如 guard。", required=True, unique=True),
    Column("label", "名称", "text", "花名册里的名称。", required=True),
    DEPARTMENT,
)  # fmt: skip
AUTHORITY = _sheet(
    "authority", "核决权限", "从低到高；每行填“低于”或“不超过”其中一个，最后一行都不填。",
    Column("role", "核决人", "choice", "由谁决定。", required=True, choices=OFFICES),
    Column("below", "低于", "money", "决定低于它的金额。", minimum=0),
    Column("up_to", "不超过", "money", "决定不超过它的金额。", minimum=0),
)  # fmt: skip
ACTIONS = _sheet(
    "actions", "处理", "罚款和扣分以外的处理；可以增加、改名。",
    Column("code", "代码", "text", "处理的代码。", required=True, unique=True),
    Column("label", "名称", "text", "处理的名称。", required=True),
)  # fmt: skip
CLAUSES = _sheet(
    "clauses", "条文", "一行一条；新的事项要有条文。",
    Column("code", "条款", "text", "条款编号。", required=True, unique=True),
    Column("kind", "种类", "choice", "计算、检查、表单，或只作说明。", required=True, choices=KINDS),
    Column("text", "条文", "text", "条文。", required=True),
    REASON,
)  # fmt: skip
EXAMPLES = _sheet(
    "examples", "例子", "事实和它的结果，一行一例；新规则算出来不是这样，就不能导入。事实如：考核分 91；迟到 11 分钟；第 4 次未登记交接；客服二部：迟到 6 分钟。",
    CLAUSE,
    Column("fact", "事实", "text", "发生了什么，如 考核分 91、迟到 11 分钟、第 4 次未登记交接。", required=True),
    Column("points", "分值", "points", "加扣多少分，扣分写负数；不填就是不说这一项。"),
    Column("yuan", "金额", "money", "增减多少元，扣款写负数；月工资按 6,000 元举例。不填就是不说这一项。"),
    Column("result", "结果", "text", "其他结果，如 等级 B、扣发工资、视同自动离职；没有的写 无。不填就是不说这一项。"),
    REASON,
)  # fmt: skip
PAYROLL = _sheet(
    "payroll", "工资软件", "导入工资软件的表自己有哪些列，一行一列，从左到右；有行时“数值”的“工资软件的列名按”要填 自己的列名。没有行就用那里的通用格式、用友或金蝶。",
    Column("header", "列名", "text", "工资软件里的列名。", required=True, unique=True),
    Column("of", "取自", "choice", "取工资调整表的哪一列。", choices={label: name for name, label in LABELS.items()}),
    Column("constant", "固定内容", "text", "不取自工资调整表的，每人都填什么。"),
    Column("opposite", "正负号相反", "yes_no", "软件里扣款写正数的填 是。"),
    names_first=True,
)  # fmt: skip
REGIONS = _sheet(
    "regions", "地区", "各地的最低工资和罚款规定，最低工资每调一次一行；公司在哪个地区，写在“数值”的“所在地区”。",
    Column("region", "地区", "text", "地区的名称。", required=True),
    Column("from", "最低工资日期", "date", "最低工资从哪一天起；不知道就不填。"),
    Column("yuan", "每月最低工资", "money", "每月多少元。", minimum=0),
    Column("fines_forbidden", "不允许罚款", "yes_no", "当地不允许单位罚款的填 是；一个地区填一次。"),
    REASON,
)  # fmt: skip
DEPARTMENT_FIGURES = _sheet(
    "department_figures", "部门数值", "只在一个部门适用的考试、周总结、不履行职责的数，其余照全公司的；项目写“数值”里的名称，如 及格分。可以增加、删除。",
    Column("department", "部门", "name", "哪个部门。", required=True),
    Column("name", "项目", "text", "“数值”里的项目名称，如 及格分、最少字数。", required=True),
    Column("value", "值", "text", "这个部门的值。"),
    Column("unit", "单位", "text", "值的单位；不必填。"),
    Column("clause", "条款", "text", "依据的条款；不必填。"),
    key=("department", "name"),
)  # fmt: skip
FIGURES = _sheet(
    "figures", "数值", "其他各项的值；改“值”一列，不要增删行或改“路径”。",
    Column("clause", "条款", "text", "依据的条款。"),
    Column("name", "项目", "text", "是什么。"),
    Column("value", "值", "text", "现在的值；要改就改这里。"),
    Column("unit", "单位", "text", "值的单位。"),
    Column("others", "也可以是", "text", "条文没有写明、可以另作决定的：还可以填什么。"),
    Column("path", "路径", "text", "规则里的位置，不要改。", required=True, unique=True),
)  # fmt: skip
REASONS = _sheet(
    "reasons", "裁量", "条文没有写明的地方作了什么决定，为什么；可以改写，不要改“路径”。",
    Column("clause", "条款", "text", "依据的条款。"),
    Column("decided", "裁量和理由", "text", "作了什么决定，为什么。"),
    Column("path", "路径", "text", "规则里的位置，不要改。", required=True, unique=True),
)  # fmt: skip
SHEETS = (HEAD, ITEMS, LADDERS, LATENESS, GRADES, SHIFTS, ROLES, AUTHORITY, ACTIONS, FIGURES, DEPARTMENT_FIGURES, PAYROLL, REGIONS, CLAUSES, EXAMPLES, REASONS)
NEVER_EMPTY = (HEAD, ITEMS, LATENESS, GRADES, SHIFTS, ROLES, AUTHORITY, ACTIONS, CLAUSES)
"""A rulebook has something of each; without the sheet what it has stays."""
