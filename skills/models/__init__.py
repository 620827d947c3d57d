from skills.models.evidence import ClaimKind, Evidence, Grade
from skills.models.ladder import Ladder, LearnerLadder, MatrixCell, Tier, TierRequirement
from skills.models.review import Review, ReviewDecision
from skills.models.standing import SkillStanding, TierStanding
from skills.models.taxonomy import Skill, SkillBehaviour, SkillGroup

__all__ = [
    "ClaimKind",
    "Evidence",
    "Grade",
    "Ladder",
    "LearnerLadder",
    "MatrixCell",
    "Review",
    "ReviewDecision",
    "Skill",
    "SkillBehaviour",
    "SkillGroup",
    "SkillStanding",
    "Tier",
    "TierRequirement",
    "TierStanding",
]
