"""Questionnaires: read strictly, shown by conditions, answered, counted. `load` is where it begins."""

from sopforms.core.questionnaire.answers import AnswerProblem
from sopforms.core.questionnaire.load import load
from sopforms.core.questionnaire.model import Answers
from sopforms.core.questionnaire.problems import Problem, QuestionnaireError
from sopforms.core.questionnaire.questionnaire import Questionnaire

__all__ = ["AnswerProblem", "Answers", "Problem", "Questionnaire", "QuestionnaireError", "load"]
