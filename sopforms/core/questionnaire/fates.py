"""SurveyJS properties and types that are not ours: what becomes of each, and why.

`RENAMED` old name → new name · `LOOKS` without effect here, dropped by import · `DROPPED` with an effect,
dropped by import · `REFUSED` refused by loader and import alike. The reasons are keys of `messages.HINTS`.
"""

from __future__ import annotations

from collections.abc import Mapping

RENAMED: Mapping[str, str] = {
    "hasOther": "showOtherItem",
    "hasNone": "showNoneItem",
    "hasComment": "showCommentArea",
    "questions": "elements",
    "isAllRowRequired": "eachRowRequired",
    "optionsCaption": "placeholder",
    "placeHolder": "placeholder",
    "otherPlaceHolder": "otherPlaceholder",
    "commentPlaceHolder": "commentPlaceholder",
    "mininumRateDescription": "minRateDescription",
    "maximumRateDescription": "maxRateDescription",
}

LOOKS = frozenset(
    [
        "colCount",
        "startWithNewLine",
        "width",
        "minWidth",
        "maxWidth",
        "widthMode",
        "titleLocation",
        "descriptionLocation",
        "questionTitleLocation",
        "errorLocation",
        "questionErrorLocation",
        "indent",
        "innerIndent",
        "state",
        "showNumber",
        "hideNumber",
        "allowClear",
        "showClearButton",
        "rateType",
        "rateDisplayMode",
        "displayMode",
        "renderAs",
        "rateColorMode",
        "scaleColorMode",
        "swapOrder",
        "autocomplete",
        "autoComplete",
        "inputSize",
        "size",
        "allowResize",
        "autoGrow",
        "showHeader",
        "alternateRows",
        "verticalAlign",
        "rowTitleWidth",
        "columnMinWidth",
        "searchEnabled",
        "navigationTitle",
        "navigationDescription",
    ]
)

SURVEY_LOOKS = frozenset(
    [
        "$schema",
        "name",
        "type",
        "headerView",
        "showTitle",
        "showPageTitles",
        "showPageNumbers",
        "showQuestionNumbers",
        "showTOC",
        "showCompletePage",
        "showCompletedPage",
        "showProgressBar",
        "showNavigationButtons",
        "showPrevButton",
        "showPreviewBeforeComplete",
        "firstPageIsStartPage",
        "firstPageIsStarted",
        "startSurveyText",
        "pageNextText",
        "pagePrevText",
        "completeText",
        "previewText",
        "editText",
        "requiredMark",
        "requiredText",
        "questionTitlePattern",
        "cookieName",
        "loadingHtml",
        "completedBeforeHtml",
        "goNextPageAutomatic",
        "autoAdvanceEnabled",
        "allowCompleteSurveyAutomatic",
        "autoAdvanceAllowComplete",
        "focusFirstQuestionAutomatic",
        "autoFocusFirstQuestion",
        "focusOnFirstError",
        "autoFocusFirstError",
    ]
)
SURVEY_LOOKS_PREFIXES = ("logo", "progressBar")


def _table(text: str) -> dict[str, str]:
    """Read lines of `reason: name name` into name → reason."""
    pairs = (line.split(":") for line in text.strip().splitlines())
    return {name: reason.strip() for reason, names in pairs for name in names.split()}


DROPPED: Mapping[str, str] = _table(
    """
    nobody_gave: defaultValue correctAnswer defaultRowValue
    one_order: choicesOrder rowOrder questionOrder
    tick_themselves: showSelectAllItem hasSelectAll selectAllText
    stays_here: navigateToUrl navigateToUrlOnCondition
    use_max_length: maxTextLength maxCommentLength maxOthersLength
    use_visible_if: visible readOnly
    write_rate_values: autoGenerate rateCount
    """
)

REFUSED: Mapping[str, str] = _table(
    """
    write_choices: choicesByUrl choicesMin choicesMax choicesStep
    same_for_all: choicesVisibleIf choicesEnableIf rowsVisibleIf columnsVisibleIf
    ordinary_choice: showDontKnowItem showRefuseItem
    use_visible_if: enableIf
    behind_the_back: setValueIf setValueExpression resetValueIf defaultValueExpression
    behind_the_back: calculatedValues triggers
    fixed_storage: valueName valuePropertyName bindings valueTrue valueFalse storeOthersAsComment
    plain_matrix: cells cellType eachRowUnique isUnique
    one_ending: completedHtmlOnCondition
    no_time_limit: timeLimit timeLimitPerPage showTimer
    plain_limits: maskType maskSettings minValueExpression maxValueExpression
    server_decides: questionsOnPageMode partialSendEnabled textUpdateMode notificationType clearIfInvisible
    """
)
REFUSED_PREFIXES: Mapping[str, str] = {
    "choicesFromQuestion": "write_choices",
    "maxTimeToFinish": "no_time_limit",
}

CHOICE_REFUSED: Mapping[str, str] = _table("same_for_all: visibleIf enableIf showCommentArea elements")
"""Refused on a choice, a column, a row or a rate value, whatever they are elsewhere."""

TYPES: Mapping[str, str] = _table(
    """
    use_texts: image imagepicker imagemap
    process_step: file signaturepad
    fixed_panels: paneldynamic matrixdynamic matrixdropdown
    texts_in_panel: multipletext
    rating_per_item: ranking
    use_rating: slider
    score_in_mapping: expression
    use_checkbox: tagbox
    use_radiogroup: buttongroup
    """
)


def fate(owner: str, name: str) -> tuple[str, str] | None:
    """Return (code, reason or new name) of a property that is known but not ours; None when unknown.

    `owner` is `survey`, `page`, `panel`, `choice` or a type of question.
    """
    if owner == "choice":
        reason = CHOICE_REFUSED.get(name)
        return ("Q010", reason) if reason else None
    if name in RENAMED:
        return "Q009", RENAMED[name]
    is_survey = owner == "survey"
    if name in LOOKS or (is_survey and (name in SURVEY_LOOKS or name.startswith(SURVEY_LOOKS_PREFIXES))):
        return "Q011", "looks"
    reason = DROPPED.get(name) or REFUSED.get(name)
    for prefix, why in REFUSED_PREFIXES.items():
        reason = why if name.startswith(prefix) else reason
    return ("Q010", reason) if reason else None
