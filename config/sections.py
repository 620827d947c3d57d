"""Which link of the header an address belongs to, and which link of the account menu.

Pages of editors say it themselves (`nav_section`), as their addresses are theirs to choose.
"""

from functools import cache

from django.urls import reverse

# What is under "My space" and belongs to another link: what is done in a lesson stands where the lesson does.
_UNDER_ME = {"lesson": "path", "quiz": "path", "scenario": "path", "tasks": "path", "placement": "path"}
_MAIN = {
    "skills:tracker": "skills",
    "skills:version": "skills",
    "skills:ladder": "skills",
    "portfolio:gallery": "portfolio",
    "portfolio:edit": "portfolio",
    "portfolio:campaigns": "portfolio",
    "learning:dashboard": "me",
}
_MENU = (
    "learning:documents",
    "learning:notes",
    "career:career",
    "skills:desk",
    "accounts:profile",
    "accounts:notifications",
    "account_email",
    "account_change_password",
    "mfa_index",
    "usersessions_list",
    "socialaccount_connections",
    "accounts:data",
)


@cache
def _main(language: str) -> tuple[tuple[str, str], ...]:
    """Beginning of an address → main link; the longest first, as one may begin another."""
    me = reverse("learning:dashboard")
    found = {reverse(name): section for name, section in _MAIN.items()}
    found |= {f"{me}{word}/": section for word, section in _UNDER_ME.items()}
    found[f"{me}why/tier/"] = "skills"
    return tuple(sorted(found.items(), key=lambda entry: -len(entry[0])))


@cache
def _menu(language: str) -> tuple[str, ...]:
    return tuple(map(reverse, _MENU))


def section_of(path: str, language: str) -> str:
    """The main link of the header that an address belongs to; "" for none. `language` is the active one."""
    return next((section for start, section in _main(language) if path.startswith(start)), "")


def account_link(path: str, language: str) -> str:
    """The beginning of the address, as far as a link of the account menu goes; "" where none does."""
    return next((link for link in _menu(language) if path.startswith(link)), "")
