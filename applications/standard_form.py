"""The questions and the rubric that a new call begins with; officers change them per call."""

DEGREES = [
    {"value": "vocational", "th": "ปวส. หรือเทียบเท่า", "en": "Higher vocational certificate"},
    {"value": "bachelor", "th": "ปริญญาตรี", "en": "Bachelor's degree"},
    {"value": "master", "th": "ปริญญาโทขึ้นไป", "en": "Master's degree or higher"},
]

# section, key, kind, Thai, English, extras
QUESTIONS: list[tuple[str, str, str, str, str, dict]] = [
    (
        "person",
        "given_name_th",
        "text",
        "ชื่อ (ภาษาไทย)",
        "Given name (Thai)",
        {"sensitivity": "identifying", "max_length": 100, "role": "given_name"},
    ),
    (
        "person",
        "family_name_th",
        "text",
        "นามสกุล (ภาษาไทย)",
        "Family name (Thai)",
        {"sensitivity": "identifying", "is_required": False, "max_length": 100, "role": "family_name"},
    ),
    ("person", "phone", "phone", "เบอร์โทรศัพท์", "Telephone", {"sensitivity": "identifying", "role": "telephone"}),
    ("person", "birth_on", "birthday", "วันเกิด", "Date of birth", {"sensitivity": "identifying", "role": "birth_day"}),
    (
        "person",
        "national_id",
        "identity",
        "เลขประจำตัวประชาชน",
        "Identity number",
        {
            "sensitivity": "sensitive",
            "hint_th": "13 หลัก เก็บแบบเข้ารหัส กรรมการและหน่วยงานไม่เห็น",
            "hint_en": "13 digits. Kept encrypted; reviewers and hosts never see it.",
            "role": "identity",
        },
    ),
    (
        "person",
        "support_needs",
        "long",
        "มีอะไรที่เราควรจัดให้ เพื่อให้คุณทำงานได้สะดวก",
        "Is there anything we should arrange so that you can work well?",
        {
            "sensitivity": "sensitive",
            "is_required": False,
            "max_length": 500,
            "hint_th": "เช่น ทางลาด ล่ามภาษามือ เก็บแบบเข้ารหัส ไม่มีผลต่อการคัดเลือก",
            "hint_en": "For example a ramp or a sign language interpreter. Encrypted; no influence on selection.",
        },
    ),
    (
        "background",
        "home_province",
        "province",
        "จังหวัดบ้านเกิดหรือทะเบียนบ้าน",
        "Home province",
        {"hosts_see": True, "role": "home"},
    ),
    ("background", "is_thai", "yes", "ฉันมีสัญชาติไทย", "I am a Thai national", {"role": "nationality"}),
    (
        "background",
        "full_time",
        "yes",
        "ฉันทำงานเต็มเวลาได้ตลอด 12 เดือน",
        "I can work full time for the whole 12 months",
        {"role": "availability"},
    ),
    (
        "background",
        "degree",
        "choice",
        "วุฒิสูงสุด",
        "Highest degree",
        {"role": "degree", "options": DEGREES, "hosts_see": True},
    ),
    (
        "background",
        "field",
        "text",
        "สาขาที่เรียน",
        "Field of study",
        {"max_length": 150, "hosts_see": True, "role": "studies"},
    ),
    (
        "background",
        "tie",
        "long",
        "คุณผูกพันกับเมืองนี้อย่างไร",
        "What ties you to this town?",
        {"max_length": 1500, "hosts_see": True},
    ),
    (
        "motivation",
        "problem",
        "long",
        "ปัญหาของเมืองที่คุณอยากแก้ และคุณรู้จักมันได้อย่างไร",
        "Which problem of the town do you want to solve, and how do you know it?",
        {"max_length": 2500, "hosts_see": True},
    ),
    (
        "motivation",
        "first_90_days",
        "long",
        "90 วันแรกคุณจะทำอะไร",
        "What would you do in the first 90 days?",
        {"max_length": 2000, "hosts_see": True},
    ),
    (
        "motivation",
        "failure",
        "long",
        "เล่าครั้งที่คุณทำอะไรพลาด แล้วได้เรียนรู้อะไร",
        "Tell us about something that went wrong, and what you learned",
        {"max_length": 1500},
    ),
]

DOCUMENTS = [
    {
        "key": "house_registration",
        "label_th": "สำเนาทะเบียนบ้าน",
        "label_en": "Copy of the house registration",
        "is_required": True,
    },
    {"key": "transcript", "label_th": "ใบแสดงผลการเรียน", "label_en": "Transcript", "is_required": False},
]

CRITERIA = [
    ("town", "ความเข้าใจปัญหาของเมือง", "Understanding of the town's problems", 35),
    ("deed", "ความสามารถลงมือทำ", "Ability to get things done", 25),
    ("people", "การทำงานกับชุมชน", "Working with people", 25),
    ("tie", "ความผูกพันกับพื้นที่", "Tie to the place", 15),
]
ANCHORS = [
    {"level": 1, "th": "ยังไม่เห็นหลักฐาน", "en": "No evidence yet"},
    {"level": 2, "th": "เห็นบ้าง แต่ไม่ชัด", "en": "Some evidence, not clear"},
    {"level": 3, "th": "ชัดเจน มีตัวอย่างจริง", "en": "Clear, with a real example"},
    {"level": 4, "th": "ชัดเจนมาก ตัวอย่างหลายเรื่องและได้ผล", "en": "Very clear, several examples that worked"},
]

AGREEMENT_TH = "ข้าพเจ้ายินดีปฏิบัติงานเต็มเวลากับหน่วยงานเจ้าบ้านตามระยะเวลาของรุ่น บันทึกงานตามจริง รักษาข้อมูลของประชาชน และแจ้งโครงการทันทีเมื่อมีเหตุที่ทำให้ปฏิบัติงานต่อไม่ได้"
AGREEMENT_EN = "I will work full time with the host agency for the length of the cohort, record my work truthfully, protect what people entrust to me, and tell the programme at once if I cannot go on."
