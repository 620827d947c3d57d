from django.apps import AppConfig


class CareerConfig(AppConfig):
    name = "career"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from career import registrations

        registrations.register_all()
