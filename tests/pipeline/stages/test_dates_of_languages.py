"""Dates in every language with a pack: what a sentence names, read on Wednesday, 13 September 2023."""

from __future__ import annotations

from datetime import date

import pytest

from worker.pipeline.language import available_languages, dates_of_region, load_pack
from worker.pipeline.stages.dates import find_dates

WEDNESDAY = date(2023, 9, 13)

SENTENCES = """
en | The mayor resigned on Tuesday, Sept. 5, 2023. | 2023-09-05
en | The bridge opened on August 14th, 2021, and closed on 3rd March 2022. | 2021-08-14 2022-03-03
en | The trial began on the 4th of July 2019. | 2019-07-04
en | The fair lasts from June 30 to July 2, 2024. | 2024-06-30/2024-07-02
en | The fair lasts from 28 September to 2 October 2023. | 2023-09-28/2023-10-02
en | Trains stop on Sept. 16 and 17. | 2023-09-16 2023-09-17
en | The Wednesday (6/9/2023) meeting was quiet. | 2023-09-06
en | The Friday (9/8/2023) meeting was loud. | 2023-09-08
en | The permit of 8/25/2023 and the one of 26/8/2023 differ. | 2023-08-25 2023-08-26
en | Rents fell in March 2020 and since 2021. | 2020-03 2021
en | It rained last night, and the sun will be back tomorrow. | 2023-09-12 2023-09-14
en | The clerk left three weeks ago. | 2023-W34
en | The clerk will be back in four days. | 2023-09-17
en | The vote will take place on Friday. | 2023-09-15
en | The vote took place on Friday. | 2023-09-08
en | On Monday the council met; last Sunday it did not. | 2023-09-11 2023-09-10
en | They meet this Thursday and next month. | 2023-09-14 2023-10
en | It starts Sept. 20 at 7:30 p.m. in the hall. | 2023-09-20T19:30
en | It starts on 20 September 2023 at 10:15 GMT. | 2023-09-20T10:15+00:00
en | The shop is open every Monday, 24/7 in summer. |
en | Black Friday and the Sheffield Wednesday match drew crowds. |
en | April Marsh and June Field may march in May. |
en | Turn to page 12/9 and Section 3/4 of the act. |
en | Mix 3/4 of a cup with 11/12 of the flour. |
en | Some 200 people walked 12 miles for two days. |
en | He scored 12-9 and won 10-8 in 45 minutes. |
en | June 31, 2023, and 31 April 2022 do not exist. |
en | In 1,998 cases the 2,023 forms were lost. |
en-GB | The form of 10/09/2023 came by post. | 2023-09-10
en-GB | The form of 12/25/2023 came by post. | 2023-12-25
en-GB | Doors open on 15/9 at six. | 2023-09-15
en-US | The form of 10/09/2023 came by post. | 2023-10-09
de | Am Freitag, dem 1. September 2023, begann die Schule. | 2023-09-01
de | Der Bau dauert vom 28. September bis 2. Oktober 2023. | 2023-09-28/2023-10-02
de | Seit dem 3.10.2022 gilt die Regel, vom 04.11.22 an die andere. | 2022-10-03 2022-11-04
de | Sie wurde am 12. 5. 1987 geboren. | 1987-05-12
de | Das Fest beginnt am 16.9. und endet am 18.9. | 2023-09-16 2023-09-18
de | Der Preis stieg im März 2021 und fiel seit 2022. | 2021-03 2022
de | Vor drei Tagen brannte der Schuppen, heute wird gebaut. | 2023-09-10 2023-09-13
de | Vorige Woche regnete es, nächsten Monat schneit es. | 2023-W36 2023-10
de | Der Rat tagt am kommenden Montag, er tagte am Sonntagabend. | 2023-09-18 2023-09-10
de | Am Morgen war es kalt, morgen wird es warm. | 2023-09-14
de | Die Sitzung war am 12. September 2023 um 18.30 Uhr. | 2023-09-12T18:30
de | Version 2.3. und Abschnitt 4.11. gelten; es steht 3:1. |
de | Jeden Montag kommen 12 Gäste für 12,50 Euro. |
de | Der 31. April 2023 ist kein Tag. |
fr | Le maire a démissionné le jeudi 7 septembre 2023. | 2023-09-07
fr | La foire va du 28 septembre au 2 octobre 2023. | 2023-09-28/2023-10-02
fr | Le port ouvre le 1er mars 2022 et ferme le 3 avril 2022. | 2022-03-01 2022-04-03
fr | Le prix a baissé en mars 2021 et depuis 2022. | 2021-03 2022
fr | Un orage a éclaté hier soir ; le calme reviendra demain. | 2023-09-12 2023-09-14
fr | Il y a deux semaines, la route était ouverte. | 2023-W35
fr | Le conseil se réunira lundi prochain, il l'a fait mardi dernier. | 2023-09-18 2023-09-12
fr | Le mois dernier et la semaine dernière ont été secs. | 2023-08 2023-W36
fr | La séance aura lieu vendredi à 18h. | 2023-09-15
fr | Elle a été vue dimanche 10 et le lundi 11 septembre. | 2023-09-10 2023-09-11
fr | Le musée ferme le lundi et chaque dimanche. |
fr | Un score de 12-9 en 45 minutes devant 200 personnes. |
fr | Le 31 avril 2023 n'existe pas. |
es | El alcalde dimitió el jueves 7 de septiembre de 2023. | 2023-09-07
es | La feria va del 28 de septiembre al 2 de octubre de 2023. | 2023-09-28/2023-10-02
es | El puerto abre el 1º de marzo de 2022 y cierra el 3 de abril del 2022. | 2022-03-01 2022-04-03
es | El precio bajó en marzo de 2021 y desde 2022. | 2021-03 2022
es | Anoche llovió, hoy no; la semana pasada tampoco. | 2023-09-12 2023-09-13 2023-W36
es | Volverá dentro de cuatro días o el próximo lunes. | 2023-09-17 2023-09-18
es | Los lunes por la mañana hay mercado; ganó 12-9. |
es | El 31 de abril de 2023 no existe. |
pt | O prefeito renunciou na quinta-feira, 7 de setembro de 2023. | 2023-09-07
pt | A feira vai de 28 de setembro a 2 de outubro de 2023. | 2023-09-28/2023-10-02
pt | O porto abriu em 1º de março de 2022, disse na segunda (11). | 2022-03-01 2023-09-11
pt | O preço caiu em março de 2021 e desde 2022. | 2021-03 2022
pt | Há três dias choveu; amanhã será o jogo. | 2023-09-10 2023-09-14
pt | No mês passado e na semana passada não choveu. | 2023-08 2023-W36
pt | Abre às segundas e fecha a quinta porta; venceu por 12 a 9. |
it | Il sindaco si è dimesso giovedì 7 settembre 2023. | 2023-09-07
it | La fiera va dal 28 settembre al 2 ottobre 2023. | 2023-09-28/2023-10-02
it | Il porto ha aperto il 1° marzo 2022, tre giorni fa ha chiuso. | 2022-03-01 2023-09-10
it | La settimana scorsa pioveva, il mese prossimo no. | 2023-W36 2023-10
it | Ogni lunedì si gioca; ha vinto 2 set a 1. |
nl | De burgemeester trad af op donderdag 7 september 2023. | 2023-09-07
nl | De beurs is van 28 september tot en met 2 oktober 2023. | 2023-09-28/2023-10-02
nl | Drie dagen geleden brandde het, vandaag niet. | 2023-09-10 2023-09-13
nl | Vorige week en volgende maand zijn er vergaderingen. | 2023-W36 2023-10
nl | De raad kwam maandagavond bijeen. | 2023-09-11
nl | Elke maandag spelen er 12 mensen; het werd 2-1. |
ru | Мэр ушёл в четверг, 7 сентября 2023 года. | 2023-09-07
ru | Ярмарка пройдёт с 28 сентября по 2 октября 2023 года. | 2023-09-28/2023-10-02
ru | Цены упали в марте 2021 года. | 2021-03
ru | Три дня назад шёл дождь, завтра его не будет. | 2023-09-10 2023-09-14
ru | На прошлой неделе и в прошлом месяце было сухо. | 2023-W36 2023-08
ru | В прошлую пятницу его задержали, в понедельник отпустили. | 2023-09-08 2023-09-11
ru | Счёт 2:1, пришло 200 человек за 12 дней. |
tr | Başkan 7 Eylül 2023 Perşembe günü istifa etti. | 2023-09-07
tr | Fuar 28 Eylül-2 Ekim 2023 tarihlerinde yapılacak. | 2023-09-28/2023-10-02
tr | Üç gün önce yağmur yağdı, yarın yağmayacak. | 2023-09-10 2023-09-14
tr | Geçen hafta ve gelecek ay toplantı var. | 2023-W36 2023-10
tr | Toplantı 20 Eylül'de, saat 18.30'da. | 2023-09-20
vi | Ông từ chức vào thứ Năm, ngày 7 tháng 9 năm 2023. | 2023-09-07
vi | Hội chợ diễn ra từ ngày 10 đến 12 tháng 9 năm 2023. | 2023-09-10/2023-09-12
vi | Ngày 2/9, lễ hội được tổ chức; hôm nay trời mưa. | 2023-09-02 2023-09-13
vi | Tuần trước và tháng trước trời khô. | 2023-W36 2023-08
vi | Đây là lần thứ ba đội thắng 2-1. |
tl | Nagbitiw ang alkalde noong Huwebes, Setyembre 7, 2023. | 2023-09-07
tl | Binuksan ang daungan noong ika-3 ng Marso 2022. | 2022-03-03
tl | Umulan noong nakaraang linggo at kagabi. | 2023-W36 2023-09-12
fil | Nagbitiw ang alkalde noong Setyembre 7, 2023. | 2023-09-07
ar | استقال العمدة يوم الخميس 7 سبتمبر 2023. | 2023-09-07
ar | افتتح الميناء في ٣ مارس/آذار ٢٠٢٢ وأغلق في 4 نيسان 2022. | 2022-03-03 2022-04-04
ar | يستمر المعرض من 10 إلى 12 سبتمبر 2023. | 2023-09-10/2023-09-12
ar | هطل المطر قبل ثلاثة أيام، وقال الأحد إنه توقف. | 2023-09-10 2023-09-10
ar | الأسبوع الماضي والشهر المقبل. | 2023-W36 2023-10
ar | بدأ الصوم في 1 رمضان 1445 هـ. | 2024-03-11
ar | فاز الفريق 2-1 أمام 200 متفرج كل خميس. |
fa | شهردار در ۱۶ شهریور ۱۴۰۲ استعفا داد. | 2023-09-07
fa | جلسه در 1402/06/16 برگزار شد و دیروز ادامه یافت. | 2023-09-07 2023-09-12
fa | هفته گذشته باران بارید. | 2023-W36
ja | 市長は2023年9月7日（木）に辞任した。 | 2023-09-07
ja | 祭りは9月28日から10月2日まで開かれる。 | 2023-09-28/2023-10-02
ja | 祭りは9月10～12日に開かれた。 | 2023-09-10/2023-09-12
ja | 会社は1998年に設立され、昨年移転した。 | 1998 2022
ja | 3日前に雨が降り、先週の金曜日は晴れた。 | 2023-09-10 2023-09-08
ja | 会議は20日午後6時30分に始まる。 | 2023-09-20
ja | 平成元年5月3日に生まれた。 | 1989-05-03
ja | 12日間で200人が3年ぶりに参加した。 |
ja | 毎月12日に集まる。 |
zh | 市长于2023年9月7日（星期四）辞职。 | 2023-09-07
zh | 展会9月28日至10月2日举行。 | 2023-09-28/2023-10-02
zh | 公司成立于1998年，去年搬迁。 | 1998 2022
zh | 三天前下雨，上周晴，下个月有会。 | 2023-09-10 2023-W36 2023-10
zh | 九月七日和9月8号都下雨。 | 2023-09-07 2023-09-08
zh | 他乘坐10号线，住3号楼，十日内付款。 |
zh | 民国九十年五月三日出生。 | 2001-05-03
ko | 시장은 2023년 9월 7일(목) 사임했다. | 2023-09-07
ko | 축제는 9월 28일부터 10월 2일까지 열린다. | 2023-09-28/2023-10-02
ko | 지난 20일 비가 왔고 오는 20일 회의가 열린다. | 2023-08-20 2023-09-20
ko | 지난주 금요일과 지난달에 비가 왔다. | 2023-09-08 2023-08
ko | 3일 전 문을 열었고 작년에 닫았다. | 2023-09-10 2022
ko | 12일간 200명이 2대1로 이겼다. |
th | นายกเทศมนตรีลาออกเมื่อวันพฤหัสบดีที่ 7 กันยายน พ.ศ. 2566 | 2023-09-07
th | งานจัดวันที่ 10-12 กันยายน 2566 เมื่อวานฝนตก | 2023-09-10/2023-09-12 2023-09-12
th | สัปดาห์ที่แล้วและเดือนหน้า | 2023-W36 2023-10
th | เริ่ม ๗ กันยายน ๒๕๖๖ | 2023-09-07
jv | Bupati mundur dina Kemis (7/9/2023), wingi udan. | 2023-09-07 2023-09-12
su | Bupati mundur poé Kemis (7/9/2023), isukan aya rapat. | 2023-09-07 2023-09-14
ms | Datuk bandar berhenti pada Khamis, 7 September 2023. | 2023-09-07
ms | Pesta itu dari 28 September hingga 2 Oktober 2023. | 2023-09-28/2023-10-02
ms | Hujan turun kelmarin, minggu lepas dan bulan lalu. | 2023-09-12 2023-W36 2023-08
ms | Beliau dijangka tiba pada Isnin. | 2023-09-18
ms | Mac Razali dan Jun Salleh menang 2-1. |
"""
ROWS = [tuple(map(str.strip, row.split("|"))) for row in SENTENCES.strip().splitlines()]


def words_of(tag):
    code, _, region = tag.partition("-")
    return dates_of_region(load_pack(code).dates, region)


@pytest.mark.parametrize(("tag", "text", "values"), ROWS, ids=[f"{tag}: {text}" for tag, text, _ in ROWS])
def test_dates_are_read(tag, text, values):
    found = find_dates(text, words_of(tag), WEDNESDAY)

    assert [mention.value for mention in found] == values.split()
    assert [mention.span.of(text) for mention in found] == [mention.raw for mention in found]


def test_every_language_that_knows_months_is_tried():
    tried = {tag.partition("-")[0] for tag, *_ in ROWS} | {"id"}

    assert {code for code in available_languages() if load_pack(code).dates.orders and code != "und"} == tried
