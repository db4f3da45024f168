"""The seller's list of vendors, the presets it draws on, and the keys it points at."""

import os
import re
import stat
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from caveat.errors import BadVendors
from caveat.providers import Keys, Price, Vendor, presets, roster
from hypothesis import given
from hypothesis import strategies as st

DEEPSEEK = {"name": "deepseek", "preset": "deepseek", "key": "file:deepseek", "sends": ["title", "facts"]}
LOCAL = {"name": "ollama", "preset": "ollama", "model": "qwen3:4b"}


def test_a_list_is_written_for_its_owner_and_read_back(tmp_path):
    path = tmp_path / "new" / "vendors.toml"
    listed = [
        Vendor(**DEEPSEEK, price=Price(input=0.5, output=1.5, currency="CNY"), budget=5, timeout_s=9.5, region="CN"),
        Vendor(**LOCAL, on=False),
    ]
    roster.write(path, listed)
    assert roster.read(path) == listed
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert roster.read(tmp_path / "none.toml") == []


TEXT = st.text(max_size=20)
PARAMETER = st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXT


@given(TEXT.filter(bool), st.dictionaries(TEXT, PARAMETER | st.dictionaries(TEXT, PARAMETER, max_size=2), max_size=3))
def test_whatever_stands_in_it_is_read_back(model, extra):
    extra = {name: value for name, value in extra.items() if name not in roster.OURS | {"max_tokens"}}
    listed = [Vendor(name="o", preset="ollama", model=model, extra=extra)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "vendors.toml"
        roster.write(path, listed)
        assert roster.read(path) == listed


WRONG = [
    ("[[vendors]\n", "bad-vendors", "line 1"),
    ("vendor = 1\n", "bad-vendors", "vendor: only [[vendors]]"),
    ("[vendors]\nname = 'x'\n", "bad-vendors", "two brackets"),
    ({**DEEPSEEK, "preset": "deepsek"}, "bad-vendors", "vendors.0: preset: 'deepsek' is none of openai"),
    ({**DEEPSEEK, "key": "sk-0123456789"}, "bad-vendors", "vendors.0.key"),
    ({**DEEPSEEK, "kye": "file:x"}, "bad-vendors", "vendors.0.kye"),
    ({**DEEPSEEK, "sends": ["everything"]}, "bad-vendors", "sends: 'everything' is none of title"),
    ({"name": "d", "preset": "deepseek", "key": "file:d"}, "bad-vendors", "sends: say which data"),
    ({"name": "d", "preset": "deepseek", "sends": []}, "bad-vendors", "key: name where the key lies"),
    ({"name": "o", "preset": "ollama"}, "bad-vendors", "model: this preset has no model"),
    ({**DEEPSEEK, "base_url": "http://api.deepseek.com"}, "bad-vendors", "https, or http on this computer"),
    ({**DEEPSEEK, "base_url": "https://u:p@api.deepseek.com"}, "bad-vendors", "without user"),
    ({**DEEPSEEK, "preset": "azure", "model": "m"}, "bad-vendors", "fill in what stands in braces"),
    ({**DEEPSEEK, "budget": 5}, "bad-vendors", "budget: needs a price"),
    ({**DEEPSEEK, "timeout_s": 0}, "bad-vendors", "vendors.0.timeout_s"),
    ({**LOCAL, "extra": {"messages": "x"}}, "bad-vendors", "extra: 'messages' is written by Caveat itself"),
    ({**LOCAL, "extra": {"max_tokens": "much"}}, "bad-vendors", "extra: max_tokens is a whole number"),
    (
        '[[vendors]]\nname = "o"\npreset = "ollama"\nmodel = "m"\nprice = { input = inf }',
        "bad-vendors",
        "vendors.0.price",
    ),
]


@pytest.mark.parametrize(("entry", "code", "said"), WRONG)
def test_a_bad_list_says_where(tmp_path, entry, code, said):
    path = tmp_path / "vendors.toml"
    lines = [f"{name} = {roster._value(value)}" for name, value in entry.items()] if isinstance(entry, dict) else []
    path.write_text("\n".join(["[[vendors]]", *lines]) if lines else entry)
    with pytest.raises(BadVendors) as error:
        roster.read(path)
    assert error.value.code == code
    assert error.value.message.startswith(str(path))
    assert said in error.value.message
    assert "sk-0123456789" not in error.value.message


def test_the_list_in_the_readme_is_one():
    page = Path(__file__).parent.parent / "README.md"
    (example,) = re.findall(r"```toml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert [one.name for one in roster.check(tomllib.loads(example)["vendors"])] == ["deepseek", "here"]


def test_two_of_one_name_are_refused():
    with pytest.raises(BadVendors, match=r"vendors\.1\.name: 'ollama' is there twice"):
        roster.check([LOCAL, LOCAL])


@pytest.mark.skipif(os.name != "posix", reason="no such rights here")
def test_a_list_that_others_can_write_to_is_refused(tmp_path):
    path = tmp_path / "vendors.toml"
    roster.write(path, [Vendor(**LOCAL)])
    path.chmod(0o620)
    with pytest.raises(BadVendors) as error:
        roster.read(path)
    assert error.value.code == "vendors-not-private"


@pytest.mark.parametrize("name", presets())
def test_a_preset_is_whole(name):
    preset = presets()[name]
    assert preset.base_url.startswith("http://127.0.0.1:" if preset.local else "https://")
    assert preset.page.startswith("https://")


def test_a_key_lies_in_a_file_for_its_owner_alone(tmp_path):
    keys = Keys(tmp_path / "keys")
    reference = keys.put("deepseek", " sk-0123456789\n")
    assert reference == "file:deepseek"
    assert keys.get(reference) == "sk-0123456789"
    path = tmp_path / "keys" / "deepseek"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with pytest.raises(BadVendors) as error:
        keys.get(reference)
    assert error.value.code == "key-not-private"
    keys.drop(reference)
    with pytest.raises(BadVendors) as error:
        keys.get(reference)
    assert error.value.code == "key-missing"
