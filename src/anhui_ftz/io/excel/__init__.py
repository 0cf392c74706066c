"""Excel workbooks, written and read: whole data sets, results with rows, and tables of observations of your own.

The extra ``excel`` installs XlsxWriter, which writes them, and openpyxl, which reads them.
"""

from anhui_ftz.io.excel.observation_sheets import load_excel
from anhui_ftz.io.excel.workbook_reader import read_excel
from anhui_ftz.io.excel.workbook_writer import write_excel

__all__ = ["load_excel", "read_excel", "write_excel"]
