"""产品培训: who learned a new product, and when it goes on sale (B-5)."""

from __future__ import annotations

from pipeline.schemas.column import EMPLOYEE, NAME, Column
from pipeline.schemas.sheet import Sheet

PRODUCT_TRAINING = Sheet(
    name="product_training",
    title="产品培训",
    book="扣分记录.xlsx",
    place=7,
    help="新产品每人一行：哪天学习的；上架前一天还没有学习的会列出来。没有新产品就不用这张表。",
    key=("product", "employee_id"),
    day=None,
    filled_by=("培训专员",),
    starts="open",
    open_until="learned_on",
    columns=(
        Column("product", "产品", "text", "新产品的名称。", "净水器 J6", required=True, offers=("product_training.product",)),
        Column("on_sale_from", "上架日期", "date", "产品上架的日期。", "{month}-20", required=True),
        EMPLOYEE,
        NAME,
        Column("learned_on", "学习日期", "date", "此人学习的日期；还没有学习就不填。", "{month}-18"),
    ),
)
