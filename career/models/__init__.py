from career.models.rehearsal import Rehearsal, RehearsalAnswer, SharedRehearsal

__all__ = ["Rehearsal", "RehearsalAnswer", "SharedRehearsal"]
