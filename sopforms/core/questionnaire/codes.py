"""What each code of a problem stands for, its cause and its cure: the words of the authors' book.

`Q001` to `Q075` are errors, from `Q080` on warnings. Messages say what is wrong in one place; this says what
kind of thing it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

GROUPS: Mapping[str, str] = {
    "Q00": "The file",
    "Q01": "Structure",
    "Q02": "Structure",
    "Q03": "Conditions",
    "Q04": "Texts",
    "Q05": "Mapping",
    "Q06": "Mapping",
    "Q07": "Renames and publishing",
    "Q08": "Warnings",
    "Q09": "Warnings",
}


class Meaning(NamedTuple):
    """A code in plain English."""

    title: str
    cause: str
    cure: str


_TEXT = r"""
Q001 not readable
  The file is no JSON, or not saved as UTF-8. Often a comma or a quote is missing just before the place
  that is named.
  = Look at that line and the one before it. Save as UTF-8.
Q002 written twice, or no number
  One key stands twice in one pair of braces, or a number is NaN, Infinity or longer than 15 digits.
  = Keep one of the two keys. Write such a value as a text.
Q003 unknown property
  The name is misspelt, or belongs to another type of question.
  = Follow 'did you mean', or leave it out.
Q004 no questionnaire file
  It is a bare SurveyJS file without the envelope, or `sopforms` is not the number 1.
  = Run `sopforms questionnaire import`.
Q005 wrong kind of value
  A text stands where a number belongs, `"true"` in quotes where true belongs, and so on.
  = Write the kind of value that the message names.
Q006 something is missing
  A part lacks a property that it must have.
  = Add the property.
Q007 too large
  More than 1 MB, 60 pages, 500 questions (rows count), 200 choices in one list, 3 panels in each other,
  5,000 characters in one text, or JSON nested 30 deep.
  = Divide the questionnaire, or shorten the text.
Q008 `clearInvisibleValues`
  This one property is missing or has another value. With any other value SurveyJS would keep answers to
  hidden questions.
  = Write `"clearInvisibleValues": "onHiddenContainer"`.
Q009 old name of a property
  SurveyJS gave the property another name since.
  = Write the name in the message, or import the survey again.
Q010 property refused
  SurveyJS knows it; here it would change answers unseen, or show different people different things.
  = Do what the message says instead.
Q011 property of looks
  It is about looks, and all questionnaires look alike here.
  = Leave it out; import does so by itself.
Q012 type refused or unknown
  The type of question does not exist here.
  = Use the type that the message names.
Q013 name
  The name is missing, has a blank or a dash in it, begins with a digit, is longer than 50, or is
  reserved (`panel row item choice survey page true false null undefined`).
  = A letter, then letters, digits and `_`.
Q014 value
  A choice, column, row or rate value has no `value`, or one that cannot be stored.
  = A whole number, or 1 to 100 characters without `|` and without a blank at the ends. A row follows
  = the rule for names.
Q015 name twice
  Two pages, panels, questions or html elements have one name; capitals make no difference.
  = Rename one of them.
Q016 value twice
  Two choices store the same value; capitals make no difference, and `1` equals `"1"`.
  = Give one of them another value.
Q017 `other` or `none` as a value
  A choice has the value of an item that is switched on.
  = Rename the value, or switch the item off.
Q018 numbers contradict
  `min` is above `max`, more must be selected than there are choices, a step is 0 or less, or a rating
  has fewer than 2 or more than 11 values.
  = Mend the numbers.
Q019 properties exclude each other
  Two properties cannot stand together, or one does not fit the `inputType`.
  = Keep one of the two.
Q020 empty
  A list, page or panel has nothing in it.
  = Fill it, or leave it out.
Q030 condition too long
  More than 2,000 characters, or brackets more than 20 deep.
  = Ask one question that decides, and look at that.
Q031 condition cannot be read
  A text stands without quotes, a brace or bracket is missing, or a function or sum is used.
  = Look at the character the message names. Compare with the ten examples.
Q032 unknown question
  The name between braces is no question of this file.
  = Mind capitals; a row of a matrix is `{matrix.row}`.
Q033 stands after the condition
  The condition looks at a question that comes later, or at its own.
  = Move the question before it.
Q034 no answer of that question
  The condition compares with a value that cannot be chosen, so it would never hold.
  = Use the stored value of a choice, not its text.
Q035 operator does not fit
  A list cannot be compared with `=` and one value, a text not with `<`, and so on.
  = Use an operator that the message names.
Q036 no condition
  A question stands alone that is not yes or no.
  = Compare it with something, or write `notempty`.
Q040 languages of a text
  A text lacks one of the declared languages, has one that is not declared, or is called `default`.
  = Write every text in all `languages` of the file, or as one plain text.
Q041 html
  A tag, attribute or address that is not allowed.
  = Only `p br strong em ul ol li h3 h4` without attributes, and `a` with `href`.
