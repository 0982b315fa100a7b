"""Texts to read: arbitrary ones, and ones made of what news is made of."""

from __future__ import annotations

from hypothesis import strategies as st


def any_of(phrases: str) -> st.SearchStrategy[str]:
    """Return a strategy for one of the phrases between the strokes."""
    return st.sampled_from(phrases.split(" | "))


MARKS = ['"', "“", "”", "„", "«", "»", "''", "'", "‘", "’", "?", "``", " ", ""]
BLANKS = [" ", "  ", "\xa0", "\t", "\n", "\r\n", "\u2028", "\u200b", ""]
STRANGE = [*"\x00\x01\x02\ud83d\udc00\ufeff\u202eéİß𝔘中", "e\u0301", "👩‍👧", "عربي"]
STOPS = [".", ",", "?", "!", ";", ":", "...", "…", " -", " —", "(", ")", "[", "]", "/", "@", "#"]
names = any_of(
    "Rina Kusuma | Rina | Budi | Pak Budi | Budi Santoso | Ma'ruf Hidayat | Jo Chun-ryong | M. Ali | A Putro | "
    "R. Ng. Sastro | KH Zainuri | Dr. Sari Dewi, M.Si. | PT Angin Timur | Kementerian Laut | "
    "Dinas Air Kota Lama | Polres Kota Lama | Reuters | AHY | Rina Kusuma (Rika) | Dinas Air (Dinair) | "
    "@rina.k | KabarKita.com | BUDI SANTOSO | Kota Lama | Jakarta"
)
roles = any_of(
    "Direktur | Ketua RT 05 | Menteri Laut | Kapolres AKBP | mantan | juru bicara | seorang warga | "
    "salah satu pengguna | dua pakar"
)
cues = any_of(
    "kata | ujar | katanya | ujarnya | tulis | kata dia | ujar mereka | mengatakan | mengatakan bahwa | "
    "menjelaskan, | menambahkan | Menurut | menurutnya | dilansir | dikutip dari | "
    "ungkapnya | Ia menyebut | Mereka mengaku | kementerian tersebut | perusahaan itu | pria itu | kara | "
    "sambung | dan | yang | seperti | bertajuk | alias | saat ditemui di"
)
dates = any_of(
    "Senin (4/3/2024) | Selasa (5/3) | 4 Maret 2024 | kemarin | Rabu | 31/02/2024 | pukul 10.00 WIB | "
    "dua hari lalu | 9-10 Maret 2024"
)
FURNITURE = [
    "JAKARTA, KABAR.com - ",
    "Jakarta (ANTARA) - ",
    "Baca juga: Warga Kota Lama Menanam Bakau\n",
    "ADVERTISEMENT\n",
    "Editor: Sari Dewi\n",
    "(KabarKita.com/Rina)",
    "\n\nPewarta: Budi Santoso\n",
    "Laporan Wartawan Kabar.com, Rina Kusuma\n",
    "(rik/bud)\n",
    "Tags:\n",
    "[Gambas:Video]",
]
speech = any_of(
    "Kami datang, | Air sudah naik. | siap bekerja | Kapan selesai? | Ini | Saya di rumah, kamu di sana, | Pustaka Laut"
)

english = any_of(
    "said | she said | he told reporters that | told | according to | says that | added, | know | knows whether | "
    "asked if | Mayor Jane Doe | the department | of | that | when | on Tuesday | yesterday | March 4, 2024 | "
    "Rain is coming, | Jr."
)
german = any_of(
    "sagte | sagte sie | so der Sprecher | laut | zufolge | habe | sei | dass | ob | erklärte, dass | hat | "
    "mitgeteilt | Bürgermeisterin Eva Muster | das Amt | am Dienstag | gestern | 4. März 2024 | Der Regen kommt, | zu"
)
marks = st.sampled_from(MARKS)
arbitrary = st.text(st.characters(), max_size=80)
words = names | roles | cues | dates | speech | english | german
quoted = st.tuples(marks, speech, marks).map("".join)
pieces = st.one_of(
    words,
    words,
    quoted,
    st.sampled_from(STOPS),
    st.sampled_from(FURNITURE),
    st.sampled_from(STRANGE),
    st.text(max_size=3),
)
blanks = st.sampled_from(BLANKS) | st.just(" ")
news = st.lists(st.tuples(pieces, blanks).map("".join), max_size=40).map("".join)
texts = arbitrary | news

# Sentences that are as they should be: what is said, by whom, in which order.
speakers = any_of(
    "Rina Kusuma | Budi Santoso | Direktur PT Angin Timur Sari Dewi | Kementerian Laut | Ketua RT 05 Joko Prasetyo"
)
said = any_of(
    "Air sudah sampai di lutut warga | Kami menunggu bantuan sejak pagi | Pompa baru akan tiba besok | "
    "Tidak ada yang perlu dicemaskan"
)
verbs = any_of("kata | ujar | jelas")
direct = st.builds('"{}," {} {}.'.format, said, verbs, speakers)
clitic = st.builds('"{}," {}nya.'.format, said, verbs)
reported = st.builds("{} mengatakan {}.".format, speakers, said.map(str.lower))
told = st.builds("Warga menanam {} pohon di tepi sungai.".format, st.integers(2, 900))
articles = st.lists(direct | direct | clitic | reported | told, min_size=1, max_size=8).map("\n".join)
