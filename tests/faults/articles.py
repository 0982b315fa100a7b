"""Articles for a load: each has a text of its own, made from a seed and a number."""

from __future__ import annotations

import random

PEOPLE = ("Rina Kusuma", "Budi Santoso", "Wira Adinata", "Sari Dewi", "Hasan Malik", "Tuti Lestari")
ROLES = ("Kepala Dinas Perhubungan", "Lurah Besusu", "Direktur PT Angin Timur", "Juru Bicara Kementerian Laut")
WORDS = (
    "Kapal sudah boleh masuk",
    "Jembatan itu siap dipakai",
    "Kami menunggu air surut",
    "Pasar buka lagi besok",
    "Warga tidak perlu memutar",
)
CUES = ("kata", "ujar", "jelas", "ungkap")
DAYS = ("Senin (16/11/2026)", "Selasa (17/11/2026)", "Rabu (18/11/2026)")


def make_article(seed: int, number: int) -> dict[str, str]:
    """Return the fields of one article, the same for the same seed and number."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311 - a load, no secret
    sentences = [
        f'"{rng.choice(WORDS)}," {rng.choice(CUES)} {rng.choice(ROLES)} {rng.choice(PEOPLE)}, {rng.choice(DAYS)}.'
        for _ in range(rng.randint(1, 4))
    ]
    return {
        "text": f"PALU - Dermaga nomor {number} dibuka kembali.\n" + "\n".join(sentences),
        "received_at": "2026-11-20",
        "language": "id",
    }
