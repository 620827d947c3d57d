"""What can be wrong with a graph, in the words of the pack checker (English) and of the editing interface."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from lib.wording import Table, say

TEXTS: Final[Table] = {
    "no_steps": ("il n’y a pas encore d’étape", "there is no step yet"),
    "no_dimensions": ("il n’y a pas encore de dimension", "there is no dimension yet"),
    "no_endings": ("il n’y a pas encore de fin", "there is no ending yet"),
    "start": ("la première étape « {start} » ne figure pas parmi les étapes", "the first step '{start}' is not a step"),
    "start_clock": (
        "« {clock} » n’est pas une heure comme « mer. 18:10 »",
        "'{clock}' is not a time such as 'Wed 18:10'",
    ),
    "clock": (
        "étape « {step} » : « {clock} » n’est pas une heure comme « mer. 18:10 »",
        "step '{step}': '{clock}' is not a time such as 'Wed 18:10'",
    ),
    "dimension_twice": ("la dimension « {dimension} » figure deux fois", "the dimension '{dimension}' is there twice"),
    "dimension_range": (
        "la dimension « {dimension} » part de 0 à 100, pas de {value}",
        "the dimension '{dimension}' starts at 0 to 100, not {value}",
    ),
    "step_twice": ("l’étape « {step} » figure deux fois", "the step '{step}' is there twice"),
    "ending_twice": ("la fin « {ending} » figure deux fois", "the ending '{ending}' is there twice"),
    "choice_twice": (
        "étape « {step} » : le choix « {choice} » figure deux fois",
        "step '{step}': the choice '{choice}' is there twice",
    ),
    "choices": (
        "étape « {step} » : il faut deux à cinq choix, pas {count}",
        "step '{step}': two to five choices are needed, not {count}",
    ),
    "best": (
        "étape « {step} » : un seul choix est le meilleur, pas {count}",
        "step '{step}': exactly one choice is the best, not {count}",
    ),
    "effect": (
        "étape « {step} », choix « {choice} » : pas de dimension « {dimension} »",
        "step '{step}', choice '{choice}': no dimension '{dimension}'",
    ),
    "next": (
        "étape « {step} », choix « {choice} » : pas d’étape « {next} » pour continuer",
        "step '{step}', choice '{choice}': no step '{next}' to go on with",
    ),
    "unreachable": ("étape « {step} » : aucun choix n’y mène", "step '{step}': no choice leads here"),
    "dead_end": ("étape « {step} » : aucune fin ne s’atteint d’ici", "step '{step}': no end can be reached from here"),
    "loop": (
        "étape « {step} » : elle ramène à elle-même ; le temps ne fait qu’avancer",
        "step '{step}': can be reached again from itself; time only goes forward",
    ),
    "number": (
        "étape « {step} » : sa place sur le meilleur chemin est {place}, pas {number}",
        "step '{step}': its place on the best path is {place}, not {number}",
    ),
    "number_off": (
        "étape « {step} » : hors du meilleur chemin, elle n’a pas de numéro",
        "step '{step}': not on the best path, so it has no number",
    ),
    "pass_range": (
        "personne ne peut réussir : {each} dans chacune des {count} dimensions, {total} en tout",
        "nobody can pass: {each} in each of {count} dimensions, {total} in all",
    ),
    "ending_last": (
        "fin « {ending} » : la dernière fin n’a pas de conditions, pour qu’il y en ait toujours une",
        "ending '{ending}': the last ending has no conditions, so that one always holds",
    ),
    "ending_order": (
        "fin « {ending} » : les fins réussies se placent avant les autres",
        "ending '{ending}': endings that pass stand before those that do not",
    ),
    "ending_pass": (
        "fin « {ending} » : la dernière fin réussie demande tout juste le seuil de réussite, les autres autant",
        "ending '{ending}': the last ending that passes asks just what 'pass' asks, those before it as much",
    ),
    "best_fails": (
        "le meilleur chemin ne réussit pas : il finit à {values}",
        "the best path does not pass: it ends at {values}",
    ),
    "best_tied": (
        "le meilleur chemin n’est pas le seul : {total} aussi en passant par {path}",
        "the best path is not the only best one: {total} also by way of {path}",
    ),
    "best_beaten": (
        "le meilleur chemin donne {best}, mais {path} donne {total}",
        "the best path gives {best}, but {path} gives {total}",
    ),
    "too_large": (
        "trop de parcours différents pour savoir si le meilleur chemin est le seul : démarquez les meilleurs choix, ou "
        "retirez des étapes",
        "too many different runs to know whether the best path is the only best one: make the best choices stand out "
        "more, or take steps out",
    ),
}


@dataclass(frozen=True)
class Flaw:
    """`code` is a key of TEXTS; `where` leads to its place: steps, 2, choices, 0."""

    code: str
    params: dict[str, Any] = field(default_factory=dict, hash=False)
    where: tuple[str | int, ...] = ()

    def text(self, language: str) -> str:
        return say(TEXTS, self.code, self.params, language)
