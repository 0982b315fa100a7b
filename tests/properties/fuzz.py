"""Let coverage of the pipeline lead the way to a text that breaks the laws of the record, or takes for ever.

``python -m tests.properties.fuzz`` runs for ten minutes, or as libFuzzer's options say (``-max_total_time=60``). It
drives the property that the suite tries on a few hundred texts; what it finds is printed as that property prints it.
"""

import sys

OPTIONS = ["-max_total_time=600", "-timeout=10", "-max_len=8192", "-len_control=20", "-artifact_prefix=.hypothesis/"]


def main() -> None:
    import atheris  # noqa: PLC0415 - installed for this program alone

    with atheris.instrument_imports(include=["worker.pipeline"]):
        from tests.properties.test_records import test_a_record_keeps_the_laws as law  # noqa: PLC0415 - instrumented
    atheris.Setup([sys.argv[0], *OPTIONS, *sys.argv[1:]], law.hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
