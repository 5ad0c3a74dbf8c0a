"""The rulebook: which version holds on a day, what the files may not say, what the organisation may change."""

from datetime import date, timedelta
from itertools import pairwise
from textwrap import dedent

import pytest
from django.utils import translation

from baro.documents.rulebook import Authority, Handling, Secrecy
from baro.kernel import rulebook
from baro.kernel.rulebook import NoRuleInForce, RulebookBroken
from baro.kernel.rulebook.body import Certainty, rule_types
from baro.org.rulebook import DelegationRule, DocumentTypes, Urgency
from baro.tasks.rulebook import Motto

LAST_DAY_OF_66 = date(2026, 1, 8)
FIRST_DAY_OF_399 = date(2026, 1, 9)

HANDLING = """
register_within_working_days = 0
register_latest_working_days = 1
dispatch_latest_working_days = 1
default_deadline_days = {days}
deadline_on_a_day_off_moves = "not_at_all"
near_due_working_days = 3
corrected_within_days = 365
"""


def handling(valid_from, days, valid_to=None):
    end = f"valid_to = {valid_to}" if valid_to else ""
    head = f'[[version]]\nvalid_from = {valid_from}\n{end}\nsource = "Our rules"\ncertainty = "text"\n'
    return f"{head}[version.body]{HANDLING.format(days=days)}"


@pytest.fixture
def own_rules(tmp_path, monkeypatch):
    """Write files into the organisation's own folder of rules; the rulebook is opened anew."""
    monkeypatch.setenv("BARO_RULES", str(tmp_path))

    def write(text, name="own.toml"):
        (tmp_path / name).write_text(dedent(text), encoding="utf-8")
        return rulebook.reopen()

    yield write
    monkeypatch.delenv("BARO_RULES")
    rulebook.reopen()


def sentences():
    with translation.override("en"):
        return [str(problem) for problem in rulebook.check().problems]


def test_the_shipped_rulebook_is_in_order():
    findings = rulebook.check()
    assert findings.problems == ()
    assert findings
    assert {version.partition("@")[0] for version in findings.versions} == set(rule_types())


@pytest.mark.parametrize("body_type", rule_types().values(), ids=rule_types())
def test_every_shipped_rule_is_in_force_without_a_break_until_further_notice(body_type):
    versions = rulebook.versions(body_type)
    assert versions[-1].valid_to is None
    for earlier, later in pairwise(versions):
        assert earlier.valid_to + timedelta(days=1) == later.valid_from


def test_a_regulation_holds_to_the_end_of_its_last_day():
    assert rulebook.in_force(DocumentTypes, on=LAST_DAY_OF_66).source.startswith("Quy định 66-QĐ/TW")
    assert rulebook.in_force(DocumentTypes, on=FIRST_DAY_OF_399).source.startswith("Quy định 399-QĐ/TW")


def test_a_record_stores_the_version_and_finds_it_again():
    rule = rulebook.in_force(DocumentTypes, on=FIRST_DAY_OF_399)
    assert rule.version == "documents.types@2026-01-09"
    assert rulebook.by_version(rule.version) is rule


@pytest.mark.parametrize("stored", ["documents.types@1999-01-01", "documents.weather@2026-01-09", "nonsense"])
def test_a_version_that_is_not_in_the_book_is_named(stored):
    with pytest.raises(NoRuleInForce, match=stored):
        rulebook.by_version(stored)


def test_a_day_before_the_first_version_is_answered_with_what_there_is():
    with pytest.raises(NoRuleInForce) as raised:
        rulebook.in_force(DocumentTypes, on=date(2017, 2, 5))
    assert isinstance(raised.value, KeyError)
    assert "documents.types" in str(raised.value)
    assert "2017-02-05" in str(raised.value)
    assert "2017-02-06 – 2026-01-08" in str(raised.value)


def test_files_are_read_once():
    assert rulebook.in_force(Motto, on=FIRST_DAY_OF_399) is rulebook.in_force(Motto, on=FIRST_DAY_OF_399)


def test_what_is_assumed_is_listed_with_its_place_and_source():
    assumed = {str(found): found.source for found in rulebook.check().assumed}
    assert "tasks.status@2000-01-01" in assumed
    assert "documents.types@2026-01-09 types strategy" in assumed
    assert "not read" in assumed["documents.authority@2026-01-09 bodies commune_committee"]
    assert "documents.types@2026-01-09 types resolution" not in assumed


