"""The signature must be what Debian's minisign takes, and ours must take nothing else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from sync import minisign

SEED = bytes(range(32))
KEY = minisign.public_key(SEED)
DATA = "封面".encode() * 50
SIGNATURE = minisign.sign(DATA, SEED, "package 1")


def test_a_signature_verifies_and_gives_its_comment() -> None:
    assert minisign.verify(DATA, SIGNATURE, KEY) == "package 1"
    assert minisign.parse_public_key(KEY.text()) == KEY


def test_every_flipped_byte_of_signature_or_data_is_noticed() -> None:
    for at in range(len(SIGNATURE)):
        altered = SIGNATURE[:at] + bytes([SIGNATURE[at] ^ 1]) + SIGNATURE[at + 1 :]
        with pytest.raises(minisign.BadSignature):
            minisign.verify(DATA, altered, KEY)
    with pytest.raises(minisign.BadSignature):
        minisign.verify(DATA + b" ", SIGNATURE, KEY)
    with pytest.raises(minisign.BadSignature):
        minisign.verify(DATA, SIGNATURE, minisign.public_key(bytes(32)))


def test_other_line_ends_or_a_tail_are_refused() -> None:
    for altered in (SIGNATURE.replace(b"\n", b"\r\n"), SIGNATURE + b"\n", SIGNATURE[:-1], b"", b"\xff"):
        with pytest.raises(minisign.BadSignature):
            minisign.verify(DATA, altered, KEY)


@pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is not installed")
def test_debians_minisign_accepts_file_key_and_signature(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(DATA)
    (tmp_path / "f.minisig").write_bytes(SIGNATURE)
    (tmp_path / "k.pub").write_text(KEY.file_text())
    for key in (["-P", KEY.text()], ["-p", "k.pub"]):
        done = subprocess.run(["minisign", "-Vm", "f", *key], check=True, cwd=tmp_path, capture_output=True, text=True)
        assert "package 1" in done.stdout
