"""What stood in code and in lists of a call becomes rows: sections, papers, rules, screening points; forms get a state."""

from django.db import migrations, models

SECTIONS = [('person',
  'questions',
  'ข้อมูลของคุณ',
  'About you',
  'คุณเป็นใครและเราติดต่ออย่างไร ผู้อ่านในรอบปิดชื่อไม่เห็นส่วนนี้',
  'Who you are and how we reach you. Reviewers of a blind round do not see this.'),
 ('background',
  'questions',
  'พื้นฐานของคุณ',
  'Your background',
  'เรียนและทำอะไรมา ผูกพันกับบ้านเกิดอย่างไร',
  'What you have studied and done, and what ties you to your home town.'),
 ('motivation',
  'questions',
  'เรื่องของคุณกับเมือง',
  'Your town and you',
  'เขียนด้วยคำของคุณ ไม่มีคำตอบที่ถูก ตัวอย่างจริงช่วยได้มากที่สุด',
  'In your own words. There is no right answer; real examples help most.'),
 ('openings',
  'openings',
  'ที่ที่คุณอยากทำงาน',
  'Where you want to work',
  'เรียงตำแหน่งที่อยากไปที่สุดก่อน มีเพียงเจ้าบ้านที่คุณเลือกเท่านั้นที่เห็นใบสมัคร',
  'Rank the openings, the one you want most first. Only hosts that you rank see your application.'),
 ('documents',
  'documents',
  'เอกสาร',
  'Documents',
  'PDF หรือภาพถ่าย ไฟล์ละไม่เกิน 10 MB เห็นเฉพาะคนที่ตัดสินใบสมัครของคุณ',
  'PDF or a photo, up to 10 MB each. Only the people who decide about your application see them.')]  # as the product had them in code until now
POINTS = [('identity', 'เป็นคนเดียวกับในเอกสาร', 'The person is who the papers say'),
 ('documents', 'เอกสารครบ', 'All documents are there'),
 ('hometown', 'เห็นความผูกพันกับจังหวัดบ้านเกิด', 'The tie to the home province is shown'),
 ('readable', 'ภาพอ่านได้ครบ', 'Everything is readable'),
 ('single', 'ไม่ซ้ำกับใบอื่นของคนเดียวกัน', 'No second application of the same person')]


def tree_of(rule):
    if rule["rule"] == "age":
        return {"of": {"role": "birth_day"}, "age": {"least": rule["min"], "most": rule["max"], "on": "cohort_start"}}
    role = {"nationality": "nationality", "full_time": "availability"}.get(rule["rule"])
    return {"of": {"role": role}, "is": True} if role else None


def as_rows(apps, schema_editor):
    get = lambda name: apps.get_model("applications", name).objects  # noqa: E731
    for call in apps.get_model("programme", "Call").objects.all():
        forms = list(get("FormVersion").filter(call=call).order_by("number"))
        for place, form in enumerate(forms, start=1):
            last = place == len(forms)
            form.state = "replaced" if not last else "published" if form.published_at else "draft"
            form.save(update_fields=["state"])
            write_rows(get, form, call)
        if forms:
            get("ScreeningPoint").bulk_create(
                get("ScreeningPoint").model(call=call, key=key, label_th=th, label_en=en, position=n)
                for n, (key, th, en) in enumerate(POINTS)
            )


def write_rows(get, form, call):
    get("Section").bulk_create(
        get("Section").model(form=form, key=key, kind=kind, label_th=th, label_en=en, lead_th=lead_th, lead_en=lead_en, position=n)
        for n, (key, kind, th, en, lead_th, lead_en) in enumerate(SECTIONS)
    )
    get("DocumentKind").bulk_create(
        get("DocumentKind").model(
            form=form, key=row["key"], label_th=row["label_th"], label_en=row.get("label_en", ""),
            is_required=row.get("is_required", False), position=n,
        )
        for n, row in enumerate(call.documents)
    )
    rules = [(rule["rule"], tree_of(rule)) for rule in call.eligibility]
    get("EligibilityRule").bulk_create(
        get("EligibilityRule").model(form=form, key=key, tree=tree, position=n)
        for n, (key, tree) in enumerate(rules) if tree
    )


class Migration(migrations.Migration):
    dependencies = [("applications", "0014_forms_are_rows")]

    operations = [
        migrations.RunPython(as_rows, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('call',), name='one_draft_form'),
        ),
        migrations.AddConstraint(
            model_name='formversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('call',), name='one_published_form'),
        ),
    ]
