"""What the plain pages say on the first day, in both languages; from then on editors write them.

{slug: {language: (lead, [(heading, paragraph), …])}}
"""

STARTER_PAGES = {
    "about": {
        "th": (
            "คนรุ่นใหม่กลับไปทำงานกับหน่วยงานในบ้านเกิด 12 เดือน และนำปัญหาจริงของเมืองขึ้นไปถึงส่วนกลาง",
            [
                ("ทำอะไร", "โครงการเปิดรับสมัครคนรุ่นใหม่เป็นรอบ จับคู่กับหน่วยงานเจ้าบ้านในภูมิลำเนา มีพี่เลี้ยงประจำตัว ลงพื้นที่ทำภารกิจในเจ็ดด้านของเมืองอัจฉริยะ และวัดผลให้เห็น"),
                ("คัดเลือกอย่างไร", "กรรมการอ่านใบสมัครแยกกันด้วยเกณฑ์ที่ประกาศไว้ ไม่เห็นชื่อและรูป หน่วยงานจัดอันดับ ผู้สมัครเลือกเมือง แล้วจับคู่ด้วยวิธีที่ประกาศ ทุกคนอ่านเหตุผลของผลตนเองได้"),
                ("ตัวเลขมาจากไหน", "ทุกตัวเลขบนเว็บไซต์คำนวณจากบันทึกที่หน่วยงานยืนยันและเจ้าหน้าที่ตรวจรับรองแล้ว กดที่ตัวเลขเพื่อดูสูตรและวันที่"),
            ],
        ),
        "en": (
            "Young people work for twelve months with an agency in their home town and carry its real problems up to the state.",
            [
                ("What we do", "The programme recruits by public calls, matches people to host agencies in their home region, gives each a mentor, and measures what their field missions change in the seven domains of a smart city."),
                ("How we choose", "Reviewers read independently by published criteria, without names or photos. Hosts rank, applicants choose towns, and a published procedure matches. Everybody can read the reasons for their own result."),
                ("Where the numbers come from", "Every number on this site is computed from records that a host confirmed and an officer verified. Press a number to see its formula and its date."),
            ],
        ),
    },
    "help": {
        "th": (
            "คำถามที่ผู้สมัคร หน่วยงาน และผู้อ่านถามบ่อยที่สุด",
            [
                ("ใครสมัครได้", "ดูหัวข้อคุณสมบัติในประกาศรับสมัครของแต่ละรอบ หรือตอบคำถามสั้น ๆ แล้วรู้ผลทันทีโดยไม่ต้องมีบัญชี"),
                ("สมัครบนมือถือได้ไหม", "ได้ ใบสมัครบันทึกร่างให้เอง ปิดหน้าแล้วกลับมาทำต่อได้จนถึงเวลาปิดรับ"),
                ("เสียค่าใช้จ่ายไหม", "ไม่มีค่าใช้จ่ายทุกขั้นตอน เจ้าหน้าที่จะไม่ขอรหัสผ่านทางโทรศัพท์หรือ LINE"),
                ("รู้ผลเมื่อไร", "วันประกาศผลอยู่ในกำหนดการของประกาศรับสมัคร ผลและเหตุผลอยู่ในหน้าของคุณ ประกาศสาธารณะใช้เลขที่ใบสมัครเท่านั้น"),
                ("หน่วยงานอยากเป็นเจ้าบ้านต้องทำอย่างไร", "เขียนถึงเราทางหน้าติดต่อ เลือกหัวข้อการเป็นเจ้าบ้าน เจ้าหน้าที่จะติดต่อกลับเพื่อลงทะเบียนและเปิดตำแหน่ง"),
            ],
        ),
        "en": (
            "What applicants, agencies and readers ask most.",
            [
                ("Who can apply?", "See “Who can apply” in the call, or answer a few questions and know at once, without an account."),
                ("Can I apply on a phone?", "Yes. The form saves itself; close it and go on later, until the closing time."),
                ("Does it cost anything?", "No, at no step. Staff never ask for your password by phone or LINE."),
                ("When do I hear the result?", "The day stands among the dates of the call. The result and its reasons are on your own page; in public only receipt numbers appear."),
                ("How does an agency become a host?", "Write to us through the contact page, topic “Hosting an ambassador”. An officer calls back to register the agency and its openings."),
            ],
        ),
    },
    "privacy": {
        "th": (
            "เราเก็บเท่าที่จำเป็น บอกว่าใช้ทำอะไร และลบเมื่อครบเวลา",
            [
                ("เราเก็บอะไร", "ผู้เยี่ยมชมไม่ถูกติดตามและไม่มีคุกกี้โฆษณา ผู้สมัครให้ข้อมูลที่แบบฟอร์มถาม ข้อมูลอ่อนไหวถูกเข้ารหัส ไฟล์ที่อัปโหลดเปิดได้เฉพาะผู้มีหน้าที่"),
                ("คุกกี้", "มีเฉพาะที่จำเป็น คือ การเข้าสู่ระบบ การป้องกันการปลอมแปลงแบบฟอร์ม ภาษา และโหมดสีที่คุณเลือก ไม่มีคุกกี้ของบุคคลที่สาม"),
                ("ความยินยอม", "การเผยแพร่ชื่อ ภาพ หรือเรื่องเล่า ต้องได้รับความยินยอมแยกตามวัตถุประสงค์ ถอนได้ทุกเมื่อในหน้าของคุณ และมีผลบนเว็บไซต์ภายในหนึ่งนาที"),
                ("ผู้ที่คุณขอหนังสือรับรอง", "เราเขียนถึงผู้ที่คุณเสนอชื่อเท่านั้น ไม่ต้องมีบัญชี สิ่งที่เขียนเป็นความลับ อ่านเฉพาะเจ้าหน้าที่และผู้อ่านใบสมัครที่มีหน้าที่ ชื่อ อีเมล และข้อความจะถูกลบเก้าสิบวันหลังการสมัครสิ้นสุด หรือทันทีเมื่อคุณถอนใบสมัคร"),
                ("เก็บนานเท่าไร", "คำตอบอ่อนไหวและหนังสือรับรองเก็บถึงเก้าสิบวันหลังการสมัครสิ้นสุด อีเมลที่ขอให้เตือนลบเมื่อปิดรับสมัคร ชุดสำเนาข้อมูลของคุณเก็บเจ็ดวัน วันที่ของข้อมูลแต่ละชนิดอยู่ในหน้าข้อมูลของฉัน"),
                ("การลบข้อมูล", "เมื่อคุณขอลบ เราส่งจดหมายยืนยัน และรอหนึ่งวันเผื่อคุณเปลี่ยนใจ จากนั้นชื่อ ที่อยู่ติดต่อ คำตอบ และไฟล์จะถูกลบถาวร ตัวเลขผลงานที่ตรวจแล้วและประวัติการทำงานของเจ้าหน้าที่ยังอยู่ โดยไม่มีชื่อคุณ เพื่อให้รายงานที่เผยแพร่แล้วยังตรวจสอบได้"),
                ("สิทธิของคุณ", "ขอดู ขอสำเนา ขอแก้ไข และขอลบข้อมูลได้ในหน้าข้อมูลของฉัน หรือเขียนถึงเราทางหน้าติดต่อ"),
            ],
        ),
        "en": (
            "We keep what is needed, say what it is for, and erase it when its time is over.",
            [
                ("What we keep", "Visitors are not tracked and there is no advertising. Applicants give what the form asks; sensitive answers are encrypted; uploads open only for those whose duty it is."),
                ("Cookies", "Only what is necessary: signing in, protection against forged forms, your language, and the colours you chose. No cookies of third parties."),
                ("Consent", "Publishing a name, a picture or a story needs a consent for that purpose. It can be taken back at any time on your page and takes effect on this site within a minute."),
                ("People whom you ask for a reference", "We write only to those whom you name; they need no account. What they write is confidential and read by those whose duty it is. Their names, addresses and words are erased ninety days after the application ended, or at once when you withdraw it."),
                ("How long we keep it", "Sensitive answers and references: until ninety days after the application ended. An address that asked to be reminded: until the call closes. The archive of your data: seven days. The day for each kind of data stands on the page “My data”."),
                ("Erasure", "When you ask for it we confirm by letter and wait one day, in case you think again. Then your name, contacts, answers and files go for good. Verified figures and the record of what staff did stay, without your name, so that published reports can still be checked."),
                ("Your rights", "See, copy, correct or erase your data on the page “My data”, or write to us through the contact page."),
            ],
        ),
    },
    "accessibility": {
        "th": (
            "เว็บไซต์นี้ตั้งใจให้ทุกคนใช้ได้ ตามแนวทาง WCAG 2.2 ระดับ AA",
            [
                ("สิ่งที่ทำแล้ว", "ใช้แป้นพิมพ์ได้ทุกหน้า มีข้อความแทนภาพ แผนที่และกราฟมีตารางคู่ ขยายตัวอักษรได้ถึง 400% มีโหมดมืด และรองรับโปรแกรมอ่านหน้าจอภาษาไทยและอังกฤษ"),
                ("สิ่งที่ยังไม่สมบูรณ์", "เอกสาร PDF บางฉบับที่หน่วยงานส่งมายังไม่มีป้ายกำกับสำหรับโปรแกรมอ่านหน้าจอ"),
                ("พบปัญหา", "บอกเราทางหน้าติดต่อ หัวข้อเว็บไซต์นี้ เราตอบภายในสองวันทำการ"),
            ],
        ),
        "en": (
            "This site is meant for everybody, by WCAG 2.2 level AA.",
            [
                ("What is done", "Every page works with a keyboard; pictures are said in words; maps and charts have a table beside them; text grows to 400 %; there is a dark scheme; Thai and English screen readers are supported."),
                ("What is not perfect yet", "Some PDF files that agencies send are not tagged for screen readers."),
                ("Something does not work?", "Tell us through the contact page, topic “This website”. We answer within two working days."),
            ],
        ),
    },
}  # fmt: skip
