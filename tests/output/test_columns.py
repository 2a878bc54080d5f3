"""Columns are as wide as what they say asks for, and no word is squeezed."""

from sopforms.output.columns import column_widths

HEADER = ("Hulp bij", "Wat", "Wie", "Hoe vaak", "Zo begint het")


def test_columns_are_the_whole_width_together_and_none_is_narrower_than_its_words():
    row = ("Hoogbegaafdheid", "Plusklas", "De leerkracht", "Elke week", "Bel ons eerst. " * 40)

    widths = column_widths(HEADER, [row], figures=False)

    assert sum(widths) == 100
    assert min(widths) >= 9
    assert widths[-1] == max(widths)


def test_the_names_of_a_scale_stand_whole_above_their_figures():
    scale = ("Uitspraak", "onvoldoende", "in ontwikkeling", "voldoende", "goed", "Weet ik niet")

    widths = column_widths(scale, [["Rust", "0", "1", "2", "3", "4"]], figures=True)

    assert sum(widths) == 100
    assert widths[0] >= 35
    assert all(width > len(word) for width, name in zip(widths, scale, strict=True) for word in name.split())


def test_more_columns_than_there_is_room_for_still_fit():
    widths = column_widths(["Verantwoordelijkheid"] * 12, [["Verantwoordelijkheid"] * 12], figures=False)

    assert sum(widths) == 100
    assert min(widths) > 0
