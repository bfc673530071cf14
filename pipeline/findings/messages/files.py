"""What can be wrong with files, sheets and cells, by stable code."""

from __future__ import annotations

from pipeline.findings.message import Message
from pipeline.language.translation import N_


def _error(title: str, text: str, advice: str) -> Message:
    return Message("error", title, text, advice)


def _warning(title: str, text: str, advice: str) -> Message:
    return Message("warning", title, text, advice)


RESAVE = N_("请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再放入。")

MESSAGES: dict[str, Message] = {
    # files
    "LOCK_FILE": _warning(N_("临时文件已略过"), N_("{file} 是 Excel 打开工作簿时的临时文件，没有读取。"), N_("请先关闭 Excel，再运行。")),
    "HIDDEN_FILE": _warning(N_("隐藏文件已略过"), N_("{file} 是隐藏文件，没有读取。"), N_("如有需要，请改名后再放入。")),
    "NOT_A_FILE": _warning(N_("子文件夹已略过"), N_("{file} 不是文件，没有读取。"), N_("请把工作簿直接放在当月文件夹里。")),
    "OTHER_FILE": _warning(N_("其他文件已略过"), N_("{file} 不是 Excel 工作簿，没有读取。"), N_("里面如有本月的表，请另存为 .xlsx（压缩包请先解压）后放入；否则不需要处理。")),
    "SAVE_AS_XLSX": _error(N_("文件格式不对"), N_("{file} 是 {ending} 文件，不能读取。"), RESAVE),
    "FILE_UNREADABLE": _error(N_("文件打不开"), N_("{file} 打不开：{why}。"), N_("请核对文件权限，关闭正在使用它的程序。")),
    "FILE_EMPTY": _error(N_("空文件"), N_("{file} 是空文件。"), N_("请重新保存或重新复制这个工作簿。")),
    "FILE_TOO_LARGE": _error(N_("文件太大"), N_("{file} 超过 {limit} MB。"), N_("请拆成几个工作簿。")),
    "FILE_TOO_LARGE_UNPACKED": _error(N_("文件内容太大"), N_("{file} 解压后大得不正常，没有读取。"), N_("请新建工作簿，只复制数据过去。")),
    "FILE_ENCRYPTED": _error(N_("文件有密码"), N_("{file} 有打开密码，不能读取。"), N_("请去掉打开密码后再放入。")),
    "FILE_IS_OLD_XLS": _error(N_("旧格式文件"), N_("{file} 实际是旧的 .xls 格式。"), RESAVE),
    "FILE_IS_NOT_A_WORKBOOK": _error(N_("不是工作簿"), N_("{file} 的内容不是 Excel 工作簿（可能是网页或文本改了扩展名）。"), RESAVE),
    "FILE_DAMAGED": _error(N_("文件已损坏"), N_("{file} 已损坏或不完整，不能读取。"), N_("请重新复制；若仍不行，请用 Excel 修复后另存。")),
    "FILE_NOT_UNDERSTOOD": _error(N_("文件的写法特殊"), N_("{file} 的内部写法特殊，不能确定每个单元格的位置，没有读取。"), RESAVE),
    "FILE_STOPS_THE_READER": _error(N_("读取时停住"), N_("读取 {file} 用的内存或时间大得不正常，已经停止。"), N_("请新建工作簿，只复制数据过去。")),
    "ROWS_HIDDEN": _warning(N_("读取了隐藏的行"), N_("“{sheet}”有 {count} 行被隐藏或筛选掉，已照常计算，从第 {row} 行起。"), N_("请取消隐藏和筛选后核对；不需要的行请删除。")),
    "COLUMNS_HIDDEN": _warning(N_("读取了隐藏的列"), N_("“{sheet}”的 {columns} 列是隐藏的，已照常计算。"), N_("请取消隐藏后核对；不需要的列请删除。")),
    "ROWS_STRUCK": _warning(N_("划掉的行照常计算"), N_("“{sheet}”有 {count} 行画了删除线，已照常计算，从第 {row} 行起。"), N_("作废的行请删除；仍然有效的请去掉删除线。")),
    "FILE_HAS_ENTITIES": _error(N_("文件含不安全内容"), N_("{file} 含有不安全的 XML 定义，没有读取。"), RESAVE),
    "SHEET_TOO_LARGE": _error(N_("工作表太大"), N_("{file} 的“{name}”范围太大（超过 {limit} 个单元格）。"), N_("请删除远离数据的内容，或把数据复制到新表。")),
    "FILE_TWICE": _error(N_("同一文件放了两次"), N_("{file} 与 {other} 内容完全相同，只读取了一次。"), N_("请删除其中一个。")),
    "FILE_OF_OTHER_MONTH": _error(N_("别的月份的文件"), N_("{file} 与 {month} 月用过的一个文件完全相同。"), N_("请放入本月的文件。")),
    "SHEET_TWICE": _error(N_("同一张表放了两次"), N_("“{sheet}”与 {other} 的“{other_sheet}”各行完全相同，只采用了一次。"), N_("请删除其中一张。")),
    "TWO_VERSIONS": _error(N_("同一张表的两个版本"), N_("“{sheet}”与 {other} 的“{other_sheet}”大部分行相同，像是同一张表的新旧两份，只采用了后者。"), N_("请只保留正确的一份，把另一份移出当月文件夹。")),
    "SHEET_HAS_FORMULAS": _warning(N_("表里有公式"), N_("“{sheet}”有公式，采用的是上次保存时的结果。"), N_("如改过数据，请用 Excel 打开、保存后再放入。")),
    "COPY_OF_ROWS": _warning(N_("副本只有有问题的行"), N_("{file} 太大，批注副本里只有有问题的行。"), N_("请在副本里改好这些行，放进当月文件夹（原文件留着），再运行一次。")),
    "EXCERPT_USED": _warning(N_("采用了改好的行"), N_("{source} 有 {count} 行以 {file} 里的为准。"), N_("不需要处理；原文件和这个文件都请留在当月文件夹里。")),
    "EXCERPT_ALONE": _error(N_("摘出的行缺原文件"), N_("{file} 只有 {source} 的一部分行，文件夹里没有摘出这些行时的那个 {source}。"), N_("请放回那个 {source}；如果它已经改过，请移走 {file}。")),
    "EXCERPT_TWICE": _error(N_("摘出的行有两份"), N_("{file} 和 {other} 都是从 {source} 摘出的行，只采用了后者。"), N_("请只留下较新的一份。")),
    "FILE_WITHOUT_TABLES": _warning(N_("没有可读的工作表"), N_("{file} 里没有本系统的工作表。"), N_("如应读取，请核对工作表名称。")),
    # sheets
    "SHEET_NAME_UNKNOWN": _error(N_("工作表名称不认识"), N_("不认识工作表“{sheet}”。{hint}"), N_("请改正工作表名称；不需要的工作表请删除。")),
    "SHEET_PASSED_OVER": _warning(N_("工作表已略过"), N_("“{sheet}”不是本系统的工作表，没有读取。"), N_("如应读取，请核对工作表名称和表头。")),
    "ATTENDANCE_BY_DAYS": _error(N_("考勤是一人一行的月表"), N_("“{sheet}”一人一行、一天一列，没有每天的班次和打卡，不能读取。"), N_("请放入每人每天一行的考勤（见模板），或考勤软件导出的“每日统计”“上下班打卡_日报”。")),
    "ANOTHER_TABLE_BELOW": _error(N_("一张工作表里有两张表"), N_("“{sheet}”第 {row} 行起是另一张表，没有读取。"), N_("请把它移到单独的工作表，用它自己的名称。")),
    "EXPORT_WITHOUT_DAYS": _warning(N_("这张导出表不够用"), N_("“{sheet}”没有每人每天的班次、打卡和结果，没有读取。"), N_("请从考勤软件导出{wanted}，放入当月文件夹。")),
    "TWO_COLUMNS_MEANT": _error(N_("有两列都可能是打卡时间"), N_("“{column}”和“{other}”都可能是打卡时间，不能判断该用哪一列。"), N_("请把打卡时间的那一列写作“{column}”，另一列改名或删除。")),
    "SHEET_WITHOUT_HEADER": _error(N_("没有表头"), N_("“{sheet}”的前 10 行里没有“{title}”的表头。"), N_("请让表头在前 10 行之内：删去它上面多余的行，没有表头的从模板复制。")),
    "SHEET_HIDDEN": _warning(N_("读取了隐藏的工作表"), N_("“{sheet}”是隐藏的工作表，已照常读取。"), N_("请核对其中的数据；不需要的请删除。")),
    "HEADER_MISSING": _error(N_("缺少表头"), N_("缺少必需的列“{column}”。{hint}"), N_("请改正或补上表头。")),
    "HEADER_TWICE": _error(N_("表头重复"), N_("列“{column}”出现了两次（另一处在 {first}）。"), N_("请只保留一列。")),
    "HEADER_UNKNOWN": _warning(N_("不认识的列"), N_("不认识列“{value}”，没有采用。{hint}"), N_("如写错了表头请改正；备注用的列可以不管。")),
    "CELLS_MERGED": _error(N_("合并单元格"), N_("数据区有合并单元格 {cell}:{to}，只有第一格有值{more}。"), N_("请取消合并，把每一格都填上。")),
    "CONTENT_WITHOUT_HEADER": _warning(N_("表外有内容"), N_("{cell} 所在的列没有表头，内容没有采用。"), N_("如应采用，请加上表头。")),
    # cells
    "CELL_ERROR_VALUE": _error(N_("单元格是错误值"), N_("单元格是错误值 {error}。"), N_("请改正公式，或直接填写数值。")),
    "CELL_PART_STRUCK": _error(N_("划掉了一部分"), N_("这一格有一部分画了删除线，不知道留下的是什么。"), N_("请清空这一格，重新填写要留下的内容。")),
    "FORMULA_NOT_STORED": _error(N_("公式没有结果"), N_("公式还没有算出结果就保存了。"), N_("请用 Excel 打开、重新保存，或直接填写数值。")),
    "TEXT_TOO_LONG": _error(N_("文字太长"), N_("文字超过 {limit} 个字。"), N_("请缩短。")),
    "ID_UNREADABLE": _error(N_("编号不合规则"), N_("“{column}”{value} 只能由字母、数字、- 和 _ 组成，最多 32 位。{hint}"), N_("请改正编号，并按文本填写。")),
    "CHOICE_UNKNOWN": _error(N_("不在可选范围"), N_("“{column}”没有“{value}”这一项。{hint}"), N_("请从下列各项中选择：{choices}。")),
    "YES_NO_UNREADABLE": _error(N_("应填是或否"), N_("“{column}”应填 是 或 否，现为“{value}”。"), N_("请改为 是 或 否。")),
    "NUMBER_UNREADABLE": _error(N_("不是数字"), N_("“{column}”应为数字，现为“{value}”。"), N_("请只填数字；显示成日期的单元格，先把格式改为常规。")),
    "NUMBER_IS_PERCENT": _error(N_("百分比"), N_("“{column}”的单元格是百分比格式 {value}，不能当作分数或数量。"), N_("请把单元格格式改为常规，填写数字，如 88。")),
    "NUMBER_TOO_LARGE": _error(N_("数字太大"), N_("“{column}”{value} 大得不合理。"), N_("请核对。")),
    "NOT_WHOLE": _error(N_("不是整数"), N_("“{column}”应为整数，现为 {value}。"), N_("请改为整数。")),
    "TOO_MANY_DECIMALS": _error(N_("小数位太多"), N_("“{column}”最多两位小数，现为 {value}。"), N_("请改为最多两位小数。")),
    "DATE_UNREADABLE": _error(N_("日期读不懂"), N_("“{column}”{value} 不是日期。"), N_("请写成 {month}-03 这样的日期。")),
    "DATE_SERIAL": _error(N_("日期成了数字"), N_("“{column}”是数字 {value}（可能是 {meant}），不能当作日期。"), N_("请把单元格格式改为日期，或重新填写日期。")),
    "DATE_AMBIGUOUS": _error(N_("日期有歧义"), N_("“{column}”{value} 有不止一种读法，或缺年份。"), N_("请写成 {month}-03 这样的日期。")),
    "DATE_IMPOSSIBLE": _error(N_("没有这一天"), N_("“{column}”{value} 不是存在的日期，或年份不合理。"), N_("请核对日期。")),
    "DATE_HAS_TIME": _error(N_("日期带了时间"), N_("“{column}”{value} 带有时间。"), N_("请只填日期。")),
    "TIME_UNREADABLE": _error(N_("时间读不懂"), N_("“{column}”{value} 不是时间。"), N_("请写成 8:00 或 次日 00:58 这样的时间。")),
    "DATETIME_UNREADABLE": _error(N_("日期时间读不懂"), N_("“{column}”{value} 不是日期和时间。"), N_("请写成 {month}-07 16:30。")),
    "DATETIME_WITHOUT_TIME": _error(N_("缺少时间"), N_("“{column}”{value} 只有日期，没有时间。"), N_("请写成 {month}-07 16:30。")),
}