Q042 braces in a text
  `{name}` in a title, description or html names nothing that can be shown there.
  = Name a question that stands before. An open `comment` cannot be shown.
Q043 `locale`
  It is missing while texts have languages, or is not the first of `languages`.
  = Write the main language.
Q044 rule without words
  An `expression` validator has no `text`.
  = Say in `text` what is wrong.
Q050 entry of nothing
  The mapping has an entry for a question or row that is not there.
  = Rename the entry (and add a line in `renames`), or remove it.
Q051 entry or `short` missing
  A question or row has no entry, or its `short` is missing, blank or over 40 characters.
  = Add it.
Q052 indicator
  It does not look like `BO-01`, stands twice, or has another scale elsewhere.
  = One indicator, one question, one scale.
Q053 scale
  The scale is unknown, malformed, or differs from the one of that name in `scales.json`.
  = Take the name of a scale that exists, or give your own another name.
Q054 values are not those of the scale
  The choices or columns must be the values of the scale, all and in its order. With OPEN, `maxLength`
  may not be larger.
  = Copy the values of the scale.
Q055 aggregate does not fit
  This type, kind of questionnaire or scale has no such result.
  = Use one that the message names.
Q056 score
  A value lacks its score, or there is a score beside a scale.
  = Give every value a number or null, or use a scale alone.
Q057 middle is best
  Of a bipolar scale no mean, median or share of the highest two exists.
  = Use `distribution`.
Q058 chapter
  A question that counts has no chapter, or one that is not `ch1` to `ch11`.
  = Add the chapter, or set `aggregate` to `none`.
Q059 threshold
  It is not a whole number from 5 to 20.
  = Leave it out, or mend it.
Q060 sentence
  A key of `text` is no value of the question, or a placeholder stands for nothing.
  = Keys are values as text, `true` and `false`, or `*`.
Q061 `sensitive: false`
  Words of colleagues and pupils always wait for approval.
  = Leave it out.
Q062 `base` or `audience`
  A word that is not known there.
  = `base` is answered, shown or invited; `audience` names sectors.
Q070 rename
  The old name is still there, or the new one is not.
  = A line in `renames` leads from a name that is gone to one that is there.
Q071 rename of nothing
  No earlier version had the old name.
  = Look at the version that is published.
Q072 name for life
  A name, row or value came back with another type or scale.
  = Take a new name and a new indicator.
Q073 indicator with another scale
  Years could not be compared.
  = Take a new indicator.
Q074 the series breaks
  A change cannot be compared with earlier years.
  = Undo it, or choose 'breekt de reeks' with a reason when you publish.
Q075 sentence twice
  Two questionnaires of one cycle have a `text` for the same indicator.
  = Keep it in one of them.
Q080 `contains` on one answer
  It looks inside the text of the answer.
  = Mostly `=` or `anyof` is meant.
Q081 never true
  No answers make the condition hold.
  = Look at `and` and `or`.
Q082 always true
  The condition changes nothing.
  = Leave it out.
Q083 true while nothing is answered
  `!=`, `notcontains` and `noneof` hold for an open question too.
  = Add `and {name} notempty` when that is not meant.
Q084 text compared as a number
  The question takes any text.
  = Give it `"inputType": "number"`.
Q085 one text for all languages
  The file declares more languages.
  = Write the text in each of them.
Q086 counts, but joins nothing
  A question has results and no indicator, so the years are joined by its name only.
  = Give it an indicator.
Q087 title
  A question has no title, or one over 200 characters.
  = Ask one thing, in one sentence.
Q088 scale too short or too long
  Fewer than 3 or more than 10 values count.
  = Four is mostly best.
Q089 asks for a person
  An anonymous questionnaire asks for a name, address or number.
  = Do not ask it.
Q090 no Dutch
  `languages` lacks `nl`.
  = Add Dutch.
Q091 markup in a title
  Titles and choices are plain text; markup is shown as typed.
  = Leave the markup out.
Q092 other words than the scale
  A choice has the value of the scale and another text.
  = Use the words of the scale.
Q093 text that looks like a number
  `"1"` in quotes is a text.
  = Write 1 without quotes, unless answers with the text exist already.
Q094 long for colleagues
  More than 7 questions on a page, or more than 28 closed or 4 open ones in the file.
  = Ask less.
Q095 sentence missing for a value
  The draft would name a gap for that value.
  = Write a sentence, or `""` for none.
"""  # code and title; below it the cause, and behind `=` the cure


def _read(text: str) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for entry in text.strip().split("\nQ"):
        head, *lines = entry.splitlines()
        code, _, title = head.partition(" ")
        cause = " ".join(line.strip() for line in lines if not line.startswith("  ="))
        cure = " ".join(line.removeprefix("  =").strip() for line in lines if line.startswith("  ="))
        found["Q" + code.removeprefix("Q")] = Meaning(title, cause, cure)
    return found


CODES: Mapping[str, Meaning] = MappingProxyType(_read(_TEXT))
