"""What is said of a person in words: certificate, health, labour, party, where they live, why they came or left.

Sources: columns of 全国防返贫监测信息系统 (2023-12 exports); GB/T 4762-1984 for 政治面貌;
GB/T 26341-2010 for kinds and levels of disability (the last digits of a 残疾人证).
"""

from models.kernel.codelist import code_list

_NATIONAL = "全国防返贫监测信息系统导出表，2023年12月"
_PRACTICE = "本程序自定，2025年7月"

CERTIFICATE = code_list(
    "certificate",
    "证件类型",
    _NATIONAL,
    (("id_card", "居民身份证"), ("disability_card", "残疾人证"), ("none_yet", "暂无证件"), ("other", "其他")),
    {"身份证": "id_card", "二代身份证": "id_card", "残疾证": "disability_card", "无": "none_yet", "暂无": "none_yet"},
)

SEX = code_list("sex", "性别", "GB/T 2261.1-2003", (("1", "男"), ("2", "女")), {"男性": "1", "女性": "2"})

POLITICAL = code_list(
    "political",
    "政治面貌",
    "GB/T 4762-1984",
    (
        ("01", "中共党员"),
        ("02", "中共预备党员"),
        ("03", "共青团员"),
        ("04", "民革党员"),
        ("05", "民盟盟员"),
        ("06", "民建会员"),
        ("07", "民进会员"),
        ("08", "农工党党员"),
        ("09", "致公党党员"),
        ("10", "九三学社社员"),
        ("11", "台盟盟员"),
        ("12", "无党派人士"),
        ("13", "群众"),
    ),
    {"党员": "01", "预备党员": "02", "团员": "03"},
)

HEALTH = code_list(
    "health",
    "健康状况",
    _NATIONAL,
    (("healthy", "健康"), ("chronic", "长期慢性病"), ("serious", "患有大病"), ("disabled", "残疾")),
    {"良好": "healthy", "慢病": "chronic", "慢性病": "chronic", "大病": "serious", "残": "disabled"},
)

DISABILITY = code_list(
    "disability",
    "残疾类别",
    "GB/T 26341-2010",
    tuple(
        (str(i), label)
        for i, label in enumerate(
            ("视力残疾", "听力残疾", "言语残疾", "肢体残疾", "智力残疾", "精神残疾", "多重残疾"), 1
        )
    ),
    {"视力": "1", "听力": "2", "言语": "3", "肢体": "4", "智力": "5", "精神": "6", "多重": "7"},
)

DISABILITY_LEVEL = code_list(
    "disability_level",
    "残疾等级",
    "GB/T 26341-2010",
    (("1", "一级"), ("2", "二级"), ("3", "三级"), ("4", "四级")),
    {"Ⅰ级": "1", "Ⅱ级": "2", "Ⅲ级": "3", "Ⅳ级": "4"},
)

LABOUR = code_list(
    "labour",
    "劳动能力",
    _NATIONAL,
    (
        ("ordinary", "普通劳动力"),
        ("skilled", "技能劳动力"),
        ("weak", "弱劳动力或半劳动力"),
        ("lost", "丧失劳动力"),
        ("none", "无劳动力"),
    ),
    {"普通": "ordinary", "技能": "skilled", "弱劳动力": "weak", "半劳动力": "weak", "弱半劳动力": "weak", "无": "none"},
)

PERSON_RESIDENCE = code_list(
    "person_residence",
    "居住",
    _PRACTICE,
    (
        ("home", "常住"),
        ("away", "外出半年以上"),
        ("school", "在外上学"),
        ("army", "服兵役"),
        ("prison", "服刑"),
        ("missing", "失联"),
    ),
    {"在家": "home", "外出": "away", "上学": "school", "当兵": "army", "参军": "army"},
)

JOINED_WHY = code_list(
    "joined_why",
    "增加原因",
    "自然增加各项，全国防返贫监测信息系统导出表，2023年12月",
    (
        ("birth", "出生"),
        ("marriage", "婚入"),
        ("moved_in", "户籍迁入"),
        ("adoption", "收养"),
        ("returned", "回到本户"),
        ("missed", "原来漏登"),
        ("other", "其他"),
    ),
    {"新生儿": "birth", "新生": "birth", "嫁入": "marriage", "迁入": "moved_in", "补录": "missed"},
)

LEFT_WHY = code_list(
    "left_why",
    "减少原因",
    "自然减少各项，全国防返贫监测信息系统导出表，2023年12月",
    (
        ("death", "死亡"),
        ("marriage", "婚出"),
        ("moved_out", "户籍迁出"),
        ("split", "分户"),
        ("merged", "并户"),
        ("adopted", "被收养"),
        ("other", "其他"),
    ),
    {"去世": "death", "病故": "death", "嫁出": "marriage", "出嫁": "marriage", "迁出": "moved_out"},
)

LOW_INCOME = code_list(
    "low_income",
    "享受低保政策情况",
    _NATIONAL,
    (("none", "不享受"), ("rural", "农村低保"), ("urban", "城市低保")),
    {"低保": "rural", "无": "none", "否": "none", "是": "rural"},
)

DESTITUTE = code_list(
    "destitute",
    "享受特困供养情况",
    _NATIONAL,
    (("none", "不享受"), ("rural", "农村特困"), ("urban", "城市特困")),
    {"特困": "rural", "五保": "rural", "无": "none", "否": "none", "是": "rural"},
)

MEDICAL_INSURANCE = code_list(
    "medical_insurance",
    "医保",
    _PRACTICE,
    (("resident", "居民医保"), ("worker", "职工医保"), ("elsewhere", "异地参保"), ("army", "军人"), ("none", "未参保")),
    {"城乡居民医保": "resident", "城乡居民基本医疗保险": "resident", "居民基本医疗保险": "resident", "城乡居民医疗保险": "resident",
     "新农合": "resident", "新型农村合作医疗": "resident", "职工": "worker", "城镇职工基本医疗保险": "worker", "职工基本医疗保险": "worker",
     "城镇职工医疗保险": "worker", "居民": "resident", "未参加": "none", "否": "none"},
)

PENSION_INSURANCE = code_list(
    "pension_insurance",
    "养老保险",
    _PRACTICE,
    (("resident", "居民养老"), ("worker", "职工养老"), ("none", "未参保")),
    {"城乡居民养老": "resident", "城乡居民基本养老保险": "resident", "居民基本养老保险": "resident", "城乡居民社会养老保险": "resident",
     "新农保": "resident", "新型农村社会养老保险": "resident", "居民": "resident", "职工": "worker", "城镇职工基本养老保险": "worker",
     "职工基本养老保险": "worker", "未参加": "none", "否": "none"},
)

SKILL = code_list(
    "skill",
    "技能",
    _PRACTICE,
    (
        ("1", "种植"),
        ("2", "养殖"),
        ("3", "建筑"),
        ("4", "驾驶"),
        ("5", "电焊"),
        ("6", "烹饪"),
        ("7", "家政护理"),
        ("8", "缝纫手工"),
        ("9", "电工"),
        ("10", "电商"),
        ("11", "其他"),
        ("0", "无"),
    ),
    {"厨师": "6", "司机": "4", "开车": "4", "瓦工": "3", "家政": "7"},
)
