"""Provinces by the first two digits of a region code, GB/T 2260-2007; 99 is kept for made-up people in tests.

Only provinces are listed: whether two places share a county or a province follows from the digits themselves
(rules.job.place_of), so the program needs no list of three thousand counties that would age.
"""

from models.kernel.codelist import code_list

PROVINCE = code_list(
    "province",
    "省份",
    "GB/T 2260-2007",
    (
        ("11", "北京"), ("12", "天津"), ("13", "河北"), ("14", "山西"), ("15", "内蒙古"), ("21", "辽宁"),
        ("22", "吉林"), ("23", "黑龙江"), ("31", "上海"), ("32", "江苏"), ("33", "浙江"), ("34", "安徽"),
        ("35", "福建"), ("36", "江西"), ("37", "山东"), ("41", "河南"), ("42", "湖北"), ("43", "湖南"),
        ("44", "广东"), ("45", "广西"), ("46", "海南"), ("50", "重庆"), ("51", "四川"), ("52", "贵州"),
        ("53", "云南"), ("54", "西藏"), ("61", "陕西"), ("62", "甘肃"), ("63", "青海"), ("64", "宁夏"),
        ("65", "新疆"), ("71", "台湾"), ("81", "香港"), ("82", "澳门"),
    ),
    {
        "内蒙": "15", "内蒙古自治区": "15", "广西壮族自治区": "45", "西藏自治区": "54", "宁夏回族自治区": "64",
        "新疆维吾尔自治区": "65",
    },
)  # fmt: skip

PROVINCE_CODES = frozenset(code for code, _ in PROVINCE.items if code.isdigit())
