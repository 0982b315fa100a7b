"""A client made from openapi.yaml by a generator compiles, submits an article, and gets its record."""

from __future__ import annotations

import compileall
import importlib
import re
import subprocess
import sys

import pytest

from tests.conftest import until
from tests.contract.spec import OPENAPI

NAME = "kutip_client"
NO_WORDS_FOR = {"application/x-ndjson", "application/yaml", "text/plain"}  # media types the generator has no code for
TEXT = 'Menteri Sari Wulandari mengatakan, "Panen tahun ini naik." Ia berbicara di Bogor, Selasa (12/9/2023).'


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Return what the generator said, with the client it wrote on the path."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "settings.yaml").write_text("post_hooks: []\n")
    options = ["--path", OPENAPI, "--meta", "none", "--config", "settings.yaml", "--output-path", folder / NAME]
    said = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", "generate", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    sys.path.insert(0, str(folder))
    yield folder / NAME, said.stdout + said.stderr
    sys.path.remove(str(folder))


def module(name):
    return importlib.import_module(f"{NAME}.{name}")


def test_nothing_is_left_out_but_media_types(generated):
    _, said = generated
    unknown = re.findall(r"Unsupported content.type ([\w/.+-]+)", said)

    assert set(unknown) == NO_WORDS_FOR
    assert said.count("WARNING") == len(unknown), said


def test_every_module_compiles_and_can_be_imported(generated):
    folder, _ = generated

    assert compileall.compile_dir(folder, quiet=1)
    for path in folder.rglob("*.py"):
        module(".".join(path.relative_to(folder).with_suffix("").parts))


@pytest.fixture
def client(generated, url):  # noqa: ARG001 - what is generated must be there
    with module("client").Client(base_url=url, raise_on_unexpected_status=True) as client:
        yield client


def test_an_article_becomes_a_record(client):
    article = module("models").ArticleIn(text=TEXT, custom_id="a/1")

    job = module("api.articles.submit_article").sync(client=client, body=article)
    until(lambda: module("api.jobs.get_job").sync(job.id, client=client).status == "succeeded")
    record = module("api.jobs.get_record").sync(job.id, client=client)

    assert job.custom_id == "a/1"
    assert record.body.text == TEXT
    assert [person.name for person in record.quoted_persons] == ["Sari Wulandari"]


def test_a_record_can_be_waited_for(client):
    article = module("models").ArticleIn(text=TEXT)

    job = module("api.articles.submit_article").sync(client=client, body=article, prefer="wait=30")

    assert (job.status, job.record.body.text) == ("succeeded", TEXT)


def test_a_batch_is_counted(client):
    articles = [module("models").ArticleIn(text=TEXT), "no article"]

    batch = module("api.batches.submit_batch").sync(client=client, body=module("models").BatchIn(articles=articles))
    until(lambda: module("api.batches.get_batch").sync(batch.id, client=client).status == "finished")
    counts = module("api.batches.get_batch").sync(batch.id, client=client).counts

    assert [item.error is None for item in batch.items] == [True, False]
    assert (counts.succeeded, counts.rejected) == (1, 1)
