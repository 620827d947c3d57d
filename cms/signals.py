"""`lessons_moved(moves: list[LessonMove])`: once, when a pack that splits or merges lessons is loaded."""

from django.dispatch import Signal

lessons_moved = Signal()
