"""Names: which are one source, and what is suggested with which evidence."""

from __future__ import annotations

import pytest

from onrecord.compare.people import Evidence, Strength, find_agreement, parse_name, suggest_same
from onrecord.model.reading import Source, SourceKind


def agree(a: str, b: str) -> bool:
    one, two = parse_name(a), parse_name(b)
    assert (find_agreement(one, two) is None) == (find_agreement(two, one) is None)
    return find_agreement(one, two) is not None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sen. Ada Quillon", "Ada Quillon"),
        ("Ada Quillon", "Quillon"),
        ("Ada M. Quillon", "Ada Quillon"),
        ("A. Quillon", "Ada Quillon"),
        ("A.M. Quillon", "Ada Quillon"),
        ("Bob Tern", "Robert Tern"),
        ("Ada Quillón", "Ada Quillon"),
        ("Prime Minister Ada Quillon", "former first minister Ada Quillon"),
        ("Secretary of State Ada Quillon", "Ada Quillon MP"),
        ("Ada Quillon, a hill farmer", "Dr Ada Quillon"),
        ("Ada Quillon (@adaq)", "@adaq"),
        ("@adaquillon", "Ada Quillon"),
        ("Martin King", "King"),
        ("Ursula van der Loon", "van der Loon"),
        ("Tern Chemicals plc", "Tern Chemicals"),
        ("Tern", "Tern Chemicals"),
        ("Office of River Works", "ORW"),
        ("Office of River Works (ORW)", "ORW"),
        ("a spokesperson for Tern Chemicals", "Tern Chemicals"),
        ("a Tern Chemicals spokeswoman", "Tern Chemicals"),
        ("ORW spokesperson", "Office of River Works"),
        ("Tern Chemicals spokesman Olaf Reed", "Tern Chemicals"),
        ("Union of Weavers general secretary Olaf Reed", "Union of Weavers"),
        ("Olaf Reed, of the Growers' Union", "Growers' Union"),
        ("the Board of Marl College", "Board of Marl College"),
        ("Prime Minister's Office", "the Prime Minister's Office"),
        ("Ministry of Agriculture, Food and Forests", "the Ministry of Agriculture, Food and Forests"),
    ],
)
def test_names_that_could_be_one_source_agree(a: str, b: str) -> None:
    assert agree(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ada Quillon", "Olaf Quillon"),
        ("Ada Quillon", "Ada Tern"),
        ("A. Quillon", "Berta Quillon"),
        ("John Reed Jr.", "John Reed Sr."),
        ("Judge Ada Quillon", "Judge Olaf Reed"),
        ("Marl Valley Police", "Tern Valley Police"),
        ("Ministry of Works", "Ministry of Health"),
        ("Marl General Hospital", "Marl Cottage Hospital"),
        ("Tern Chemicals spokesman Olaf Reed", "Tern Chemicals spokeswoman Ada Quillon"),
        ("a neighbour", "a neighbour"),
        ("a witness in Marl", "a witness"),
        ("an official", "an official"),
        ("police", "police"),
        ("the mayor", "the mayor"),
        ("one resident of Marl", "one resident of Marl"),
        ("", ""),
        ("Ada Quillon", ""),
        ("Harbour Foxes", "Harbour Foxes supporters"),
    ],
)
def test_other_people_bodies_and_nobodies_do_not_agree(a: str, b: str) -> None:
    assert not agree(a, b)


def make_source(name: str, *roles: str, kind: SourceKind = SourceKind.PERSON, handles: tuple[str, ...] = ()) -> Source:
    return Source(id="s1", name=name, kind=kind, roles=roles, handles=handles)


def get_evidence(a: Source, b: Source) -> Evidence:
    evidence = suggest_same(a, b)
    assert evidence is not None
    return evidence


