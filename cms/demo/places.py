"""The 77 provinces (facts), and some forty cities with an invented story."""

# ISO 3166-2 number, id on the map, region, Thai name | English name
PROVINCES = """
10 bkk central กรุงเทพมหานคร|Bangkok
11 spk central สมุทรปราการ|Samut Prakan
12 nbi central นนทบุรี|Nonthaburi
13 pte central ปทุมธานี|Pathum Thani
14 aya central พระนครศรีอยุธยา|Phra Nakhon Si Ayutthaya
15 atg central อ่างทอง|Ang Thong
16 lri central ลพบุรี|Lop Buri
17 sbr central สิงห์บุรี|Sing Buri
18 cnt central ชัยนาท|Chai Nat
19 sri central สระบุรี|Saraburi
20 cbi east ชลบุรี|Chon Buri
21 ryg east ระยอง|Rayong
22 cti east จันทบุรี|Chanthaburi
23 trt east ตราด|Trat
24 cco east ฉะเชิงเทรา|Chachoengsao
25 pri east ปราจีนบุรี|Prachin Buri
26 nyk central นครนายก|Nakhon Nayok
27 skw east สระแก้ว|Sa Kaeo
30 nma northeast นครราชสีมา|Nakhon Ratchasima
31 brm northeast บุรีรัมย์|Buriram
32 srn northeast สุรินทร์|Surin
33 ssk northeast ศรีสะเกษ|Si Sa Ket
34 ubn northeast อุบลราชธานี|Ubon Ratchathani
35 yst northeast ยโสธร|Yasothon
36 cpm northeast ชัยภูมิ|Chaiyaphum
37 acr northeast อำนาจเจริญ|Amnat Charoen
38 bkn northeast บึงกาฬ|Bueng Kan
39 nbp northeast หนองบัวลำภู|Nong Bua Lam Phu
40 kkn northeast ขอนแก่น|Khon Kaen
41 udn northeast อุดรธานี|Udon Thani
42 lei northeast เลย|Loei
43 nki northeast หนองคาย|Nong Khai
44 mkm northeast มหาสารคาม|Maha Sarakham
45 ret northeast ร้อยเอ็ด|Roi Et
46 ksn northeast กาฬสินธุ์|Kalasin
47 snk northeast สกลนคร|Sakon Nakhon
48 npm northeast นครพนม|Nakhon Phanom
49 mdh northeast มุกดาหาร|Mukdahan
50 cmi north เชียงใหม่|Chiang Mai
51 lpn north ลำพูน|Lamphun
52 lpg north ลำปาง|Lampang
53 utd north อุตรดิตถ์|Uttaradit
54 pre north แพร่|Phrae
55 nan north น่าน|Nan
56 pyo north พะเยา|Phayao
57 cri north เชียงราย|Chiang Rai
58 msn north แม่ฮ่องสอน|Mae Hong Son
60 nsn central นครสวรรค์|Nakhon Sawan
61 uti central อุทัยธานี|Uthai Thani
62 kpt central กำแพงเพชร|Kamphaeng Phet
63 tak west ตาก|Tak
64 sti central สุโขทัย|Sukhothai
65 plk central พิษณุโลก|Phitsanulok
66 pct central พิจิตร|Phichit
67 pnb central เพชรบูรณ์|Phetchabun
70 rbr west ราชบุรี|Ratchaburi
71 kri west กาญจนบุรี|Kanchanaburi
72 spb central สุพรรณบุรี|Suphan Buri
73 npt central นครปฐม|Nakhon Pathom
74 skn central สมุทรสาคร|Samut Sakhon
75 skm central สมุทรสงคราม|Samut Songkhram
76 pbi west เพชรบุรี|Phetchaburi
77 pkn west ประจวบคีรีขันธ์|Prachuap Khiri Khan
80 nrt south นครศรีธรรมราช|Nakhon Si Thammarat
81 kbi south กระบี่|Krabi
82 pna south พังงา|Phangnga
83 pkt south ภูเก็ต|Phuket
84 sni south สุราษฎร์ธานี|Surat Thani
85 rng south ระนอง|Ranong
86 cpn south ชุมพร|Chumphon
90 ska south สงขลา|Songkhla
91 stn south สตูล|Satun
92 trg south ตรัง|Trang
93 plg south พัทลุง|Phatthalung
94 ptn south ปัตตานี|Pattani
95 yla south ยะลา|Yala
96 nwt south นราธิวาส|Narathiwat
""".strip().splitlines()

# province number, Thai name, English name, host kind
CITIES = """
50 นครเชียงใหม่|Chiang Mai|city
57 นครเชียงราย|Chiang Rai|city
55 เมืองน่าน|Nan|town
54 เมืองแพร่|Phrae|town
52 นครลำปาง|Lampang|city
51 เมืองลำพูน|Lamphun|town
56 เมืองพะเยา|Phayao|town
65 นครพิษณุโลก|Phitsanulok|city
60 นครนครสวรรค์|Nakhon Sawan|city
64 สุโขทัยธานี|Sukhothai Thani|town
40 นครขอนแก่น|Khon Kaen|city
41 นครอุดรธานี|Udon Thani|city
30 นครนครราชสีมา|Nakhon Ratchasima|city
34 นครอุบลราชธานี|Ubon Ratchathani|city
47 นครสกลนคร|Sakon Nakhon|city
45 เมืองร้อยเอ็ด|Roi Et|town
44 เมืองมหาสารคาม|Maha Sarakham|town
43 เมืองหนองคาย|Nong Khai|town
42 เมืองเลย|Loei|town
36 เมืองชัยภูมิ|Chaiyaphum|town
31 เมืองบุรีรัมย์|Buriram|town
13 นครรังสิต|Rangsit|city
12 นครนนทบุรี|Nonthaburi|city
14 นครพระนครศรีอยุธยา|Ayutthaya|city
73 นครนครปฐม|Nakhon Pathom|city
19 เมืองสระบุรี|Saraburi|town
16 เมืองลพบุรี|Lop Buri|town
20 แสนสุข|Saen Suk|town
21 นครระยอง|Rayong|city
24 เมืองฉะเชิงเทรา|Chachoengsao|town
22 เมืองจันทบุรี|Chanthaburi|town
70 เมืองราชบุรี|Ratchaburi|town
71 เมืองกาญจนบุรี|Kanchanaburi|town
77 หัวหิน|Hua Hin|town
80 นครนครศรีธรรมราช|Nakhon Si Thammarat|city
83 นครภูเก็ต|Phuket|city
84 นครสุราษฎร์ธานี|Surat Thani|city
90 นครสงขลา|Songkhla|city
90 นครหาดใหญ่|Hat Yai|city
92 นครตรัง|Trang|city
95 นครยะลา|Yala|city
""".strip().splitlines()
