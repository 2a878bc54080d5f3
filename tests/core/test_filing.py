"""When a file may be made again."""

import pytest

from sopforms.core.errors import Refused
from sopforms.core.filing import check_again

FIXED, PREVIEW = True, False
THERE, NEVER_MADE = True, False


@pytest.mark.parametrize(("fixed", "made"), [(FIXED, NEVER_MADE), (PREVIEW, THERE), (PREVIEW, NEVER_MADE)])
def test_a_preview_may_be_made_again_and_a_final_file_that_was_never_made(fixed: bool, made: bool) -> None:
    check_again(fixed=fixed, made=made)


def test_what_the_council_read_is_never_made_again() -> None:
    with pytest.raises(Refused) as refused:
        check_again(fixed=FIXED, made=THERE)

    assert refused.value.reasons == ("document_fixed",)
