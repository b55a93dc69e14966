"""What is offered again is what was used most, as it was written last."""

from diary.domain.day import Activity, Moment, MomentKind
from diary.screens.usual import Usual, usual_of
from tests.factory import a_day


def test_names_come_by_how_often_they_were_used_and_known_ones_after_them() -> None:
    days = [
        a_day(3, activities=[Activity("walking", 30)]),
        a_day(2, activities=[Activity("Piano", 20), Activity("Walking", 40)]),
        a_day(1, activities=[Activity("Walking ", 30), Activity("Cooking", 45)]),
    ]
    assert usual_of(days, ["Cycling", "COOKING"]).kinds == ("Walking", "Cooking", "Piano", "Cycling")


def test_usual_activities_were_done_at_least_twice_and_come_without_effort() -> None:
    days = [
        a_day(ago, activities=[Activity("Walking", 30, 3), Activity("Dishes", 10 * ago)])
        for ago in range(5, 0, -1)
    ]
    assert usual_of(days).activities == (Activity("Walking", 30),)


def test_a_kind_is_offered_once_with_its_most_usual_minutes() -> None:
    days = [a_day(ago, activities=[Activity("Walking", 30 if ago < 4 else 25)]) for ago in range(6)]
    assert usual_of(days).activities == (Activity("Walking", 30),)


def test_no_more_than_four_are_offered() -> None:
    many = [Activity(f"Kind {number}", 10) for number in range(9)]
    assert len(usual_of([a_day(1, activities=many), a_day(2, activities=many)]).activities) == 4


def test_a_medicine_is_remembered_with_the_amount_taken_last() -> None:
    days = [
        a_day(2, moments=[Moment(MomentKind.MEDICINE, 600, 1000, "Paracetamol")]),
        a_day(1, moments=[Moment(MomentKind.MEDICINE, 900, 500, "Paracetamol"), Moment(MomentKind.FLARE, 60)]),
    ]
    usual = usual_of(days)
    assert usual.texts[MomentKind.MEDICINE] == ("Paracetamol",)
    assert usual.texts[MomentKind.FLARE] == ()
    assert usual.amounts == {"Paracetamol": 500}


def test_an_empty_diary_suggests_what_is_known() -> None:
    assert usual_of([], ["Walking"]) == Usual(("Walking",), texts=dict.fromkeys(MomentKind, ()))
