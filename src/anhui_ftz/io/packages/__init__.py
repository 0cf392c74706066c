"""Packages for other tools: Data Package, CSV on the Web, PROV-JSON and SDMX.

Writing needs the standard library alone. The extra ``packages`` installs what reads and validates them:
frictionless, csvw, prov, sdmx1 and pysdmx.
"""

from anhui_ftz.io.packages.datapackage import write_csvw, write_datapackage
from anhui_ftz.io.packages.package_reading import read_datapackage
from anhui_ftz.io.packages.provenance import to_prov
from anhui_ftz.io.packages.sdmx import write_sdmx, write_sdmx_csv

__all__ = ["read_datapackage", "to_prov", "write_csvw", "write_datapackage", "write_sdmx", "write_sdmx_csv"]
