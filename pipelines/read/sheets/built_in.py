"""Number format codes that files name by a number only (ECMA-376 part 1, 18.8.30), as Chinese Excel and WPS show them.

Belongs here: the table. Does not belong here: what codes mean (formats).
"""

from __future__ import annotations

from typing import Final

LONG_DATE: Final = 'yyyy"年"m"月"d"日"'
_TIME: Final = 'h"时"mm"分"'
_SECONDS: Final = 'h"时"mm"分"ss"秒"'

# 27–36 and 50–58: the zh-CN column of 18.8.30. 14 and 22 are shown in the order of the system's language.
BUILT_IN: Final = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: r'"¥"#,##0;"¥"\-#,##0',
    6: r'"¥"#,##0;[Red]"¥"\-#,##0',
    7: r'"¥"#,##0.00;"¥"\-#,##0.00',
    8: r'"¥"#,##0.00;[Red]"¥"\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: LONG_DATE,
    32: _TIME,
    33: _SECONDS,
    34: "上午/下午" + _TIME,
    35: "上午/下午" + _SECONDS,
    36: 'yyyy"年"m"月"',
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: r'_ "¥"* #,##0_ ;_ "¥"* \-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: r'_ "¥"* #,##0.00_ ;_ "¥"* \-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: "上午/下午" + _TIME,
    56: "上午/下午" + _SECONDS,
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
