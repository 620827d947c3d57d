"""What a learner says of themselves: shown as declared, never counted."""

from django.db import transaction

from skills.domain.evidence import Claim, record, withdraw
from skills.domain.levels import DECLARED
from skills.models import ClaimKind, Evidence, Grade, Skill

SOURCE_KIND = "self"


class UnknownSkill(ValueError):
    """No skill has this code, or it is archived."""


@transaction.atomic
def declare(user_id: int, *, skill_code: str, level: int) -> None:
    """Say where one stands in a skill, 0 to 4. Another level withdraws the one said before; 0 only withdraws."""
    if not 0 <= level <= 4:
        raise ValueError(f"level {level} is not between 0 and 4")
    if not Skill.objects.filter(code=skill_code, archived=False).exists():
        raise UnknownSkill(skill_code)
    said = Evidence.objects.filter(
        user_id=user_id, source_kind=SOURCE_KIND, source_key=skill_code, grade=DECLARED, withdrawn_at=None
    )
    if said.filter(level=level).exists():
        return
    withdraw(user_id, source_kind=SOURCE_KIND, source_key=skill_code, reason="redeclared")
    if level:
        record(
            user_id,
            claims=[Claim(ClaimKind.SKILL, skill_code, level)],
            grade=Grade.DECLARED,
            source_kind=SOURCE_KIND,
            source_key=skill_code,
            work_key=skill_code,
        )
