"""Texts of Wagtail that we word ourselves.

Nothing reads this list: it keeps these texts in our catalogue, which comes before Wagtail's own. A form that was
refused may have been saved as a draft by itself meanwhile, so its message says nothing of what was saved.
"""

from django.utils.translation import gettext_noop

TEXTS = (
    gettext_noop("The %(model_name)s could not be created due to errors."),
    gettext_noop("The %(model_name)s could not be saved due to errors."),
    gettext_noop("The page could not be created due to validation errors."),
    gettext_noop("The page could not be saved due to validation errors."),
    gettext_noop("Submit to %(workflow_name)s"),
    # Its French says “at … in …” of a task and its workflow, and calls a language a region.
    gettext_noop("This page is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    gettext_noop("Locale"),
    gettext_noop("Locales"),
    gettext_noop("Locale: "),
    # Formal, and of no gender: Wagtail's French greets with « Salut » and writes « modifié(e) ».
    gettext_noop("Hello %(username)s,"),
    gettext_noop("Add %(label)s"),
    gettext_noop("Add %(model_name)s"),
    gettext_noop("%(model_name)s '%(object)s' updated."),
    gettext_noop("%(model_name)s '%(object)s' updated and published."),
    gettext_noop("%(model_name)s '%(object)s' created."),
    gettext_noop("%(model_name)s '%(object)s' created and published."),
)