def test_content_cannot_be_changed_by_whoever_reads_it():
    body = rulebook.in_force(Handling, on=FIRST_DAY_OF_399).body
    with pytest.raises(ValueError, match="frozen"):
        body.default_deadline_days = 5


def test_an_own_version_replaces_the_shipped_one_of_the_same_day(own_rules):
    own_rules('code = "documents.handling"\n' + handling("2000-01-01", days=7))
    rule = rulebook.in_force(Handling, on=FIRST_DAY_OF_399)
    assert (rule.body.default_deadline_days, rule.source, rule.local) == (7, "Our rules", True)
    assert rule.version == "documents.handling@2000-01-01+local"
    assert rulebook.by_version(rule.version) is rule
    assert sentences() == []


def test_an_own_version_may_follow_a_shipped_one_that_it_closes(own_rules):
    closing = '\n[[version]]\nvalid_from = 2000-01-01\nvalid_to = 2026-05-31\nsource = "Closed by us"\n'
    closing += 'certainty = "text"\nsame_body_as = 2000-01-01\n'
    own_rules('code = "documents.handling"\n' + handling("2026-06-01", days=7) + closing)
    days = [rulebook.in_force(Handling, on=date(2026, *end)).body.default_deadline_days for end in ((5, 31), (6, 1))]
    assert days == [10, 7]


def test_versions_that_overlap_are_not_used_and_the_check_says_where(own_rules):
    own_rules('code = "documents.handling"\n' + handling("2026-06-01", days=7))
    with pytest.raises(RulebookBroken, match="2026-06-01"):
        rulebook.in_force(Handling, on=FIRST_DAY_OF_399)
    (sentence,) = sentences()
    assert sentence.endswith(
        "own.toml: version from 2026-06-01: The version from 2000-01-01 (documents.handling.toml) "
        "is still in force on that day; end it on 2026-05-31 or earlier."
    )


def test_two_versions_of_the_same_day_in_one_file_overlap(own_rules):
    twice = handling("2000-01-01", days=7, valid_to="2030-12-31") + handling("2000-01-01", days=8)
    own_rules('code = "documents.handling"\n' + twice)
    assert len(sentences()) == 1
    with pytest.raises(RulebookBroken):
        rulebook.versions(Handling)


def test_two_versions_may_not_share_even_one_day(own_rules):
    own = handling("2000-01-01", days=7, valid_to="2026-02-01") + handling("2026-02-01", days=8)
    own_rules('code = "documents.handling"\n' + own)
    (sentence,) = sentences()
    assert sentence.endswith("end it on 2026-01-31 or earlier.")


def test_a_gap_is_found_but_the_days_around_it_keep_their_rule(own_rules):
    own = handling("2000-01-01", days=7, valid_to="2025-12-31") + handling("2026-02-01", days=8)
    own_rules('code = "documents.handling"\n' + own)
    (sentence,) = sentences()
    assert sentence.endswith("No version is in force from 2026-01-01 to 2026-01-31.")
    assert rulebook.in_force(Handling, on=date(2026, 2, 1)).body.default_deadline_days == 8
    with pytest.raises(NoRuleInForce):
        rulebook.in_force(Handling, on=date(2026, 1, 15))


