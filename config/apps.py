from django.apps import AppConfig

from config import logs


class TremplinConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        logs.configure()
