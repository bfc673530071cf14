"""kaohe: monthly appraisal, fines and complaint handling, from filled workbooks to the pay sheet."""

__version__ = "1.0.0"
