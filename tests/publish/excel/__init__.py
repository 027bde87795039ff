"""What Excel demands of a workbook and LibreOffice forgives, told as faults; none where Excel would open the file without a word."""

from tests.publish.excel.package import faults_of

__all__ = ["faults_of"]