def test_the_same_full_name_and_role_are_sure() -> None:
    evidence = get_evidence(make_source("Ada Quillon", "mayor of Marl"), make_source("Ada Quillon", "mayor"))
    assert evidence.strength is Strength.SURE
    assert evidence.reasons == ("the same full name, Ada Quillon", "roles that fit: mayor of Marl; mayor")


def test_the_same_name_alone_is_likely() -> None:
    assert get_evidence(make_source("Ada Quillon", "mayor"), make_source("Ada Quillon")).strength is Strength.LIKELY


@pytest.mark.parametrize(("ours", "theirs"), [("goalkeeper", "tax lawyer"), ("mayor of Marl", "mayor of Tern")])
def test_one_name_with_two_roles_is_never_sure(ours: str, theirs: str) -> None:
    evidence = get_evidence(make_source("Ada Quillon", ours), make_source("Ada Quillon", theirs))
    assert evidence.strength is Strength.POSSIBLE
    assert evidence.against == (f"the roles differ: {ours}; {theirs}",)


@pytest.mark.parametrize(
    ("a", "b", "strength"),
    [
        ("Ada Quillón", "Ada Quillon", Strength.SURE),
        ("Ada Maria Quillon", "Ada Quillon", Strength.SURE),
        ("Dr. Ada Quillon", "Ada Quillon", Strength.SURE),
        ("A. Quillon", "Ada Quillon", Strength.LIKELY),
        ("Bob Tern", "Robert Tern", Strength.LIKELY),
        ("Quillon", "Ada Quillon", Strength.POSSIBLE),
    ],
)
def test_variants_of_a_name_with_the_same_role_are_suggested(a: str, b: str, strength: Strength) -> None:
    assert get_evidence(make_source(a, "mayor"), make_source(b, "mayor")).strength is strength


def test_a_family_name_alone_is_not_suggested() -> None:
    assert suggest_same(make_source("Quillon"), make_source("Ada Quillon")) is None
    assert suggest_same(make_source("Quillon", "mayor"), make_source("Ada Quillon", "novelist")) is None


def test_one_handle_is_evidence_and_another_name_against_it() -> None:
    a = make_source("Ada Quillon", handles=("x:adaq",))
    assert get_evidence(a, make_source("Ada Quillon", handles=("x:AdaQ",))).strength is Strength.SURE
    evidence = get_evidence(a, make_source("Olaf Reed", handles=("x:adaq",)))
    assert evidence.strength is Strength.POSSIBLE
    assert evidence.against == ("Ada Quillon and Olaf Reed differ",)


def test_a_body_is_suggested_by_name_initials_and_form() -> None:
    def weigh(a: str, b: str) -> Strength | None:
        found = suggest_same(*(make_source(name, kind=SourceKind.ORGANIZATION) for name in (a, b)))
        return None if found is None else found.strength

    assert weigh("the Office of River Works", "Office of River Works") is Strength.SURE
    assert weigh("ORW", "Office of River Works") is Strength.LIKELY
    assert weigh("Tern Chemicals", "Tern Chemicals plc") is Strength.LIKELY
    assert weigh("Ministry of Works", "Ministry of Health") is None


def test_nobody_unnamed_and_no_person_with_a_body_is_suggested() -> None:
    nobody = make_source("ORW spokesperson", kind=SourceKind.UNNAMED)
    assert suggest_same(nobody, nobody) is None
    assert suggest_same(make_source("a neighbour"), make_source("a neighbour")) is None
    assert suggest_same(make_source("Tern"), make_source("Tern", kind=SourceKind.ORGANIZATION)) is None


@pytest.mark.parametrize("name", ["(" * 5000, ", " * 5000, "@" * 5000, "A " * 50_000, "\ud800", "of of of", "MP", "&"])
def test_names_that_are_none_do_no_harm(name: str) -> None:
    parsed = parse_name(name)
    assert find_agreement(parsed, parse_name("Ada Quillon")) is None
    suggest_same(make_source(name), make_source(name))
