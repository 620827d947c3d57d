from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail_localize import strings
        from wagtail_localize.locales.components import LOCALE_COMPONENTS

        from cms import doors, language_texts, localize_texts, personal_data, receivers, roles, teaching

        # Segments must not be cut at CO<sub>2</sub>, 10<sup>3</sup> or struck words.
        strings.INLINE_TAGS += [tag for tag in ("sub", "sup", "s") if tag not in strings.INLINE_TAGS]
        # "Synchronise content from another locale" makes aliases: live French at English addresses.
        LOCALE_COMPONENTS[:] = [row for row in LOCALE_COMPONENTS if row["model"].__name__ != "LocaleSynchronization"]
        doors.close()
        localize_texts.reword()
        language_texts.reword()
        roles.declare()
        receivers.connect()
        teaching.register()
        personal_data.register_own()
