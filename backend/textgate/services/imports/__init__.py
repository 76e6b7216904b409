"""Importing practices and their locations from CSV files."""

from textgate.services.imports.importer import ImportSummary, import_files
from textgate.services.imports.planning import Counts
from textgate.services.imports.reading import ImportFailed
from textgate.services.imports.report import Note, Report

__all__ = ["Counts", "ImportFailed", "ImportSummary", "Note", "Report", "import_files"]
