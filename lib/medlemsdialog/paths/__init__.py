"""Where things are. Nobody else joins path strings."""

from medlemsdialog.paths.derived import AreaFolder, BuildFolder
from medlemsdialog.paths.dialogue import DataFolder
from medlemsdialog.paths.finding import BUILD_VARIABLE, DATA_VARIABLE, build_folder, data_folder, shipped, workbook
from medlemsdialog.paths.input_page import InputPageFolder
from medlemsdialog.paths.names import (
    FORM_MAPPING_ENDINGS,
    INPUT_FOLDER_NAMES,
    NATIONAL,
    NATIONAL_FOLDER_NAMES,
    SUBMISSION_ENDING,
    is_ignored,
    slug_name,
)
from medlemsdialog.paths.packages import PackageFolder
from medlemsdialog.paths.releases import ReleaseFolder

__all__ = [
    "BUILD_VARIABLE",
    "DATA_VARIABLE",
    "FORM_MAPPING_ENDINGS",
    "INPUT_FOLDER_NAMES",
    "NATIONAL",
    "NATIONAL_FOLDER_NAMES",
    "SUBMISSION_ENDING",
    "AreaFolder",
    "BuildFolder",
    "DataFolder",
    "InputPageFolder",
    "PackageFolder",
    "ReleaseFolder",
    "build_folder",
    "data_folder",
    "is_ignored",
    "shipped",
    "slug_name",
    "workbook",
]
