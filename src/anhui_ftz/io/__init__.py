"""Other formats, in and out: frames, spreadsheets, graphs, packages and citations, each imported on first use.

Importing this package requires no optional library. A function that requires one says which extra installs it.
"""

TYPE_CHECKING = bool()  # noqa: UP018 - as in anhui_ftz, where the reason is given
if TYPE_CHECKING:
    from anhui_ftz.io.citations import caption, cite
    from anhui_ftz.io.csv import load_csv
    from anhui_ftz.io.excel.observation_sheets import load_excel
    from anhui_ftz.io.excel.workbook_reader import read_excel
    from anhui_ftz.io.excel.workbook_writer import write_excel
    from anhui_ftz.io.frames.linkage_frames import evidence_frame, linkage_frame
    from anhui_ftz.io.frames.parquet import read_parquet, write_parquet
    from anhui_ftz.io.frames.record_frames import from_frame, hierarchy, to_frame
    from anhui_ftz.io.frames.total_frames import total_frame
    from anhui_ftz.io.geojson import to_geojson
    from anhui_ftz.io.graphs import to_networkx, write_gexf, write_graphml
    from anhui_ftz.io.packages.datapackage import write_csvw, write_datapackage
    from anhui_ftz.io.packages.package_reading import read_datapackage
    from anhui_ftz.io.packages.provenance import to_prov
    from anhui_ftz.io.packages.sdmx import write_sdmx, write_sdmx_csv
    from anhui_ftz.io.sqlite import read_sqlite, write_sqlite

__all__ = [
    "caption",
    "cite",
    "evidence_frame",
    "from_frame",
    "hierarchy",
    "linkage_frame",
    "load_csv",
    "load_excel",
    "read_datapackage",
    "read_excel",
    "read_parquet",
    "read_sqlite",
    "to_frame",
    "to_geojson",
    "to_networkx",
    "to_prov",
    "total_frame",
    "write_csvw",
    "write_datapackage",
    "write_excel",
    "write_gexf",
    "write_graphml",
    "write_parquet",
    "write_sdmx",
    "write_sdmx_csv",
    "write_sqlite",
]

#: The module below this package that has each name.
_HOMES = {
    "citations": "caption cite",
    "csv": "load_csv",
    "excel": "load_excel read_excel write_excel",
    "frames": ("evidence_frame from_frame hierarchy linkage_frame read_parquet to_frame total_frame write_parquet"),
    "geojson": "to_geojson",
    "graphs": "to_networkx write_gexf write_graphml",
    "packages": "read_datapackage to_prov write_csvw write_datapackage write_sdmx write_sdmx_csv",
    "sqlite": "read_sqlite write_sqlite",
}
_HOME = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names.split()}


if not TYPE_CHECKING:  # a type checker that sees this would believe in any name

    def __getattr__(name: str) -> object:
        """Import a public name on first use (PEP 562)."""
        from anhui_ftz import _first_use

        return _first_use(__name__, _HOME.get(name), name)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return __all__