@pytest.mark.parametrize(
    ("change", "place", "complaint"),
    [
        (("default_deadline_days = 7", "default_deadline_days = 0"), "default_deadline_days", "greater than 0"),
        (("default_deadline_days = 7", 'default_deadline_days = "soon"'), "default_deadline_days", "“soon”"),
        (("near_due_working_days = 3", "near_working_days = 3"), "near_working_days", "not permitted"),
        (('"not_at_all"', '"backwards"'), "deadline_on_a_day_off_moves", "“backwards”"),
        (('certainty = "text"', 'certainty = "sure"'), "version › 1 › certainty", "“sure”"),
        (('source = "Our rules"', 'source = " "'), "version › 1 › source", "at least 1 character"),
        (("valid_from = 2000-01-01", "valid_from = 2000-01-01\nvalid_to = 1999-01-01"), "version › 1", "lies before"),
        (("valid_from = 2000-01-01", "valid_from = someday"), "", "not valid TOML"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_place_and_stops_the_rule(own_rules, change, place, complaint):
    text = 'code = "documents.handling"\n' + handling("2000-01-01", days=7)
    assert change[0] in text
    own_rules(text.replace(*change))
    with translation.override("en"):
        found = rulebook.check().problems
    assert any(place in problem.place and complaint in problem.sentence for problem in found), found
    assert {problem.file.name for problem in found} == {"own.toml"}
    with pytest.raises(RulebookBroken, match=r"own\.toml"):
        rulebook.in_force(Handling, on=FIRST_DAY_OF_399)


def test_content_that_is_borrowed_from_nowhere_is_a_mistake(own_rules):
    own_rules(
        """
        code = "documents.handling"
        [[version]]
        valid_from = 2000-01-01
        source = "Our rules"
        certainty = "text"
        same_body_as = 1987-01-01
        """
    )
    assert "no version from 1987-01-01" in sentences()[0]


def test_a_version_without_any_content_is_a_mistake(own_rules):
    own_rules('code = "documents.handling"\n[[version]]\nvalid_from = 2000-01-01\nsource = "Us"\ncertainty = "text"\n')
    assert "give a body or same_body_as" in sentences()[0]


def test_a_version_may_take_the_content_of_another_and_say_a_part_of_it_anew(own_rules):
    own_rules(
        """
        code = "tasks.motto"
        [[version]]
        valid_from = 2025-11-01
        source = "Our standing committee"
        certainty = "text"
        same_body_as = 2000-01-01
        [version.body]
        motto = 3
        """
    )
    assert sentences() == []
    rule = rulebook.in_force(Motto, on=FIRST_DAY_OF_399)
    assert (rule.body.motto, rule.version) == (3, "tasks.motto@2025-11-01+local")
    assert rule.body.clears == rulebook.in_force(Motto, on=date(2024, 6, 1)).body.clears


def test_a_rule_that_nobody_declared_is_a_mistake(own_rules):
    own_rules(handling("2000-01-01", days=7).join(['code = "documents.weather"\n', ""]))
    assert "Baro knows no rule “documents.weather”" in sentences()[0]


def test_a_file_in_another_encoding_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("BARO_RULES", str(tmp_path))
    (tmp_path / "latin.toml").write_bytes(b'code = "d\xe9lai"')
    assert sentences()[0].endswith("latin.toml: The file is not UTF-8 text; save it as UTF-8.")


def test_a_folder_that_does_not_exist_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("BARO_RULES", str(tmp_path / "nowhere"))
    (sentence,) = sentences()
    assert "nowhere: This folder does not exist" in sentence


def test_an_authority_over_an_unknown_type_is_found(own_rules):
    shipped = rulebook.in_force(Authority, on=FIRST_DAY_OF_399)
    text = shipped.file.read_text(encoding="utf-8")
    last = text.rindex('"credentials_board"')
    own_rules(text[:last] + text[last:].replace('types = ["report"]', 'types = ["repport"]', 1))
    (sentence,) = sentences()
    assert "No type “repport” is in force from 2026-01-09 on" in sentence


def test_a_rule_has_one_content_type():
    with pytest.raises(ValueError, match=r"tasks\.motto is declared twice"):

        class Other(Motto, code="tasks.motto", called="Other"):
            pass


def test_certainty_knows_three_degrees():
    assert list(Certainty) == ["text", "secondary", "assumed"]


def test_what_a_rule_names_is_told_in_the_readers_language_by_what_a_record_keeps():
    with translation.override("vi"):
        assert rulebook.names(Urgency, on=FIRST_DAY_OF_399)[4] == "Hỏa tốc hẹn giờ"
    with translation.override("en"):
        assert rulebook.names(Secrecy)[""] == "Not secret"
        assert list(rulebook.names(DocumentTypes)) == list(rulebook.today(DocumentTypes).ids)


def test_names_follow_the_rule_when_the_rulebook_is_opened_anew(own_rules):
    before = rulebook.names(DelegationRule)
    shipped = rulebook.in_force(DelegationRule)
    text = shipped.file.read_text(encoding="utf-8")
    assert 'en = "Annual leave"' in text
    own_rules(text.replace('en = "Annual leave"', 'en = "Holiday"'))
    with translation.override("en"):
        assert set(rulebook.names(DelegationRule).values()) ^ set(before.values()) == {"Annual leave", "Holiday"}
