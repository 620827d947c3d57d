from django.apps import AppConfig


class SkillsConfig(AppConfig):
    name = "skills"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from skills import adoption, personal_data, registrations, telling

        personal_data.register_own()
        adoption.register()
        telling.register()
        registrations.register()
