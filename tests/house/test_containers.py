"""The image and the composed stack give a process that was taken over as little as possible to go on with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
_, BUILD, RUN = re.split(r"^(?=FROM )", (PROJECT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
VERSIONED = re.compile(r"[a-z/]+:v?\d+(\.\d+)*(-[a-z-]+)?")


def steps(stage, instruction):
    """Return what follows each use of ``instruction`` in a stage of the Dockerfile."""
    return re.findall(rf"^{instruction} (.+)$", stage, re.MULTILINE)


def networks(name):
    return set(SERVICES[name]["networks"])


def test_without_a_profile_there_is_what_reading_articles_takes():
    assert {name for name, service in SERVICES.items() if "profiles" not in service} == {"redis", "service", "worker"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_may_do_nothing_beyond_its_work(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert 0 < service["pids_limit"] <= 512
    assert not service.keys() & {"privileged", "network_mode", "pid", "ipc", "userns_mode", "devices"}


def test_only_the_start_of_redis_keeps_capabilities():
    assert {name: service["cap_add"] for name, service in SERVICES.items() if "cap_add" in service} == {
        "redis": ["CHOWN", "SETGID", "SETUID"]
    }


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_published_is_published_on_this_machine_alone(name):
    assert [port for port in SERVICES[name].get("ports", []) if not port.startswith("127.0.0.1:")] == []


def test_redis_and_the_workers_are_not_published():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"service", "prometheus", "grafana"}


def test_redis_is_reached_by_the_service_and_the_workers_alone_and_reaches_nobody():
    assert COMPOSE["networks"]["store"] == {"internal": True}
    assert networks("redis") == networks("worker") == {"store"}
    assert {name for name in SERVICES if "store" in networks(name)} == {"redis", "service", "worker"}


@pytest.mark.parametrize("name", SERVICES)
def test_files_of_the_host_are_only_read(name):
    for volume in SERVICES[name].get("volumes", []):
        source, *_, mode = volume.split(":")
        assert source in COMPOSE["volumes"] or mode == "ro"


def test_every_image_is_named_with_a_version():
    bases = [base.partition(" ")[0] for stage in (BUILD, RUN) for base in steps(stage, "FROM")]
    images = [*bases, *(service["image"] for service in SERVICES.values() if "build" not in service)]

    assert [image for image in images if not VERSIONED.fullmatch(image)] == []
    assert len(set(bases)) == 1


def test_the_image_runs_as_a_user_who_owns_none_of_its_files():
    assert steps(RUN, "USER") == ["10001:10001"]
    assert RUN.index("\nUSER") > max(RUN.rindex("\nCOPY"), RUN.rindex("\nRUN"))
    assert not re.search(r"--chown|--chmod|^ADD |^ARG |sudo|setcap", BUILD + RUN, re.MULTILINE)


def test_the_image_is_made_of_packages_whose_hashes_are_known_and_without_tools_to_install_more():
    assert "--require-hashes -r /tmp/requirements.txt" in BUILD
    assert "venv --without-pip" in BUILD
    assert [source for source in steps(RUN, "COPY") if not source.startswith("--from=build")] == []
